"""One JSON line for each run, so that a schedule can be watched without reading prose.

Kept free of pandas: a run without change takes a fraction of a second.
"""

from __future__ import annotations

import datetime
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from analysis.errors import PlanError
from analysis.paths import Project

LARGEST = 1_000_000


def log_file(project: Project) -> Path:
    """Where the lines are, the newest last; ``runs.1.jsonl`` holds those before."""
    return project.reports / "runs.jsonl"


@contextmanager
def logged(project: Project, verb: str) -> Iterator[dict[str, Any]]:
    """Append one line when the run ends, however it ends.

    The caller adds to the line what it knows (``outcome``, pages, changes). Each has ``at``
    (UTC, by the clock of the machine), ``verb``, ``outcome``, ``exit`` and ``seconds`` (by a
    clock that never jumps); a failed run has ``message``. A log that cannot be written never
    fails the run.
    """
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    line: dict[str, Any] = {"at": at, "verb": verb, "outcome": "failed", "exit": 1}
    started = time.monotonic()
    try:
        yield line
        line["exit"] = 0
    except PlanError as error:
        line |= {"exit": error.exit_code, "message": str(error)}
        raise
    except BaseException as error:  # an interrupt is written down, too
        line["message"] = f"{type(error).__name__}: {error}"[:500]
        raise
    finally:
        line["seconds"] = round(time.monotonic() - started, 3)
        with suppress(OSError):
            _append(log_file(project), line)


def _append(path: Path, line: dict[str, Any]) -> None:
    """One write to the end of the file: lines of two processes never mix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.stat().st_size > LARGEST:
        path.replace(path.with_name("runs.1.jsonl"))
    data = (json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n").encode()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(handle, data)
    finally:
        os.close(handle)
