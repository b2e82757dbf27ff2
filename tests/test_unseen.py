"""Passages that no rule was cut to: rows are found, and what is found stands there.

The bound is what the project promises for text nobody tuned for, not what it measured.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.extraction import records_of
from analysis.paths import Project
from analysis.reading import load_lexicons

FOLDER = Path(__file__).parent / "unseen"
PROMISED_F1 = 0.90


@pytest.fixture(scope="module")
def lexicons():
    return load_lexicons(Project.here())


def overlaps(row, other) -> bool:
    return row["number_start"] < other["number_end"] and other["number_start"] < row["number_end"]


def same_table(gold, found) -> bool:
    accepted = (gold.get("alt") or {}).get("table", [])
    return found["table"] == gold["table"] or found["table"] in accepted


def matched(gold, found):
    """Pairs one to one by overlapping numbers; scored gold rows choose before neutral ones."""
    free, pairs = list(found), []
    for row in sorted(gold, key=lambda one: bool(one.get("opt"))):
        hit = next((f for f in free if same_table(row, f) and overlaps(row, f)), None)
        if hit is not None:
            free.remove(hit)
            pairs.append((row, hit))
    return pairs, free


@pytest.mark.parametrize("part", ["first", "second", "third"])
def test_rows_of_unseen_text_are_found(part, lexicons):
    gold_by_doc: dict[str, list] = {}
    for line in (FOLDER / part / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold_by_doc.setdefault(row["doc_id"], []).append(row)
    hits = misses = wrong = 0
    for path in sorted((FOLDER / part).glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found = records_of(text, path.stem, lexicons)
        assert all(text[f["char_start"] : f["char_end"]] == f["quote"] for f in found)
        gold = gold_by_doc.get(path.stem, [])
        pairs, left = matched(gold, found)
        scored = [row for row in gold if not row.get("opt")]
        hit = sum(1 for row, _ in pairs if not row.get("opt"))
        hits, misses, wrong = hits + hit, misses + len(scored) - hit, wrong + len(left)
    assert 2 * hits / (2 * hits + misses + wrong) >= PROMISED_F1
