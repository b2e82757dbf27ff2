"""An earlier release, read from its folder or its zip."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.publish.metadata import NAME

VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\Z")
RELEASE = re.compile(rf"{re.escape(NAME)}-(\d+\.\d+\.\d+)(\.zip)?\Z")


def numbers(version: str) -> tuple[int, ...] | None:
    """``1.10.0`` as (1, 10, 0), so that versions can be put in order; None when it is none."""
    found = VERSION.match(version)
    return tuple(map(int, found.groups())) if found else None


@dataclass(frozen=True)
class Earlier:
    """A release made before: its version and where it lies."""

    version: str
    path: Path

    def files(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """Path below the release → content of every file in one of its folders."""
        if self.path.is_dir():
            for path in sorted((self.path / folder).rglob("*")):
                if path.is_file():
                    yield path.relative_to(self.path).as_posix(), path.read_bytes()
            return
        with zipfile.ZipFile(self.path) as archive:
            for name in sorted(archive.namelist()):
                inside = name.partition("/")[2]
                if inside.startswith(f"{folder}/") and not name.endswith("/"):
                    yield inside, archive.read(name)


def find(out: Path, version: str, since: Path | None) -> Earlier | None:
    """The release to tell changes against: the one given, else the last before ``version``.

    Raises InputError when the one given is none of ours.
    """
    if since is not None:
        found = _release(since)
        if found is None or not (since.is_dir() or zipfile.is_zipfile(since)):
            raise InputError(
                f"--since {since}: is no earlier release; give a folder or zip named {NAME}-X.Y.Z"
            )
        return found
    own = numbers(version) or ()
    candidates = [e for path in sorted(out.glob(f"{NAME}-*")) if (e := _release(path)) is not None]
    older = [e for e in candidates if (numbers(e.version) or own) < own and _usable(e.path)]
    return max(older, key=lambda e: (numbers(e.version), e.path.is_dir()), default=None)


def _usable(path: Path) -> bool:
    return path.is_dir() or zipfile.is_zipfile(path)


def _release(path: Path) -> Earlier | None:
    found = RELEASE.match(path.name)
    return Earlier(found[1], path) if found and numbers(found[1]) else None
