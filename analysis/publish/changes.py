"""What a new publication changes against the one in force: by statement, figure and document."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from analysis import tabular
from analysis.publish.content import STATEMENT_TABLES, Content

Row = Mapping[str, str]
# How much a change of these columns matters to someone who quoted the statement. A column of
# neither set (a section id, a rule's name) changes nothing that is published as a claim.
VALUE_COLUMNS = (
    "value", "value_high", "unit", "comparator", "per_value", "per_unit", "amount_cny",
    "amount_high_cny", "growth_pct", "basis", "target_year", "period", "baseline_value",
    "baseline_year",
)  # fmt: skip
STATUS_COLUMNS = ("status", "nature")
CODE_COLUMNS = ("indicator_id", "purpose_class", "level", "payer", "part_of")
EVIDENCE_COLUMNS = ("quote",)
DETAIL_COLUMNS = ("certainty", "reviewed")
KINDS = (
    ("value", "major", VALUE_COLUMNS),
    ("status", "major", STATUS_COLUMNS),
    ("evidence", "minor", EVIDENCE_COLUMNS),
    ("code", "minor", CODE_COLUMNS),
    ("detail", "note", DETAIL_COLUMNS),
)
SEVERITIES = ("major", "minor", "note")
STATEMENT_ID = re.compile(r"([a-z][a-z0-9_]*)-(\d+)([a-z]?)")
DIGITS = re.compile(r"\d+(?:\.\d+)?")
# A document's quality may move by rounding; less than this is no news.
QUALITY_STEP = 0.005


@dataclass(frozen=True)
class Change:
    """One difference. ``record`` is a statement_id, figure_id or doc_id."""

    kind: str
    severity: str
    record: str
    field: str = ""
    before: str = ""
    after: str = ""
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """The changes of one publication; ``stamp`` names its page and is unique and increasing."""

    stamp: str
    date: str
    version: str
    first: bool
    changes: tuple[Change, ...]
    counts: dict[str, int]

    @property
    def severity(self) -> str:
        """The gravest severity among the changes; ``none`` when there are none."""
        present = {change.severity for change in self.changes}
        return next((s for s in SEVERITIES if s in present), "none")

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Edition:
        content = json.loads(text)
        content["changes"] = tuple(Change(**change) for change in content["changes"])
        return cls(**content)


def compare(old: Path | None, content: Content, figures: Mapping[str, Path]) -> list[Change]:
    """Every difference between the site ``old`` and what is about to be published.

    ``figures``: the new CSV file of each figure. Without an old site there is nothing to compare.
    """
    if old is None:
        return []
    found: list[Change] = []
    moved: dict[str, str] = {}
    for table in STATEMENT_TABLES:
        before = _rows(old / "data" / f"{table}.csv", "statement_id")
        after = _new_rows(content, table, "statement_id")
        shifted = moved_statements(before, after)
        found.extend(compare_statements(before, after, shifted))
        moved |= shifted
    found.extend(_moves(moved))
    found.extend(
        _quality(
            _rows(old / "data" / "documents.csv", "doc_id"),
            _new_rows(content, "documents", "doc_id"),
        )
    )
    found.extend(_figures(old / "figures", figures, moved))
    rank = {severity: number for number, severity in enumerate(SEVERITIES)}
    return sorted(found, key=lambda c: (rank[c.severity], c.kind, c.record, c.field))


def _rows(path: Path, key: str) -> dict[str, Row]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return {row[key]: row for row in tabular.records(stream)}
    except (OSError, KeyError):
        return {}


def _new_rows(content: Content, table: str, key: str) -> dict[str, Row]:
    lines = io.StringIO(content.csv.get(table, ""), newline="")
    return {row[key]: row for row in tabular.records(lines)}


def moved_statements(before: Mapping[str, Row], after: Mapping[str, Row]) -> dict[str, str]:
    """Old id → new id of statements that stand elsewhere now, in the same words.

    An id tells where a number stands, so a sentence put in or taken out shifts every id behind
    it. Where words were repeated, they are paired in their order; in a second round numbers may
    differ, so that a changed value is told as such wherever it stands.
    """
    found: dict[str, str] = {}
    for same in (_words, _words_without_numbers):
        taken = set(found.values())
        stays = {
            key
            for key in (before.keys() & after.keys()) - found.keys() - taken
            if same(before[key]) == same(after[key])
        }
        gone: dict[tuple[str, ...], list[str]] = {}
        for key in sorted(before.keys() - found.keys() - stays, key=id_order):
            gone.setdefault(same(before[key]), []).append(key)
        for key in sorted(after.keys() - taken - stays, key=id_order):
            waiting = gone.get(same(after[key]))
            if waiting:
                found[waiting.pop(0)] = key
    return found


def _words(row: Row) -> tuple[str, ...]:
    within = _number(row.get("number_start", ""), 0.0) - _number(row.get("char_start", ""), 0.0)
    return row.get("doc_id", ""), row.get("quote", ""), str(within)


def _words_without_numbers(row: Row) -> tuple[str, ...]:
    return row.get("doc_id", ""), DIGITS.sub("#", row.get("quote", "")), row.get("status", "")


def id_order(statement_id: str) -> tuple[str, int, str]:
    """Sorting key of a statement's id: its document, then its place in the text."""
    found = STATEMENT_ID.fullmatch(statement_id)
    return (found[1], int(found[2]), found[3]) if found else (statement_id, 0, "")


