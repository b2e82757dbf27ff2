"""Seconds of processor time to work out everything on themes and words, part by part.

Run as a program it measures itself in a fresh process: nothing is warm but the modules
and the dictionaries of the two segmenters, and one thread does all the work.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from analysis.measures.stress import Study
from analysis.narrative.study import study_of
from analysis.narrative.view import View
from analysis.paths import Project
from analysis.text.tokens import cut

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

PARTS: dict[str, Callable[[Study], object]] = {
    "tokens": lambda study: study.words,
    "theme_weights": lambda study: study.characters,
    "wording": lambda study: study.wording_shares,
    "emphasis": lambda study: (study.emphasis, study.ranks),
    "differences_in_all_variants": lambda study: study.compared,
    "sensitivity_table": lambda study: study.findings,
    "keyness_and_dispersion": lambda study: [
        study.keyness(region) for region in sorted(set(study.documents["region_id"]))
    ],
    "topics_with_stability": lambda study: study.topics(),
    "similarity": lambda study: study.similarity,
}
"""What a study works out, in an order in which no part is charged for a later one."""


def run(project: Project) -> dict[str, Any]:
    """`measure` in a fresh process with one thread."""
    command = [sys.executable, "-m", "analysis.bench.themes", str(project.root)]
    environment = os.environ | dict.fromkeys(THREADS, "1")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own module
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(project: Project) -> dict[str, Any]:
    """Seconds of processor time by part and in all, beside jieba cutting the same texts.

    ``read_seconds``: for the tables and texts, which every report reads; not in ``seconds``.
    """
    began = time.process_time()
    study = study_of(View.of(project=project))
    read = time.process_time() - began
    for engine in ("rjieba", "jieba"):
        cut("教育", study.vocabulary, engine)
    parts = {}
    for name, work in PARTS.items():
        began = time.process_time()
        work(study)
        parts[name] = round(time.process_time() - began, 3)
    total, yardstick = sum(parts.values()), _jieba(study)
    return {
        "documents": len(study.cleans),
        "seconds": round(total, 3),
        "jieba_seconds": round(yardstick, 3),
        "against_jieba": round(total / yardstick, 2),
        "read_seconds": round(read, 3),
        "parts": parts,
    }


def _jieba(study: Study) -> float:
    """Seconds in which jieba cuts the clean texts once."""
    began = time.process_time()
    for text in study.cleans.values():
        cut(text.text, study.vocabulary, "jieba")
    return time.process_time() - began


if __name__ == "__main__":
    from pathlib import Path

    print(json.dumps(measure(Project(Path(sys.argv[1])))))
