"""``cite``, ``verify`` and ``release``: what an academic needs of a published figure."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.paths import Project
from analysis.progress import finish, reporter


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    cite = verbs.add_parser("cite", help="print the citation of a published figure")
    cite.add_argument("figure_id", metavar="FIGURE_ID")
    cite.add_argument(
        "--style",
        default="text",
        metavar="STYLE",
        help="text, bibtex, ris, csl-json, apa, chicago or gbt7714",
    )
    cite.set_defaults(run=run_cite)
    verify = verbs.add_parser("verify", help="rebuild a figure from the raw texts and compare")
    verify.add_argument("figure_id", metavar="FIGURE_ID", nargs="?")
    verify.add_argument("--all", action="store_true", help="every published figure")
    verify.add_argument("--jobs", type=int, default=2, help="processes, at most 4")
    verify.set_defaults(run=run_verify)
    release = verbs.add_parser("release", help="make the citable data package: a folder and a zip")
    release.add_argument("version", metavar="VERSION", help="X.Y.Z")
    release.add_argument("--out", type=Path, metavar="DIR", help="where to put it; default dist/")
    release.add_argument(
        "--since",
        type=Path,
        metavar="RELEASE",
        help="earlier release (folder or zip) to compare with",
    )
    release.set_defaults(run=run_release)


def run_cite(project: Project, options: argparse.Namespace) -> int:
    """Print the citation."""
    from analysis.publish.cite import citation

    print(citation(project, options.figure_id, options.style))
    return 0


def run_verify(project: Project, options: argparse.Namespace) -> int:
    """Say of each figure whether raw texts give it again; exit 1 when one differs."""
    if bool(options.figure_id) == options.all:
        raise InputError("verify: name one FIGURE_ID, or give --all")
    from analysis.verify import verify

    chosen = [options.figure_id] if options.figure_id else []
    verdicts = verify(project, chosen, reporter(), processes=options.jobs)
    finish()
    for verdict in verdicts:
        print(verdict.told)
    failed = sum(not verdict.ok for verdict in verdicts)
    if len(verdicts) > 1:
        print(f"verify: {len(verdicts) - failed} of {len(verdicts)} figure(s) come out the same")
    return 1 if failed else 0


def run_release(project: Project, options: argparse.Namespace) -> int:
    """Check the tables, write the release, say where it is."""
    from analysis.errors import WorkError
    from analysis.publish.release import check_request, release

    out = options.out or project.root / "dist"
    check_request(options.version, out, options.since)
    from analysis.check import check

    say = reporter()
    say("checking every invariant")
    failures = check(project)
    if failures:
        more = f" (and {len(failures) - 1} more: run check)" if len(failures) > 1 else ""
        raise WorkError(f"{failures[0]}{more}; nothing was released")
    made = release(project, options.version, out, since=options.since, progress=say)
    finish()
    print(f"release {options.version}: {made.files} files\n{made.folder}\n{made.archive}")
    return 0
