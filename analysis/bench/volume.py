"""Time, size and memory of whole corpora, by engine and number of workers.

Every corpus is read by a process of its own, so that the memory of the client is that of
reading and not of what was measured before. Start-up (processes, word lists) is measured
by a first handful of documents and told apart from the time of reading.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from analysis.bench import ceiling
from analysis.bench.corpus import make
from analysis.paths import Project
from analysis.progress import Progress, silent
from analysis.scale import corpus, engines, inputs, parts
from analysis.scale.task import Batch, memory_mb

CHARACTERS = 2000
ROUNDS = 3
READINGS = 20  # of the five texts by each process that the ceiling is measured with
ENGINES: tuple[tuple[str, int], ...] = (("pool", 1), ("pool", 2), ("dask", 2))
Row = dict[str, Any]


def run(project: Project, documents: Path, out: Path, engine: str, jobs: int) -> Row:
    """One reading of a folder: seconds, MB a second, statements, MB of output and a worker.

    ``seconds`` is from the first outcome of any worker on, ``start_seconds`` what passed
    before it; ``steady_mb_s`` counts from when every worker has given one, for they do not
    start as one. ``cpu_seconds`` is the work of client and workers together, which a busy
    machine does not lengthen. ``seconds_with_copies`` is all of it: start, reading, the
    search for copies and the views.
    """
    found = inputs.find([str(documents)])
    cut = [found[n : n + 1] for n in range(jobs)] + inputs.batches(found[jobs:], jobs)
    batches = [Batch(str(project.root), tuple(b), str(out), engine) for b in cut if b]
    began, worked = time.perf_counter(), _cpu_seconds()
    course = _followed(_outcomes(engine, batches, jobs), jobs)
    read = time.perf_counter()
    corpus.write_copies(out)
    corpus.write_views(out)
    size = sum(document.size for document in found) / 1e6
    written = sum(p.stat().st_size for p in parts.folder_of(out).rglob("*.parquet")) / 1e6
    return {
        "engine": engine,
        "workers": jobs,
        "documents": len(found),
        "input_mb": round(size, 1),
        "start_seconds": round(course.started - began, 2),
        "seconds": round(read - course.started, 2),
        "seconds_with_copies": round(time.perf_counter() - began, 2),
        "cpu_seconds": round(_cpu_seconds() - worked, 2),
        "mb_s": round(size / (read - course.started), 3),
        "steady_mb_s": round((size - course.before_mb) / (read - course.steady), 3),
        "statements": course.statements,
        "output_mb": round(written, 1),
        "worker_memory_mb": round(course.memory_mb),
        "client_memory_mb": round(memory_mb()),
    }


class _Course(NamedTuple):
    """When the first worker gave an outcome and when all had, and how many MB were read by then."""

    started: float
    steady: float
    before_mb: float
    statements: int
    memory_mb: float


def _followed(outcomes: Iterable[engines.Numbered], jobs: int) -> _Course:
    statements, memory, done = 0, 0.0, 0.0
    workers: set[int] = set()
    first: tuple[float, float] | None = None
    every: tuple[float, float] | None = None
    for _, outcome in outcomes:
        done += sum(row["size"] for row in outcome.documents) / 1e6
        workers.add(outcome.worker)
        first = first or (time.perf_counter(), done)
        if every is None and len(workers) == jobs:
            every = time.perf_counter(), done
        statements += sum(row["targets"] + row["funding"] for row in outcome.documents)
        memory = max(memory, outcome.memory_mb)
    started = first or (time.perf_counter(), 0.0)
    return _Course(started[0], *(every or started), statements, memory)


def _outcomes(engine: str, batches: Sequence[Batch], jobs: int) -> Iterator[engines.Numbered]:
    chosen: dict[str, Callable[[], Iterator[engines.Numbered]]] = {
        "in process": lambda: engines.in_process(batches),
        "pool": lambda: engines.in_pool(batches, jobs),
        "dask": lambda: engines.on_dask(batches, None, jobs),
    }
    return chosen[engine]()


def _cpu_seconds() -> float:
    """Seconds of processor time of this process and of those of its children that ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def aside(project: Project, documents: Path, out: Path, engine: str, jobs: int) -> Row:
    """`run` in a process of its own; what it wrote is removed."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        row = pool.submit(run, project, documents, out, engine, jobs).result()
    shutil.rmtree(out)
    return row


def scaling(
    project: Project,
    texts: Sequence[str],
    folder: Path,
    count: int,
    rounds: int = ROUNDS,
    say: Progress = silent,
    readings: int = READINGS,
) -> Row:
    """One corpus by one worker, by two, and by two of Dask, in turn; and what that amounts to.

    Ratios are medians over the rounds: within a round the machine is as busy for all. They
    compare ``steady_mb_s``, without the start of the workers; ``whole`` ratios count start-up
    in, ``work`` ratios compare processor time. ``ceiling`` is what two independent processes
    gain in the same round, so that the loss of the pool is told from that of the machine.
    """
    documents = folder / "scaling"
    make(documents, texts, count, seed=1, characters=CHARACTERS)
    turns: list[dict[tuple[str, int], Row]] = []
    ceilings: list[tuple[float, float]] = []
    for turn in range(rounds):
        say(f"reading {count} documents with one worker, two, and two of Dask, round {turn + 1}")
        turns.append({e: aside(project, documents, folder / "out-scaling", *e) for e in ENGINES})
        ceilings.append(ceiling.gain(project, texts, readings))
    shutil.rmtree(documents)
    one, two, dask = ENGINES

    def ratio(above: tuple[str, int], below: tuple[str, int], *names: str) -> float:
        return median(_sum(rows[above], names) / _sum(rows[below], names) for rows in turns)

    whole = ("start_seconds", "seconds")
    two_steady = ratio(two, one, "steady_mb_s")
    most, more_work = (median(found) for found in zip(*ceilings, strict=True))
    return {
        "runs": [_middle([rows[engine] for rows in turns]) for engine in ENGINES],
        "rounds": rounds,
        "speed_up_two_workers": round(two_steady, 2),
        "speed_up_two_workers_whole": round(ratio(one, two, *whole), 2),
        "work_two_over_one": round(ratio(two, one, "cpu_seconds"), 3),
        "ceiling": round(most, 2),
        "ceiling_work": round(more_work, 3),
        "of_ceiling": round(two_steady / most, 3),
        "dask_over_pool": round(ratio(two, dask, "steady_mb_s") - 1, 3),
        "dask_over_pool_whole": round(ratio(dask, two, *whole) - 1, 3),
        "dask_over_pool_work": round(ratio(dask, two, "cpu_seconds") - 1, 3),
    }


def _sum(row: Row, names: Sequence[str]) -> float:
    return sum(float(row[name]) for name in names)


def _middle(rows: Sequence[Row]) -> Row:
    """The run of the median time."""
    return sorted(rows, key=lambda row: float(row["seconds"]))[len(rows) // 2]


def growth(
    project: Project, texts: Sequence[str], folder: Path, counts: Sequence[int], say: Progress
) -> Row:
    """Corpora of growing number, and the exponents of their time: 1 is linear.

    Documents are cut to ``CHARACTERS``. ``exponents`` are of elapsed time,
    ``work_exponents`` of processor time.
    """
    rows = []
    for count in counts:
        say(f"making and reading {count} documents")
        documents = folder / f"n{count}"
        make(documents, texts, count, seed=count, characters=CHARACTERS)
        rows.append(aside(project, documents, folder / f"out-n{count}", "pool", engines.cores()))
        shutil.rmtree(documents)
    return {
        "characters": CHARACTERS,
        "runs": rows,
        "exponents": exponents(rows),
        "work_exponents": exponents(rows, "cpu_seconds"),
    }


def exponents(rows: Sequence[Row], of: str = "seconds_with_copies") -> list[float]:
    """Between neighbours: log of the ratio of times over log of the ratio of sizes.

    Elapsed time is taken without start-up, which would hide growth.
    """

    def spent(row: Row) -> float:
        return float(row[of]) - (row["start_seconds"] if of == "seconds_with_copies" else 0.0)

    return [
        round(math.log(spent(high) / spent(low)) / math.log(high["input_mb"] / low["input_mb"]), 3)
        for low, high in pairwise(rows)
    ]
