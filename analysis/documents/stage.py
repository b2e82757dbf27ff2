"""A change of the data tried aside, and brought in whole or not at all.

The sources and tables are copied to a stage, changed and built there; only when every
check has passed are the files that differ renamed into the project.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import WorkError
from analysis.paths import Project

FOLDERS = ("raw", "curated")


@contextmanager
def stage(project: Project) -> Iterator[Project]:
    """A copy of the data of ``project`` that may be changed freely; removed at the end."""
    with tempfile.TemporaryDirectory(prefix="education-plans-") as folder:
        staged = Project(Path(folder))
        for name in FOLDERS:
            target = staged.root / "data" / name
            target.mkdir(parents=True)
            for path in sorted((project.root / "data" / name).iterdir()):
                if path.is_file() and not path.name.startswith(".") and path.suffix != ".duckdb":
                    shutil.copyfile(path, target / path.name)
        yield staged


def bring_in(project: Project, staged: Project) -> list[str]:
    """Make the data of ``project`` equal to the staged data; returns the names that changed.

    New content is written beside the old and renamed in. When anything fails on the way,
    or the run is interrupted, every file gets its old content back. Raises WorkError.
    """
    wanted = _differing(project, staged)
    before = {path: path.read_bytes() if path.exists() else None for path in wanted}
    aside = {path: path.with_name(f".bringing-{os.getpid()}-{path.name}") for path in wanted}
    try:
        for path, source in wanted.items():
            if source is not None:
                shutil.copyfile(source, aside[path])
        for path, source in wanted.items():
            if source is None:
                path.unlink()
            else:
                aside[path].replace(path)
    except BaseException as error:
        _restore(before)
        if isinstance(error, OSError):
            raise WorkError(
                f"{project.root / 'data'}: cannot be written ({error.strerror}); "
                "every file has its old content"
            ) from error
        raise
    finally:
        for path in aside.values():
            path.unlink(missing_ok=True)
    return sorted(path.name for path in wanted)


def _differing(project: Project, staged: Project) -> dict[Path, Path | None]:
    """Files of the project that must change → the staged file, None where it must go.

    Sources first, the database last: it is derived from all the others.
    """
    wanted: dict[Path, Path | None] = {}
    for name in FOLDERS:
        here, there = project.root / "data" / name, staged.root / "data" / name
        new = {path.name: path for path in there.iterdir() if not path.name.startswith(".")}
        old = {path.name for path in here.iterdir() if path.is_file() and path.name[0] != "."}
        for file_name, source in new.items():
            path = here / file_name
            if not path.exists() or path.read_bytes() != source.read_bytes():
                wanted[path] = source
        for file_name in old - new.keys():
            if not file_name.endswith(".duckdb"):
                wanted[here / file_name] = None
    return dict(sorted(wanted.items(), key=lambda item: item[0].suffix == ".duckdb"))


def _restore(before: dict[Path, bytes | None]) -> None:
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)
