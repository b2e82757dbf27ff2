"""What is to be run: one job is one notebook with one set of parameters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.publish.markup import slug
from analysis.publish.parameters import check_parameters, read_parameters

# Parameters that tell apart the pages of one notebook; the others only stand in the
# name when they are given.
SUBJECTS = ("region", "region_a", "region_b")
# Characters of one value in a page's name: several of them stay far below a system's 255.
LONGEST = 40


@dataclass(frozen=True)
class Job:
    """A notebook (its file's stem) and its parameters; ``inputs`` is a hash of what it reads.

    Two jobs with equal `key` give the same page, so the second needs no kernel.
    """

    notebook: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: str = ""

    @property
    def lang(self) -> str:
        return str(self.parameters.get("lang", "zh"))

    @property
    def subject(self) -> tuple[str, ...]:
        """The regions this page is about; empty for a comparison of all."""
        return tuple(str(self.parameters[name]) for name in SUBJECTS if name in self.parameters)

    @property
    def topic(self) -> str:
        """The page without its language: ``06_region--zibo``."""
        rest = [
            slug(name) + "-" + _named(value)
            for name, value in sorted(self.parameters.items())
            if name not in SUBJECTS and name != "lang"
        ]
        return "--".join([slug(self.notebook), *map(slug, self.subject), *rest])

    @property
    def name(self) -> str:
        """The page's file name without ``.html``: ``06_region--zibo.en``."""
        return f"{self.topic}.{slug(self.lang)}"

    def key(self, notebook: Path) -> str:
        """Content hash of the notebook, its parameters and its inputs."""
        told = json.dumps(dict(self.parameters), sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(notebook.read_bytes())
        digest.update(f"\0{told}\0{self.inputs}".encode())
        return digest.hexdigest()


def _named(value: Any) -> str:
    """A value as part of a file name; what letters and length lose is told by a digest."""
    text = "+".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    plain = slug(text)
    if plain == text and len(plain) <= LONGEST:
        return plain
    return f"{plain[:LONGEST]}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


def check_jobs(
    folder: Path, jobs: Sequence[Job], allowed: Mapping[str, Collection[str]]
) -> dict[str, dict[str, Any]]:
    """Every job's parameters with the notebook's defaults filled in, by page name.

    Raises InputError, before anything runs, for an unknown notebook, a misspelt or ill-typed
    parameter, a value that is not allowed, or two jobs that would write the same page.
    """
    settled: dict[str, dict[str, Any]] = {}
    for job in jobs:
        if slug(job.notebook) != job.notebook.lower():
            raise InputError(
                f"{job.notebook!r} is no notebook name; allowed are letters, digits and _"
            )
        declared = read_parameters(folder / f"{job.notebook}.ipynb")
        check_parameters(job.notebook, declared, job.parameters, allowed)
        if job.name in settled:
            raise InputError(f"{job.name}: asked for twice; name each page once")
        settled[job.name] = {p.name: p.default for p in declared.values()} | dict(job.parameters)
    return settled
