"""A change of the data tried aside, and brought in whole or not at all.

The sources and tables are copied to a stage, changed and built there; only when every
check has passed are the files that differ renamed into the project. The lock of builds is held
from the copy to the last rename, so that nothing another run writes meanwhile is lost.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis import store, undo
from analysis.errors import WorkError
from analysis.paths import Project

FOLDERS = ("raw", "curated")


@contextmanager
def stage(project: Project) -> Iterator[Project]:
    """A copy of the data of ``project`` that may be changed freely; removed at the end.

    Nobody else writes tables as long as it is there; read what must still hold inside.
    """
    with store.building(project), tempfile.TemporaryDirectory(prefix="education-plans-") as folder:
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

    All of them or none, also when the run is killed: what it leaves is undone by whoever holds
    the lock next (`analysis.undo`). Raises WorkError.
    """
    wanted = _differing(project, staged)
    try:
        undo.change(project.root / "data", wanted)
    except OSError as error:
        raise WorkError(
            f"{project.root / 'data'}: cannot be written ({error.strerror}); "
            "every file has its old content"
        ) from error
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
