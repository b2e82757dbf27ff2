"""Readings become table rows: identifiers, raw offsets, references between rows.

``statement_id`` is ``<doc_id>-<number_start>``, with a letter from b on where one number
serves two rows: a new find never renumbers an old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.text.spans import CleanText, Passage, Repair, Section, Structure

Row = dict[str, Any]
LETTERS = "bcdefghijklmnopqrstuvwxyz"
# What a reading by a person records of a statement, and so what the rules are measured on.
RULE_ROW = ("statement_id", "doc_id", "number_start", "number_end", "quote", "status")
RULE_TARGET = (
    "value",
    "value_high",
    "unit",
    "comparator",
    "per_value",
    "baseline_value",
    "baseline_year",
    "target_year",
    "target_year_basis",
    "nature",
)
RULE_FUNDING = ("amount_cny", "amount_high_cny", "basis", "growth_pct")


def unique_ids(stems: Iterable[str]) -> list[str]:
    """Stems made unique in order: the first keeps its stem, the next get b, c, …"""
    seen: dict[str, int] = {}
    result = []
    for stem in stems:
        count = seen.get(stem, 0)
        seen[stem] = count + 1
        result.append(stem if count == 0 else f"{stem}{_letters(count)}")
    return result


def _letters(count: int) -> str:
    """1 → b, 2 → c, …; past z by repeating: zb, zc, …"""
    return "z" * ((count - 1) // len(LETTERS)) + LETTERS[(count - 1) % len(LETTERS)]


def section_ids(doc_id: str, clean: CleanText, structure: Structure) -> list[str]:
    """``<doc_id>-s<raw start>`` of every section."""
    return unique_ids(f"{doc_id}-s{clean.raw_start(s.start)}" for s in structure.sections)


def passage_ids(doc_id: str, clean: CleanText, structure: Structure) -> list[str]:
    """``<doc_id>-p<raw start>`` of every passage."""
    return unique_ids(f"{doc_id}-p{clean.raw_start(p.start)}" for p in structure.passages)


def ids_at(
    doc_id: str,
    clean: CleanText,
    letter: str,
    places: Sequence[Passage] | Sequence[Section],
    wanted: Iterable[int | None],
) -> dict[int, str]:
    """The ids of the ``wanted`` places alone: as `passage_ids` (``letter`` p) or `section_ids`
    (s) give them, for of thousands of passages few state anything.

    Places come in order, so that those which share a raw start are neighbours.
    """
    ids: dict[int, str] = {}
    for index in {index for index in wanted if index is not None}:
        start = clean.raw_start(places[index].start)
        first = index
        while first and clean.raw_start(places[first - 1].start) == start:
            first -= 1
        ids[index] = f"{doc_id}-{letter}{start}{_letters(index - first) if first < index else ''}"
    return ids


def section_rows(doc_id: str, clean: CleanText, structure: Structure) -> list[Row]:
    """Rows of `sections`."""
    spans = [clean.raw_span(s.start, s.end) for s in structure.sections]
    ids = section_ids(doc_id, clean, structure)
    return [
        {
            "section_id": ids[i],
            "doc_id": doc_id,
            "parent_id": None if section.parent is None else ids[section.parent],
            "depth": section.depth,
            "label": section.label or None,
            "heading": section.heading or None,
            "part": section.part,
            "char_start": spans[i][0],
            "char_end": spans[i][1],
        }
        for i, section in enumerate(structure.sections)
    ]


def passage_rows(
    doc_id: str, clean: CleanText, structure: Structure, sections: Sequence[Row]
) -> list[Row]:
    """Rows of `passages`."""
    spans = [clean.raw_span(p.start, p.end) for p in structure.passages]
    ids = passage_ids(doc_id, clean, structure)
    return [
        {
            "passage_id": ids[i],
            "doc_id": doc_id,
            "section_id": sections[passage.section]["section_id"],
            "kind": passage.kind,
            "char_start": spans[i][0],
            "char_end": spans[i][1],
            "text": passage.text,
        }
        for i, passage in enumerate(structure.passages)
    ]


def repair_rows(doc_id: str, clean: CleanText) -> list[Row]:
    """Rows of `repairs`, the applied ones and the marks."""
    repairs = sorted((*clean.repairs, *clean.marks), key=lambda r: (r.start, r.end, r.rule))
    ids = unique_ids(f"{doc_id}-r{repair.start}" for repair in repairs)
    return [_repair_row(doc_id, ids[i], repair) for i, repair in enumerate(repairs)]


def _repair_row(doc_id: str, repair_id: str, repair: Repair) -> Row:
    return {
        "repair_id": repair_id,
        "doc_id": doc_id,
        "char_start": repair.start,
        "char_end": repair.end,
        "before": repair.before or None,
        "after": repair.after or None,
        "rule": repair.rule,
        "certainty": repair.certainty,
    }


def statement_rows(
    doc_id: str,
    region_id: str | None,
    targets: Sequence[Mapping[str, Any]],
    funding: Sequence[Mapping[str, Any]],
    passages: Mapping[int, str],
    sections: Mapping[int, str],
) -> tuple[list[Row], list[Row]]:
    """Rows of `targets` and `funding`; one run of ids over both, so none is ever shared.

    ``passages`` and ``sections`` are the ids of those that the rows name, by index.
    """
    marked = [("targets", row) for row in targets] + [("funding", row) for row in funding]
    marked.sort(key=lambda item: (item[1]["number_start"], item[0] != "targets"))
    ids = unique_ids(f"{doc_id}-{row['number_start']}" for _, row in marked)
    tables: dict[str, list[Row]] = {"targets": [], "funding": []}
    for statement_id, (table, found) in zip(ids, marked, strict=True):
        row = dict(found)
        passage, section = row.pop("passage", None), row.pop("section", None)
        row |= {
            "statement_id": statement_id,
            "doc_id": doc_id,
            "region_id": region_id,
            "passage_id": None if passage is None else passages[passage],
            "section_id": None if section is None else sections[section],
            "reviewed": False,
        }
        tables[table].append(row)
    _name_totals(tables["funding"])
    return tables["targets"], tables["funding"]


def _name_totals(funding: list[Row]) -> None:
    """``part_of`` comes as the raw start of the total's number; it leaves as its id."""
    by_start = {row["number_start"]: row["statement_id"] for row in reversed(funding)}
    for row in funding:
        if row.get("part_of") is not None:
            row["part_of"] = by_start.get(row["part_of"])


