"""Values that cannot be right as printed: flagged with a reason, never mended.

Whoever reads a number from such a place should lower its certainty; what the source
meant is a reviewer's decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from analysis.text.spans import CleanText

SuspicionKind = Literal[
    "lost_hyphen",
    "broken_date",
    "period_order",
    "share_above_100",
    "year_outside_plan",
    "lost_unit",
    "lost_characters",
    "split_number",
    "repeated",
]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One doubtful value: raw span, what stands there, and why it is doubted, in both languages."""

    start: int
    end: int
    text: str
    kind: SuspicionKind
    reason_zh: str
    reason_en: str


_LOST_HYPHEN = re.compile(
    r"(?:掌握|学会|具备|养成|每人|每生|每名[\u4e00-\u9fff]{0,4}|每校|每班)"
    r"[^。，,；;\d]{0,8}(?<!\d)(?P<number>12|23|34|45|56)(?=[项门种名个次](?!月))"
)
_PERIOD = re.compile(
    r"(?<!\d)((?:19|20)\d{2})年?\s?[-—–~～至到]{1,2}\s?((?:19|20)\d{2})(?!\d)(?=年|[)）])"
)
_FIVE_YEAR = re.compile(
    r"到(?P<year>20\d{2})年[^。；;]{0,12}?(?:完成|实现|达到)[^。；;]{0,4}?[“\"](?P<name>十[二三四五六]五)[”\"]"
)
_FIVE_YEAR_END = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_SHARE = re.compile(
    r"(?:(?P<what>率|比例|占比|比重|覆盖面)|占)[^。；;，,、\d]{0,16}(?P<number>\d{3,4}(?:\.\d+)?)[%％](?P<more>以上)?"
)
_MAY_EXCEED = re.compile(r"毛入|增长|增幅|增速|计划|预算|任务|目标任务|完成|同比|参考人数|系数")
_UNTIL = re.compile(
    r"(?P<hope>力争|确保|争取)?(?<!年)[到至](?P<year>20\d{2})年(?!远景)"
    r"(?=(?P<will>力争|确保|争取|将(?:要|达到|建))?)"
)
_PARAGRAPH = 60  # shorter lines may well come back: captions, headings, refrains
_NO_UNIT = re.compile(
    r"率(?:均|分别|稳定|持续)?(?:达到|达|为|保持在?|稳定在|提高到)(?P<number>\d{2,3}(?:\.\d+)?)"
    r"(?=[，,。；;、])"
)


def suspicions(
    clean: CleanText, period: tuple[int | None, int | None] = (None, None)
) -> list[Suspicion]:
    """All doubtful values in raw order; ``period`` is the plan's first and last year, if known."""
    text = clean.text
    found = [
        *_lost_hyphens(text),
        *_periods(text),
        *_shares(text),
        *_lost_units(text),
        *_outside(text, period),
        *_repeated(text),
    ]
    placed = [_placed(clean, item) for item in found]
    placed += [*_dates(clean), *_damaged_numbers(clean)]
    return sorted(placed, key=lambda s: (s.start, s.end, s.kind))


_Found = tuple[int, int, SuspicionKind, str, str]


def _placed(clean: CleanText, found: _Found) -> Suspicion:
    low, high, kind, reason_zh, reason_en = found
    start, end = clean.raw_span(low, high)
    return Suspicion(start, end, clean.raw[start:end], kind, reason_zh, reason_en)


def _lost_hyphens(text: str) -> Iterator[_Found]:
    for match in _LOST_HYPHEN.finditer(text):
        first, second = match["number"][0], match["number"][1]
        yield (
            *match.span("number"),
            "lost_hyphen",
            f"“{match['number']}”可能是“{first}-{second}”漏了连字号",
            f"{match['number']} may be {first}-{second} with its hyphen lost",
        )


