"""The parts of a document: announcement, body, annex, participation report, page chrome."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.text.segment import markers
from analysis.text.spans import CleanText, SectionPart

_HEAD = 3000  # an announcement stands within the first characters
_LINE = re.compile(r"[^\n]+")
_CUE = re.compile(
    r"印发给你们|公开征求意见|征求(?:社会|公众)?意见|现予(?:公布|发布|印发)|公示期|关于印发|现将《|予以公示"
)
_CONTACT = re.compile(
    r"^\s*(?:联系(?:人|电话|方式)|电话|传真|邮箱|电子邮[箱件]|(?:通信|通讯|联系)?地址|邮编)\s*[:：]"
)
_DATE = re.compile(
    r"(?:\A|(?<=[\s\n]))(?:\d{4}|[二〇零○一九][〇零○一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,3}月"
    r"[\d一二三四五六七八九十]{1,3}日(?=\s|\Z)"
)
_PARTICIPATION = re.compile(
    r"(?:公众参与(?:情况)?(?:的)?(?:报告|说明)|(?:意见|建议)(?:建议)?(?:征集|采纳|征求)情况(?:的)?(?:报告|说明|反馈)?)[)）]?\s*$"
)
_ANNEX = re.compile(
    r"^\s*附\s?[件录表](?:\s?[\d一二三四五六七八九十]{1,3})?\s*(?:[:：]|$|\s)"
    r"|(?:解读|背景介绍|编制说明|起草说明)\s*$"
)
_TITLE_LIMIT = 60
_STUB = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch ``[start, end)`` of the clean text that plays one role."""

    name: SectionPart
    start: int
    end: int
    title: str = ""


def divide(clean: CleanText) -> list[Part]:
    """Parts in reading order that together cover the text."""
    text = clean.text
    chrome = _chrome(clean)
    start = _leading(text, chrome)
    end = _trailing(text, chrome, start)
    found: list[Part] = []
    if start:
        found.append(Part("navigation", 0, start))
    cut = _announcement_end(text, start, end)
    if cut > start:
        found.append(Part("announcement", start, cut))
    found += _after_announcement(text, cut, end)
    if end < len(text):
        found.append(Part("navigation", end, len(text)))
    return found or [Part("body", 0, len(text))]


def _chrome(clean: CleanText) -> list[tuple[int, int]]:
    spans = (clean.clean_span(m.start, m.end) for m in clean.marks if m.rule == "chrome")
    return [(start, end) for start, end in spans if start < end]


def _leading(text: str, chrome: list[tuple[int, int]]) -> int:
    """End of the chrome in front: up to the last chrome line that no full sentence precedes."""
    end = 0
    for start, stop in chrome:
        if "。" in text[end:start] or start - end > 400:
            break
        end = _line_end(text, stop)
    if not end and (line := _LINE.search(text)):
        follows = text[line.end() : line.end() + 2]
        if len(line.group().strip()) <= _STUB and follows and next(markers.find(text), None):
            end = _line_end(text, line.end())
    return end


def _line_end(text: str, stop: int) -> int:
    return stop + 1 if text[stop : stop + 1] == "\n" else stop


def _trailing(text: str, chrome: list[tuple[int, int]], floor: int) -> int:
    """Start of the chrome behind: from the first chrome line after which none is a sentence."""
    begin = len(text)
    for start, stop in reversed(chrome):
        if start < floor or "。" in text[stop:begin] or begin - stop > 400:
            break
        begin = start
    return begin


def _announcement_end(text: str, start: int, end: int) -> int:
    """End of the notice in front of a plan: behind its date or its contact lines."""
    first = next((m.start for m in markers.find(text[: start + _HEAD]) if m.start >= start), end)
    stop = min(first, start + _HEAD, end)
    cue = _CUE.search(text, start, stop)
    if cue is None:
        return start
    date = _DATE.search(text, cue.end(), stop)
    contact = 0
    for line in _LINE.finditer(text, cue.end(), stop):
        if _CONTACT.search(line.group()):
            contact = line.end()
    if date is None and not contact:
        return start
    return _line_end(text, max(date.end() if date else 0, contact))


def _after_announcement(text: str, start: int, end: int) -> list[Part]:
    """Body, and the annexes and reports that titles open after it."""
    openings: list[tuple[int, SectionPart, str]] = []
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text, start, end) if m.group().strip()]
    for number, (low, high) in enumerate(lines):
        line = text[low:high].strip()
        if len(line) > _TITLE_LIMIT or "。" in line or low == lines[0][0]:
            continue
        name: SectionPart | None = None
        if _PARTICIPATION.search(line):
            name = "participation"
        elif _ANNEX.search(line):
            name = "annex"
        if name is None or (
            openings and openings[-1][1] == name and not _has_sentence(text, openings[-1][0], low)
        ):
            continue
        openings.append((_with_issuer(text, lines, number), name, line))
    found: list[Part] = []
    begin, kind, title = start, "body", ""
    for low, name, line in openings:
        if low > begin:
            found.append(Part(kind, begin, low, title))  # type: ignore[arg-type]  # openings name parts only
        begin, kind, title = low, name, line
    if begin < end:
        found.append(Part(kind, begin, end, title))  # type: ignore[arg-type]  # openings name parts only
    return found


def _has_sentence(text: str, start: int, end: int) -> bool:
    return "。" in text[start:end]


def _with_issuer(text: str, lines: list[tuple[int, int]], number: int) -> int:
    """A title of two lines starts with the name of the issuer above it."""
    if number:
        low, high = lines[number - 1]
        above = text[low:high].strip()
        if re.fullmatch(r"[\u4e00-\u9fff ]{3,25}(?:局|委员会|政府|办公室|部|厅|委)", above):
            return low
    return lines[number][0]
