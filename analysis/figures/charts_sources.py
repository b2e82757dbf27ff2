"""Charts of the sources themselves: how far to trust a text, and what became of its numerals."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.figures.assemble import Words, finish
from analysis.figures.bars import stack_panel
from analysis.figures.dots import Dots, dot_panel
from analysis.figures.figure import Figure, as_number, number_text, require_columns, row_dicts
from analysis.figures.grid import grid_panel
from analysis.figures.layers import look
from analysis.figures.marks import select
from analysis.figures.narrow import narrowing
from analysis.figures.rows import Across, lay_out
from analysis.figures.setting import Setting
from analysis.figures.theme import PAPER, STEPS

QUALITY = ("doc_id", "region_id", "part", "value")
LEDGER = ("doc_id", "region_id", "class", "n")
STATES = ("stated", "not_stated", "not_applicable", "unreadable")
# Silence is paper, not a shade: it must not look like a small amount of something.
STATE_FILLS = dict(zip(STATES, (STEPS[0], PAPER, STEPS[2], STEPS[1]), strict=True))


def document_names(setting: Setting) -> dict[str, str]:
    """Document → its region's name, with the kind where a region has several documents."""
    rows = row_dicts(setting.documents)
    regions = [row["region_id"] for row in rows]
    named = {}
    for row in rows:
        region = setting.region(row["region_id"])
        several = regions.count(row["region_id"]) > 1
        kind = setting.code("kind", row["kind"])
        named[str(row["doc_id"])] = f"{region} {kind}" if several else region
    return named


def _of_documents(frame: pd.DataFrame, setting: Setting) -> pd.DataFrame:
    """Rows about the documents shown, in their order, with ``region_id``."""
    regions = dict(zip(setting.documents["doc_id"], setting.documents["region_id"], strict=True))
    rank = {doc: position for position, doc in enumerate(setting.doc_ids)}
    rows = frame[frame["doc_id"].isin(rank)]
    rows = rows.assign(region_id=rows["doc_id"].map(regions), _rank=rows["doc_id"].map(rank))
    return rows.sort_values("_rank", kind="stable").drop(columns="_rank")


@narrowing
def quality(frame: pd.DataFrame, setting: Setting) -> Figure:
    """What the quality of each document is made of, part by part, 0 to 1.

    ``frame``: DataFrame[doc_id, part, value]; a part that was not measured has no value.
    """
    require_columns(frame, ("doc_id", "part", "value"), "quality")
    rows = _of_documents(frame, setting)
    names = document_names(setting)
    parts = list(rows["part"].drop_duplicates())
    groups = [
        (setting.code("quality", part), [((part, doc), names[doc]) for doc in setting.doc_ids])
        for part in parts
    ] or [("", [((None, doc), names[doc]) for doc in setting.doc_ids])]
    lines = lay_out(setting, groups)
    points, ends, drawn = [], [], set()
    for row in row_dicts(rows):
        value = as_number(row["value"])
        if value is None:
            continue
        y = lines.y[row["part"], row["doc_id"]]
        drawn.add(y)
        style = look(setting, row["region_id"], filled=row["part"] == "total")
        text = f"{value:.2f}"
        told = {"tip_region": names[row["doc_id"]], "tip_value": text}
        points.append(
            {**style, **told, "say": f"{names[row['doc_id']]} {text}", "x": value, "y": y}
        )
        ends.append({"y": y, "text": text})
    silent = [y for y in lines.y.values() if y not in drawn]
    across = Across(-0.03, 1.03, setting.say("axis.quality"), ticks=(0, 0.2, 0.4, 0.6, 0.8, 1))
    dots = Dots(points, (), ends, silent, labels=True, silent_words=setting.say("not_measured"))
    panel = dot_panel(setting, lines, across, dots)
    return finish(
        "sources-quality", setting, [panel], select(rows, QUALITY), _quality_words(rows, setting)
    )


def _quality_words(rows: pd.DataFrame, setting: Setting) -> Words:
    subtitle = setting.say("subtitle.quality")
    known = rows[rows["value"].notna()]
    totals = known[known["part"] == "total"]
    ranked = (totals if len(totals) else known).sort_values("value", kind="stable")
    if ranked.empty:
        title = setting.say("title.nothing", n=0)
        return Words(title, subtitle, title, 0, counted="documents")
    names = document_names(setting)
    worst, best = ranked.iloc[0], ranked.iloc[-1]
    title = setting.say(
        "title.quality", who=names[worst["doc_id"]], value=f"{float(worst['value']):.2f}"
    )
    told = [f"{names[row['doc_id']]} {float(row['value']):.2f}" for row in (best, worst)]
    alt = setting.say("alt.extremes", title=title, high=told[0], low=told[1])
    return Words(title, subtitle, alt, rows["doc_id"].nunique(), counted="documents")


