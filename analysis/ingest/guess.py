"""What a new document says about itself: title, kind, issuer, number, dates, period.

Every guess is a proposal that the sidecar marks as guessed; what is given by hand wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from analysis.ingest.content import Content
from analysis.ingest.places import Gazetteer, RegionGuess

Rows = Iterable[Mapping[str, str]]
HEAD, TAIL = 3000, 1500
LONGEST_TITLE = 80
# A name in brackets is the document's own only where it is the thing that is issued.
_QUOTED = re.compile(
    r"(?:印发|公布)《([^《》\n]{4,80})》"
    r"|《([^《》\n]{4,80})》(?=(?:已经?|经|业经)[^。\n]{0,40}(?:同意|通过|批准|印发|审议))"
)
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,10}[〔\[［(（【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*\d{1,4}\s*号"
)
_DATE = re.compile(r"((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_SIGNED_LABEL = re.compile(r"(?:成文|印发|发文|生成)(?:时间|日期)\s*[:：]?\s*")
_PUBLISHED_LABEL = re.compile(r"(?:发布|公开)(?:时间|日期)\s*[:：]?\s*")
_SPAN = re.compile(r"((?:19|20)\d{2})\s*年?\s*[-—–－~～至到]+\s*((?:19|20)\d{2})")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
_SPACES = re.compile(r"[\s\u3000]+")
_SITE = re.compile(r"\s*[-_|—]+\s*[^-_|—]{2,40}(?:网|政府|门户|平台|公开|局|中心)\s*$")
_FILE = re.compile(r"\.(?:docx?|pdf|wps|txt|html?)\b.*$", re.IGNORECASE)
_NOTICE = re.compile(r"^.{0,60}?关于(?:印发|发布|公布|做好)|的通知$")
_CLOSED = "。！？!?；;”’」』）)》】…"
_PREFIX = re.compile(r"^(?:关于(?:印发|发布|公布)?|[一二三四五六七八九十]+、|附件\d*[:：]?)\s*")


@dataclass(frozen=True)
class Knowledge:
    """Curated word lists the guesses rest on."""

    gazetteer: Gazetteer
    kinds: tuple[tuple[str, str], ...]
    issuers: tuple[str, ...]
    periods: tuple[tuple[str, int, int], ...]

    @classmethod
    def from_rows(cls, places: Rows, kinds: Rows, issuers: Rows, periods: Rows) -> Knowledge:
        """From the rows of `places`, `document_kinds`, `issuer_endings` and `plan_periods`."""
        ordered = sorted(kinds, key=lambda r: (int(r["rank"]), -len(r["term"])))
        return cls(
            Gazetteer.from_rows(places),
            tuple((row["term"], row["kind"]) for row in ordered),
            tuple(sorted((row["ending"] for row in issuers), key=len, reverse=True)),
            tuple((r["term"], int(r["period_start"]), int(r["period_end"])) for r in periods),
        )


@dataclass(frozen=True)
class Guess:
    """Fields for a sidecar (None where nothing was found) and the region proposed."""

    fields: Mapping[str, str | int | None]
    region: RegionGuess


def guess(content: Content, text: str, known: Knowledge, title: str | None = None) -> Guess:
    """All guesses on one document; ``text`` is its repaired text, ``title`` one given by hand."""
    chosen = title or next(iter(_titles(content, text, known)), None)
    issuer = issuer_of(text, known)
    kind = kind_of(chosen or "", known)
    if kind == "plan" and kind_of(text[:HEAD], known, only="draft_plan") != "other":
        kind = "draft_plan"
    start, end = period_of(chosen or "", text[:HEAD], kind, known)
    region = known.gazetteer.guess(chosen or "", issuer or "", text, start)
    number = _NUMBER.search(text[:HEAD])
    return Guess(
        {
            "title_zh": chosen,
            "kind": kind,
            "issuer": issuer,
            "document_number": _SPACES.sub("", number.group()) if number else None,
            "issued_on": issued_on(content, text),
            "period_start": start,
            "period_end": end,
            "completeness": _completeness(kind, text),
            "source_name": content.facts.get("site") or content.facts.get("source"),
            "source_url": content.facts.get("url"),
        },
        region,
    )


def _titles(content: Content, text: str, known: Knowledge) -> Iterable[str]:
    """Likely titles, best first: a heading line, the page's own word, a name in brackets."""
    head = text[:HEAD]
    lines = [_SPACES.sub("", line) for line in head.split("\n")]
    joined = [a + b for a, b in pairwise(lines) if a and len(a) < 40]
    named = _FILE.sub("", _SITE.sub("", content.facts.get("title", "")).strip())
    quoted = [_SPACES.sub("", m.group(1) or m.group(2)) for m in _QUOTED.finditer(head)]
    ranked: list[str] = []
    for line in (named, *lines, *quoted, *joined):
        candidate = _FILE.sub("", _PREFIX.sub("", line.strip("《》 ")))
        if _is_title(candidate, known) and candidate not in ranked:
            ranked.append(candidate)
    # A notice names the plan it brings; the plan's own name is the title.
    return sorted(ranked, key=lambda t: (bool(_NOTICE.search(t)), "教育" not in t))


