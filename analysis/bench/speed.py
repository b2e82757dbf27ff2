"""MB a second a core: `extract` and its stages beside jieba's cutting of the same texts."""

from __future__ import annotations

import cProfile
import gc
import pstats
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.extraction import records_of_reading
from analysis.reading import Lexicons, Reading, read_text
from analysis.statements.extract import statements
from analysis.text.repair import clean
from analysis.text.resemblance import sketch
from analysis.text.segment import segment

STAGES = ("repair", "segment", "statements", "records", "sketch")


@dataclass(frozen=True)
class Speed:
    """Seconds of processor time a MB of UTF-8, by stage: the best of the rounds, for what else
    runs on a machine only ever adds to them."""

    seconds_per_mb: dict[str, float]

    @property
    def extract_mb_s(self) -> float:
        """MB a second a core of `extract`: repair, segmentation, statements, rows."""
        return 1 / sum(self.seconds_per_mb[name] for name in STAGES[:4])

    @property
    def shares(self) -> dict[str, float]:
        """Which part of the time of `extract` each of its stages takes."""
        return {n: self.seconds_per_mb[n] * self.extract_mb_s for n in STAGES[:4]}

    @property
    def against_jieba(self) -> float:
        """How many times as fast as jieba cuts the same text into words."""
        return self.extract_mb_s * self.seconds_per_mb["jieba"]


def measure(texts: Sequence[str], lexicons: Lexicons, rounds: int = 5) -> Speed:
    """All stages and jieba in turn over the same texts, so that a busy machine slows both."""
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    size = sum(len(text.encode("utf-8")) for text in texts) / 1e6
    _round(texts, lexicons, jieba.cut)
    turns = [_round(texts, lexicons, jieba.cut) for _ in range(rounds)]
    return Speed({name: min(turn[name] for turn in turns) / size for name in turns[0]})


def _round(texts: Sequence[str], lexicons: Lexicons, cut: Callable[[str], Any]) -> dict[str, float]:
    spent = dict.fromkeys((*STAGES, "jieba"), 0.0)
    gc.collect()
    for text in texts:
        marks = [time.process_time()]
        repaired = clean(text, lexicons.repair)
        marks.append(time.process_time())
        structure = segment(repaired)
        marks.append(time.process_time())
        found = statements(repaired, structure, lexicons.statements)
        marks.append(time.process_time())
        records_of_reading(Reading(repaired, structure, found), "bench", lexicons)
        marks.append(time.process_time())
        sketch(repaired.text)
        marks.append(time.process_time())
        for _ in cut(text):
            pass
        marks.append(time.process_time())
        for name, low, high in zip(spent, marks, marks[1:], strict=False):
            spent[name] += high - low
    return spent


def profile(texts: Sequence[str], lexicons: Lexicons, most: int = 15) -> list[dict[str, Any]]:
    """Where the time of `extract` goes: functions by their own time, with their share."""
    profiler = cProfile.Profile()
    profiler.enable()
    for text in texts:
        records_of_reading(read_text(text, lexicons), "bench", lexicons)
    profiler.disable()
    stats: dict[Any, Any] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]  # pstats hides it from its types
    total = sum(entry[2] for entry in stats.values())
    ranked = sorted(stats.items(), key=lambda item: -item[1][2])[:most]
    return [
        {
            "function": f"{Path(file).name}:{line}({name})" if line else name,
            "calls": entry[1],
            "share": round(entry[2] / total, 4),
        }
        for (file, line, name), entry in ranked
    ]
