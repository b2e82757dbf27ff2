"""A document taken away, with all that was decided on it, and nothing else touched."""

from __future__ import annotations

from dataclasses import dataclass

from analysis import sources, store
from analysis.documents.add import refuse_changes
from analysis.documents.regions import written
from analysis.documents.stage import bring_in, stage
from analysis.errors import InputError
from analysis.paths import Project
from analysis.pipeline import build
from analysis.progress import Progress, silent


@dataclass(frozen=True)
class Removed:
    """What went: rows of added tables by table, and regions nothing refers to any more."""

    doc_id: str
    rows: dict[str, int]
    regions: tuple[str, ...]
    changed: tuple[str, ...]


def remove(project: Project, doc_id: str, progress: Progress = silent) -> Removed:
    """Remove a document, the decisions on it, and its region when nothing else needs it.

    Raises InputError when there is no such document or it is the last one.
    """
    with stage(project) as staged:
        known = {source.doc_id: source for source in sources.registered(project)}
        if doc_id not in known:
            raise InputError(f"{doc_id[:60]!r}: no such document; there are {', '.join(known)}")
        if len(known) == 1:
            raise InputError(f"{doc_id}: it is the only document; add another before removing it")
        (staged.raw / f"{doc_id}.txt").unlink()
        (staged.raw / f"{doc_id}.yml").unlink()
        rows = _drop_rows(staged, doc_id)
        gone = _drop_regions(staged, known[doc_id].region_id)
        build(staged, progress)
        refuse_changes(project, staged, {doc_id})
        changed = bring_in(project, staged)
    return Removed(doc_id, rows, tuple(gone), tuple(changed))


def _drop_rows(staged: Project, doc_id: str) -> dict[str, int]:
    """Rows of tables made by hand that speak of the document or of one of its statements."""
    dropped = {}
    for name, schema in store.schemas(staged).items():
        if schema.origin != "added" or not (staged.curated / f"{name}.csv").exists():
            continue
        rows = store.rows(staged, name)
        kept = [row for row in rows if not _speaks_of(row, doc_id)]
        if len(kept) < len(rows):
            dropped[name] = len(rows) - len(kept)
            data = written(staged, name, kept, in_order=False)
            (staged.curated / f"{name}.csv").write_bytes(data)
    return dropped


def _speaks_of(row: dict[str, str], doc_id: str) -> bool:
    if "doc_id" in row:
        return row["doc_id"] == doc_id
    return row.get("statement_id", "").rpartition("-")[0] == doc_id


def _drop_regions(staged: Project, region_id: str) -> list[str]:
    """The region and then its parent, as long as no document and no table refers to them."""
    gone: list[str] = []
    at = region_id
    while at and not _is_needed(staged, at):
        rows = store.rows(staged, "regions")
        parent = next(row["parent_id"] for row in rows if row["region_id"] == at)
        kept = [row for row in rows if row["region_id"] != at]
        (staged.curated / "regions.csv").write_bytes(written(staged, "regions", kept))
        gone.append(at)
        at = parent
    return gone


def _is_needed(staged: Project, region_id: str) -> bool:
    if any(s.region_id == region_id for s in sources.registered(staged)):
        return True
    for name, schema in store.schemas(staged).items():
        if schema.origin != "added":
            continue
        for foreign in schema.foreign_keys:
            if foreign.table == "regions" and any(
                row[foreign.column] == region_id for row in store.rows(staged, name)
            ):
                return True
    return False
