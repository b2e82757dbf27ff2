"""Whether anything that a published site depends on has changed since it was published."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from analysis import fingerprint
from analysis.paths import Project


def state_file(project: Project) -> Path:
    """Where the state of the last publication of the whole suite is kept."""
    return project.reports / ".state.json"


def is_unchanged(project: Project) -> bool:
    """True only when every input, the database and the site have the bytes they had then."""
    try:
        known = json.loads(state_file(project).read_text(encoding="utf-8"))
        return bool(
            known["state"] == fingerprint.state(project) and known["made"] == _made(project)
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def remember(project: Project, state: str) -> None:
    """Note the state (`fingerprint.state`) that the site in force was made from."""
    path = state_file(project)
    aside = path.with_suffix(".new")
    told = {"state": state, "made": _made(project)}
    aside.write_text(json.dumps(told), encoding="utf-8")
    aside.replace(path)


def _made(project: Project) -> str:
    """Hash of the database and of every file of the site: damage to either is a change."""
    site = project.site.resolve()
    digest = hashlib.sha256(project.database.read_bytes())
    digest.update(fingerprint.digest_of((p for p in site.rglob("*") if p.is_file()), site).encode())
    return digest.hexdigest()
