"""A statement in its text: what stands around it, and every repair on the way, marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from analysis.errors import InputError
from analysis.explore.data import Data
from analysis.figures.figure import is_missing
from analysis.publish.labels import Labels
from analysis.publish.markup import html, shown
from analysis.text.spans import CleanText, Repair

AROUND = 180
STOPS = "。！？；\n"
STATEMENT = """SELECT x.*, p.kind AS passage_kind, s.heading AS section, d.title_zh, d.title_en
FROM statements x JOIN documents d USING (doc_id)
LEFT JOIN passages p ON p.passage_id = x.passage_id
LEFT JOIN sections s ON s.section_id = x.section_id WHERE x.statement_id = ?"""


@dataclass(frozen=True)
class Piece:
    """A stretch of repaired text that is one thing throughout.

    ``before`` is what the raw text had where a repair changed it; ``kind`` is plain, repair or
    doubt (marked, not changed); ``hint`` says by which rule and how surely.
    """

    text: str
    in_quote: bool = False
    in_number: bool = False
    kind: str = "plain"
    before: str = ""
    hint: str = ""


def pieces(
    clean: CleanText, quote: tuple[int, int], number: tuple[int, int], labels: Labels
) -> list[Piece]:
    """The text around ``quote`` (raw span), cut wherever anything begins or ends."""
    low, high = clean.clean_span(*quote)
    inner = clean.clean_span(*number)
    start, end = _window(clean.text, low, high)
    changes = [
        (*clean.clean_span(one.start, one.end), one)
        for one in (*clean.repairs, *clean.marks)
        if one.before.strip() or one.after.strip()
    ]
    near = sorted(
        ((a, b, one) for a, b, one in changes if a <= end and b >= start),
        key=lambda change: (change[0], change[1]),
    )
    cuts = {start, end, low, high, *inner}
    cuts |= {p for a, b, _ in near for p in (a, b)}
    ordered = sorted(p for p in cuts if start <= p <= end)
    found: list[Piece] = []
    for at, following in zip(ordered, [*ordered[1:], end], strict=True):
        found += _points(near, at, labels)
        if following > at:
            covering = [(a, one) for a, b, one in near if a <= at and following <= b]
            found.append(_piece(clean.text[at:following], at, (low, high), inner, covering, labels))
    return found


def _piece(
    text: str,
    at: int,
    quote: tuple[int, int],
    number: tuple[int, int],
    covering: list[tuple[int, Repair]],
    labels: Labels,
) -> Piece:
    inside = quote[0] <= at < quote[1]
    numeral = number[0] <= at < number[1]
    if not covering:
        return Piece(shown(text), inside, numeral)
    begins, change = max(covering, key=lambda pair: pair[1].applied)
    kind = "repair" if change.applied else "doubt"
    before = shown(change.before) if change.applied and begins == at else ""
    return Piece(shown(text), inside, numeral, kind, before, _hint(change, labels))


def _points(near: list[tuple[int, int, Repair]], at: int, labels: Labels) -> Iterator[Piece]:
    """Repairs that left nothing: what they took away is shown where it stood."""
    for a, b, change in near:
        if a == b == at:
            yield Piece("", False, False, "repair", shown(change.before), _hint(change, labels))


def _hint(change: Repair, labels: Labels) -> str:
    suggestion = ""
    if not change.applied and change.after != change.before:
        suggestion = f" → {change.after}"
    return f"{labels.rule(change.rule)}{suggestion} · {labels.code('certainty', change.certainty)}"


def _window(text: str, low: int, high: int) -> tuple[int, int]:
    """About `AROUND` characters on each side, from sentence to sentence."""
    start, end = max(0, low - AROUND), min(len(text), high + AROUND)
    if start:
        first = next((i + 1 for i in range(start, low) if text[i] in STOPS), start)
        start = first
    if end < len(text):
        end = next((i + 1 for i in range(end - 1, high - 1, -1) if text[i] in STOPS), end)
    return start, end


@dataclass(frozen=True)
class Excerpt:
    """A statement in its text, ready to be shown."""

    statement_id: str
    title: str
    section: str
    reader: str
    gloss: str
    in_table: bool
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, data: Data, statement_id: str) -> Excerpt:
        """Raises InputError for an id that is not there."""
        found = data.query(STATEMENT, [statement_id])
        if found.empty:
            raise InputError(f"没有编号为“{statement_id}”的陈述 / no statement {statement_id!r}")
        row = found.iloc[0]
        lang = data.view.lang
        title = row["title_en"] if lang == "en" and row["title_en"] else row["title_zh"]
        page = data.project.site / "sources" / f"{row['doc_id']}.html"
        spans = pieces(
            data.text(str(row["doc_id"])),
            (int(row["char_start"]), int(row["char_end"])),
            (int(row["number_start"]), int(row["number_end"])),
            Labels(lang),
        )
        inside = page.is_relative_to(data.project.root)
        place = page.relative_to(data.project.root).as_posix() if inside else ""
        return cls(
            statement_id,
            str(title),
            str(row["section"] or ""),
            f"{place}#{statement_id}" if place and page.is_file() else "",
            str(row["gloss_en"]) if lang == "en" and not is_missing(row["gloss_en"]) else "",
            row["passage_kind"] == "table_row",
            tuple(spans),
        )

    def message(self) -> dict[str, Any]:
        """For the linked view: plain values only, set as text there."""
        return asdict(self)

    def _repr_html_(self) -> str:
        body = "".join(_html(piece) for piece in self.pieces)
        return (
            f"<h4>{html(self.title)} · {html(self.section)}</h4>"
            f"{f'<p><i>{html(self.gloss)}</i></p>' if self.gloss else ''}"
            f'<p style="line-height:1.8;max-width:42em;white-space:pre-wrap">{body}</p>'
        )


def _html(piece: Piece) -> str:
    text = str(html(piece.text))
    if piece.kind == "doubt":
        text = f'<span title="{html(piece.hint)}" style="border-bottom:2px dotted">{text}</span>'
    if piece.kind == "repair":
        text = f"<del>{html(piece.before)}</del><ins>{text}</ins>"
        text = f'<span title="{html(piece.hint)}">{text}</span>'
    if piece.in_number:
        text = f"<b>{text}</b>"
    return f"<mark>{text}</mark>" if piece.in_quote else text
