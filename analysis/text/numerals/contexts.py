"""Numerals that measure nothing: years, dates, labels, phones, codes, names, slogans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from analysis.text.numerals.grammar import EMAIL, PERIOD, PROTECTED, WIDE, YEAR
from analysis.text.numerals.lexicon import NumeralLexicon
from analysis.text.numerals.model import Kind
from analysis.text.numerals.values import read

_ASCII = str.maketrans("０１２３４５６７８９", "0123456789")
_LABEL_WORD = re.compile(r"(?:第|附件|附表|专栏|专题|表|图|附录)\s?$")
_SECTION_AFTER = re.compile(r"\s?(?:条|章|节|款|编|部分|篇)")
# 20221026 and 2022927, but not 2000000.
_RUN_DATE = re.compile(
    r"20[0-4]\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|[1-9](?:0[1-9]|[12]\d|3[01]))"
)
_VERSION = re.compile(r"(?:版|行动计划|行动|工程|时代)")
_ROAD = re.compile(r"[路街道巷弄]$")
_DAY_AFTER = re.compile(r"[，,、]|从|召开|上午|下午|晚|获悉")
_SPAN_WORDS = ("每", "工作", "达", "为", "共", "少于", "超过", "至少", "连续")
_ORDINAL = re.compile(
    r"[届期轮次]|[^，。；、\s]{0,3}(?:小学|中学|幼儿园|高中|实验|职业|医院|初级|高级)"
)
_RATIO = re.compile("比|占|[分承]担|负担|配备")
_DAWN, _MIDNIGHT, _HOUR = 5, 24, 60
_PHONE_WORD = re.compile(r"(?:电话|热线|传真|手机|邮编|QQ|邮政编码)[^，。；\n]{0,14}$")
_VISITS = re.compile(
    r"(?:阅读|浏览|点击|访问|播放|下载|转发|评论)(?:量|次数|人数|数)?\s?[:：]\s?$|"
    r"(?:点击率|浏览量|阅读量|访问量|点击量)\s?[:：为]?\s?$"
)
_VISITS_END = frozenset("：:为率量")
_CODE_BEFORE = re.compile(r"[A-Za-z+＋_]$")
_CODE_AFTER = re.compile(r"[A-Za-z+＋_]")
_LETTER_UNIT = re.compile(r"M(?![A-Za-z])|Mbps|Gbps|m2|m²")


def protected(text: str) -> list[tuple[int, int]]:
    """Spans of titles, short quotations and web addresses, in order."""
    spans = [match.span() for match in PROTECTED.finditer(text)]
    if "@" in text:
        spans = sorted(spans + [match.span() for match in EMAIL.finditer(text)])
    return spans


def shield(
    spans: Sequence[tuple[int, int]], starts: Sequence[int], at: int
) -> tuple[int, int] | None:
    """The span that holds ``at``, or None."""
    index = bisect_right(starts, at) - 1
    return spans[index] if index >= 0 and at < spans[index][1] else None


def class_inside(span: str, token: str, following: str) -> Kind:
    """Class of a numeral inside a protected span."""
    if span.startswith(("http", "www.")) or "@" in span:
        return "code"
    if YEAR.fullmatch(token) and (span.startswith("《") or following == "年"):
        return "year"
    if span.startswith("《") or PERIOD.match(token):
        return "name"
    return "name" if token[0].isascii() or WIDE.match(token) else "slogan"


def at_line_start(text: str, start: int) -> bool:
    """Whether only white space stands between the line's start and ``start``."""
    at = start - 1
    while at >= 0 and text[at] in " \t\u3000":
        at -= 1
    return at < 0 or text[at] in "\n\r"


_LONGEST_LABEL = 3  # 2023、2024年 at the start of a line are years


def label(text: str, start: int, end: int) -> Kind | None:
    """Numbers of sections, lists, tables and annexes."""
    before = text[max(0, start - 3) : start]
    after = text[end : end + 2]
    if before.endswith("第"):
        if _SECTION_AFTER.match(after):
            return "section_number"
        return "name" if _ORDINAL.match(text, end) else None
    if before[-1:] in ("(", "（") and after[:1] in (")", "）"):
        return "section_number" if at_line_start(text, start - 1) else "list_number"
    if after[:1] in ("、", ".", "．", ")", "）") and at_line_start(text, start):
        return "section_number" if end - start <= _LONGEST_LABEL else None
    return "section_number" if _LABEL_WORD.search(before) else None


