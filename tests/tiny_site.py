"""A project of two short documents and one notebook, small enough to check by eye."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pandas as pd

from analysis.paths import Project
from analysis.publish import Content, Job
from analysis.schema import Column, TableSchema
from analysis.text.spans import (
    Cell,
    CleanText,
    Passage,
    Repair,
    Section,
    Structure,
    Table,
    TableRow,
)

CITATION = """cff-version: 1.2.0
title: Tiny plans
authors:
  - name: The tiny maintainers
version: 0.0.1
date-released: "2026-01-02"
"""

RAW = "第一章 目标\n到2025年，入园率达到85%以上。规(guī)划建8所学校。\n第二章 投入\n投入300万元。\n"
OTHER = "第一章 目标\n到2025年，入园率达到90%。\n"


def span(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def clean_of(raw: str) -> CleanText:
    repairs = []
    if "(guī)" in raw:
        start, end = span(raw, "(guī)")
        repairs.append(Repair(start, end, "(guī)", "", "pinyin", "certain"))
    return CleanText.replay(raw, repairs)


def structure_of(clean: CleanText) -> Structure:
    """Lines that begin with 第 are headings of a section; sentences end at 。"""
    sections: list[Section] = []
    passages: list[Passage] = []
    at = 0
    for line in clean.text.split("\n"):
        end = at + len(line)
        if line.startswith("第"):
            label, heading = line.split(" ", 1)
            sections.append(Section(len(sections), None, 1, label, heading, "body", at, end))
            passages.append(Passage(len(passages), len(sections) - 1, "heading", at, end, line))
        else:
            start = at
            for sentence in filter(None, line.split("。")):
                stop = start + len(sentence) + 1
                passages.append(
                    Passage(
                        len(passages), len(sections) - 1, "sentence", start, stop, sentence + "。"
                    )
                )
                start = stop
        at = end + 1
    return Structure(tuple(sections), tuple(passages), ())


def target(raw: str, doc: str, quote: str, number: str, value: str, **more: object) -> dict:
    start, end = span(raw, quote)
    low = start + quote.index(number)
    return {
        "statement_id": f"{doc}-{low}",
        "doc_id": doc,
        "region_id": f"r{doc}",
        "indicator": "入园率",
        "indicator_id": None,
        "value": Decimal(value),
        "value_high": None,
        "unit": "%",
        "comparator": "=",
        "target_year": 2025,
        "status": "target",
        "quote": quote,
        "char_start": start,
        "char_end": end,
        "number_start": low,
        "number_end": low + len(number),
        "certainty": "certain",
        "method": "rule",
        "reviewed": False,
    } | more


def documents() -> pd.DataFrame:
    rows = [
        ("aa", "raa", "甲区规划", "Plan of A", 0.9),
        ("bb", "rbb", "乙区规划", "Plan of B", 0.4),
    ]
    return pd.DataFrame(
        [
            {
                "doc_id": doc,
                "region_id": region,
                "title_zh": zh,
                "title_en": en,
                "kind": "plan",
                "completeness": "full",
                "source_name": "somewhere",
                "source_url": "https://example.org/a",
                "source_kind": "official",
                "script": "simplified",
                "issued_on": "2021-01-01",
                "period_start": 2021,
                "period_end": 2025,
                "sha256": "0" * 64,
                "quality": quality,
                "quality_repair": quality,
            }
            for doc, region, zh, en, quality in rows
        ]
    )


def regions() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "region_id": region,
                "name_zh": zh,
                "name_en": en,
                "level": "district",
                "adcode": code,
                "parent_id": None,
                "province_zh": "某省",
                "province_en": "Some province",
            }
            for region, zh, en, code in (
                ("raa", "甲区", "A District", "990101"),
                ("rbb", "乙区", "B District", "990102"),
            )
        ]
    )


def funding(raw: str, doc: str = "aa") -> pd.DataFrame:
    start, end = span(raw, "投入300万元")
    return pd.DataFrame(
        [
            {
                "statement_id": f"{doc}-{start + 2}",
                "doc_id": doc,
                "region_id": f"r{doc}",
                "purpose": "教育",
                "purpose_class": "general",
                "amount": Decimal(300),
                "unit": "万元",
                "amount_cny": Decimal(3000000),
                "basis": "total",
                "status": "committed",
                "part_of": None,
                "period": None,
                "quote": "投入300万元",
                "char_start": start,
                "char_end": end,
                "number_start": start + 2,
                "number_end": start + 5,
                "certainty": "certain",
                "method": "rule",
                "reviewed": True,
            }
        ]
    )


def passages(texts: dict[str, CleanText]) -> pd.DataFrame:
    """Every sentence of the texts, its place counted in raw characters."""
    rows = []
    for doc_id, clean in texts.items():
        for one in structure_of(clean).passages:
            if one.kind == "heading":
                continue
            start, end = clean.raw_span(one.start, one.end)
            rows.append((f"{doc_id}-p{start}", doc_id, one.kind, start, end, one.text))
    names = ["passage_id", "doc_id", "kind", "char_start", "char_end", "text"]
    return pd.DataFrame(rows, columns=names)


def content(raw: str = RAW, other: str = OTHER, **tables: pd.DataFrame) -> Content:
    """Targets of both documents, one amount of money, everything reachable in the readers."""
    targets = pd.DataFrame(
        [
            target(raw, "aa", "入园率达到85%以上", "85%", "85", comparator=">="),
            target(raw, "aa", "划建8所学校", "8", "8", unit="所", indicator="学校"),
            target(other, "bb", "入园率达到90%", "90%", "90"),
        ]
    )
    given = {
        "regions": regions(),
        "documents": documents(),
        "targets": targets,
        "funding": funding(raw),
    }
    texts = {"aa": clean_of(raw), "bb": clean_of(other)}
    given["passages"] = passages(texts)
    schemas = {
        "targets": TableSchema(
            "targets",
            "derived",
            {"zh": "目标", "en": "Targets"},
            {"zh": "每个数字一行。", "en": "One row a number."},
            ("statement_id",),
            (
                Column("statement_id", "text", "陈述编号", "Statement id", required=True),
                Column("status", "text", "状态", "Status", codes=("target", "norm", "achieved")),
            ),
        )
    }
    return Content(
        given | tables,
        {doc: (clean, structure_of(clean)) for doc, clean in texts.items()},
        schemas,
    )


HEADER = """from dataclasses import replace

