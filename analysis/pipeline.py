"""Raw texts → curated tables → database: the table of contents of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import sources, store
from analysis.errors import InputError, WorkError
from analysis.measures.coverage import coverage
from analysis.paths import Project
from analysis.progress import Progress, silent
from analysis.reading import (
    Lexicons,
    Reading,
    load_lexicons,
    project_tables,
    read_text,
    tables_of,
)
from analysis.statements import assemble, decisions
from analysis.statements.indicators import match
from analysis.text.quality import quality

Row = dict[str, Any]
PER_DOCUMENT = (
    "sections",
    "passages",
    "repairs",
    "numerals",
    "targets",
    "funding",
    "projects",
    "responsibilities",
)
FROM_SIDECAR = [
    "doc_id",
    "region_id",
    "title_zh",
    "title_en",
    "kind",
    "issuer",
    "document_number",
    "issued_on",
    "period_start",
    "period_end",
    "in_force",
    "completeness",
    "source_name",
    "source_url",
    "source_kind",
    "script",
    "sha256",
]


@dataclass(frozen=True)
class Build:
    """What a build made: every derived table, and which of them changed on disk."""

    frames: dict[str, pd.DataFrame]
    changed: list[str]
    readings: dict[str, Reading]


def derive(
    project: Project, progress: Progress = silent, *, with_decisions: bool = True
) -> tuple[dict[str, pd.DataFrame], dict[str, Reading]]:
    """Every derived table from raw texts, sidecars and curated word lists; writes nothing.

    ``with_decisions=False`` gives what the rules alone read.
    """
    lexicons = load_lexicons(project)
    ledger = store.rows(project, "decisions") if with_decisions else []
    tables: dict[str, list[Row]] = {name: [] for name in ("documents", *PER_DOCUMENT)}
    readings = {}
    registered = sources.registered(project)
    _check_regions(project, registered)
    for number, source in enumerate(registered, start=1):
        progress(f"reading {source.doc_id} ({number}/{len(registered)})")
        raw = sources.read(source)
        reading = read_text(raw, lexicons)
        readings[source.doc_id] = reading
        own = [row for row in ledger if row["doc_id"] == source.doc_id]
        for name, rows in document_tables(source, reading, lexicons, own).items():
            tables[name].extend(rows)
    schemas = store.schemas(project)
    frames = {name: store.frame_of(rows, schemas[name]) for name, rows in tables.items()}
    frames["coverage"] = store.frame_of(
        coverage(
            store.read(project, "indicators"),
            frames["documents"],
            frames["targets"],
            store.rows(project, "coverage_rules"),
        ).to_dict("records"),
        schemas["coverage"],
    )
    return frames, readings


def _check_regions(project: Project, registered: list[sources.Source]) -> None:
    known = {row["region_id"] for row in store.rows(project, "regions")}
    for source in registered:
        if source.region_id not in known:
            raise InputError(
                f"data/raw/{source.doc_id}.yml: found region_id {source.region_id!r}; it must be "
                f"one of {', '.join(sorted(known))}; add the region to data/curated/regions.csv"
            )


def document_tables(
    source: sources.Source, reading: Reading, lexicons: Lexicons, own: list[dict[str, str]]
) -> dict[str, list[Row]]:
    """All rows of one document, its decisions applied and its numerals tied to statements."""
    doc_id = source.doc_id
    tables = tables_of(doc_id, source.region_id, reading)
    tables |= project_tables(doc_id, reading, lexicons, tables["passages"])
    for row in tables["targets"]:
        row["indicator_id"] = match(
            row["indicator"], row.get("unit"), row.get("level"), lexicons.indicators
        )
    raw = reading.clean.raw
    for name in ("targets", "funding"):
        relevant = [row for row in own if row["table"] == name]
        tables[name] = decisions.apply(tables[name], relevant, raw)
        _complete(tables[name], source)
    tables["numerals"] = assemble.numeral_rows(
        doc_id, reading.statements.numerals, tables["targets"], tables["funding"]
    )
    tables["documents"] = [document_row(source, reading)]
    return tables


def _complete(rows: list[Row], source: sources.Source) -> None:
    for row in rows:
        row["doc_id"], row["region_id"] = source.doc_id, source.region_id


def document_row(source: sources.Source, reading: Reading) -> Row:
    """The row of `documents`: the sidecar's facts and the measured quality."""
    sidecar: Mapping[str, Any] = source.sidecar
    return {
        **{name: sidecar.get(name) for name in FROM_SIDECAR},
        "char_count": len(reading.clean.raw),
        **quality(reading.clean, reading.structure, sidecar),
        "defects": defects_text(sidecar.get("defects")),
        "licence": sidecar.get("licence"),
    }


def defects_text(defects: Any) -> str | None:
    """Known defects as one line, Chinese first; None where there are none."""
    if not defects:
        return None
    lines = [item.get("zh", "") if isinstance(item, dict) else str(item) for item in defects]
    return ";".join(line for line in lines if line)


def build(project: Project, progress: Progress = silent) -> Build:
    """Derive, check, write once, build the database. A failure leaves the old tables whole."""
    from analysis.check import failures_of

    frames, readings = derive(project, progress)
    progress("checking")
    failures = failures_of(project, frames, {k: r.clean for k, r in readings.items()})
    if failures:
        more = f" (and {len(failures) - 1} more: run check)" if len(failures) > 1 else ""
        raise WorkError(f"{failures[0]}{more}; the curated tables were not changed")
    changed = store.write(project, frames)
    if changed or not project.database.exists() or store.database_is_old(project):
        progress("building the database")
        store.build_database(project)
    return Build(frames, changed, readings)