@narrowing
def ledger(frame: pd.DataFrame, setting: Setting) -> Figure:
    """Every numeral of every text by class: a disc for size, the count in it.

    ``frame``: DataFrame[doc_id, class, n]; a missing cell is a count of zero.
    """
    require_columns(frame, ("doc_id", "class", "n"), "ledger")
    rows = _of_documents(frame, setting)
    totals = rows.groupby("class")["n"].sum().sort_values(ascending=False, kind="stable")
    lines = lay_out(setting, [("", [(kind, setting.code("class", kind)) for kind in totals.index])])
    names = document_names(setting)
    counts = {(row["class"], row["doc_id"]): int(row["n"]) for row in row_dicts(rows)}
    most = max(counts.values(), default=1)
    cells: list[dict[str, Any]] = []
    for kind in totals.index:
        for doc in setting.doc_ids:
            n = counts.get((kind, doc), 0)
            told = {"tip_region": names[doc], "tip_value": str(n)}
            cells.append(
                {"row": kind, "column": doc, "state": "stated", "text": str(n),
                 "area": n / most, "say": f"{names[doc]} {kind} {n}", **told}
            )  # fmt: skip
    columns = [(doc, names[doc]) for doc in setting.doc_ids]
    return finish(
        "sources-ledger",
        setting,
        [grid_panel(setting, lines, columns, cells)],
        select(rows, LEDGER),
        _ledger_words(rows, totals, setting),
    )


def _ledger_words(rows: pd.DataFrame, totals: pd.Series, setting: Setting) -> Words:
    total = int(rows["n"].sum())
    subtitle = setting.say("subtitle.ledger")
    if not total:
        title = setting.say("title.nothing", n=0)
        return Words(title, subtitle, title, 0, counted="numerals")
    statements = int(rows[rows["class"].isin(("statement", "target", "funding"))]["n"].sum())
    title = setting.say(
        "title.ledger", n=total, k=statements, share=f"{100 * statements / total:.0f}"
    )
    told = [
        f"{setting.code('class', kind)} {number_text(int(totals[kind]))}"
        for kind in (totals.index[0], totals.index[-1])
    ]
    alt = setting.say("alt.extremes", title=title, high=told[0], low=told[1])
    return Words(title, subtitle, alt, total, counted="numerals")


@narrowing
def coverage_shares(frame: pd.DataFrame, setting: Setting) -> Figure:
    """For each document the share of indicators stated, not stated, not applicable, unreadable.

    ``frame``: DataFrame[doc_id, indicator_id, coverage].
    """
    require_columns(frame, ("doc_id", "indicator_id", "coverage"), "coverage_shares")
    rows = _of_documents(frame, setting)
    names = document_names(setting)
    lines = lay_out(setting, [("", [(doc, names[doc]) for doc in setting.doc_ids])])
    counts = rows.groupby(["doc_id", "coverage"]).size()
    sizes = rows.groupby("doc_id").size()
    bars, summary = [], []
    for doc in setting.doc_ids:
        for state in STATES:
            n, total = int(counts.get((doc, state), 0)), int(sizes.get(doc, 0))
            if total:
                text = f"{setting.code('coverage', state)} {n}/{total}"
                bars.append({"y": lines.y[doc], "part": state, "share": n / total,
                             "tip_region": names[doc], "tip_value": text, "say": text})  # fmt: skip
                summary.append({"doc_id": doc, "coverage": state, "n": n, "share": n / total})
    silent = [lines.y[doc] for doc in setting.doc_ids if doc not in sizes.index]
    parts = [(state, setting.code("coverage", state)) for state in STATES]
    data = pd.DataFrame(summary, columns=["doc_id", "coverage", "n", "share"])
    return finish(
        "reliability-coverage",
        setting,
        [stack_panel(setting, lines, parts, bars, silent, STATE_FILLS)],
        data,
        _share_words(data[data["coverage"] == "stated"], names, len(rows), setting),
    )


def _share_words(stated: pd.DataFrame, names: dict[str, str], n: int, setting: Setting) -> Words:
    subtitle = setting.say("subtitle.coverage_shares")
    if stated.empty:
        title = setting.say("title.nothing", n=0)
        return Words(title, subtitle, title, 0, counted="cells")
    ranked = stated.sort_values("share", kind="stable")
    low, high = ranked.iloc[0], ranked.iloc[-1]
    told = [f"{names[row['doc_id']]} {100 * row['share']:.0f}%" for row in (high, low)]
    title = setting.say("title.coverage_shares", high=told[0], low=told[1])
    alt = setting.say("alt.extremes", title=title, high=told[0], low=told[1])
    return Words(title, subtitle, alt, n, counted="cells")