def _is_title(line: str, known: Knowledge) -> bool:
    if not 6 <= len(line) <= LONGEST_TITLE or line.endswith(("。", "；", "，", ":", "：")):
        return False
    if any(mark in line for mark in "。；，") or not any(term in line for term, _ in known.kinds):
        return False
    return bool(known.gazetteer.named_in(line)) or "教育" in line


def kind_of(title: str, known: Knowledge, only: str | None = None) -> str:
    """The kind of document by the words of its title; ``other`` when none tells.

    ``only`` asks for the words of one kind.
    """
    kinds = (item for item in known.kinds if only is None or item[1] == only)
    return next((kind for term, kind in kinds if term in title), "other")


def issuer_of(text: str, known: Knowledge) -> str | None:
    """The body that signs: a line of its own that begins with a place and ends like a body.

    Looked for in the first and the last stretch; the line above a date wins.
    """
    lines = [_SPACES.sub("", line) for line in (text[:HEAD] + "\n" + text[-TAIL:]).split("\n")]
    found: list[tuple[bool, str]] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if 4 <= len(line) <= 30 and line.endswith(known.issuers) and _begins(line, known):
            found.append((bool(_DATE.match(following)), line))
    signed = [line for dated, line in found if dated]
    return signed[0] if signed else (found[0][1] if found else None)


def _begins(line: str, known: Knowledge) -> bool:
    names = known.gazetteer.named_in(line[:20])
    return bool(names) and 0 <= line.find(names[0]) <= 4


def issued_on(content: Content, text: str) -> str | None:
    """The date of issue: the page's own, the one of signing, one alone on a line, or the one on
    which the page was published."""
    published = _first_date(content.facts.get("published", ""))
    if published:
        return published
    if signed := _labelled(_SIGNED_LABEL, text):
        return signed
    for stretch in (text[:HEAD], text[-TAIL:]):
        for line in stretch.split("\n"):
            bare = _SPACES.sub("", line).strip("()（）")
            if (match := _DATE.fullmatch(bare)) and (found := _first_date(match.group())):
                return found
    return _labelled(_PUBLISHED_LABEL, text)


def _labelled(labels: re.Pattern[str], text: str) -> str | None:
    for stretch in (text[:HEAD], text[-TAIL:]):
        for label in labels.finditer(stretch):
            if found := _first_date(stretch[label.end() : label.end() + 20]):
                return found
    return None


def _first_date(text: str) -> str | None:
    for match in _DATE.finditer(text):
        try:
            return date(*(int(part) for part in match.groups())).isoformat()
        except ValueError:
            continue
    return None


def period_of(title: str, head: str, kind: str, known: Knowledge) -> tuple[int | None, int | None]:
    """First and last year: years or a five-year plan in the title, else in the head."""
    for stretch in (title, head):
        if span := _SPAN.search(stretch):
            start, end = int(span.group(1)), int(span.group(2))
            if 0 <= end - start <= 30:
                return start, end
        named: Sequence[tuple[int, int]] = [
            (start, end) for term, start, end in known.periods if term in stretch
        ]
        if kind != "work_points" and stretch is title and named:
            return named[-1]
        year = _YEAR.search(stretch)
        if kind == "work_points" and year:
            return int(year.group(1)), int(year.group(1))
        if kind == "long_term_plan" and "2035" in stretch:
            return None, 2035
    return None, None


def _completeness(kind: str, text: str) -> str:
    if kind == "interpretation":
        return "summary"
    last = text.rstrip().rsplit("\n", 1)[-1]
    # A short last line is a signature, a date or a menu; prose that stops in a word is not.
    cut = len(last) >= 15 and last[-1] not in _CLOSED and not _DATE.search(last[-20:])
    return "truncated" if cut else "full"
