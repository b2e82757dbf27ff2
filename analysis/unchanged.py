"""Whether anything that a published site depends on has changed since it was published."""

from __future__ import annotations

import json
from pathlib import Path

from analysis import fingerprint
from analysis.paths import Project


def state_file(project: Project) -> Path:
    """Where the state of the last publication of the whole suite is kept."""
    return project.reports / ".state.json"


def is_unchanged(project: Project) -> bool:
    """True only when the site is there and every input has the bytes it was made from."""
    try:
        known = json.loads(state_file(project).read_text(encoding="utf-8"))["state"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    whole = (project.site / "index.html").is_file() and project.database.is_file()
    return whole and bool(known == fingerprint.state(project))


def remember(project: Project) -> None:
    """Note the state that the site in force was made from."""
    path = state_file(project)
    aside = path.with_suffix(".new")
    aside.write_text(json.dumps({"state": fingerprint.state(project)}), encoding="utf-8")
    aside.replace(path)