def rule_rows(targets: Iterable[Row], funding: Iterable[Row]) -> list[Row]:
    """Rows of `rule_readings`: what the rules read before any decision, for measuring them."""
    fields = {"targets": RULE_TARGET, "funding": RULE_FUNDING}
    return [
        {"table": table} | {name: row.get(name) for name in (*RULE_ROW, *fields[table])}
        for table, rows in (("targets", targets), ("funding", funding))
        for row in rows
    ]


def numeral_rows(
    doc_id: str, numerals: Iterable[Mapping[str, Any]], *tables: Iterable[Row]
) -> list[Row]:
    """Rows of the ledger, each statement's number tied to its first statement."""
    owners: dict[int, tuple[int, str, str]] = {}
    for name, table in zip(("target", "funding"), tables, strict=True):
        for row in table:
            start, end = int(row["number_start"]), int(row["number_end"])
            for at in range(start, end):
                owners.setdefault(at, (start, name, row["statement_id"]))
    result = []
    ordered = sorted(numerals, key=lambda item: int(item["char_start"]))
    for numeral in ordered:
        owner = owners.get(int(numeral["char_start"])) or owners.get(int(numeral["char_end"]) - 1)
        if owner is None and numeral.get("serves") is not None:
            owner = owners.get(int(numeral["serves"]))  # a baseline, or the 5 of 每5所
        row = {name: numeral[name] for name in ("char_start", "char_end", "text", "class")}
        row |= {"doc_id": doc_id, "statement_id": None}
        row["numeral_id"] = f"{doc_id}-n{numeral['char_start']}"
        # A page mark may stand inside the words of a rule; it stays a page mark.
        if owner and row["class"] != "page_number":
            row["class"], row["statement_id"] = owner[1], owner[2]
        elif row["class"] in ("target", "funding"):
            row["class"] = "other"
        result.append(row)
    return result
