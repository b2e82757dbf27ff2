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
    r"(?:印发|公布|征求)《([^《》\n]{4,80})》"
    r"|《([^《》\n]{4,80})》(?=(?:已经?|经|业经)[^。\n]{0,40}(?:同意|通过|批准|印发|审议))"
)
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,10}[〔\[［(（【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*\d{1,4}\s*号"
)
_DATE = re.compile(r"((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_SIGNED_LABEL = re.compile(r"(?:成文|印发|发文|生成)(?:时间|日期)\s*[:：]?\s*")
_PUBLISHED_LABEL = re.compile(r"(?:发布|公开)(?:时间|日期)\s*[:：]?\s*")
_CHINESE_DATE = re.compile(
    r"([一二][〇零九][〇零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_CHINESE_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九十")} | {"零": 0}
_SPAN = re.compile(
    r"((?:19|20)\d{2})(?:\s*年|\.\d{1,2}(?=[-—]))?\s*[-—–－~～至到]+\s*((?:19|20)\d{2})"
)
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
_SPACES = re.compile(r"[\s\u3000]+")
_SITE = re.compile(r"\s*[-_|—]+\s*[^-_|—]{2,40}(?:网|政府|门户|平台|公开|局|中心)\s*$")
_FILE = re.compile(r"\.(?:docx?|pdf|wps|txt|html?)\b.*$", re.IGNORECASE)
_NOTICE = re.compile(
    r"^.{0,60}?关于(?:印发|发布|公布|做好)|^[^《]{0,60}(?:印发|征求)《|的通知$|意见的?(?:公告|公示|通知)$"
)
_ADDED = re.compile(  # stands under a title and belongs to it
    r"[（(](?:(?:19|20)\d\d年?[-—–－~～至到]+(?:19|20)\d\d年?|征求意见稿|草案|送审稿|试行)[）)]"
)
_ISSUED_BY = re.compile(
    r"(?:发文机关|制定机关|发布机构|公开主体|来源)[:：](.+?)(?=发布|浏览|点击|阅读|日期|时间|\d|$)"
)
_OTHERS = ("局", "委", "办", "厅", "会", "部")  # bodies that sign together with one that is known
_CLOSED = "。！？!?；;”’」』）)》】…"
_PREFIX = re.compile(r"^(?:关于(?:印发|发布|公布)?|[一二三四五六七八九十]+、|附件\d*[:：]?)\s*")


@dataclass(frozen=True)
class Knowledge:
    """Curated word lists the guesses rest on."""

    gazetteer: Gazetteer
    kinds: tuple[tuple[str, str], ...]
    issuers: tuple[str, ...]
    schools: tuple[str, ...]
    periods: tuple[tuple[str, int, int], ...]

    @classmethod
    def from_rows(
        cls, places: Rows, kinds: Rows, issuers: Rows, periods: Rows, aliases: Rows
    ) -> Knowledge:
        """From the rows of `places`, `document_kinds`, `issuer_endings`, `plan_periods` and
        `place_aliases`."""
        endings: dict[str, list[str]] = {"organ": [], "school": []}
        for row in issuers:
            endings[row["body"]].append(row["ending"])
        ordered = sorted(kinds, key=lambda r: (int(r["rank"]), -len(r["term"])))
        return cls(
            Gazetteer.from_rows(places, aliases),
            tuple((row["term"], row["kind"]) for row in ordered),
            tuple(endings["organ"]),
            tuple(endings["school"]),
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
            "issued_on": issued_on(content, text, known),
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
    lines = [a + b if _ADDED.fullmatch(b) else a for a, b in pairwise([*lines, ""])]
    joined = [a + b for a, b in pairwise(lines) if 0 < len(a) < 40 and not _signs(b, known)]
    named = _FILE.sub("", _SITE.sub("", content.facts.get("title", "")).strip())
    quoted = [_SPACES.sub("", m.group(1) or m.group(2)) for m in _QUOTED.finditer(head)]
    ranked: list[str] = []
    for line in (named, *lines, *quoted, *joined):
        candidate = _FILE.sub("", _PREFIX.sub("", _bare(line)))
        if _is_title(candidate, known) and candidate not in ranked:
            ranked.append(candidate)
    # A notice names the plan it brings; the plan's own name is the title.
    named_in = known.gazetteer.named_in
    return sorted(ranked, key=lambda t: (bool(_NOTICE.search(t)), "教育" not in t, not named_in(t)))


def _bare(line: str) -> str:
    """Without the book marks around the whole of it; those around a part stay."""
    line = line.strip()
    whole = line.startswith("《") and line.endswith("》") and "》" not in line[:-1]
    return line[1:-1] if whole else line


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
    """The bodies that sign: lines of their own that begin with a place and end like a body.

    Looked for in the first and the last stretch; those above a date win. A school signs only
    there: elsewhere its name is one of a list. Otherwise the page's own word is taken.
    """
    lines = (text[:HEAD] + "\n" + text[-TAIL:]).split("\n")
    found: list[tuple[bool, str]] = []
    bodies: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        bodies = [*bodies, *_bodies(line, known, known.issuers)]
        dated = _is_dated(following)
        if dated and not bodies:
            bodies = _bodies(line, known, known.schools)
        if bodies and (dated or not _signs(following, known)):
            found.append((dated, "、".join(bodies)))
            bodies = []
    signed = [line for dated, line in found if dated]
    if signed or found:
        return signed[0] if signed else found[0][1]
    return next(filter(None, (_issued_by(line, known) for line in lines)), None)


def _is_dated(line: str) -> bool:
    bare = _SPACES.sub("", line)
    return bool(_DATE.match(bare) or _CHINESE_DATE.match(bare))


def _issued_by(line: str, known: Knowledge) -> str | None:
    """The body of a line that says where the text is from: 来源：淳安县教育局."""
    match = _ISSUED_BY.search(_SPACES.sub("", line))
    bodies = _bodies(match.group(1), known, known.issuers) if match else []
    return bodies[0] if bodies else None


def _bodies(line: str, known: Knowledge, endings: tuple[str, ...]) -> list[str]:
    """The bodies that make up a line, one or several; none where it says anything else."""
    for parts in (line.split(), [_SPACES.sub("", line)]):
        others = all(part.endswith((*endings, *_OTHERS)) for part in parts[1:])
        if parts and others and _is_body(parts[0], known, endings):
            return parts
    return []


def _signs(line: str, known: Knowledge) -> bool:
    return bool(_bodies(line, known, known.issuers))


def _is_body(words: str, known: Knowledge, endings: tuple[str, ...]) -> bool:
    named = known.gazetteer.begins_with(words, 4)
    return 4 <= len(words) <= 30 and words.endswith(endings) and named


def issued_on(content: Content, text: str, known: Knowledge) -> str | None:
    """The date of issue: the one of signing, by its label or under the name of the body that
    signs; that of the page; one alone on a line; the one on which the page was published."""
    if signed := _labelled(_SIGNED_LABEL, text):
        return signed
    alone: list[tuple[bool, str]] = []
    for stretch in (text[:HEAD], text[-TAIL:]):
        above = ""
        for line in stretch.split("\n"):
            bare = _SPACES.sub("", line).strip("()（）").removesuffix("印发")
            is_date = _DATE.fullmatch(bare) or _CHINESE_DATE.fullmatch(bare)
            if is_date and (found := _first_date(bare)):
                alone.append((_signs(above, known), found))
            above = line
    under_a_name = next((day for signed_above, day in alone if signed_above), None)
    published = _first_date(content.facts.get("published", ""))
    elsewhere = next((day for _, day in alone), None)
    return under_a_name or published or elsewhere or _labelled(_PUBLISHED_LABEL, text)


def _labelled(labels: re.Pattern[str], text: str) -> str | None:
    for stretch in (text[:HEAD], text[-TAIL:]):
        for label in labels.finditer(stretch):
            if found := _first_date(stretch[label.end() : label.end() + 20]):
                return found
    return None


def _first_date(text: str) -> str | None:
    dates = [[int(part) for part in match.groups()] for match in _DATE.finditer(text)]
    dates += [[_number(part) for part in match.groups()] for match in _CHINESE_DATE.finditer(text)]
    for parts in dates:
        try:
            return date(*parts).isoformat()
        except ValueError:
            continue
    return None


def _number(words: str) -> int:
    """二〇二三 → 2023, 十八 → 18, 二十一 → 21."""
    tens, ten, ones = words.partition("十")
    if ten:
        return 10 * _CHINESE_DIGITS.get(tens, 1) + _CHINESE_DIGITS.get(ones, 0)
    return int("".join(str(_CHINESE_DIGITS[char]) for char in words))


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
        # The last one of a title: 2022年工作总结和2023年工作打算.
        years = _YEAR.findall(stretch)
        if kind == "work_points" and years:
            year = int(years[-1] if stretch is title else years[0])
            return year, year
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
