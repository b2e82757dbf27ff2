"""Distinctive words of report 04: scores beside counts, and the places where they stand."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from analysis.errors import InputError
from analysis.figures import charts_keyness
from analysis.narrative.prose import link
from analysis.narrative.study import best_pair, passage_link, signed, study_of
from analysis.narrative.tables import page_table, rows_of
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block
from analysis.publish.markup import markdown_escape

PAGE = "themes"
ALPHA = 0.05
LEAST_SECTIONS = 2
DRAWN = 20
LISTED = 6
QUOTED_WORDS = 6
LINES = 3


@lru_cache(maxsize=64)
def telling(view: View, region: str) -> pd.DataFrame:
    """Words a region uses more than the independent others, surest first.

    Only words of at least two sections that survive false-discovery control; empty where
    the region has no independent other.
    """
    try:
        table = study_of(view).keyness(region)
    except InputError:
        return pd.DataFrame()
    kept = (table["q"] <= ALPHA) & (table["sections"] >= LEAST_SECTIONS) & (table["z"] > 0)
    return table[kept].reset_index(drop=True)


def _shown(view: View) -> list[str]:
    """The regions of the pair that compares best, else the first."""
    return list(best_pair(view) or view.region_ids[:1])


def words(view: View) -> list[Block]:
    """The distinctive words of the two regions that compare best, one figure each."""
    made = []
    for region in _shown(view):
        frame = telling(view, region)
        if len(frame):
            frame = frame.head(DRAWN).assign(href="#table-concordance")
            figure = charts_keyness.keyness(frame, view.setting, region, "others")
            made.append(cells.figure(figure))
    return made or [cells.prose(view.prose(PAGE)("no_words"))]


def distinctive(view: View) -> Block:
    """The most telling words of every region, each with its counts and one line of text."""
    records = []
    for region in view.region_ids:
        for row in rows_of(telling(view, region).head(LISTED)):
            reach = f"[{signed(row['low'], 2)}, {signed(row['high'], 2)}]"
            records.append(
                {
                    "region": link(view.setting.region(region), f"region:{region}"),
                    "word": view.setting.word(row["word"]),
                    "count": int(row["count"]),
                    "rate": f"{row['per_1000_focus']:.1f}",
                    "reference": int(row["reference_count"]),
                    "reference_rate": f"{row['per_1000_reference']:.1f}",
                    "score": f"{signed(row['score'], 2)} {reach}",
                    "sections": int(row["sections"]),
                    "dispersion": f"{row['dispersion']:.2f}",
                }
            )
    columns = ["region", "word", "count", "rate", "reference", "reference_rate", "score",
               "sections", "dispersion"]  # fmt: skip
    frame = pd.DataFrame(records, columns=columns)
    return page_table(view, PAGE, frame, "distinctive", ["region"])


def concordance(view: View) -> Block:
    """Where the words of the figures stand: lines of text, each leading to its passage."""
    study, documents = study_of(view), view.documents.set_index("doc_id")["region_id"]
    records = []
    for region in _shown(view):
        for word in list(telling(view, region).head(QUOTED_WORDS).get("word", [])):
            lines = study.concordance(word)
            own = lines[lines["doc_id"].map(documents) == region]
            for row in rows_of(own.head(LINES)):
                node = passage_link(row["node"], row["passage_id"])
                left, right = (markdown_escape(row[side]) for side in ("left", "right"))
                line = f"…{left}{node}{right}…"
                name = view.setting.region(region)
                told = view.setting.word(word)
                records.append({"region": name, "word": told, "line": line})
    frame = pd.DataFrame(records, columns=["region", "word", "line"])
    return page_table(view, PAGE, frame, "concordance", ["line"])
