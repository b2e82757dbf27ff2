"""A project that builds: one short text of our own, all word lists, one notebook with a figure."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import tiny_site as tiny
import yaml

from analysis import store, suite
from analysis.documents import regions
from analysis.paths import Project
from analysis.pipeline import build
from analysis.publish import Content, Job, publish_site

HERE = Project(Path(__file__).resolve().parent.parent)
TEXT = (
    "第一章 发展目标\n"
    "到2025年，学前三年毛入园率达到92%以上，九年义务教育巩固率达到97.5%。\n"
    "第二章 保障措施\n"
    "投入资金300万元，新建幼儿园8所。\n"
)
FIGURE = """from analysis import store
from analysis.paths import Project
rows = store.read(Project.here(), "targets")
data = rows[["statement_id", "value", "unit"]].sort_values("statement_id").head(top)
spec = alt.Chart(alt.Data(values=[{"value": float(v)} for v in data["value"]])).mark_point().encode(
    x="value:Q").properties(width=200, height=60, config={"font": "Plan Sans SC"}).to_dict()
show.figure(Figure(figure_id=f"promises-{lang}", lang=lang, spec=spec, plot_spec=spec, data=data,
    title=f"n = {len(data)}", subtitle="%", caption="n", alt="n", warnings=(), n=len(data),
    doc_ids=("tiny",)))"""
PARAMETERS = 'lang: str = "zh"\ntop: int = 9'


def make(
    root: Path, text: str = TEXT, others: Mapping[str, tuple[str, str]] | None = None
) -> Project:
    """A built project of one document in the region of Zibo; ``others``: id → region, text."""
    project = Project(root)
    project.raw.mkdir(parents=True)
    project.curated.mkdir()
    documents = {"tiny": ("zibo", text)} | dict(others or {})
    for doc_id, (region, content) in documents.items():
        register(project, content, doc_id, region)
    for name, schema in store.schemas(HERE).items():
        shutil.copy(HERE.curated / f"{name}.schema.yml", project.curated)
        if schema.origin == "added" and (HERE.curated / f"{name}.csv").exists():
            shutil.copy(HERE.curated / f"{name}.csv", project.curated)
    _forget_other_documents(project, set(documents))
    tiny.project(root)
    told = tiny.notebook(tiny.HEADER, tiny.TITLE, FIGURE, parameters=PARAMETERS)
    (project.notebooks / "02_targets.ipynb").write_text(json.dumps(told), encoding="utf-8")
    build(project)
    return project


def register(
    project: Project, text: str, doc_id: str = "tiny", region: str = "zibo", **more: object
) -> None:
    """Write a text and its sidecar; ``more`` goes into the sidecar."""
    (project.raw / f"{doc_id}.txt").write_bytes(text.encode())
    sidecar = {
        "doc_id": doc_id, "region_id": region, "title_zh": "小规划", "title_en": "Tiny plan",
        "kind": "plan", "completeness": "full", "source_kind": "official",
        "script": "simplified", "issuer": "市政府", "issued_on": "2021-03-02",
        "period_start": 2021, "period_end": 2025,
        "source_name": "site", "source_url": "https://example.org/plan",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    } | more  # fmt: skip
    told = yaml.safe_dump(sidecar, allow_unicode=True, sort_keys=False)
    (project.raw / f"{doc_id}.yml").write_text(told, encoding="utf-8")


def _forget_other_documents(project: Project, documents: set[str]) -> None:
    """Drop rows of added tables that speak of documents left out, until every key holds."""
    schemas = store.schemas(project)
    added = {name for name, schema in schemas.items() if schema.origin == "added"}
    derived = schemas.keys() - added
    dropped = True
    while dropped:
        dropped = False
        tables = {name: store.rows(project, name) for name in added}
        ids = {name: {row[schemas[name].key[0]] for row in rows} for name, rows in tables.items()}
        ids |= {name: set() for name in derived} | {"documents": documents}
        for name, rows in tables.items():
            keys = schemas[name].foreign_keys
            kept = [
                r for r in rows if all(not r[k.column] or r[k.column] in ids[k.table] for k in keys)
            ]
            kept = [r for r in kept if not r.get("statement_id")]
            if len(kept) < len(rows):
                data = regions.written(project, name, kept, in_order=False)
                (project.curated / f"{name}.csv").write_bytes(data)
                dropped = True


def content(project: Project) -> Content:
    """What the pages are made of, as the tables stand now."""
    return suite.content_of(project, {})


def publish(project: Project, **parameters: object) -> None:
    """Publish the tables as they stand, without building them first."""
    job = Job("02_targets", {"lang": "zh", **parameters})
    publish_site(project, [job], content(project), allowed={}, today="2026-03-01")


def edit(project: Project, table: str, before: str, after: str) -> None:
    """Change one spelling in a curated table by hand."""
    path = project.curated / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def only_reports(project: Project, **subjects: str) -> None:
    """Leave these reports (notebook → subject) in the suite, and let others be."""
    rows = [row for row in store.rows(project, "reports") if row["notebook"] in subjects]
    for row in rows:
        row["subject"] = subjects[row["notebook"]]
    data = regions.written(project, "reports", rows, in_order=False)
    (project.curated / "reports.csv").write_bytes(data)
