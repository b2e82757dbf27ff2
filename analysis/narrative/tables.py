"""Tables of statements, the same on every page: what, how much, until when, how sure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block

PAGE = "tables"


def statement_table(
    view: View,
    statements: pd.DataFrame,
    title: str,
    note: str = "",
    table_id: str = "",
    extra: Sequence[str] = (),
) -> Block:
    """Statements as a page table; the first column links each to its highlighted words."""
    say = view.prose(PAGE)
    rows = statements.to_dict("records")
    frame = pd.DataFrame(
        {
            "statement_id": [row["statement_id"] for row in rows],
            "region": [view.setting.region(row["region_id"]) for row in rows],
            "indicator": [row["indicator"] for row in rows],
            "value": [
                view.amount(row["value"], row["unit"], row["comparator"], row["value_high"])
                for row in rows
            ],
            "year": [view.optional(row["target_year"]) for row in rows],
            "status": [say(f"status_{row['status']}") for row in rows],
            "certainty": [say(f"certainty_{row['certainty']}") for row in rows],
            **{name: [row[name] for row in rows] for name in extra},
        }
    )
    labels = {name: say(f"column_{name}") for name in frame.columns if name != "statement_id"}
    return cells.table(frame, title, labels, note, table_id)
