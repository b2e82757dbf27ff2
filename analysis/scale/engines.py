"""The three ways to run batches: in this process, in a pool of processes, on Dask workers.

All run `task.read_batch`. Each yields outcomes as they come, holds only a window of
batches, and outlives workers that are killed: a batch that takes its worker with it is
tried alone, then document by document; only what kills a worker by itself twice is bad.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from importlib import import_module
from multiprocessing import connection
from pathlib import Path
from typing import Any

from analysis.errors import InputError, WorkError
from analysis.paths import Project
from analysis.scale import parts
from analysis.scale.inputs import Document, recorded
from analysis.scale.task import Batch, Outcome, bad, read_batch

Numbered = tuple[int, Outcome]
# A profile of every worker, taken a hundred times a second, and health checks as often, for a
# dashboard that is not there: each look takes the interpreter from the reading.
UNWATCHED = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "5s",
}
WINDOW = 3
TRIES = 2


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_process(batches: Iterable[Batch]) -> Iterator[Numbered]:
    """One batch after the other, here."""
    for number, batch in enumerate(batches):
        yield number, read_batch(batch)


def in_pool(batches: Iterable[Batch], jobs: int) -> Iterator[Numbered]:
    """A pool of ``jobs`` processes; a killed worker costs time, never a document."""
    waiting = deque(enumerate(batches))
    while waiting:
        suspects: list[tuple[int, Batch]] = []
        pool = _pool(jobs)
        try:
            yield from _drain(pool, waiting, suspects, jobs * WINDOW)
        finally:
            pool.shutdown(wait=not suspects, cancel_futures=True)
        with _Single() as single:
            for number, batch in suspects:
                yield number, alone(batch, single)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # spawn: a fork of a process with threads (pyarrow, duckdb) can hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=leave_with_client)


def leave_with_client() -> None:
    """End this worker when its client is gone: a killed client can tell its workers nothing.

    Without this they would wait for work for ever. What they were writing stands aside and
    is no part.
    """
    client = multiprocessing.parent_process()
    if client is not None:
        threading.Thread(target=_wait_and_leave, args=(client.sentinel,), daemon=True).start()


def _wait_and_leave(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _drain(
    pool: ProcessPoolExecutor,
    waiting: deque[tuple[int, Batch]],
    suspects: list[tuple[int, Batch]],
    window: int,
) -> Iterator[Numbered]:
    running: dict[Future[Outcome], tuple[int, Batch]] = {}
    while (waiting or running) and not suspects:
        try:
            while waiting and len(running) < window:
                running[pool.submit(read_batch, waiting[0][1])] = waiting[0]
                waiting.popleft()
        except BrokenProcessPool:
            suspects.extend(running.values())
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            numbered = running.pop(future)
            try:
                outcome = future.result()
            except BrokenProcessPool:
                suspects.append(numbered)
                continue
            yield numbered[0], outcome
    suspects.extend(running.values())


class _Single:
    """One worker for what may kill it; another takes its place when it died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Single:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown()

    def run(self, batch: Batch) -> Outcome | None:
        """The outcome of a batch; None when the worker died over it."""
        self._pool = self._pool or _pool(1)
        try:
            return self._pool.submit(read_batch, batch).result()
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = None
            return None


def alone(batch: Batch, single: _Single) -> Outcome:
    """A batch whose worker died: by itself, then document by document."""
    if (outcome := single.run(batch)) is not None:
        return outcome
    outcome = Outcome()
    for document in batch.documents:
        part = replace(batch, documents=(document,))
        found = next(filter(None, (single.run(part) for _ in range(TRIES))), None)
        found = found or record_bad(part, "the worker died while reading it")
        outcome.documents.extend(found.documents)
        outcome.lines.extend(found.lines)
    return outcome


def record_bad(batch: Batch, reason: str) -> Outcome:
    """Record documents that no worker survives."""
    outcome = Outcome([_bad_row(document, reason) for document in batch.documents])
    if batch.out is not None:
        project = Project(Path(batch.root))
        parts.write(project, Path(batch.out), batch.name, outcome.documents, [])
    return outcome


def _bad_row(document: Document, reason: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "doc_id": document.doc_id,
        "path": recorded(document.path),
        "size": document.size,
        "mtime_ns": document.mtime_ns,
    }
    return bad(row, f"{Path(row['path']).name}: {reason}")


def on_dask(batches: Iterable[Batch], scheduler: str | None, jobs: int) -> Iterator[Numbered]:
    """Dask workers of a running scheduler, or of a cluster on this machine."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise InputError(
            "--engine dask: the package distributed is not installed; install the extra `dask` "
            "of pyproject.toml or use --engine local"
        ) from error
    if scheduler is None:
        with import_module("dask").config.set(UNWATCHED):
            cluster = distributed.LocalCluster(
                n_workers=jobs, threads_per_worker=1, dashboard_address=None
            )
        with cluster, distributed.Client(cluster) as client:
            yield from _on_client(client, batches)
        return
    try:
        client = distributed.Client(scheduler, timeout="20s")
    except (OSError, ValueError, TimeoutError) as error:
        raise InputError(
            f"--scheduler {scheduler}: no Dask scheduler answers there; start one with "
            "`dask scheduler` and give its address, as tcp://host:8786"
        ) from error
    with client:
        yield from _on_client(client, batches)


def _on_client(client: Any, batches: Iterable[Batch]) -> Iterator[Numbered]:
    distributed: Any = import_module("distributed")

    waiting = deque(enumerate(batches))
    running: dict[str, tuple[int, Batch]] = {}
    queue = distributed.as_completed()

    def fill() -> None:
        threads = sum(client.nthreads().values()) or 1
        while waiting and len(running) < threads * WINDOW:
            number, batch = waiting.popleft()
            future = client.submit(read_batch, batch, key=f"extract-{number}-{batch.name}")
            running[future.key] = (number, batch)
            queue.add(future)

    fill()
    while running:
        future = next(queue)
        number, batch = running.pop(future.key)
        try:
            outcome = future.result()
        except distributed.KilledWorker:
            with _Single() as single:
                outcome = alone(batch, single)
        except (distributed.client.FutureCancelledError, OSError) as error:
            raise WorkError(
                "--engine dask: the scheduler was lost; parts that are there stay; "
                "start it again and run the same command"
            ) from error
        future.release()
        yield number, outcome
        fill()
