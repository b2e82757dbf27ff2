"""``report``, ``refresh`` and ``schedule``."""

from __future__ import annotations

import argparse
from typing import Any

from analysis.paths import Project
from analysis.progress import finish, reporter
from analysis.runlog import logged


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    report = verbs.add_parser("report", help="run notebooks and publish reports/site")
    report.add_argument("names", nargs="*", metavar="NAME", help="notebooks to run; default: all")
    report.add_argument("-p", "--parameter", action="append", default=[], metavar="key=value")
    report.add_argument("--lang", choices=("zh", "en", "both"), default="both")
    report.add_argument("--jobs", type=int, default=2, help="processes, at most 4")
    report.add_argument("--pdf", action="store_true", help="also print each report as PDF")
    report.set_defaults(run=run_report)
    refresh = verbs.add_parser("refresh", help="do only what changed inputs require")
    refresh.add_argument("--jobs", type=int, default=2, help="processes, at most 4")
    refresh.set_defaults(run=run_refresh)
    schedule = verbs.add_parser("schedule", help="print a schedule entry for this checkout")
    kinds = schedule.add_mutually_exclusive_group(required=True)
    for kind in ("cron", "systemd", "github"):
        kinds.add_argument(f"--{kind}", dest="kind", action="store_const", const=kind)
    schedule.set_defaults(run=run_schedule)


def run_report(project: Project, options: argparse.Namespace) -> int:
    """Build the tables, run the notebooks asked for, publish, say where the site is."""
    from analysis.refresh import Request, make_report

    request = Request(
        names=tuple(options.names),
        assignments=tuple(options.parameter),
        languages=("zh", "en") if options.lang == "both" else (options.lang,),
        processes=options.jobs,
        pdf=options.pdf,
    )
    with logged(project, "report") as line:
        outcome = make_report(project, request, reporter())
        line.update(outcome.logged)
    finish()
    print(outcome.told)
    return 0


def run_refresh(project: Project, options: argparse.Namespace) -> int:
    """Nothing when no input changed; otherwise build, publish and say what changed."""
    from analysis.unchanged import is_unchanged

    with logged(project, "refresh") as line:
        if is_unchanged(project):
            line["outcome"] = "no change"
            print("no change")
            return 0
        from analysis.refresh import Request, make_report

        outcome = make_report(project, Request(processes=options.jobs), reporter())
        line.update(outcome.logged)
    finish()
    print(outcome.told)
    return 0


def run_schedule(project: Project, options: argparse.Namespace) -> int:
    """Print a ready entry; nothing is installed."""
    from analysis.schedule import entry

    print(entry(project, options.kind))
    return 0
