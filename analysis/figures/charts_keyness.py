"""Distinctive words: a score is never shown without the counts it rests on."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.figures.assemble import Words, finish
from analysis.figures.dots import Dots, dot_panel, span
from analysis.figures.figure import Figure, as_number, require_columns, row_dicts
from analysis.figures.labels import listing
from analysis.figures.layers import look
from analysis.figures.marks import select
from analysis.figures.narrow import narrowing
from analysis.figures.rows import Across, lay_out
from analysis.figures.setting import Setting

KEYNESS = ("term", "score", "low", "high", "count", "reference_count", "dispersion")


@narrowing
def keyness(
    frame: pd.DataFrame, setting: Setting, region: str, reference: str, most: int = 20
) -> Figure:
    """Distinctive words of a region against a reference, with the counts beside every score.

    ``frame``: DataFrame[term, score, low, high, count, reference_count, dispersion]; ``score`` a
    log₂ ratio (or log-odds), positive where the region uses the word more. The ``most`` highest
    are drawn; all go into the data; an ``href`` column (the word's concordance on a page of the
    site, relative) makes the marks links. ``reference`` is a region or a code of ``reference.*``.
    """
    require_columns(frame, ("term", "score", "count", "reference_count"), "keyness")
    rows = frame.sort_values(["score", "term"], ascending=[False, True], kind="stable")
    shown = rows.head(most)
    terms = [(term, setting.word(term)) for term in shown["term"]]
    lines = lay_out(setting, [("", terms or [("", setting.say("none"))])])
    names = [name for name in ("score", "low", "high") if name in shown]
    low, high = span([as_number(v) for name in names for v in shown[name]], include=(0.0,))
    style = look(setting, region, filled=True)
    points, stems, ends = [], [], []
    for row in row_dicts(shown):
        y, score = lines.y[row["term"]], float(row["score"])
        text = setting.say("end.counts", a=int(row["count"]), b=int(row["reference_count"]))
        spoken = f"{setting.word(row['term'])} {score:.2f} ({text})"
        point = {**style, "x": score, "y": y, "tip_value": spoken, "say": spoken}
        points.append({**point, **({"href": str(row["href"])} if "href" in row else {})})
        bounds = as_number(row.get("low")), as_number(row.get("high"))
        start, end = bounds if None not in bounds else (0.0, score)
        stems.append({"low": start, "high": end, "y": y, "colour": style["colour"]})
        ends.append({"y": y, "text": text})
    silent = () if points else tuple(lines.y.values())
    against = _reference(reference, setting)
    across = Across(low, high, setting.say("axis.keyness", reference=against))
    dots = Dots(points, stems, ends, silent, zero=0.0, labels=True)
    words = _keyness_words(shown, against, setting, {"region": region, "against": reference})
    panel = dot_panel(setting, lines, across, dots)
    return finish("themes-keyness", setting, [panel], select(rows, KEYNESS), words)


def _reference(reference: str, setting: Setting) -> str:
    named = setting.code("reference", reference)
    return setting.region(reference) if named == reference else named


def _compared(setting: Setting, parameters: Mapping[str, str]) -> list[str]:
    """The documents on both sides: where the reference is no region, all those at hand."""
    regions = set(parameters.values())
    if parameters["against"] not in setting.region_ids:
        return setting.doc_ids
    shown = setting.documents["region_id"].isin(regions)
    return [str(doc) for doc in setting.documents.loc[shown, "doc_id"]]


def _keyness_words(
    shown: pd.DataFrame, against: str, setting: Setting, parameters: Mapping[str, str]
) -> Words:
    name = setting.region(parameters["region"])
    subtitle = setting.say("subtitle.keyness", a=name, b=against, n=len(shown))
    docs = _compared(setting, parameters)
    if shown.empty:
        title = setting.say("title.keyness_none", region=name)
        return Words(
            title, subtitle, title, 0, counted="terms", doc_ids=docs, parameters=parameters
        )
    top = [setting.word(term) for term in shown["term"].head(3)]
    title = setting.say("title.keyness", region=name, words=listing(top, setting.lang))
    first, last = shown.iloc[0], shown.iloc[-1]
    told = [f"{setting.word(row['term'])} {float(row['score']):.2f}" for row in (first, last)]
    alt = setting.say("alt.extremes", title=title, high=told[0], low=told[1])
    return Words(
        title,
        subtitle,
        alt,
        len(shown),
        notes=[setting.say("note.keyness")],
        counted="terms",
        doc_ids=docs,
        parameters=parameters,
    )
