"""Who answers for what: the bodies named after each task and project, with their roles.

A role comes from the text: `牵头` and `会同` make a lead, `配合` and `参与` a member. In a list
that ends in `负责` the first body leads where the text says that the first does (`列第一位的为
牵头部门,下同`), and a body named alone leads its task; otherwise all are members, because an
order is no statement.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Literal

from analysis.statements.agency_names import UNRESOLVED, AgencyLexicon, places_of
from analysis.statements.duty_lists import DutyList, cell_voice, duty_lists, first_leads_from
from analysis.statements.marks import half_width
from analysis.statements.name_reader import Mention, NameReader
from analysis.statements.projects import table_project_spans
from analysis.text.spans import CleanText, Passage, Structure

__all__ = ["UNRESOLVED", "AgencyLexicon", "responsibilities"]

Role = Literal["lead", "member"]


def responsibilities(
    clean: CleanText, structure: Structure, lexicon: AgencyLexicon
) -> list[dict[str, Any]]:
    """Bodies with a duty, one dict a mention, in reading order.

    Keys: ``passage`` (index in ``structure.passages`` of the passage that names the body, None
    outside all), ``project`` (index in `projects.projects` of the table project it answers for,
    or None), ``agency_id`` (`UNRESOLVED` for a body no alias covers), ``role``, ``char_start``
    and ``char_end`` (raw). A list at the end of an item answers for the whole item: the
    section of its passage.
    """
    text = clean.text
    in_cells = _in_table_cells(structure, text, lexicon)
    seen = {mention.start for duty in in_cells for mention in duty.mentions}
    in_text = [d for d in duty_lists(text, lexicon) if d.mentions[0].start not in seen]
    lists = sorted([*in_cells, *in_text], key=lambda d: d.mentions[0].start)
    first_from = first_leads_from(text)
    spans = table_project_spans(structure)
    rows = []
    for duty in lists:
        passage = _passage_at(structure.passages, duty.mentions[0].start)
        project = _index_at(spans, duty.mentions[0].start)
        for mention, role in zip(duty.mentions, _roles(duty, first_from), strict=True):
            start, end = clean.raw_span(mention.start, mention.end)
            rows.append(
                {
                    "passage": passage,
                    "project": project,
                    "agency_id": mention.agency_id,
                    "role": role,
                    "char_start": start,
                    "char_end": end,
                }
            )
    return rows


def _in_table_cells(structure: Structure, text: str, lexicon: AgencyLexicon) -> list[DutyList]:
    """Lists in table columns headed 责任单位, 牵头单位, 配合单位 and the like."""
    text = half_width(text)
    reader = NameReader(text, lexicon, places_of(text))
    found = []
    for table in structure.tables:
        for header, row in ((h, r) for r in table.rows for h in enumerate(table.headers)):
            cell = row.values[header[0]] if header[0] < len(row.values) else None
            voice = cell_voice(header[1])
            if cell is None or voice is None:
                continue
            mentions = reader.list_before(cell.end, cell.start, enclosed=True)
            if mentions:
                found.append(DutyList(cell.start, cell.end, mentions, voice))
    return found


def _roles(duty: DutyList, first_from: int | None) -> list[Role]:
    """The role of each mention of one list."""
    bodies: tuple[Mention, ...] = duty.mentions
    if duty.voice == "lead":
        return ["lead"] * len(bodies)
    if duty.voice == "member":
        return ["member"] * len(bodies)
    says_first = duty.voice == "plain" and first_from is not None and duty.end >= first_from
    if len(bodies) == 1 or says_first:
        return [("member" if i else "lead") for i in range(len(bodies))]
    return ["member"] * len(bodies)


def _passage_at(passages: Sequence[Passage], position: int) -> int | None:
    """Index of the passage that holds ``position``."""
    at = bisect_right(passages, position, key=lambda p: p.start) - 1
    return at if at >= 0 and position < passages[at].end else None


def _index_at(spans: Sequence[tuple[int, int]], position: int) -> int | None:
    """Index of the span that holds ``position``."""
    return next((i for i, (start, end) in enumerate(spans) if start <= position < end), None)
