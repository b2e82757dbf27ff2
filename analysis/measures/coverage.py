"""Which indicator each document states, and in what way the others are missing.

Absence is a value with a reason, never an empty cell. The order of precedence is
stated > unreadable > not_applicable > not_stated: what a text says overrules any rule
about what it could say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.statements.indicators import Alias, mentions, normalise

Row = Mapping[Any, Any]
COLUMNS = ("indicator_id", "doc_id", "coverage", "statements", "reason", "reason_en")
# Clauses end at punctuation and at line ends, where cells of a flattened table meet.
CLAUSE = re.compile(r"[,，;；:：。!！?？\n]+")
PLACEHOLDER = r"[*×□○●�█]+"
# A placeholder hides a number where a verb of reaching or a unit stands next to it;
# elsewhere it hides a name.
HIDDEN_NUMBER = re.compile(
    rf"(?:[达到至为超过于约在]{PLACEHOLDER})|(?:{PLACEHOLDER}(?:%|年|所|个|名|人|项|小时|课时))"
)
QUOTED = 60
DIGIT = re.compile(r"\d")
NUMERIC = re.compile(r"[\d*×□○●�█]")
SENTENCE_END = re.compile(r"[。!?;”)]\s*$")
STATUSES = (("target", "目标", "target"), ("norm", "标准", "norm"), ("achieved", "成效", "report"))
ABSENT = ("全文没有这一指标。", "The text does not hold this indicator.")
SUMMARY = (
    "来源只是摘要，原规划是否写明无从得知。",
    "The source is a summary; whether the plan itself states it cannot be known.",
)
TRUNCATED = (
    "来源在中途截断，缺失部分是否写明无从得知。",
    "The source is cut off; whether the missing part states it cannot be known.",
)
NAMED = ("提到而没有数字：“{clause}”。", "Named without a number: “{clause}”.")
BESIDE = (
    "提到这一指标，同句的数字未读作它的数字：“{clause}”。",
    "Named beside a number that was not read as its own: “{clause}”.",
)
DAMAGED = ("数字无法辨读：“{clause}”。", "The number cannot be read: “{clause}”.")


@dataclass(frozen=True)
class Named:
    """An indicator's name found in a document without a statement of it."""

    clause: str
    is_damaged: bool

    @property
    def quoted(self) -> str:
        """The clause as a reason quotes it."""
        return self.clause if len(self.clause) <= QUOTED else f"{self.clause[:QUOTED]}…"


def coverage(
    indicators: pd.DataFrame,
    documents: pd.DataFrame,
    targets: pd.DataFrame,
    rules: Iterable[Row],
    *,
    regions: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    repairs: pd.DataFrame | None = None,
    aliases: Sequence[Alias] = (),
) -> pd.DataFrame:
    """DataFrame[indicator_id, doc_id, coverage, statements, reason, reason_en], every cell.

    ``rules`` are rows of `coverage_rules`; conditions on a region's level need ``regions``.
    With ``passages`` and ``aliases`` the reason tells an indicator that is named without
    a number from one that is absent, and with ``repairs`` a damaged number is found.
    """
    rules = list(rules)
    levels = (
        {} if regions is None else dict(zip(regions["region_id"], regions["level"], strict=True))
    )
    counts = _counts(targets)
    cells: list[dict[str, Any]] = []
    for document in documents.to_dict("records"):
        doc_id = str(document["doc_id"])
        level = levels.get(document["region_id"], "")
        own = [rule for rule in rules if _applies(rule, document, level)]
        barred = {str(rule["indicator_id"]): rule for rule in reversed(own)}
        named = _named(document, passages, repairs, aliases)
        for indicator_id in map(str, indicators["indicator_id"]):
            found = counts.get((doc_id, indicator_id), {})
            cell = _cell(found, named.get(indicator_id), barred.get(indicator_id), document)
            cells.append({"indicator_id": indicator_id, "doc_id": doc_id, **cell})
    frame = pd.DataFrame(cells, columns=list(COLUMNS))
    return frame.sort_values(["indicator_id", "doc_id"], kind="stable").reset_index(drop=True)


