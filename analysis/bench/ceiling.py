"""What two processes could gain on this machine at all: the same work, with nothing between them.

Two busy cores share caches, memory and their clock, so that the same work takes each of
them longer. What a pool of two loses beyond that is the pool's own.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Barrier

from analysis.extraction import records_of
from analysis.paths import Project
from analysis.reading import Lexicons, load_lexicons

Cost = tuple[float, float]
"""Seconds that passed, and seconds of processor time."""

_ready: list[tuple[Lexicons, Barrier]] = []


def gain(project: Project, texts: Sequence[str], rounds: int, processes: int = 2) -> Cost:
    """How many times the work of one process ``processes`` of them do in the same time, and how
    much more processor time each piece of it takes.

    The processes share nothing: each has its own word lists, reads the same texts from its own
    memory and writes nothing. They begin together; the slowest decides.
    """
    alone = _together(project, texts, rounds, 1)
    beside = _together(project, texts, rounds, processes)
    passed = max(seconds for seconds, _ in beside)
    work = sum(worked for _, worked in beside) / processes
    return processes * alone[0][0] / passed, work / alone[0][1]


def _together(project: Project, texts: Sequence[str], rounds: int, count: int) -> list[Cost]:
    context = multiprocessing.get_context("spawn")
    begin = context.Barrier(count)
    with ProcessPoolExecutor(
        count, mp_context=context, initializer=_prepare, initargs=(project, begin)
    ) as pool:
        return list(pool.map(_read, [tuple(texts)] * count, [rounds] * count))


def _prepare(project: Project, begin: Barrier) -> None:
    _ready.append((load_lexicons(project), begin))


def _read(texts: Sequence[str], rounds: int) -> Cost:
    """The texts read ``rounds`` times, once before the others are waited for."""
    lexicons, begin = _ready[0]
    for text in texts:
        records_of(text, "warm", lexicons)
    begin.wait()
    began, worked = time.perf_counter(), time.process_time()
    for _ in range(rounds):
        for text in texts:
            records_of(text, "bench", lexicons)
    return time.perf_counter() - began, time.process_time() - worked
