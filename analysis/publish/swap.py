"""A site is replaced whole or not at all.

Layout of the reports folder::

    reports/site            → releases/0007   (a symbolic link, replaced in one rename)
    reports/releases/0007/  the site in force; the last few before it are kept
    reports/.building-*/    a site being made; left over only when a run was killed
    reports/.printing-*/    the same for PDF
    reports/.lock           held while a run works

Where the file system knows no symbolic links, ``site`` is a real folder and two renames
replace it; a run that was killed between the two is mended at the next start.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from analysis import disk
from analysis.errors import WorkError
from analysis.lock import exclusive
from analysis.paths import Project

BUILDING = ".building-"
PRINTING = ".printing-"
RELEASE = re.compile(r"\d{4,}\Z")
LOCK = ".lock"


def releases_folder(project: Project) -> Path:
    """Where published sites are kept by number."""
    return project.reports / "releases"


def releases(project: Project) -> list[Path]:
    """Published sites, oldest first."""
    folder = releases_folder(project)
    found = [p for p in folder.glob("*") if RELEASE.match(p.name) and p.is_dir()]
    return sorted(found, key=lambda path: int(path.name))


@contextmanager
def publishing(project: Project) -> Iterator[Path]:
    """Hold the lock and lend an empty folder to build in; it is gone afterwards.

    Raises WorkError, having changed nothing, when another run holds the lock or the reports
    folder cannot be written.
    """
    with ExitStack() as held:
        try:
            project.reports.mkdir(parents=True, exist_ok=True)
            held.enter_context(exclusive(project.reports / LOCK, _busy(project)))
            _recover(project)
            building = Path(tempfile.mkdtemp(prefix=BUILDING, dir=project.reports))
        except OSError as error:
            raise _unwritable(project, error) from error
        try:
            yield building
        except OSError as error:
            raise _broken_write(error) from error
        finally:
            shutil.rmtree(building, ignore_errors=True)


def _busy(project: Project) -> str:
    return (
        f"{project.reports}: another run is publishing; one at a time is allowed; "
        "wait for it to end and run this again"
    )


def _recover(project: Project) -> None:
    """Remove what a killed run left and put back a site lost between two renames."""
    for prefix in (BUILDING, PRINTING):
        for leftover in project.reports.glob(f"{prefix}*"):
            shutil.rmtree(leftover, ignore_errors=True)
    with suppress(FileNotFoundError):
        (project.reports / ".site-next").unlink()
    if not os.path.lexists(project.site) or not project.site.exists():
        kept = releases(project)
        if kept:
            _point(project, kept[-1])


def publish(project: Project, built: Path, keep: int) -> Path:
    """Put the finished site ``built`` in force and drop all but ``keep`` earlier ones.

    ``built`` must lie in the folder `publishing` lent. A reader who opens the site at any
    moment, and a run killed at any moment, meet the old site or the new one, whole.
    """
    folder = releases_folder(project)
    folder.mkdir(exist_ok=True)
    kept = releases(project)
    number = int(kept[-1].name) + 1 if kept else 1
    if project.site.is_dir() and not project.site.is_symlink():
        number += 1  # leaves the number before it to the folder that retires
    release = folder / f"{number:04d}"
    disk.settle_tree(built)
    built.replace(release)
    disk.settle([folder])
    _point(project, release)
    for old in kept[: max(0, len(kept) - keep)]:
        _remove(old)
    return release


def _point(project: Project, release: Path) -> None:
    site = project.site
    if site.is_dir() and not site.is_symlink():
        site.replace(release.parent / f"{int(release.name) - 1:04d}")
    following = project.reports / ".site-next"
    with suppress(FileNotFoundError):
        following.unlink()
    try:
        following.symlink_to(Path("releases") / release.name, target_is_directory=True)
    except (OSError, NotImplementedError):
        # Where links cannot be made the release becomes the site itself; a rename onto a
        # link in force fails by itself, and the old site stays.
        release.replace(site)
        return
    following.replace(site)
    disk.settle([project.reports])


def _remove(old: Path) -> None:
    """Take a release out of sight in one rename, then delete it at leisure."""
    aside = old.parent.parent / f"{BUILDING}old-{old.name}"
    with suppress(OSError):
        old.replace(aside)
        shutil.rmtree(aside, ignore_errors=True)


def _unwritable(project: Project, error: OSError) -> WorkError:
    return WorkError(
        f"{project.reports}: cannot be written ({error.strerror}); nothing was changed; "
        "make the folder writable or choose another checkout"
    )


def _broken_write(error: OSError) -> WorkError:
    where = f" at {error.filename}" if error.filename else ""
    reason = "the disk is full" if error.errno == errno.ENOSPC else (error.strerror or str(error))
    return WorkError(
        f"the new site could not be written{where}: {reason}; "
        "the last published site was left as it is"
    )
