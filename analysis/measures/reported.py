"""What a region promises against what it reports as reached."""

from __future__ import annotations

import pandas as pd

from analysis.measures.ambition import meets
from analysis.measures.comparable import COMPARED, Record, frame_of, is_inside, matched, parents_of

REPORTED = ("statement_id", "doc_id", "comparator", "quote", "status", "certainty")
ACHIEVED = (
    *COMPARED,
    "statement_ids",
    "status",
    "value",
    "value_high",
    "comparator",
    "target_year",
    "quote",
    "certainty",
    "baseline_value",
    "baseline_year",
    *(f"baseline_{name}" for name in REPORTED),
    "difference",
    "is_already_met",
)


def achieved_and_promised(
    targets: pd.DataFrame,
    indicators: pd.DataFrame,
    documents: pd.DataFrame,
    regions: pd.DataFrame,
    *,
    additions: bool = False,
) -> pd.DataFrame:
    """What a region reports as reached beside what it promises, columns `ACHIEVED`.

    One row an indicator and region that has both on the indicator's own basis. The report
    stands in the ``baseline_*`` columns (without a year: reports are dated by their sentence).
    ``difference`` is promise − report; ``is_already_met``: the report alone satisfies the
    promise (None where no way is wanted and where open). Two schools built cannot meet a
    promise of two more: counts of what is added are left out, or, with ``additions``, are
    all there is, what was added before beside what is to be added, never met.
    """
    parents, shown = parents_of(regions), set(documents["region_id"])
    reports: dict[tuple[str, str], Record] = {}
    made: dict[tuple[str, str], Record] = {}
    for record in matched(targets, indicators):
        if record["same_basis"] and (record["measure"] == "flow") == additions:
            side = reports if record["status"] == "achieved" else made
            side.setdefault((record["indicator_id"], record["region_id"]), record)
    rows = []
    for key, promise in made.items():
        report = reports.get(key)
        if report is None:
            continue
        row = promise | {"related": is_inside(key[1], shown, parents)}
        row |= {f"baseline_{name}": report[name] for name in ("value", *REPORTED)}
        row |= {
            "baseline_year": None,
            "statement_ids": [r["statement_id"] for r in (promise, report)],
        }
        row["difference"] = promise["value"] - report["value"]
        goal = (promise["value"], promise["comparator"], promise["direction"])
        row["is_already_met"] = None if additions else meets(report, *goal)
        rows.append(row)
    return frame_of(rows, ACHIEVED)
