"""Charts of public money: what is committed, standing, spent, for what, and at what rates."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, cast

import pandas as pd

from analysis.figures.assemble import Words, finish
from analysis.figures.dots import Dots, dot_panel, log_span, powers
from analysis.figures.figure import Figure, as_number, is_missing, require_columns, row_dicts
from analysis.figures.glyphs import shorten
from analysis.figures.labels import listing
from analysis.figures.layers import look
from analysis.figures.marks import proof, select, statements_of, with_statement_ids
from analysis.figures.money import axis_labels, span_of_yuan
from analysis.figures.narrow import narrowing
from analysis.figures.rows import Across, Lines, Record, lay_out, under_one_another
from analysis.figures.setting import Setting
from analysis.figures.theme import PAPER

SUMS = ("total", "per_year")
LABEL_DIGITS = 4
END_SHARE = 0.32  # of the width, for the purpose of the largest amount of a row
ALWAYS = (("committed", "total"), ("standing", "per_year"), ("spent", "total"))
AMOUNTS = (
    "statement_id", "statement_ids", "region_id", "doc_id", "status", "basis", "amount_cny",
    "amount_high_cny", "period", "purpose", "purpose_class", "payer", "part_of",
)  # fmt: skip
PURPOSES = (
    "purpose_class", "region_id", "phase", "amount_cny", "amount_high_cny", "n", "statement_ids",
)  # fmt: skip


def money_axis(numbers: Sequence[float | None], setting: Setting) -> Across:
    """A log axis in yuan over whole powers of ten, and named as one."""
    low, high = log_span(numbers)
    ticks = powers(low, high)
    step = 2 if len(ticks) > 7 or setting.size.name == "column" else 1
    return Across(
        low / 1.6, high * 1.6, setting.say("axis.money"), "log", ticks[::step], axis_labels(setting)
    )


@narrowing
def amounts(frame: pd.DataFrame, setting: Setting) -> Figure:
    """Every sum on one log axis, by status and region; the largest of each row is named.

    ``frame``: the funding table, DataFrame[statement_id, doc_id, region_id, status, basis,
    amount_cny, amount_high_cny, purpose, part_of, quote, certainty], yuan. Only sums (total,
    per_year) are drawn, yearly ones in rows of their own; rates a person are not sums and are
    left out. An open mark is part of a total drawn elsewhere: never to be added to it.
    """
    require_columns(frame, ("region_id", "status", "basis", "amount_cny"), "amounts")
    every = setting.keep(with_statement_ids(frame))
    rows = every[every["basis"].isin(SUMS) & every["amount_cny"].notna()]
    kinds = list(ALWAYS)
    found = dict.fromkeys(zip(rows["status"], rows["basis"], strict=True))
    kinds += sorted(kind for kind in found if kind not in kinds)
    groups = [
        (
            _kind_name(status, basis, setting),
            [((status, basis, region), setting.region(region)) for region in setting.region_ids],
        )
        for status, basis in kinds
    ]
    lines = lay_out(setting, groups, tall=1.25 if setting.size.name == "column" else 1.5)
    across = money_axis([as_number(value) for value in rows["amount_cny"]], setting)
    return finish(
        "funding-amounts",
        setting,
        [dot_panel(setting, lines, across, _amount_dots(rows, lines, across, setting))],
        select(rows, AMOUNTS),
        _amount_words(every, rows, setting),
    )


def _kind_name(status: str, basis: str, setting: Setting) -> str:
    name = setting.code("status", status)
    return name if basis == "total" else setting.say("heading.per_year", status=name)


def _amount_dots(rows: pd.DataFrame, lines: Lines, across: Across, setting: Setting) -> Dots:
    points: list[Record] = []
    ranges: list[Record] = []
    ends: list[Record] = []
    silent = []
    for key, y in lines.y.items():
        status, basis, region = (str(part) for part in cast(tuple[Any, ...], key))
        own = rows[
            (rows["status"] == status) & (rows["basis"] == basis) & (rows["region_id"] == region)
        ]
        if own.empty:
            silent.append(y)
            continue
        records = sorted(row_dicts(own), key=lambda row: -float(row["amount_cny"]))
        for row, shift in zip(records, _lanes(records, across, setting), strict=True):
            style = look(setting, region, filled=is_missing(row.get("part_of")))
            text = f"{setting.called(row, 'purpose')} {span_of_yuan(row, setting)}"
            place = {"x": float(row["amount_cny"]), "y": y + shift}
            points.append({**style, **proof(row, setting, text), **place})
            high = as_number(row.get("amount_high_cny"))
            if high is not None:
                ranges.append({"low": place["x"], "high": high, **place, **style})
        told = under_one_another(_largest(records, setting), y, setting)
        ends += [{"y": line, "text": text} for line, text in told]
    return Dots(points, ranges, ends, silent, labels=True)


def _lanes(records: Sequence[Mapping[Any, Any]], across: Across, setting: Setting) -> list[float]:
    """Vertical shifts that keep marks of one row from lying on one another."""
    width = setting.size.width * 0.45
    scale = width / (math.log10(across.high) - math.log10(across.low))
    mark = setting.size.mark**0.5
    lanes = (0.0, -0.55 * mark, 0.55 * mark)
    last = [-1e9] * len(lanes)
    order = sorted(range(len(records)), key=lambda i: float(records[i]["amount_cny"]))
    shifts = [0.0] * len(records)
    for i in order:
        x = math.log10(float(records[i]["amount_cny"])) * scale if records[i]["amount_cny"] else 0.0
        free = [lane for lane in range(len(lanes)) if x - last[lane] > mark]
        lane = free[0] if free else min(range(len(lanes)), key=lambda k: last[k])
        shifts[i], last[lane] = lanes[lane], x
    return shifts


def _largest(records: Sequence[Mapping[Any, Any]], setting: Setting) -> list[str]:
    """The largest amount of a row and how many there are; under it, where there is room, why."""
    row = records[0]
    money = span_of_yuan(row, setting, LABEL_DIGITS)
    first = setting.say("end.largest", money=money, n=len(records))
    if setting.size.name == "column":
        return [first]
    room = setting.size.width * END_SHARE
    return [first, shorten(setting.called(row, "purpose"), room, setting.size.small)]


def _amount_words(every: pd.DataFrame, rows: pd.DataFrame, setting: Setting) -> Words:
    silent = [
        setting.region(region)
        for region in setting.region_ids
        if region not in set(rows["region_id"])
    ]
    notes = [setting.say("note.parts")]
    rates = len(every) - len(rows)
    if rates:
        notes.append(setting.say("note.rates_left_out", n=rates))
    subtitle = setting.say("subtitle.amounts", n=len(rows))
    if rows.empty:
        title = setting.say("title.no_money")
        return Words(title, subtitle, setting.say("alt.nothing", title=title), 0, notes=notes)
    ordered = sorted(row_dicts(rows), key=lambda row: float(row["amount_cny"]))
    top = ordered[-1]
    title = setting.say(
        "title.amounts",
        region=setting.region(top["region_id"]),
        status=setting.code("status", top["status"]),
        money=span_of_yuan(top, setting, LABEL_DIGITS),
    )
    if silent:
        who = listing(silent, setting.lang)
        title = setting.say("title.amounts_silent", title=title, who=who)
    told = [
        setting.say(
            "alt.money_item",
            region=setting.region(row["region_id"]),
            name=setting.called(row, "purpose"),
            value=span_of_yuan(row, setting),
        )
        for row in (top, ordered[0])
    ]
    alt = setting.say("alt.extremes", title=title, high=told[0], low=told[1])
    return Words(title, subtitle, alt, len(statements_of(rows)), notes=notes)


@narrowing
def purposes(frame: pd.DataFrame, setting: Setting) -> Figure:
    """By purpose: the review period (open) against the plan (filled), on one log axis.

    ``frame``: DataFrame[purpose_class, region_id, phase (review, plan), amount_cny,
    amount_high_cny, n, statement_ids]; sums in yuan in which no amount is counted twice (the
    measure refuses them), with a high end where the text leaves open what contains what.
    """
    require_columns(frame, ("purpose_class", "region_id", "phase", "amount_cny"), "purposes")
    rows = setting.keep(with_statement_ids(frame))
    rows = rows[rows["amount_cny"].notna()]
    totals = rows.assign(a=rows["amount_cny"].astype(float)).groupby("purpose_class")["a"].sum()
    groups = []
    for purpose in totals.sort_values(ascending=False).index:
        stating = set(rows[rows["purpose_class"] == purpose]["region_id"])
        keys = [((purpose, r), setting.region(r)) for r in setting.region_ids if r in stating]
        groups.append((setting.name("purpose_classes", purpose), keys))
    silent = [r for r in setting.region_ids if r not in set(rows["region_id"])]
    if silent:
        members = [((None, region), setting.region(region)) for region in silent]
        groups.append((setting.say("heading.no_money"), members))
    lines = lay_out(setting, groups)
    across = money_axis([as_number(value) for value in rows["amount_cny"]], setting)
    dots = _purpose_dots(rows, lines, [lines.y[None, region] for region in silent], setting)
    return finish(
        "funding-purposes",
        setting,
        [dot_panel(setting, lines, across, dots)],
        select(rows, PURPOSES),
        _purpose_words(rows, setting),
    )


def _purpose_dots(
    rows: pd.DataFrame, lines: Lines, silent: Sequence[float], setting: Setting
) -> Dots:
    points, ranges, ends = [], [], []
    for (purpose, region), own in rows.groupby(["purpose_class", "region_id"], sort=False):
        y = lines.y[purpose, region]
        sums = {row["phase"]: row for row in row_dicts(own)}
        text = _phases_told(sums, setting)
        style = look(setting, region, filled=True)
        for phase, row in sums.items():
            fill = style["fill"] if phase == "plan" else PAPER
            name = f"{setting.name('purpose_classes', purpose)} {text}"
            x = float(row["amount_cny"])
            points.append({**style, **proof(row, setting, name), "x": x, "y": y, "fill": fill})
            high = as_number(row.get("amount_high_cny"))
            if high is not None and high > x:
                ranges.append({"low": x, "high": high, "y": y, "colour": style["colour"]})
        ends.append({"y": y, "text": _phases_told(sums, setting, brief=True)})
    return Dots(points, ranges, ends, silent, labels=True)


def _phases_told(
    sums: Mapping[str, Mapping[Any, Any]], setting: Setting, brief: bool = False
) -> str:
    """Review → plan, exactly; ``brief`` for the end of a row, where a column has room for one."""
    digits = LABEL_DIGITS if brief else 0
    if brief and setting.size.name == "column":
        return span_of_yuan(sums.get("plan") or sums["review"], setting, digits)
    return " → ".join(
        span_of_yuan(sums[phase], setting, digits) if phase in sums else setting.say("not_stated")
        for phase in ("review", "plan")
    )


def _purpose_told(row: Mapping[Any, Any], setting: Setting, digits: int = 0) -> str:
    return setting.say(
        "alt.money_item",
        region=setting.region(row["region_id"]),
        name=setting.name("purpose_classes", row["purpose_class"]),
        value=span_of_yuan(row, setting, digits),
    )


def _purpose_words(rows: pd.DataFrame, setting: Setting) -> Words:
    subtitle = setting.say("subtitle.purposes")
    if rows.empty:
        title = setting.say("title.no_money")
        return Words(title, subtitle, setting.say("alt.nothing", title=title), 0)
    ranked = sorted(row_dicts(rows), key=lambda row: -float(row["amount_cny"]))
    top, least = ranked[0], ranked[-1]
    told = [_purpose_told(row, setting) for row in (top, least)]
    phase = setting.say(f"sum.{top['phase']}")
    title = setting.say(
        "title.purposes", phase=phase, top=_purpose_told(top, setting, LABEL_DIGITS)
    )
    alt = setting.say("alt.extremes", title=title, high=told[0], low=told[1])
    notes = [setting.say("note.purposes")]
    return Words(title, subtitle, alt, len(statements_of(rows)), notes=notes)
