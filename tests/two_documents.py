"""A small project for tests that build: the two shortest documents and all word lists."""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis import store
from analysis.documents import regions
from analysis.paths import Project
from analysis.pipeline import build

HERE = Project(Path(__file__).resolve().parent.parent)
KEPT = ("jiangbei", "zibo")


def make(root):
    """Copy, leave the other documents out, build once."""
    project = Project(root)
    project.raw.mkdir(parents=True)
    project.curated.mkdir()
    for path in HERE.raw.iterdir():
        if path.stem in KEPT:
            shutil.copy(path, project.raw)
    copy_tables(project, KEPT)
    build(project)
    return project


def copy_tables(project, kept):
    """All word lists and schemas, and of other tables what speaks of the documents kept."""
    for name, schema in store.schemas(HERE).items():
        shutil.copy(HERE.curated / f"{name}.schema.yml", project.curated)
        if schema.origin == "added" and (HERE.curated / f"{name}.csv").exists():
            shutil.copy(HERE.curated / f"{name}.csv", project.curated)
    _only_kept(project, kept)


def _only_kept(project, documents):
    """Drop what refers to the documents left out, and what refers to that, until all holds."""
    schemas = store.schemas(project)
    added = [name for name, schema in schemas.items() if schema.origin == "added"]
    ids = {name: {r[schemas[name].key[0]] for r in store.rows(project, name)} for name in added}
    ids["documents"] = set(documents)
    changed = True
    while changed:
        changed = False
        for name in added:
            rows = store.rows(project, name)
            kept = [row for row in rows if _holds(row, schemas[name], ids)]
            if len(kept) < len(rows):
                data = regions.written(project, name, kept, in_order=False)
                (project.curated / f"{name}.csv").write_bytes(data)
                ids[name], changed = {r[schemas[name].key[0]] for r in kept}, True


def _holds(row, schema, ids):
    if "statement_id" in row and row["statement_id"].rpartition("-")[0] not in {
        *ids["documents"],
        "",
    }:
        return False
    return all(
        not row[key.column] or key.table not in ids or row[key.column] in ids[key.table]
        for key in schema.foreign_keys
    )
