"""Chosen statements as one figure: who states what, how much, by when."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.explore.data import Data
from analysis.explore.words import word
from analysis.figures.assemble import Words, finish
from analysis.figures.figure import Figure, is_missing, number_text, row_dicts
from analysis.figures.labels import listing
from analysis.figures.marks import amount, proof, with_statement_ids
from analysis.figures.setting import Setting
from analysis.figures.table import Column, table_panel

MOST = 40


def drawn(data: Data, frame: pd.DataFrame, title: str = "") -> Figure:
    """``frame`` as given by the basket; grouped by region; more than `MOST` rows are counted.

    An own ``title`` is the finding in the analyst's words; without one it says what is shown.
    """
    setting = data.view.setting
    say = word(data.view.lang)
    shown = frame.head(MOST)
    columns = (
        Column("name", say("what"), 0.38),
        Column("amount", say("value"), 0.18, "right"),
        Column("year", say("year"), 0.12, "right"),
        Column("state", say("status"), 0.14),
        Column("sure", say("certainty"), 0.18),
    )
    groups = [
        (setting.region(region), [_row(row, setting) for row in row_dicts(own)])
        for region in setting.region_ids
        if len(own := shown[shown["region_id"] == region])
    ]
    names = [heading for heading, _ in groups]
    told = title or say("figure_title", n=len(shown), who=listing(names, setting.lang))
    words = Words(
        told,
        say("figure_subtitle", n=len(shown)),
        say("figure_alt", title=told, n=len(shown)),
        len(shown),
        notes=[say("figure_more", n=len(frame) - MOST)] if len(frame) > MOST else [],
        doc_ids=list(dict.fromkeys(shown["doc_id"])),
        parameters={"of": _digest(shown)},
    )
    panel = table_panel(setting, columns, groups)
    return finish("basket", setting, [panel], with_statement_ids(pd.DataFrame(shown)), words)


def _row(row: dict[str, Any], setting: Setting) -> dict[str, Any]:
    told = amount(row, setting)
    year = setting.say("not_stated") if is_missing(row["year"]) else number_text(row["year"])
    return {
        "name": row["what"],
        "amount": told or setting.say("not_stated"),
        "year": year,
        "state": setting.code("status", row["status"]),
        "sure": setting.code("certainty", row["certainty"]),
        "region_id": row["region_id"],
        **proof(row, setting, f"{row['what']} {told}"),
    }


def _digest(frame: pd.DataFrame) -> str:
    """Eight digits that tell one choice of statements from another."""
    import hashlib

    joined = "\n".join(sorted(frame["statement_id"]))
    return hashlib.sha256(joined.encode()).hexdigest()[:8]