def _moves(moved: Mapping[str, str]) -> Iterator[Change]:
    """One line a document: how many of its statements stand elsewhere, told as they are."""
    documents = Counter(id_order(key)[0] for key in moved)
    for doc_id, number in sorted(documents.items()):
        yield Change("moved", "note", doc_id, after=str(number))


def compare_statements(
    before: Mapping[str, Row], after: Mapping[str, Row], moved: Mapping[str, str] | None = None
) -> Iterator[Change]:
    """New, gone and altered statements; ``moved`` names those whose id alone is another."""
    shifted = dict(moved or {})
    taken = set(shifted.values())
    same = {key: key for key in (before.keys() & after.keys()) - shifted.keys() - taken} | shifted
    for key in sorted(after.keys() - set(same.values())):
        yield Change("new", "minor", key, after=_told(after[key]))
    for key in sorted(before.keys() - same.keys()):
        yield Change("gone", "major", key, before=_told(before[key]))
    for key, other in sorted(same.items(), key=lambda pair: pair[1]):
        yield from _altered(other, before[key], after[other], shifted)


def _altered(key: str, before: Row, after: Row, moved: Mapping[str, str]) -> Iterator[Change]:
    for kind, severity, columns in KINDS:
        for column in columns:
            old, new = before.get(column, ""), after.get(column, "")
            old = moved.get(old, old)  # `part_of` names a statement
            if old != new:
                yield Change(kind, severity, key, column, old, new, after.get("quote", "")[:120])


def _told(row: Row) -> str:
    return " ".join((row.get("quote") or "").split())[:160]


def _quality(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[Change]:
    for key in sorted(after.keys() - before.keys()):
        yield Change("new", "major", key, after=after[key].get("title_zh", ""))
    for key in sorted(before.keys() - after.keys()):
        yield Change("gone", "major", key, before=before[key].get("title_zh", ""))
    for key in sorted(before.keys() & after.keys()):
        old, new = before[key].get("quality", ""), after[key].get("quality", "")
        if abs(_number(old, 0.0) - _number(new, 0.0)) >= QUALITY_STEP:
            yield Change("quality", "minor", key, "quality", old, new)
        if before[key].get("sha256", "") != after[key].get("sha256", ""):
            yield Change(
                "evidence", "major", key, "sha256",
                before[key].get("sha256", "")[:16], after[key].get("sha256", "")[:16],
            )  # fmt: skip


def _figures(before: Path, after: Mapping[str, Path], moved: Mapping[str, str]) -> Iterator[Change]:
    old = {path.name: path for path in before.glob("*") if path.is_dir()}
    for key in sorted(after.keys() - old.keys()):
        yield Change("figure", "note", key, "", "", "new")
    for key in sorted(old.keys() - after.keys()):
        yield Change("figure", "minor", key, "", "gone", "")
    for key in sorted(after.keys() & old.keys()):
        files = sorted(old[key].glob("*.csv"))
        if files:
            yield from _moved(key, _cells(files[0], moved), _cells(after[key], {}))


def _cells(path: Path, moved: Mapping[str, str]) -> list[list[str]]:
    """The cells of a figure's data, each statement under the id it has now."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [list(row) for row in tabular.cells(stream)]
    if not moved:
        return rows
    return [
        [STATEMENT_ID.sub(lambda m: moved.get(m[0], m[0]), cell) for cell in row] for row in rows
    ]


def _moved(key: str, before: list[list[str]], after: list[list[str]]) -> Iterator[Change]:
    """How much a figure's data moved: cells changed, and the largest relative change."""
    if before == after:
        return
    if len(before) != len(after) or before[:1] != after[:1]:
        yield Change("figure", "minor", key, "rows", str(len(before) - 1), str(len(after) - 1))
        return
    pairs = [
        (old, new)
        for row, other in zip(before[1:], after[1:], strict=True)
        for old, new in zip(row, other, strict=False)
        if old != new
    ]
    largest = max((_relative(old, new) for old, new in pairs), default=0.0)
    note = f"{len(pairs)} cells" + (f", ≤ {largest:.1%}" if largest else "")
    old, new = max(pairs, key=lambda pair: _relative(*pair), default=("", ""))
    yield Change("figure", "major" if largest >= 0.05 else "minor", key, "data", old, new, note)


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise


def _relative(old: str, new: str) -> float:
    """|new − old| / |old|; 0 where either is no number, 1 where the old one was 0."""
    first, second = _number(old, float("nan")), _number(new, float("nan"))
    if first != first or second != second:
        return 0.0
    return abs(second - first) / abs(first) if first else float(second != 0)


def next_stamp(day: str, earlier: Iterable[str]) -> str:
    """``day``, or ``day-2`` … when something was published that day; never before the last one."""
    past = sorted(earlier, key=stamp_order)
    if not past or day > past[-1][:10]:
        return day
    last_day, number = stamp_order(past[-1])
    return f"{last_day}-{number + 1}"


def stamp_order(stamp: str) -> tuple[str, int]:
    """Sorting key of a stamp: its day, then its number on that day."""
    return stamp[:10], int(stamp[11:] or 1)


def read_editions(site: Path | None) -> list[Edition]:
    """The publications a site tells of, newest first; a damaged entry is left out."""
    found = []
    for path in (site / "changes").glob("*.json") if site else ():
        try:
            found.append(Edition.from_json(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError):
            continue
    return sorted(found, key=lambda edition: stamp_order(edition.stamp), reverse=True)


def summary(changes: Iterable[Change]) -> dict[str, int]:
    """Changes by kind, for headlines and logs."""
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.kind] = counts.get(change.kind, 0) + 1
    return dict(sorted(counts.items()))
