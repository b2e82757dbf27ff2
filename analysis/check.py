"""The whole check: raw texts, tables and what a build gives, held against one another."""

from __future__ import annotations

from analysis import store
from analysis.invariants import failures_of
from analysis.paths import Project
from analysis.pipeline import derive
from analysis.schema import Failure


def check(project: Project) -> list[Failure]:
    """All invariants on what is committed: raw texts, tables, and that a build gives them again."""
    frames, readings = derive(project)
    failures = failures_of(project, frames, {k: r.clean for k, r in readings.items()})
    schemas = store.schemas(project)
    for name, frame in frames.items():
        path = project.curated / f"{name}.csv"
        if not path.exists() or path.read_bytes() != store.to_csv(frame, schemas[name]):
            failures.append(
                Failure(
                    f"data/curated/{name}.csv",
                    "another content than a build gives",
                    "the same bytes",
                    "run `python -m analysis build` and look at the difference",
                )
            )
    return failures
