"""What a run depends on, as hashes: raw texts, sidecars, tables, code, notebooks.

Kept free of pandas, so that `refresh` can say ``no change`` in a fraction of a second.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from analysis.paths import Project

# JupyterLab saves it every two minutes while someone explores, and no page is made from it.
EXPLORE = "explore.ipynb"
ADDED = "\norigin: added"
CODE_SUFFIXES = (".py", ".html", ".css", ".js", ".yml", ".csv", ".svg", ".otf", ".woff2")


def digest_of(paths: Iterable[Path], root: Path) -> str:
    """SHA-256 over names (relative to ``root``) and bytes of files, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def code_digest() -> str:
    """The code that makes tables and pages, with its templates, words and fonts."""
    package = Path(__file__).resolve().parent
    files = (p for p in package.rglob("*") if p.suffix in CODE_SUFFIXES and p.is_file())
    return digest_of(files, package)


def sources_digest(project: Project) -> str:
    """Raw texts and sidecars of all documents."""
    files = (path for path in project.raw.glob("*") if path.suffix in (".txt", ".yml"))
    return digest_of(files, project.root)


def curated_digest(project: Project, tables: Iterable[str] | None = None) -> str:
    """Curated CSVs and schemas: of all tables, or of those named."""
    wanted = None if tables is None else set(tables)
    files = (
        path
        for path in project.curated.glob("*")
        if path.name.endswith((".csv", ".schema.yml"))
        and (wanted is None or path.name.split(".")[0] in wanted)
    )
    return digest_of(files, project.root)


def read_by_build(project: Project) -> str:
    """What a build reads and never writes: code, sources, tables kept by hand."""
    schemas = project.curated.glob("*.schema.yml")
    by_hand = [p.name.split(".")[0] for p in schemas if ADDED in p.read_text(encoding="utf-8")]
    return code_digest() + sources_digest(project) + curated_digest(project, by_hand)


def state(project: Project) -> str:
    """Everything that a refresh depends on, as one hash."""
    reports = (path for path in project.notebooks.glob("*.ipynb") if path.name != EXPLORE)
    files = (*reports, *project.notebooks.glob("published/*.yml"))
    notebooks = digest_of(files, project.root)
    parts = (code_digest(), sources_digest(project), curated_digest(project), notebooks)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
