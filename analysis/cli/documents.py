"""``add``, ``remove`` and ``review``: the collection of registered documents."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.paths import Project
from analysis.progress import finish, reporter

KINDS = ("plan", "draft_plan", "work_points", "interpretation", "long_term_plan", "other")


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    add = verbs.add_parser("add", help="register a document: HTML, PDF, DOCX or a text file")
    add.add_argument("file", type=Path)
    add.add_argument("--region", metavar="CODE", help="GB/T 2260 code, where it cannot be guessed")
    add.add_argument("--region-name-en", help="English name of a region that is new")
    add.add_argument(
        "--id", dest="doc_id", help="id of the document; default: made from the region"
    )
    add.add_argument("--title", dest="title_zh")
    add.add_argument("--title-en")
    add.add_argument("--kind", choices=KINDS)
    add.add_argument("--issuer")
    add.add_argument("--number", dest="document_number", help="for example 玉政发〔2022〕30号")
    add.add_argument("--issued-on", type=_day, metavar="YYYY-MM-DD")
    add.add_argument(
        "--period", type=_period, metavar="FIRST-LAST", help="years, for example 2021-2025"
    )
    add.add_argument("--completeness", choices=("full", "summary", "truncated"))
    add.add_argument("--source-name")
    add.add_argument("--source-url")
    add.add_argument("--source-kind", choices=("official", "repost", "sharing_site"))
    add.add_argument(
        "--allow-copy", action="store_true", help="register even a near-copy of another"
    )
    add.add_argument("--report", action="store_true", help="publish the reports afterwards")
    add.set_defaults(run=run_add)
    remove = verbs.add_parser("remove", help="take a document away and leave the rest as it is")
    remove.add_argument("doc_id")
    remove.set_defaults(run=run_remove)
    review = verbs.add_parser("review", help="make a page to accept, correct and reject statements")
    review.add_argument("doc_id")
    way = review.add_mutually_exclusive_group()
    way.add_argument(
        "--import", dest="decisions", type=Path, metavar="FILE.csv", help="take decisions in"
    )
    way.add_argument(
        "--undo", metavar="ID", help="take back the decisions whose id begins so (doc_id-yyyymmdd)"
    )
    review.set_defaults(run=run_review)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise InputError(f"--issued-on {text[:40]!r}: a date is written YYYY-MM-DD") from error


def _period(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"((?:19|20)\d{2})(?:\s*[-–—]\s*((?:19|20)\d{2}))?", text)
    first, last = (match[1], match[2] or match[1]) if match else ("1", "0")
    if int(first) > int(last):
        raise InputError(f"--period {text[:40]!r}: write the first and the last year, as 2021-2025")
    return int(first), int(last)


GIVEN = (
    "region",
    "region_name_en",
    "doc_id",
    "title_zh",
    "title_en",
    "kind",
    "issuer",
    "document_number",
    "issued_on",
    "completeness",
    "source_name",
    "source_url",
    "source_kind",
)


def run_add(project: Project, options: argparse.Namespace) -> int:
    """Register a document, say what was found, and publish where asked."""
    from analysis.documents.add import add
    from analysis.documents.tell import told

    given = {name: getattr(options, name) for name in GIVEN}
    if options.period:
        given["period_start"], given["period_end"] = options.period
    added = add(project, options.file, given, reporter(), copy_allowed=options.allow_copy)
    finish()
    print(told(added))
    if not options.report:
        return 0
    from analysis.cli import main

    return main(["report"])


def run_remove(project: Project, options: argparse.Namespace) -> int:
    """Take a document away and say what went with it."""
    from analysis.documents.remove import remove

    removed = remove(project, options.doc_id, reporter())
    finish()
    print(f"Removed {removed.doc_id}")
    for table, count in removed.rows.items():
        print(f"  {count} row(s) of {table} spoke of it and went with it")
    for region in removed.regions:
        print(f"  region {region}: no document or table needs it any more; its row went too")
    return 0


def run_review(project: Project, options: argparse.Namespace) -> int:
    """Write the review page, take in what was decided on it, or take it back."""
    from analysis.documents.review import take_in, write_page

    if options.undo is not None:
        from analysis.documents.take_back import take_back

        taken = take_back(project, options.doc_id, options.undo, reporter())
    elif options.decisions is not None:
        taken = take_in(project, options.doc_id, options.decisions, reporter())
    else:
        print(write_page(project, options.doc_id))
        return 0
    finish()
    told = "taken back" if options.undo is not None else "taken in"
    listed = ", ".join(f"{count} {action}" for action, count in taken.actions.items())
    print(f"{options.doc_id}: {told} {listed}; changed: {', '.join(taken.changed)}")
    if options.decisions is not None:
        print(f"  to take them back: python -m analysis review {options.doc_id} --undo {taken.ids}")
    return 0