def arabic_class(text: str, start: int, end: int, token: str) -> Kind | None:
    """Class of an Arabic token that cannot be a quantity, or None."""
    previous, following = text[max(0, start - 1) : start], text[end : end + 1]
    if len(token) > 4 and _PHONE_WORD.search(text[max(0, start - 20) : start]):
        return "phone"
    if previous in ("〔", "［", "[") and following in ("〕", "］", "]"):
        return "document_number" if len(token) == 4 else "other"
    if following == "号":
        return "document_number" if previous and previous in "〕］]第字发办函文" else "code"
    told = previous in _VISITS_END or previous.isspace()
    if told and _VISITS.search(text[max(0, start - 8) : start]):
        return "code"
    if _CODE_BEFORE.match(previous):
        return "code"
    if _CODE_AFTER.match(following) and not _LETTER_UNIT.match(text, end):
        return "code"
    found = calendar(text, start, end, token) or label(text, start, end)
    if found is None and _VERSION.match(text, end):
        return "name"
    if found is None and len(token) < 6 and _ROAD.search(text[max(0, start - 2) : start]):
        return "code"
    return found


def calendar(text: str, start: int, end: int, token: str) -> Kind | None:
    """Years and dates, also such as lost their 月 and 日 (2022年927日, 20221026)."""
    previous, following = text[max(0, start - 1) : start], text[end : end + 1]
    if following == "月" or (following in "日号" and following and previous in "月年" and previous):
        return "date"
    if following == "日" and len(token) < 3 and _DAY_AFTER.match(text, end + 1):
        return None if _follows_span_word(text, start) else "date"
    if previous == "年" and following == "日":
        return "date"
    if len(token) in (7, 8) and _RUN_DATE.fullmatch(token.translate(_ASCII)):
        return "date"
    if following == "年" and YEAR.fullmatch(token.translate(_ASCII)) and 1900 <= read(token) < 2100:
        return "year"
    return None


def _follows_span_word(text: str, start: int) -> bool:
    """Whether 每, 共, 超过 … stand in front of a number, blanks between or not."""
    while start and text[start - 1].isspace():
        start -= 1
    return text.endswith(_SPAN_WORDS, 0, start)


def is_time(text: str, match: re.Match[str]) -> bool:
    """8:20 and 21:05 are times of day, unless the clause speaks of a ratio."""
    first, second = match["first"], match["ratio"]
    if not (first.isdigit() and len(second) == 2 and second.isdigit()):
        return False
    if not (_DAWN <= int(first) <= _MIDNIGHT and int(second) < _HOUR):
        return False
    return _RATIO.search(text[max(0, match.start() - 16) : match.end() + 4]) is None


def is_bare_year(token: str) -> bool:
    """A four-digit number of this or the last century with no unit after it."""
    plain = token.translate(_ASCII)
    return len(plain) == 4 and plain.isdigit() and plain[:2] in ("19", "20")


def named(text: str, start: int, end: int, lexicon: NumeralLexicon) -> tuple[int, str] | None:
    """Longest fixed expression around the numeral ``[start, end)`` that does not cut it in two."""
    best: tuple[int, str] | None = None
    longest = 0
    for key in (text[start : start + 2], f"<{text[start - 1 : start + 1]}" if start else ""):
        for offset, words, kind in lexicon.names.get(key, ()):
            stop = start - offset + len(words)
            if len(words) > longest and stop >= end and text.startswith(words, start - offset):
                best, longest = (stop, kind), len(words)
                break
    return best


def chinese_label(text: str, start: int, end: int) -> Kind | None:
    """Labels and ordinals written in Chinese numerals."""
    found = label(text, start, end)
    if found is not None and found != "list_number":
        return found
    if text[end : end + 1] == "是" and (start == 0 or text[start - 1] in "。；，、：:\n \u3000;,"):
        return "list_number"
    if found is not None:
        return found
    if start and text[start - 1] == "第":
        return "name" if _ORDINAL.match(text, end) else "other"
    return None


_PART_OF_TEXT = re.compile(r"\s?(?:个?(?:章|节|篇章?|部分|板块|专栏)|万?[多余]?字)")
_FIRST_OF_PART = frozenset(" 个章节篇部板专万多余字")
_OF_TEXT = re.compile(
    r"(?:》|规划|方案|纲要|意见|办法|全文|文件|文本|正文)[一-龥]{0,2}?(?:共|分为?|由|包括|包含|约)"
    r"[^。；;每]{0,24}$"
)


def unmeasured(text: str, match: re.Match[str], end: int) -> Kind | None:
    """Class of a number that is a time of day (8:30) or counts the parts of a document."""
    if match["ratio"] and is_time(text, match):
        return "date"
    return "other" if _counts_parts_of_a_text(text, match.start(), end) else None


def _counts_parts_of_a_text(text: str, start: int, end: int) -> bool:
    """Whether a number counts the chapters or words of a document (《规划》共分为8章28节)."""
    return (
        text[end : end + 1] in _FIRST_OF_PART
        and _PART_OF_TEXT.match(text, end) is not None
        and _OF_TEXT.search(text[max(0, start - 40) : start]) is not None
    )