def _periods(text: str) -> Iterator[_Found]:
    for match in _PERIOD.finditer(text):
        if int(match[2]) < int(match[1]):
            yield (
                *match.span(),
                "period_order",
                f"期间止于{match[2]}年,早于起始的{match[1]}年",
                f"the period ends in {match[2]}, before it starts in {match[1]}",
            )
    for match in _FIVE_YEAR.finditer(text):
        last = _FIVE_YEAR_END[match["name"]]
        if int(match["year"]) > last:
            yield (
                *match.span("year"),
                "period_order",
                f"“{match['name']}”规划期止于{last}年,与“到{match['year']}年”不合",
                f"the {match['name']} period ended in {last}, which does not fit {match['year']}",
            )


def _shares(text: str) -> Iterator[_Found]:
    for match in _SHARE.finditer(text):
        value = float(match["number"])
        if value < 100 or (value == 100 and not match["more"]):
            continue
        if _MAY_EXCEED.search(text, max(0, match.start() - 12), match.end()):
            continue
        yield (
            *match.span("number"),
            "share_above_100",
            "占比或比率超过100%",
            "a share cannot be above 100 %",
        )


def _lost_units(text: str) -> Iterator[_Found]:
    for match in _NO_UNIT.finditer(text):
        yield (
            *match.span("number"),
            "lost_unit",
            "比率之后没有百分号,单位可能漏失",
            "a rate without a per-cent sign: its unit may be lost",
        )


def _outside(text: str, period: tuple[int | None, int | None]) -> Iterator[_Found]:
    first, last = period
    for match in _UNTIL.finditer(text):
        year = int(match["year"])
        if last is not None and year > last:
            yield (
                *match.span("year"),
                "year_outside_plan",
                f"目标年{year}晚于规划期末{last}年",
                f"the target year {year} lies after the plan's last year {last}",
            )
        elif first is not None and year < first and (match["hope"] or match["will"]):
            yield (
                *match.span("year"),
                "year_outside_plan",
                f"目标年{year}早于规划期首{first}年",
                f"the target year {year} lies before the plan's first year {first}",
            )


def _repeated(text: str) -> Iterator[_Found]:
    """Paragraphs that stand in the text before, word for word."""
    seen: set[str] = set()
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if len(words) >= _PARAGRAPH and words in seen:
            low = at + line.index(words)
            yield (
                low,
                low + len(words),
                "repeated",
                "与前文一段完全相同,其中的数字会计算两次",
                "the paragraph stands in the text before; its numbers count twice",
            )
        seen.add(words)
        at += len(line) + 1


def _damaged_numbers(clean: CleanText) -> Iterator[Suspicion]:
    """Marks of the repair chain that leave a number open."""
    for mark in clean.marks:
        beside = clean.raw[max(0, mark.start - 1) : mark.end + 1]
        if mark.rule == "lost" and any(char.isdigit() for char in (beside[0], beside[-1])):
            yield Suspicion(
                mark.start, mark.end, mark.before, "lost_characters",
                "数字旁有无法复原的字符,数值可能不全",
                "characters beside the number are lost; its value may be incomplete",
            )  # fmt: skip
        elif mark.rule == "digits":
            start, end = max(0, mark.start - 3), min(len(clean.raw), mark.end + 3)
            yield Suspicion(
                start, end, clean.raw[start:end], "split_number",
                "数字中间有句号,可能是小数点",
                "a full stop inside the number; it may be a decimal point",
            )  # fmt: skip


def _dates(clean: CleanText) -> Iterator[Suspicion]:
    """The repair chain has marked the dates that lost characters."""
    for mark in clean.marks:
        if mark.rule == "dates":
            fits = mark.after != mark.before
            yield Suspicion(
                mark.start,
                mark.end,
                mark.before,
                "broken_date",
                f"日期缺字,可读作{mark.after}" if fits else "日期缺字,读法不止一种",
                f"characters are missing from the date; it can be read as {mark.after}"
                if fits
                else "characters are missing from the date, and it can be read in several ways",
            )
