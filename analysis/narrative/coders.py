"""How far readers agree on themes, and the codebook with the reader least bound to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.figures.figure import is_missing
from analysis.narrative.prose import link
from analysis.narrative.study import study_of, theme_name
from analysis.narrative.tables import page_table, rows_of
from analysis.narrative.view import View
from analysis.publish.cells import Block

PAGE = "reliability"
CODERS = {"first", "second", "third", "adjudicated"}
# The reader who saw neither the terms nor another reader's codes nor the program's.
INDEPENDENT = "third"
FEW = 10
WEAK = 0.8


@lru_cache(maxsize=4)
def _measured(view: View) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """`Study.reliability`; None without all readers."""
    rows = view.table("theme_readings")
    if not set(rows["reader"]) >= CODERS:
        return None
    return study_of(view).reliability(rows)


def _against(quality: pd.DataFrame, reader: str) -> pd.DataFrame:
    return quality[quality["reader"] == reader].set_index("theme_id")


def sentences(view: View) -> list[str]:
    """Agreement of readers, the codebook's score, and the themes that are weak or too few."""
    say, measured = view.prose(PAGE), _measured(view)
    if measured is None:
        return [say("answer_themes_unread")]
    pairs, quality = measured
    pooled = pairs[pairs["theme_id"] == "all"]
    own = _against(quality, INDEPENDENT)
    told = [
        say(
            "answer_themes",
            low=link(_two(pooled["kappa"].min()), "#table-coders"),
            high=link(_two(pooled["kappa"].max()), "#table-coders"),
            f1=link(_ranged(own.loc["micro"].to_dict(), "f1"), "#table-themes"),
            macro=link(_ranged(own.loc["macro"].to_dict(), "f1"), "#table-themes"),
        )
    ]
    each = own.drop(index=["micro", "macro"])
    weak = each[(each["f1"].fillna(0) < WEAK) & (each["read"] > 0)].sort_values("f1")
    few = int((each["read"] < FEW).sum())
    names = view.listing([theme_name(view, theme) for theme in weak.index])
    key = "answer_themes_weak" if len(weak) else "answer_themes_few"
    return [*told, say(key, names=names, few=link(few, "#table-themes"))]


def coders(view: View) -> Block:
    """Kappa of every pair of readers over all decisions, and where each pair agrees least."""
    columns = ["pair", "passages", "codes_one", "codes_two", "both", "kappa", "least"]
    measured, rows = _measured(view), []
    say = view.prose(PAGE)
    if measured is not None:
        for _, pair in measured[0].groupby(["one", "two"], sort=False):
            (whole,) = rows_of(pair[pair["theme_id"] == "all"])
            themes = pair[pair["theme_id"] != "all"].dropna(subset=["kappa"])
            names = {side: say(f"coder_{whole[side]}") for side in ("one", "two")}
            counts = [int(whole[key]) for key in ("passages", "first", "second", "both")]
            least = [
                f"{theme_name(view, row['theme_id'])} {_two(row['kappa'])}"
                for row in rows_of(themes.nsmallest(3, "kappa"))
            ]
            kappa = _ranged(whole, "kappa", ("low", "high"))
            rows.append((say("pair", **names), *counts, kappa, view.listing(least)))
    return page_table(view, PAGE, pd.DataFrame(rows, columns=columns), "coders")


def themes(view: View) -> Block:
    """The codebook against the independent reader, theme by theme, beside the settled codes."""
    columns = ["theme", "read", "found", "both", "precision", "recall", "f1", "f1_settled"]
    measured, rows = _measured(view), []
    if measured is not None:
        own, settled = (_against(measured[1], reader) for reader in (INDEPENDENT, "adjudicated"))
        say = view.prose(PAGE)
        for row in rows_of(own.reset_index()):
            theme = str(row["theme_id"])
            pooled = theme in ("micro", "macro")
            name = say(f"pooled_{theme}") if pooled else theme_name(view, theme)
            scores = [_ranged(row, key) for key in ("precision", "recall", "f1")]
            counts = [int(row[key]) for key in ("read", "found", "both")]
            rows.append((name, *counts, *scores, _ranged(settled.loc[theme].to_dict(), "f1")))
    return page_table(view, PAGE, pd.DataFrame(rows, columns=columns), "themes")


def _ranged(row: Mapping[Any, Any], key: str, ends: tuple[str, str] | None = None) -> str:
    """``0.91 [0.86–0.94]``, without the brackets where there is no interval."""
    low, high = (row[end] for end in ends or (f"{key}_low", f"{key}_high"))
    if is_missing(row[key]) or is_missing(low):
        return _two(row[key])
    return f"{_two(row[key])} [{_two(low)}–{_two(high)}]"


def _two(value: object) -> str:
    return "–" if is_missing(value) else f"{float(str(value)):.2f}"
