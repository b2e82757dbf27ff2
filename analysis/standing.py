"""Standing reports: parameters that an exploration left, rerun by every `report` and `refresh`.

One file each, ``notebooks/published/<slug>.yml``: a report notebook, its parameters, the
languages. The files belong to the checkout and are reviewed like any other change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import InputError
from analysis.paths import Project
from analysis.publish.markup import slug
from analysis.publish.parameters import check_parameters, read_parameters

FOLDER = "published"
LANGUAGES = ("zh", "en")
KEYS = {"notebook", "parameters", "languages"}


@dataclass(frozen=True)
class Standing:
    """One standing report; ``name`` is the stem of its file."""

    name: str
    notebook: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    languages: tuple[str, ...] = LANGUAGES


def folder(project: Project) -> Path:
    """Where the files stand."""
    return project.notebooks / FOLDER


def files(project: Project) -> list[Path]:
    """The files there are, in order of name."""
    return sorted(folder(project).glob("*.yml"))


def read(project: Project) -> list[Standing]:
    """Every standing report. Raises InputError naming the file that is not one."""
    return [_read(path) for path in files(project)]


def _read(path: Path) -> Standing:
    told = f"notebooks/{FOLDER}/{path.name}"
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{told}: cannot be read as YAML; restore or remove it") from error
    if not isinstance(content, dict) or not content.get("notebook") or set(content) - KEYS:
        raise InputError(f"{told}: found no standing report; it needs {', '.join(sorted(KEYS))}")
    parameters = content.get("parameters") or {}
    languages = content.get("languages") or list(LANGUAGES)
    if not isinstance(parameters, dict) or not set(languages) <= set(LANGUAGES):
        raise InputError(
            f"{told}: parameters must be names with values, languages a list of "
            f"{', '.join(LANGUAGES)}; correct or remove it"
        )
    return Standing(path.stem, str(content["notebook"]), parameters, tuple(languages))


def remove(project: Project, name: str) -> Path:
    """Remove a standing report; returns the file that was. Raises InputError for none of the name.

    The page stays on the site in force until the suite is published again.
    """
    there = {path.stem: path for path in files(project)}
    path = there.get(slug(name))
    if path is None:
        raise InputError(
            f"{name!r}: found no standing report of that name; there are "
            f"{', '.join(there) or 'none'}"
        )
    path.unlink()
    return path


def write(project: Project, standing: Standing, allowed: Mapping[str, Sequence[str]]) -> Path:
    """Write a standing report once its parameters are known to fit; returns the file.

    Raises InputError for an unknown notebook, parameter or value, before anything is written.
    """
    declared = read_parameters(project.notebooks / f"{standing.notebook}.ipynb")
    check_parameters(standing.notebook, declared, standing.parameters, allowed)
    name = slug(standing.name)
    if name == "none":
        raise InputError(
            f"{standing.name!r}: found no letter or digit for a file name; give a name of "
            "Latin letters, digits and -"
        )
    content = {
        "notebook": standing.notebook,
        "parameters": dict(standing.parameters),
        "languages": list(standing.languages),
    }
    path = folder(project) / f"{name}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
