"""``bench``: the figures of the performance table."""

from __future__ import annotations

import argparse
from typing import Any

from analysis.paths import Project
from analysis.progress import finish, reporter


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    bench = verbs.add_parser("bench", help="measure speed, memory and growth, as ratios of one run")
    size = bench.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="100 and 200 documents, one report")
    size.add_argument("--slow", action="store_true", help="100,000 documents as well")
    bench.set_defaults(run=run_bench)


def run_bench(project: Project, options: argparse.Namespace) -> int:
    """Measure, print the table, keep the JSON."""
    from analysis.bench import report, suite

    counts = report.SLOW_COUNTS if options.slow else report.COUNTS
    if options.quick:
        result = report.run(
            project, reporter(), scaling=100, counts=(100, 200), rounds=2, reports=suite.QUICK
        )
    else:
        result = report.run(project, reporter(), counts=counts)
    finish()
    path = report.write(project, result)
    print(report.table(result))
    print(f"\n{path}")
    return 0
