"""Decisions taken back: their rows leave the ledger, the tables are what the rest decides."""

from __future__ import annotations

from analysis import store
from analysis.documents.add import refuse_changes
from analysis.documents.regions import written
from analysis.documents.review import TakenIn, counted
from analysis.documents.stage import bring_in, stage
from analysis.errors import InputError
from analysis.paths import Project
from analysis.pipeline import build
from analysis.progress import Progress, silent


def take_back(project: Project, doc_id: str, which: str, progress: Progress = silent) -> TakenIn:
    """Remove the decisions on a document whose id is, or begins with, ``which``; build, bring in.

    ``<doc_id>-<yyyymmdd>`` is all that was taken in on a day. Raises InputError when no decision
    on this document is meant.
    """
    with stage(project) as staged:
        ledger = store.rows(project, "decisions")
        gone = [
            row
            for row in ledger
            if row["doc_id"] == doc_id and which and row["decision_id"].startswith(which)
        ]
        if not gone:
            own = [row["decision_id"] for row in ledger if row["doc_id"] == doc_id]
            raise InputError(
                f"--undo: found {which[:60]!r}, with which no decision on {doc_id[:60]} begins; "
                f"there are {len(own)}{', the last ' + own[-1] if own else ''}"
            )
        kept = [row for row in ledger if row not in gone]
        (staged.curated / "decisions.csv").write_bytes(written(staged, "decisions", kept))
        build(staged, progress)
        refuse_changes(project, staged, {doc_id})
        changed = bring_in(project, staged)
    return TakenIn(counted(gone), tuple(changed))
