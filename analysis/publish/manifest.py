"""What a site was made from: inputs, parameters, versions and hashes, in one JSON file."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from analysis import __version__
from analysis.publish.blocks import Report
from analysis.publish.content import Content

PACKAGES = (
    "altair",
    "duckdb",
    "jinja2",
    "numpy",
    "pandas",
    "papermill",
    "scikit-learn",
    "vl-convert-python",
)


def content_digest(content: Content, reports: Sequence[Report]) -> str:
    """Hash of everything a reader could see differ: tables, texts, page blocks, figures, look."""
    digest = hashlib.sha256(f"{__version__}\0{content.digest}".encode())
    for report in sorted(reports, key=lambda report: report.job.name):
        told = [report.job.name, report.parameters, report.blocks]
        digest.update(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())
        for figure_id in sorted(report.figures):
            digest.update(report.figures[figure_id].digest.encode())
    templates = Path(__file__).parent / "templates"
    for path in sorted(templates.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def build_manifest(
    content: Content, reports: Sequence[Report], digest: str, date: str
) -> dict[str, Any]:
    """The manifest of a site; the files' own hashes are added when they are written."""
    return {
        "format": 1,
        "version": __version__,
        "date": date,
        "content": digest,
        "data": content.digest,
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "documents": {key: row.get("sha256") for key, row in sorted(content.documents.items())},
        "tables": {
            name: {
                "rows": len(content.tables[name]),
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
            }
            for name, text in content.csv.items()
        },
        "pages": {
            report.job.name: {"notebook": report.job.notebook, "parameters": report.parameters}
            for report in reports
        },
        "figures": {
            figure_id: {"sha256": files.digest, "page": report.job.name}
            for report in reports
            for figure_id, files in sorted(report.figures.items())
        },
    }


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def file_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below ``folder`` by its path, in order of path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read_manifest(site: Path | None) -> dict[str, Any]:
    """The manifest of a published site; empty when there is none that can be read."""
    try:
        found = json.loads((site / "manifest.json").read_text(encoding="utf-8")) if site else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
