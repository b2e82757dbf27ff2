"""The section tree: parts of a document, and the numbered headings and items in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from analysis.text.segment import markers
from analysis.text.segment.parts import Part
from analysis.text.spans import Section, is_inside

_HEADING_LIMIT = 60
# A first character of its own, what stands in front looked at afterwards: a fast search.
_STOP = re.compile(
    r"[。！？!?\n \u3000\xa0](?:(?<=[。！？!?\n])"
    r"|(?<=[\u4e00-\u9fff”》）)\d][ \u3000\xa0])[ \u3000\xa0]*(?=[\u4e00-\u9fff“《(（*\d]))"
)
_TITLE_COLON = re.compile(r"[^，,。；;：:\d\n]{2,25}[：:]")
_COMMA = re.compile(r"[，,]")


class Opening(NamedTuple):
    """Where a section's heading stands: ``[start, stop)`` with its numbering and closing sign."""

    section: int
    start: int
    stop: int
    alone: bool
    kind: str


def build(
    text: str, parts: list[Part], skip: list[tuple[int, int]]
) -> tuple[list[Section], list[Opening]]:
    """Sections in reading order and their headings; markers inside ``skip`` (tables) are cells."""
    found: list[_Node] = []
    openings: list[Opening] = []
    marks = [m for m in markers.find(text) if not is_inside(skip, m.start)]
    at = 0
    for part in parts:
        root = len(found)
        found.append(_Node(None, 0, "", part.title, part, part.start))
        stack: list[tuple[int, int]] = [(-1, root)]
        while at < len(marks) and marks[at].start < part.end:
            mark = marks[at]
            at += 1
            if mark.start < part.start or part.name == "navigation":
                continue
            while stack[-1][0] >= mark.rank:
                found[stack.pop()[1]].end = mark.start
            limit = marks[at].start if at < len(marks) else part.end
            opening = _opening(text, mark, min(limit, part.end), len(found))
            heading = text[mark.end : opening.stop].strip(" \u3000\xa0\n。！？；;：:!?")
            if len(heading) > _HEADING_LIMIT:
                heading = _COMMA.split(heading, maxsplit=1)[0][:_HEADING_LIMIT]
            found.append(_Node(stack[-1][1], len(stack), mark.label, heading, part, mark.start))
            stack.append((mark.rank, len(found) - 1))
            openings.append(opening)
        for _, index in stack:
            found[index].end = part.end
    return [node.section(index) for index, node in enumerate(found)], openings


@dataclass(slots=True)
class _Node:
    parent: int | None
    depth: int
    label: str
    heading: str
    part: Part
    start: int
    end: int = 0

    def section(self, index: int) -> Section:
        return Section(
            index, self.parent, self.depth, self.label, self.heading, self.part.name,
            self.start, self.end,
        )  # fmt: skip


def _opening(text: str, mark: markers.Marker, limit: int, section: int) -> Opening:
    """The heading runs to the first closing sign, line end, or space between paragraphs."""
    if colon := _TITLE_COLON.match(text, mark.end, limit):
        return Opening(section, mark.start, colon.end(), False, mark.kind)
    stop = _STOP.search(text, mark.end, limit)
    end = limit if stop is None else stop.start() if stop.group().isspace() else stop.end()
    alone = stop is None or stop.group().isspace()
    return Opening(section, mark.start, end, alone, mark.kind)
