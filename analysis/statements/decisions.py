"""The reviewer's ledger: the only way in which a person alters what the rules read.

A decision carries the raw text it was made on (``expect``). When that text is no longer
there the build stops and names the decision: a correction never outlives its reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.errors import WorkError

Row = dict[str, Any]


def apply(rows: Sequence[Row], decisions: Iterable[Mapping[str, Any]], raw: str) -> list[Row]:
    """Rows of one document and table with its decisions applied, in order of decision_id.

    ``confirm`` marks a row as read by a reviewer; ``set`` changes one field; ``drop``
    removes a row; ``add`` brings in a row whose fields are JSON in ``new``. Raises
    WorkError when ``expect`` is gone or the statement is not there.
    """
    by_id = {row["statement_id"]: dict(row) for row in rows}
    for decision in sorted(decisions, key=lambda item: str(item["decision_id"])):
        _guard(decision, raw)
        _apply_one(by_id, decision)
    return sorted(by_id.values(), key=lambda row: (int(row["number_start"]), row["statement_id"]))


def _guard(decision: Mapping[str, Any], raw: str) -> None:
    found = raw[int(decision["char_start"]) : int(decision["char_end"])]
    if found != decision["expect"]:
        raise WorkError(
            f"decision {decision['decision_id']} ({decision['doc_id']}): found {found[:40]!r} "
            f"where it was decided on {str(decision['expect'])[:40]!r}; "
            "read the passage again and renew or remove the decision in data/curated/decisions.csv"
        )


def _apply_one(by_id: dict[str, Row], decision: Mapping[str, Any]) -> None:
    statement_id, action = decision["statement_id"], decision["action"]
    if action == "add":
        by_id[statement_id] = _added(decision)
        return
    if statement_id not in by_id:
        if action == "drop":
            return
        raise WorkError(
            f"decision {decision['decision_id']}: found no statement {statement_id}; "
            "it must be one that the rules read or an earlier decision added; "
            "renew or remove the decision"
        )
    if action == "drop":
        del by_id[statement_id]
        return
    row = by_id[statement_id]
    row["reviewed"] = True
    if action == "set":
        row[decision["field"]] = _value(decision["new"])
        row["method"] = "decision"


def _added(decision: Mapping[str, Any]) -> Row:
    try:
        fields = json.loads(decision["new"])
    except (TypeError, json.JSONDecodeError) as error:
        raise WorkError(
            f"decision {decision['decision_id']}: `new` is not a JSON object of fields; "
            "write the row's fields as JSON"
        ) from error
    return {
        **fields,
        "statement_id": decision["statement_id"],
        "certainty": fields.get("certainty", "certain"),
        "method": "decision",
        "reviewed": True,
    }


def _value(text: Any) -> Any:
    return None if text is None or text == "" else text
