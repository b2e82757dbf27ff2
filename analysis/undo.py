"""Several files changed together: all of them or, when the run is killed on the way, none.

    data/.changing-*/   new files and copies of the old ones being gathered, or no longer needed
    data/.changing/     the same from before the first file is renamed until after the last;
                        whoever finds it with the lock in hand knows that a run was killed

Both names appear and go by one rename, so that there is no moment without an answer.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis import disk
from analysis.errors import WorkError

ARMED = ".changing"
JOURNAL = "journal.json"
ABSENT = ""


def change(folder: Path, wanted: Mapping[Path, Path | None]) -> None:
    """Give every file below ``folder`` the content of its source; None removes it.

    The caller holds the lock of the folder. When anything fails every file has its old content
    again and the failure is raised as it was.
    """
    gathered = Path(tempfile.mkdtemp(prefix=f"{ARMED}-", dir=folder))
    try:
        entries = [
            _gather(folder, gathered, str(number), path, source)
            for number, (path, source) in enumerate(wanted.items())
        ]
        (gathered / JOURNAL).write_text(json.dumps(entries), encoding="utf-8")
        disk.settle([*gathered.iterdir(), gathered])
        gathered.rename(folder / ARMED)
        disk.settle([folder])
    except BaseException:  # an interrupt leaves no half of it, too
        shutil.rmtree(gathered, ignore_errors=True)
        raise
    try:
        for entry in entries:
            path = folder / entry["path"]
            if entry["new"] == ABSENT:
                path.unlink()
            else:
                (folder / ARMED / f"{entry['name']}.new").replace(path)
        disk.settle(dict.fromkeys(path.parent for path in wanted))
    except BaseException:  # as above
        undo(folder)
        raise
    _disarm(folder)


def _gather(
    folder: Path, gathered: Path, name: str, path: Path, source: Path | None
) -> dict[str, str]:
    for kept, ending in ((path, "old"), (source, "new")):
        if kept is not None and kept.exists():
            shutil.copyfile(kept, gathered / f"{name}.{ending}")
    return {
        "name": name,
        "path": path.relative_to(folder).as_posix(),
        "old": _content(gathered / f"{name}.old"),
        "new": _content(gathered / f"{name}.new"),
    }


def is_pending(folder: Path) -> bool:
    """Whether a change is on its way, or was when its run was killed."""
    return (folder / ARMED).is_dir()


def undo(folder: Path) -> None:
    """Take back what a killed run left half done; nothing when there is nothing.

    The caller holds the lock of the folder. May itself be killed and run again. Raises WorkError
    when a file was meanwhile edited by hand: no row that a person wrote is ever overwritten.
    """
    if is_pending(folder):
        armed = folder / ARMED
        entries = json.loads((armed / JOURNAL).read_text(encoding="utf-8"))
        for entry in entries:
            _refuse_edited(folder, entry)
        for entry in entries:
            old = armed / f"{entry['name']}.old"
            if entry["old"] == ABSENT:
                (folder / entry["path"]).unlink(missing_ok=True)
            elif old.exists():
                old.replace(folder / entry["path"])
        disk.settle(dict.fromkeys((folder / entry["path"]).parent for entry in entries))
        _disarm(folder)
    for leftover in folder.glob(f"{ARMED}-*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _refuse_edited(folder: Path, entry: Mapping[str, Any]) -> None:
    path = folder / entry["path"]
    if _content(path) not in {ABSENT, entry["old"], entry["new"]}:
        raise WorkError(
            f"{path}: was edited after a change of the documents had been killed half-way; move "
            "your version elsewhere, run this again, then make the edit anew"
        )


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ABSENT


def _disarm(folder: Path) -> None:
    done = folder / f"{ARMED}-{os.getpid()}-done"
    (folder / ARMED).rename(done)
    shutil.rmtree(done, ignore_errors=True)
