"""Whose words a document is made of."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.figures.assemble import Words, finish
from analysis.figures.bars import stack_panel
from analysis.figures.charts_sources import document_names
from analysis.figures.figure import Figure, as_number, require_columns, row_dicts
from analysis.figures.intervals import percent
from analysis.figures.labels import listing
from analysis.figures.marks import select
from analysis.figures.narrow import narrowing
from analysis.figures.rows import lay_out
from analysis.figures.setting import Setting

PARTS = ("national", "parent", "shared", "own")
COLUMNS = ("doc_id", "part", "share", "characters")


@narrowing
def wording_shares(frame: pd.DataFrame, setting: Setting) -> Figure:
    """Each document's text: national formula, borrowed from its parent, shared, its own.

    ``frame``: DataFrame[doc_id, part (national, parent, shared, own), share, characters]; shares
    0–1 of the document's characters, adding up to 1.
    """
    require_columns(frame, ("doc_id", "part", "share"), "wording_shares")
    rows = frame[frame["doc_id"].isin(setting.doc_ids) & frame["part"].isin(PARTS)]
    names = document_names(setting)
    lines = lay_out(setting, [("", [(doc, names[doc]) for doc in setting.doc_ids])])
    bars: list[dict[str, Any]] = []
    for row in row_dicts(rows):
        share = as_number(row["share"])
        if share:
            text = f"{setting.code('wording', row['part'])} {100 * share:.1f}%"
            told = {"tip_region": names[row["doc_id"]], "tip_value": text}
            spoken = f"{names[row['doc_id']]} {text}"
            y = lines.y[row["doc_id"]]
            bars.append({"y": y, "part": row["part"], "share": share, "say": spoken, **told})
    drawn = {bar["y"] for bar in bars}
    silent = [y for y in lines.y.values() if y not in drawn]
    parts = [(part, setting.code("wording", part)) for part in PARTS]
    return finish(
        "wording-shares",
        setting,
        [stack_panel(setting, lines, parts, bars, silent)],
        select(rows, COLUMNS),
        _words(rows, names, setting),
    )


def _words(rows: pd.DataFrame, names: dict[str, str], setting: Setting) -> Words:
    subtitle = setting.say("subtitle.wording")
    own = rows[rows["part"] == "own"].sort_values("share", kind="stable")
    if own.empty:
        title = setting.say("title.nothing", n=0)
        return Words(title, subtitle, title, 0, counted="characters")
    shown = [percent(share) for share in own["share"]]
    told = []
    for value in (shown[-1], shown[0]):
        docs = [doc for doc, one in zip(own["doc_id"], shown, strict=True) if one == value]
        told.append(f"{listing([names[doc] for doc in docs], setting.lang)} {value}")
    title = setting.say("title.wording", high=told[0], low=told[1])
    alt = setting.say("alt.extremes", title=title, high=told[0], low=told[1])
    n = int(pd.to_numeric(rows["characters"]).sum()) if "characters" in rows else 0
    return Words(title, subtitle, alt, n, notes=[setting.say("note.wording")], counted="characters")
