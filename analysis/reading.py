"""One document from raw text to rows: the very function that every caller uses.

`build`, `extract`, `add` and the process pool all read a text through `read_text`;
there is no second path.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analysis import store
from analysis.paths import Project
from analysis.statements import assemble
from analysis.statements.agencies import AgencyLexicon, responsibilities
from analysis.statements.extract import StatementLexicon, Statements, statements
from analysis.statements.facilities import FacilityLexicon
from analysis.statements.indicators import Aliases, aliases_of
from analysis.statements.projects import projects
from analysis.text.repair import RepairLexicon, clean
from analysis.text.segment import segment
from analysis.text.spans import CleanText, Structure

Row = dict[str, Any]


@dataclass(frozen=True)
class Lexicons:
    """All curated word lists, loaded once and handed down."""

    repair: RepairLexicon
    statements: StatementLexicon
    agencies: AgencyLexicon
    facilities: FacilityLexicon
    indicators: Aliases


@dataclass(frozen=True)
class Reading:
    """What is read from one text: repaired text, structure, statements."""

    clean: CleanText
    structure: Structure
    statements: Statements


def load_lexicons(project: Project) -> Lexicons:
    """Every curated word list of the project."""
    return Lexicons(
        repair=RepairLexicon.from_rows(
            store.rows(project, "spun_map"),
            store.rows(project, "ocr_slips"),
            store.rows(project, "page_chrome"),
        ),
        statements=StatementLexicon.from_rows(
            {name: store.rows(project, name) for name in StatementLexicon.TABLES}
        ),
        agencies=AgencyLexicon.from_rows(
            store.rows(project, "agencies"), store.rows(project, "agency_aliases")
        ),
        facilities=FacilityLexicon.from_rows(store.rows(project, "facilities")),
        indicators=aliases_of(store.rows(project, "indicator_aliases")),
    )


def read_text(raw: str, lexicons: Lexicons) -> Reading:
    """Raw text → repaired text → sections and passages → statements."""
    repaired = clean(raw, lexicons.repair)
    structure = segment(repaired)
    return Reading(repaired, structure, statements(repaired, structure, lexicons.statements))


def statement_tables(doc_id: str, region_id: str | None, reading: Reading) -> dict[str, list[Row]]:
    """Rows of `targets` and `funding` of one document before any decision."""
    repaired, structure, found = reading.clean, reading.structure, reading.statements
    rows = [*found.targets, *found.funding]
    passages = assemble.ids_at(
        doc_id, repaired, "p", structure.passages, (row.get("passage") for row in rows)
    )
    sections = assemble.ids_at(
        doc_id, repaired, "s", structure.sections, (row.get("section") for row in rows)
    )
    targets, funding = assemble.statement_rows(
        doc_id,
        region_id,
        found.targets,
        found.funding,
        passages,
        sections,
    )
    return {"targets": targets, "funding": funding}


def tables_of(doc_id: str, region_id: str | None, reading: Reading) -> dict[str, list[Row]]:
    """Rows of one document before any decision: sections … funding, ledger still untied."""
    sections = assemble.section_rows(doc_id, reading.clean, reading.structure)
    return {
        "sections": sections,
        "passages": assemble.passage_rows(doc_id, reading.clean, reading.structure, sections),
        "repairs": assemble.repair_rows(doc_id, reading.clean),
        **statement_tables(doc_id, region_id, reading),
    }


def project_tables(
    doc_id: str, reading: Reading, lexicons: Lexicons, passages: list[Row]
) -> dict[str, list[Row]]:
    """Rows of `projects` and `responsibilities` of one document."""
    found = projects(reading.clean, reading.structure, lexicons.agencies, lexicons.facilities)
    ids = assemble.unique_ids(f"{doc_id}-j{row['char_start']}" for row in found)
    project_rows = [
        dict(row) | {"project_id": ids[i], "doc_id": doc_id} for i, row in enumerate(found)
    ]
    bodies = []
    for row in responsibilities(reading.clean, reading.structure, lexicons.agencies):
        body = dict(row) | {"doc_id": doc_id}
        passage, project = body.pop("passage", None), body.pop("project", None)
        body["passage_id"] = None if passage is None else passages[passage]["passage_id"]
        body["project_id"] = None if project is None else ids[project]
        bodies.append(body)
    return {"projects": project_rows, "responsibilities": bodies}