import altair as alt
import pandas as pd
from analysis.figures.figure import Figure
from analysis.publish import cells as show"""
FIGURE = """data = pd.DataFrame({"statement_id": ["aa-SPOT"], "value": [VALUE]})
mark = {"value": VALUE, "statement_id": "aa-SPOT", "href": "sources/aa.html#aa-SPOT",
        "tip_region": "甲区", "tip_value": "85 %", "tip_quote": "入园率达到85%以上",
        "say": "甲区 85 %"}
plot = alt.Chart(alt.Data(values=[mark])).mark_point(size=300, filled=True).encode(
    x="value:Q", href="href:N", description="say:N").properties(
    width=300, height=80, config={"font": "Plan Sans SC"})
title = {"zh": "甲区承诺 85 %", "en": "A promises 85 %"}[lang]
drawn = Figure(figure_id=f"rate-{lang}", lang=lang, spec=plot.to_dict(), plot_spec=plot.to_dict(),
    data=data, title=title, subtitle="%", caption="n = 1", alt=title,
    warnings=(), n=1, doc_ids=("aa",))
narrow = replace(drawn, plot_spec=plot.properties(width=200, height=120).to_dict())
show.figure(replace(drawn, narrow=lambda: narrow))"""
TABLE = """rows = pd.DataFrame({
    "name": [f"第{n}个很长很长的指标名称" for n in range(13)] + ["=HYPERLINK(1) 幼儿园"],
    "value": ["9000万元", "1.2亿元", *["85 %"] * 12], "status": "已报告", "certainty": "确定",
    "note": "各区县教育行政部门负责落实并逐年公布进展情况", "statement_id": "aa-SPOT"})
show.table(rows, "一张长表", {"name": "指标", "value": "数值", "status": "状态",
    "certainty": "可信程度", "note": "说明"}, table_id="long")"""
TITLE = 'show.title({"zh": "谁承诺了什么？", "en": "Who promises what?"}[lang])'
ANSWER = 'show.answer("[85 %](statement:aa-SPOT) / [90 %](statement:bb-17)")'


def cell(kind: str, source: str, name: str, *tags: str) -> dict:
    made = {"cell_type": kind, "id": name, "metadata": {"tags": list(tags)}, "source": source}
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    return made


def notebook(*sources: str, parameters: str = 'lang: str = "zh"\nseed: int = 1') -> dict:
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "cells": [
            cell("code", parameters, "parameters", "parameters"),
            *(cell("code", source, f"cell-{n}") for n, source in enumerate(sources)),
            cell("markdown", "## 中文小节\n文字", "prose-zh", "zh"),
            cell("markdown", "## A section\ntext", "prose-en", "en"),
        ],
    }


def figure_source(value: float = 85) -> str:
    spot = RAW.index("85%")
    return FIGURE.replace("SPOT", str(spot)).replace("VALUE", str(value))


def table_source() -> str:
    return TABLE.replace("SPOT", str(RAW.index("85%")))


def answer_source() -> str:
    return ANSWER.replace("SPOT", str(RAW.index("85%"))).replace("17", str(OTHER.index("90%")))


def project(root: Path, *sources: str, name: str = "02_targets") -> Project:
    """A checkout with one notebook: by default a title, an answer, a figure and a table."""
    made = Project(root)
    made.notebooks.mkdir(parents=True, exist_ok=True)
    (root / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    cells = sources or (TITLE, answer_source(), figure_source(), table_source())
    path = made.notebooks / f"{name}.ipynb"
    path.write_text(json.dumps(notebook(HEADER, *cells)), encoding="utf-8")
    return made


def jobs(name: str = "02_targets", inputs: str = "1") -> list[Job]:
    return [Job(name, {"lang": lang}, inputs) for lang in ("zh", "en")]


def small_table(clean: CleanText) -> Table:
    """The last line of a text as a table of one row with two values."""
    start = clean.text.rindex("\n", 0, len(clean.text) - 1) + 1
    words = clean.text[start:].strip().split(" ")
    cells = []
    for word in words:
        at = clean.text.index(word, start)
        cells.append(Cell(word, at, at + len(word)))
        start = at + len(word)
    return Table(
        "indicators", "表1", ("2020", "2025"), (TableRow("", cells[0], tuple(cells[1:])),),
        cells[0].start, cells[-1].end, 0,
    )  # fmt: skip
