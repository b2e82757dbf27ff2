"""A checkout of its own to explore: our tables, a database built from them, nothing shared."""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis import store
from analysis.paths import Project


def project(root: Path) -> Project:
    """Curated tables, raw texts and citation copied; the database built from the copies."""
    here, made = Project.here(), Project(root)
    shutil.copytree(here.curated, made.curated, ignore=shutil.ignore_patterns("*.duckdb*", ".*"))
    shutil.copytree(here.raw, made.raw)
    shutil.copytree(
        here.notebooks, made.notebooks, ignore=shutil.ignore_patterns(".*", "published")
    )
    shutil.copy(here.root / "CITATION.cff", made.root / "CITATION.cff")
    store.build_database(made)
    return made
