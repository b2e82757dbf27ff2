"""Raw texts → curated tables → database: the table of contents of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import prod
from typing import Any

import pandas as pd

from analysis import sources, store
from analysis.errors import InputError, WorkError
from analysis.invariants import failures_of
from analysis.measures.coverage import coverage
from analysis.measures.themes import Codebook, code_passages
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
from analysis.text.quality import Quality, assess, how_far_spun
from analysis.text.suspicion import suspicions

Row = dict[str, Any]
PER_DOCUMENT = (
    "sections",
    "passages",
    "repairs",
    "numerals",
    "targets",
    "funding",
    "rule_readings",
    "projects",
    "responsibilities",
    "quality_parts",
    "suspicions",
)
FROM_SIDECAR = (*sources.IDENTITY, "sha256")


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
        coverage_of(project, frames, lexicons).to_dict("records"), schemas["coverage"]
    )
    frames["passage_themes"] = store.frame_of(
        themes_of(project, frames).to_dict("records"), schemas["passage_themes"]
    )
    return frames, readings


def themes_of(project: Project, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The themes of every passage of the bodies of the documents."""
    terms, sections = store.read(project, "theme_terms"), frames["sections"]
    codebook = Codebook.of(terms.assign(theme_id=terms["theme_id"].fillna("")))
    bodies = sections.loc[sections["part"] == "body", "section_id"]
    passages = frames["passages"][frames["passages"]["section_id"].isin(bodies)]
    return code_passages(passages, sections, codebook)


def coverage_of(
    project: Project, frames: Mapping[str, pd.DataFrame], lexicons: Lexicons
) -> pd.DataFrame:
    """The coverage of every indicator by every document."""
    return coverage(
        store.read(project, "indicators"),
        frames["documents"],
        frames["targets"],
        store.rows(project, "coverage_rules"),
        regions=store.read(project, "regions"),
        passages=frames["passages"],
        repairs=frames["repairs"],
        aliases=lexicons.indicators,
    )


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
    tables["rule_readings"] = assemble.rule_rows(tables["targets"], tables["funding"])
    raw = reading.clean.raw
    for name in ("targets", "funding"):
        relevant = [row for row in own if row["table"] == name]
        tables[name] = decisions.apply(tables[name], relevant, raw)
        _complete(tables[name], source)
    decided = {row["statement_id"] for row in own if row["field"] == "indicator_id"}
    for row in tables["targets"]:
        if row["statement_id"] not in decided:
            row["indicator_id"] = match(
                row["indicator"], row.get("unit"), row.get("level"), lexicons.indicators
            )
    tables["numerals"] = assemble.numeral_rows(
        doc_id, reading.statements.numerals, tables["targets"], tables["funding"]
    )
    judged = assess(
        reading.clean,
        lexicons.repair,
        completeness=source.sidecar["completeness"],
        kind=source.sidecar["kind"],
    )
    tables["documents"] = [document_row(source, reading, judged, lexicons)]
    tables["quality_parts"] = [{"doc_id": doc_id, **asdict(part)} for part in judged.parts]
    for row in tables["quality_parts"]:
        row["part"] = row.pop("name")
    tables["suspicions"] = suspicion_rows(source, reading, [*tables["targets"], *tables["funding"]])
    return tables


def _complete(rows: list[Row], source: sources.Source) -> None:
    for row in rows:
        row["doc_id"], row["region_id"] = source.doc_id, source.region_id


def document_row(
    source: sources.Source, reading: Reading, judged: Quality, lexicons: Lexicons
) -> Row:
    """The row of `documents`: the sidecar's facts and the measured quality."""
    sidecar: Mapping[str, Any] = source.sidecar
    factors = {part.name: part.factor for part in judged.parts}
    body = [s for s in reading.structure.sections if s.parent is None and s.part == "body"]
    return {
        **{name: sidecar.get(name) for name in FROM_SIDECAR},
        "char_count": len(reading.clean.raw),
        "clean_count": sum(section.end - section.start for section in body),
        "quality": judged.score,
        "quality_repair": prod(
            v for k, v in factors.items() if k.startswith(("repairs", "script"))
        ),
        **{
            f"quality_{name}": factors[name]
            for name in ("spun", "completeness", "redaction", "kind")
        },
        "spun_share": how_far_spun(reading.clean, lexicons.repair),
        "defects": defects_text(sidecar.get("defects")),
        "licence": sidecar.get("licence"),
    }


def suspicion_rows(source: sources.Source, reading: Reading, statements: list[Row]) -> list[Row]:
    """Rows of `suspicions`, each tied to the statement whose number it touches."""
    period = (source.sidecar.get("period_start"), source.sidecar.get("period_end"))
    rows = []
    for doubt in suspicions(reading.clean, period):
        row = asdict(doubt)
        start, end = row["char_start"], row["char_end"] = row.pop("start"), row.pop("end")
        touched = (
            statement["statement_id"]
            for statement in statements
            if int(statement["number_start"]) < end and start < int(statement["number_end"])
        )
        rows.append({"doc_id": source.doc_id, **row, "statement_id": next(touched, None)})
    return rows


def defects_text(defects: Any) -> str | None:
    """Known defects as one line, Chinese first; None where there are none."""
    if not defects:
        return None
    lines = [item.get("zh", "") if isinstance(item, dict) else str(item) for item in defects]
    return ";".join(line for line in lines if line)


def build(project: Project, progress: Progress = silent) -> Build:
    """Derive, check, write once, build the database. A failure leaves the old tables whole."""
    with store.building(project):
        frames, readings = derive(project, progress)
        progress("checking")
        failures = failures_of(project, frames, {k: r.clean for k, r in readings.items()})
        if failures:
            more = f" (and {len(failures) - 1} more: run check)" if len(failures) > 1 else ""
            raise WorkError(f"{failures[0]}{more}; the curated tables were not changed")
        changed = store.write(project, frames)
        if changed or store.database_is_old(project):
            progress("building the database")
            store.build_database(project)
    return Build(frames, changed, readings)
