"""From an id to the characters it came from, in text that can be read aloud."""

from __future__ import annotations

import difflib
from typing import Any

import pandas as pd

from analysis import sources, store
from analysis.errors import InputError
from analysis.paths import Project

KEYS = {
    "targets": "statement_id",
    "funding": "statement_id",
    "projects": "project_id",
    "passages": "passage_id",
    "numerals": "numeral_id",
    "sections": "section_id",
    "repairs": "repair_id",
}
CONTEXT = 40


def trace(project: Project, identifier: str) -> str:
    """Row, decisions, passage, raw span in its context, source and address of one id.

    Raises InputError with the nearest ids when there is none of that name.
    """
    frames = {name: store.read(project, name) for name in KEYS}
    for name, key in KEYS.items():
        found = frames[name][frames[name][key] == identifier]
        if len(found):
            return _describe(
                project, name, {str(k): v for k, v in found.iloc[0].to_dict().items()}, frames
            )
    figure = project.site / "figures" / identifier / f"{identifier}.csv"
    if "/" not in identifier and figure.is_file():
        return f"figure {identifier}\n{figure}\n" + figure.read_text(encoding="utf-8")
    known = [str(i) for n, k in KEYS.items() for i in frames[n][k]]
    near = difflib.get_close_matches(identifier, known, 3, 0.3)
    raise InputError(f"no record {identifier!r}; the nearest ids are {', '.join(near) or 'none'}")


def _describe(
    project: Project, table: str, row: dict[str, Any], frames: dict[str, pd.DataFrame]
) -> str:
    source = next(s for s in sources.registered(project) if s.doc_id == row["doc_id"])
    raw = sources.read(source)
    start, end = int(row["char_start"]), int(row["char_end"])
    lines = [f"{table} {row[KEYS[table]]}", ""]
    lines += [f"  {name:18} {value}" for name, value in row.items() if not _empty(value)]
    for decision in store.rows(project, "decisions"):
        if decision["statement_id"] == row.get("statement_id"):
            lines.append(
                f"\ndecision {decision['decision_id']}: {decision['action']} {decision['field']} "
                f"{decision['old']} → {decision['new']} ({decision['reason']}; "
                f"{decision['by']}, {decision['date']})"
            )
    passage = row.get("passage_id")
    if not _empty(passage) and table != "passages":
        text = frames["passages"].set_index("passage_id")["text"].get(passage)
        lines += ["", f"passage {passage}", f"  {text}"]
    before, after = raw[max(0, start - CONTEXT) : start], raw[end : end + CONTEXT]
    lines += [
        "",
        f"raw text {source.doc_id}.txt [{start}:{end}]",
        f"  …{_one_line(before)}【{_one_line(raw[start:end])}】{_one_line(after)}…",
        "",
        f"source {source.sidecar.get('title_zh')}",
        f"  {source.sidecar.get('source_name')} {source.sidecar.get('source_url') or ''}".rstrip(),
        f"  sha256 {source.sidecar['sha256']}",
    ]
    return "\n".join(lines)


def _empty(value: Any) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def _one_line(text: str) -> str:
    return text.replace("\n", "⏎").replace("\r", "").replace("\t", " ")
