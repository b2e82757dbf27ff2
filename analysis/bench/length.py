"""One long document beside the same text in pieces: is the time linear, and the memory bounded?"""

from __future__ import annotations

import math
import multiprocessing
import random
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from analysis.bench.corpus import varied
from analysis.extraction import records_of
from analysis.paths import Project
from analysis.reading import Lexicons, load_lexicons
from analysis.scale.task import memory_mb

PIECE = 50_000  # bytes of UTF-8 a piece holds at least: a long plan
PIECES = 100
ROUNDS = 3
SHAPES = {"lines": "\n", "one line": ""}
"""What parts the pieces of the long document, and its lines."""


def run(project: Project, texts: Sequence[str], pieces: int = PIECES) -> list[dict[str, Any]]:
    """One row a shape of document, each measured in a process of its own."""
    rows = []
    for shape in SHAPES:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            rows.append(pool.submit(measure, project, texts, shape, pieces).result())
    return rows


def measure(
    project: Project, texts: Sequence[str], shape: str, count: int, rounds: int = ROUNDS
) -> dict[str, Any]:
    """The pieces one by one, then all of them as one document, in turn; best of the rounds.

    ``exponent`` is that of the time against the length of the document; 1 is linear.
    ``worker_memory_mb`` is the most that the process ever held, lexicons and modules included.
    """
    lexicons = load_lexicons(project)
    pieces = made(texts, count, SHAPES[shape])
    whole = SHAPES[shape].join(pieces)
    size = len(whole.encode("utf-8")) / 1e6
    records_of(pieces[0], "warm", lexicons)
    apart, together = [], []
    for _ in range(rounds):
        apart.append(_seconds(pieces, lexicons))
        together.append(_seconds([whole], lexicons))
    return {
        "document": shape,
        "mb": round(size, 2),
        "mb_s": round(size / min(together), 3),
        "mb_s_in_pieces": round(size / min(apart), 3),
        "exponent": exponent(min(apart), min(together), len(pieces)),
        "worker_memory_mb": round(memory_mb()),
    }


def made(texts: Sequence[str], count: int, line_end: str) -> list[str]:
    """``count`` pieces of plans run together, each of `PIECE` bytes or little more."""
    rng = random.Random(count)  # noqa: S311 - a corpus, not a secret
    lines = (line for number in range(10**9) for line in _lines(texts, number, rng))
    pieces = []
    for _ in range(count):
        piece: list[str] = []
        size = 0
        while size < PIECE:
            piece.append(next(lines))
            size += len(piece[-1].encode("utf-8"))
        pieces.append(line_end.join(piece))
    return pieces


def _lines(texts: Sequence[str], number: int, rng: random.Random) -> list[str]:
    return varied(texts[number % len(texts)], rng).split("\n")


def _seconds(texts: Sequence[str], lexicons: Lexicons) -> float:
    began = time.process_time()
    for text in texts:
        records_of(text, "bench", lexicons)
    return time.process_time() - began


def exponent(apart: float, together: float, count: int) -> float:
    """Of the power of its length with which the time of a document grows, where ``count``
    pieces take ``apart`` seconds and all as one ``together``."""
    return round(1 + math.log(together / apart) / math.log(count), 3)