def _counts(targets: pd.DataFrame) -> dict[tuple[str, str], dict[str, int]]:
    """(doc_id, indicator_id) → how many statements of each status."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    matched = targets[targets["indicator_id"].notna()]
    for doc_id, indicator_id, status in zip(
        matched["doc_id"], matched["indicator_id"], matched["status"], strict=True
    ):
        own = counts.setdefault((str(doc_id), str(indicator_id)), {})
        own[str(status)] = own.get(str(status), 0) + 1
    return counts


def _applies(rule: Row, document: Row, level: str) -> bool:
    """Whether every condition of a rule holds; an empty condition always does."""
    return all(
        not _words(rule.get(condition)) or value in _words(rule.get(condition))
        for condition, value in (
            ("document_kind", document["kind"]),
            ("region_level", level),
            ("region_id", document["region_id"]),
        )
    )


def _words(cell: Any) -> list[str]:
    return [word for word in cell.split("|") if word] if isinstance(cell, str) else []


def _cell(
    found: Mapping[str, int], named: Named | None, rule: Row | None, document: Row
) -> dict[str, Any]:
    if found:
        reason, reason_en = _statement_counts(found)
        return _row("stated", sum(found.values()), reason, reason_en)
    if named is not None and named.is_damaged:
        return _row("unreadable", 0, *_told(DAMAGED, named))
    if rule is not None:
        return _row("not_applicable", 0, str(rule["reason"]), str(rule["reason_en"]))
    first = (
        ABSENT if named is None else _told(BESIDE if DIGIT.search(named.clause) else NAMED, named)
    )
    more = {"summary": SUMMARY, "truncated": TRUNCATED}.get(str(document["completeness"]), ("", ""))
    return _row("not_stated", 0, first[0] + more[0], f"{first[1]} {more[1]}".strip())


def _told(texts: tuple[str, str], named: Named) -> tuple[str, str]:
    return texts[0].format(clause=named.quoted), texts[1].format(clause=named.quoted)


def _row(code: str, statements: int, reason: str, reason_en: str) -> dict[str, Any]:
    return {
        "coverage": code,
        "statements": statements,
        "reason": reason,
        "reason_en": reason_en,
    }


def _statement_counts(found: Mapping[str, int]) -> tuple[str, str]:
    zh = [f"{label}{found[code]}条" for code, label, _ in STATUSES if found.get(code)]
    en = [
        f"{found[code]} {word}{'' if found[code] == 1 else 's'}"
        for code, _, word in STATUSES
        if found.get(code)
    ]
    return "，".join(zh), ", ".join(en)


def _named(
    document: Row,
    passages: pd.DataFrame | None,
    repairs: pd.DataFrame | None,
    aliases: Sequence[Alias],
) -> dict[str, Named]:
    """Indicators a document names: the first clause each, a damaged one before a sound one."""
    if passages is None or not aliases:
        return {}
    own = passages[passages["doc_id"] == document["doc_id"]]
    marks = _uncertain_numbers(document, repairs)
    last_end = own["char_end"].max() if len(own) else 0
    found: dict[str, Named] = {}
    for passage in own.to_dict("records"):
        if passage["kind"] == "heading":
            continue
        is_cut = document["completeness"] == "truncated" and passage["char_end"] == last_end
        near = [
            m[2] for m in marks if passage["char_start"] <= m[0] and m[1] <= passage["char_end"]
        ]
        for indicator_id, named in _named_in(str(passage["text"]), aliases, near, is_cut):
            known = found.get(indicator_id)
            if known is None or (named.is_damaged and not known.is_damaged):
                found[indicator_id] = named
    return found


def _uncertain_numbers(document: Row, repairs: pd.DataFrame | None) -> list[tuple[int, int, str]]:
    """Raw spans and text of the marks that leave a number in doubt."""
    if repairs is None:
        return []
    own = repairs[(repairs["doc_id"] == document["doc_id"]) & (repairs["certainty"] == "uncertain")]
    return [
        (int(row["char_start"]), int(row["char_end"]), str(row["before"]))
        for row in own.to_dict("records")
        if NUMERIC.search(f"{row['before']}{'' if pd.isna(row['after']) else row['after']}")
    ]


def _named_in(
    text: str, aliases: Sequence[Alias], marks: Sequence[str], is_cut: bool
) -> list[tuple[str, Named]]:
    """Names in one passage. ``is_cut``: the document breaks off in this passage."""
    spelled = normalise(text)
    candidates = [alias for alias in aliases if alias.parts[0] in spelled]
    if not candidates:
        return []
    clauses = [normalise(clause) for clause in CLAUSE.split(text) if clause.strip()]
    breaks_off = is_cut and not SENTENCE_END.search(spelled)
    found = []
    for clause in clauses:
        for indicator_id, (_, end) in mentions(clause, candidates).items():
            tail = clause[max(0, end - 1) :]
            is_damaged = (
                bool(HIDDEN_NUMBER.search(tail))
                or any(normalise(mark) in tail[1:] for mark in marks)
                or (breaks_off and clause is clauses[-1] and not NUMERIC.search(tail[1:]))
            )
            found.append((indicator_id, Named(clause, is_damaged)))
    return found
