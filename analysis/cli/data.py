"""``build``, ``check`` and ``trace``."""

from __future__ import annotations

import argparse
from typing import Any

from analysis.paths import Project
from analysis.progress import finish, reporter


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    build = verbs.add_parser(
        "build", help="build the tables: raw texts → curated tables → policy.duckdb"
    )
    build.set_defaults(run=run_build)
    check = verbs.add_parser("check", help="check every invariant; one line per failure")
    check.set_defaults(run=run_check)
    trace = verbs.add_parser("trace", help="follow an id: row, decision, passage, raw span, source")
    trace.add_argument("id", help="a statement, passage, project, numeral or figure id")
    trace.set_defaults(run=run_trace)


def run_build(project: Project, _: argparse.Namespace) -> int:
    """Build the tables and say how many rows each has."""
    from analysis.pipeline import build

    made = build(project, reporter())
    finish()
    for name, frame in made.frames.items():
        print(f"{name:18} {len(frame):6} rows{'  (changed)' if name in made.changed else ''}")
    print(f"database           {project.database.relative_to(project.root)}")
    return 0


def run_check(project: Project, _: argparse.Namespace) -> int:
    """Print each failure on a line of its own; exit 1 when there is one."""
    from analysis.check import check

    failures = check(project)
    for failure in failures:
        print(failure)
    print(f"check: {len(failures)} failure(s)" if failures else "check: every invariant holds")
    return 1 if failures else 0


def run_trace(project: Project, options: argparse.Namespace) -> int:
    """Print the way of one number from its row to the characters of its source."""
    from analysis.trace import trace

    print(trace(project, options.id))
    return 0
