"""One batch of documents: what every engine runs, wherever it runs."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import Any

from analysis import store
from analysis.errors import PlanError
from analysis.extraction import Record, records_of_reading
from analysis.ingest import read_document
from analysis.paths import Project
from analysis.reading import Lexicons, load_lexicons, read_text
from analysis.scale import parts
from analysis.scale.inputs import Document, recorded
from analysis.text.resemblance import sketch

SECONDS, SECONDS_A_MB = 30.0, 30.0


class TooSlowError(Exception):
    """A document took longer than any document may."""


@dataclass(frozen=True)
class Batch:
    """Paths, never texts: a worker reads what it works on."""

    root: str
    documents: tuple[Document, ...]
    out: str | None = None
    fingerprint: str = ""

    @property
    def name(self) -> str:
        return parts.name_of(self.documents, self.fingerprint)


@dataclass
class Outcome:
    """What a batch came to: a row a document and, without a folder, its statements as JSON.

    ``worker`` is the id of the process that read it, ``memory_mb`` the most it ever held.
    """

    documents: list[dict[str, Any]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    memory_mb: float = 0.0
    worker: int = 0


@lru_cache(maxsize=2)
def _lexicons(root: str) -> Lexicons:
    return load_lexicons(Project(Path(root)))


@lru_cache(maxsize=2)
def columns_of(root: str) -> dict[str, tuple[str, ...]]:
    """The columns of both statement tables, in the order of their schemas."""
    schemas = store.schemas(Project(Path(root)))
    return {table: tuple(schemas[table].names) for table in ("targets", "funding")}


def read_batch(batch: Batch) -> Outcome:
    """Read every document; a bad one is a row with its reason and stops nothing.

    With ``out`` the statements are written there as one part, whole or not at all; a part
    that is there already is read back instead of made twice.
    """
    out = None if batch.out is None else Path(batch.out)
    if out is not None and (done := parts.documents_of(out, batch.name)) is not None:
        return Outcome(done)
    outcome = Outcome()
    records: list[Record] = []
    for document in batch.documents:
        row, found = read_one(document, batch.root)
        outcome.documents.append(row)
        if out is None:
            outcome.lines.extend(json.dumps(r, ensure_ascii=False) for r in found)
        else:
            records.extend(found)
    if out is not None:
        parts.write(Project(Path(batch.root)), out, batch.name, outcome.documents, records)
    outcome.memory_mb, outcome.worker = memory_mb(), os.getpid()
    return outcome


def memory_mb() -> float:
    """The most memory this process ever held, in MB (0 where the system does not tell).

    Linux is asked for VmHWM: ``ru_maxrss`` of a spawned process begins at its parent's.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def read_one(document: Document, root: str) -> tuple[dict[str, Any], list[Record]]:
    """The manifest row of one document, and its statements in text order."""
    began = time.perf_counter()
    row: dict[str, Any] = {
        "doc_id": document.doc_id,
        "path": recorded(document.path),
        "size": document.size,
        "mtime_ns": document.mtime_ns,
        "status": "read",
    }
    found: list[Record] = []
    try:
        with deadline(SECONDS + SECONDS_A_MB * document.size / 1e6):
            content = read_document(Path(document.path))
            reading = read_text(content.text, _lexicons(root))
            found = records_of_reading(reading, document.doc_id, _lexicons(root))
            row |= {
                "format": content.format,
                "sha256": content.sha256,
                "char_count": len(content.text),
                "clean_count": len(reading.clean.text),
                "sketch": sketch(reading.clean.text),
            }
    except PlanError as error:
        return bad(row, recorded(str(error))), []
    except TooSlowError:
        return bad(row, f"{Path(document.path).name}: took longer than allowed for its size"), []
    except RecursionError:
        return bad(row, f"{Path(document.path).name}: is nested too deeply to be read"), []
    except Exception as error:  # one document may never stop the run
        name = recorded(Path(document.path).name)
        return bad(row, f"{name}: unexpected {type(error).__name__}: {str(error)[:200]}"), []
    row |= {name: sum(r["table"] == name for r in found) for name in ("targets", "funding")}
    row["seconds"] = time.perf_counter() - began
    return row, [_ordered(record, root) for record in found]


def bad(row: dict[str, Any], reason: str) -> dict[str, Any]:
    """The manifest row of a document that gave nothing, with the reason why."""
    return row | {"status": "bad", "reason": reason, "targets": 0, "funding": 0}


def _ordered(record: Record, root: str) -> Record:
    columns = columns_of(root)[record["table"]]
    return {"table": record["table"]} | {name: record.get(name) for name in columns}


@contextmanager
def deadline(seconds: float, *, of_work: bool = False) -> Iterator[None]:
    """Raise TooSlowError in the block after ``seconds``; only a main thread can be interrupted.

    ``of_work`` counts the seconds this process works, not those it waits for a core.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise TooSlowError

    clock, bell = (signal.ITIMER_REAL, signal.SIGALRM)
    if of_work:
        clock, bell = (signal.ITIMER_PROF, signal.SIGPROF)
    before = signal.signal(bell, stop)
    signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        signal.setitimer(clock, 0)
        signal.signal(bell, before)
