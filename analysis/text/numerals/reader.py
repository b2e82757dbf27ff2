"""Find every numeral of a text and read it: one `Numeral` a token, in reading order."""

from __future__ import annotations

import re
from decimal import Decimal

from analysis.text.numerals import contexts
from analysis.text.numerals.chinese import counts, duration_counts, enumerates
from analysis.text.numerals.grammar import CHINESE_DIGITS, NUMERAL, PERIOD, TOKEN, YEAR
from analysis.text.numerals.lexicon import NumeralLexicon
from analysis.text.numerals.measure import (
    Measure,
    before,
    has_currency_sign,
    measure,
    split_power,
)
from analysis.text.numerals.model import Comparator, Kind, Numeral
from analysis.text.numerals.values import read

_ARABIC_START = frozenset("0123456789０１２３４５６７８９")
_REACHED = re.compile(
    r"(?:达到?|达到了|保持|保持在|稳定在|提高到|提升到|降至|降低到|为|至|低于|高于|超过|小于|大于|控制在|[<>≥≤＜＞])\s?$"
)
_LISTED = re.compile(r"\.[0-9]+[和、与及]$")
# A number with one of these behind and none of those in front is counted: the way of most.
_COUNTING = frozenset("%％个所名人项家万亿元台套件间册场")
_BOUND = frozenset("第-—+_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_FURTHER_TERM = re.compile(r"[:：∶][0-9０-９]+(?:[.．][0-9０-９]+)?")
# 三成 is thirty per cent; 一成不变, 三成立 are not.
_TENTHS = re.compile(r"成(?=以上|以下|左右|多|的|[，。；、）)\s]|$)")
_SHARES = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_EXAM_SCORE = re.compile(r"(?:的)?(?:\s?[0-9０-９]+\s?[人名]|考生|学生|线)")
_AGES = ("周岁", "岁")
_FOUR_DIGITS = re.compile(r"[0-9０-９]{4}")


def find(text: str, lexicon: NumeralLexicon) -> list[Numeral]:
    """Every numeral of ``text`` in order; together they cover every numeral character.

    A range or ratio is one numeral. Raises nothing on any text.
    """
    spans = contexts.protected(text)
    starts = [start for start, _ in spans]
    found: list[Numeral] = []
    at = 0
    while (first := NUMERAL.search(text, at)) is not None:
        match = TOKEN.match(text, first.start())
        if match is None:  # 半 that halves nothing
            at = first.end()
            continue
        if spans and (index := contexts.shield(spans, starts, match.start())) is not None:
            low, high = spans[int(index)]
            inner = TOKEN.match(text, match.start(), high) or first
            at = inner.end()
            token = inner.group()
            kind = contexts.class_inside(text[low:high], token, text[at : at + 1])
            found.append(_plain(inner.start(), at, token, kind))
            continue
        numeral = _read(text, match, lexicon)
        found.append(numeral)
        at = max(numeral.end, match.start() + 1)
    return found


def _plain(start: int, end: int, token: str, kind: Kind) -> Numeral:
    years = (int(read(token[:4])),) if kind == "year" and _FOUR_DIGITS.match(token) else ()
    return Numeral(start, end, token, kind, span_start=start, span_end=end, years=years)


def _read(text: str, match: re.Match[str], lexicon: NumeralLexicon) -> Numeral:
    start, token = match.start(), match.group()
    for group, kind in (("date", "date"), ("phone", "phone")):
        if match[group]:
            return _plain(start, match.end(), token, kind)  # type: ignore[arg-type]
    if match["half"]:
        numeral = _quantity(text, start, match.end(), token, lexicon)
        return numeral._replace(value=_half(match["wholes"]))
    if match["spaced"]:
        return _quantity(text, start, match.end(), token, lexicon)
    years = _years(text, match)
    if years is not None:
        return years
    first_end = match.end("first")
    first = match["first"]
    arabic = first[0] in _ARABIC_START
    if not match["share"] and not match["fraction"]:
        fixed = _fixed(text, start, first_end, first, lexicon, arabic)
        if fixed is not None:
            return fixed
    return _measured(text, match, lexicon, arabic)


def _half(wholes: str | None) -> Decimal:
    """半 is a half, 一个半 one and a half."""
    return (read(wholes) if wholes else Decimal(0)) + Decimal("0.5")


def _years(text: str, match: re.Match[str]) -> Numeral | None:
    """A calendar year or a span of years (2021—2023年, 2016年至2018年)."""
    first, second = match["first"], match["second"]
    if match["share"] or match["ratio"] or not YEAR.fullmatch(first):
        return None
    end = match.end("first")
    if second and YEAR.fullmatch(second) and match["between"] in ("", "年"):
        span = (int(read(first)), int(read(second)))
        return Numeral(match.start(), match.end("second"), match.group(), "year", years=span)
    plain = contexts.is_bare_year(first)
    followed = text[end : end + 1]
    if followed == "年" or (
        second and plain and len(second) == 2 and text[match.end() :][:1] == "年"
    ):
        value = int(read(first))
        if 1900 <= value < 2100:
            return Numeral(match.start(), end, first, "year", years=(value,))
    return None


def _fixed(
    text: str, start: int, end: int, token: str, lexicon: NumeralLexicon, arabic: bool
) -> Numeral | None:
    """A numeral that measures nothing, or None."""
    if arabic:
        if text[end : end + 1] in _COUNTING and text[start - 1 : start] not in _BOUND:
            return None
        kind = contexts.arabic_class(text, start, end, token)
        return None if kind is None else _plain(start, end, token, kind)
    if PERIOD.match(text, start):
        return _plain(start, start + 3, token[:3], "name")
    named = contexts.named(text, start, end, lexicon)
    if named is not None and named[1] != "quantity":
        return _plain(start, end, token, named[1])  # type: ignore[arg-type]
    kind = contexts.calendar(text, start, end, token) or contexts.chinese_label(text, start, end)
    return None if kind is None else _plain(start, end, token, kind)


def _measured(text: str, match: re.Match[str], lexicon: NumeralLexicon, arabic: bool) -> Numeral:
    """A quantity, a range or a ratio, or a numeral left over."""
    start = match.start()
    if match["second"] and _is_range(text, match):
        end = match.end()
    elif match["ratio"]:
        end = match.end("ratio")
        while (further := _FURTHER_TERM.match(text, end)) is not None:
            end = further.end()
    else:
        end = match.end("fraction") if match["fraction"] else match.end("first")
    token = text[start:end]
    if match["ratio"] and _is_time(match):
        return _plain(start, end, token, "date")
    numeral = _quantity(text, start, end, token, lexicon, match)
    if arabic or match["share"] or match["fraction"] or match["ratio"]:
        return _settle(text, numeral, lexicon)
    if numeral.unit_kind == "share":
        return numeral
    found = measure(text, numeral.end, lexicon)
    _, bound, _ = before(text, start, match["first"], lexicon)
    if counts(text, start, match["first"], found, bound, lexicon):
        return numeral
    return _plain(start, numeral.end, numeral.text, "lexical")


def _is_time(match: re.Match[str]) -> bool:
    first, second = match["first"], match["ratio"]
    return len(second) == 2 and second[0] in "03" and first.isdigit() and 6 <= int(first) <= 24


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Whether two joined numbers are the ends of one range, not 由85%到90%, not a code."""
    if text[match.start() - 1 : match.start()] in ("由", "从"):
        return False
    try:
        return match["second_ratio"] is not None or read(match["first"]) < read(match["second"])
    except ValueError:
        return False


def _quantity(
    text: str, start: int, end: int, token: str, lexicon: NumeralLexicon,
    match: re.Match[str] | None = None,
) -> Numeral:  # fmt: skip
    value, high, ratio, printed = _values(token, match, end)
    found = measure(text, end, lexicon)
    if match is not None and match["between"] and found.unit is None and not match["second_ratio"]:
        found = measure(text, match.end("first"), lexicon) if match["between"] != "万" else found
        found = found._replace(end=max(found.end, end))
    power, power_text = found.power, found.power_text
    if printed and not power_text and found.unit is not None:
        value, power, power_text = split_power(value, printed)
    share = _SHARES.get(match["share"] or "") if match is not None else None
    money = has_currency_sign(text, start)
    low, bound, words = before(text, start, token, lexicon)
    if found.unit is None and _TENTHS.match(text, end) is not None:
        return _tenths(text, start, end, value, bound, lexicon)
    unit, kind = _unit(found, share, money, match is not None and bool(match["fraction"]))
    if found.power_text in ("百", "千") and kind != "money":
        value, power_text, power = value * found.power, "", 1
    comparator: Comparator = bound if bound in ("<=", "<", ">=", ">") else "="
    if comparator == "=":
        comparator = found.comparator or bound or "="
    if high is not None:
        comparator = "range"
    if found.power_text:
        end = max(end, found.power_end)
        token = text[start:end]
    return Numeral(
        start, end, token, "money" if kind == "money" else "quantity", value, high, ratio,
        comparator, power_text + unit, kind, power, found.rate, low, found.end,
        tuple(w for w in (words, *found.words) if w), (), bool(printed),
    )  # fmt: skip


def _tenths(
    text: str, start: int, end: int, value: Decimal, bound: Comparator | None,
    lexicon: NumeralLexicon,
) -> Numeral:  # fmt: skip
    """三成以上: tenths, told in per cent."""
    after = lexicon.after_pattern.match(text, end + 1)
    comparator: Comparator = bound or (lexicon.after[after.group()] if after else "=")
    stop = after.end() if after else end + 1
    return Numeral(
        start, end, text[start:end], "quantity", value * 10, None, None, comparator, "%", "share",
        1, "", start, stop,
    )  # fmt: skip


def _values(
    token: str, match: re.Match[str] | None, end: int
) -> tuple[Decimal, Decimal | None, Decimal | None, str]:
    """Value, upper end, second term of a ratio, and the text when it is a lone Chinese number."""
    if match is None or not match["first"]:
        return Decimal(0) if token.endswith("半") else read(token), None, None, ""
    first = match["first"]
    if match["fraction"]:
        return _percentage(read(match["fraction"]), read(first)), None, None, ""
    if match["ratio"] and not (match["second_ratio"] and match.end() == end):
        return read(first), None, read(match["ratio"]), ""
    if match["second"] and match.end() == end:
        return _range_values(match)
    if CHINESE_DIGITS.fullmatch(first):
        low, high = read(first[0]), read(first[1])
        if low < high:
            return low, high, None, ""
    return read(first), None, None, "" if first[0] in _ARABIC_START else first


def _percentage(part: Decimal, whole: Decimal) -> Decimal:
    """A fraction in per cent; one that does not terminate is rounded to two places."""
    if not whole:
        return Decimal(0)
    return Decimal(str((part * 100 / whole).quantize(Decimal("0.01")))).normalize()


def _range_values(
    match: re.Match[str],
) -> tuple[Decimal, Decimal | None, Decimal | None, str]:
    if match["second_ratio"]:
        low, high = read(match["ratio"] or match["first"]), read(match["second_ratio"])
        return min(low, high), max(low, high), read(match["first"]), ""
    return read(match["first"]), read(match["second"]), None, ""


def _unit(found: Measure, share: str | None, money: bool, fraction: bool) -> tuple[str, str]:
    """Normal spelling and kind of the unit; a fraction is told in per cent."""
    if share:
        return share, "share"
    if fraction:
        return "%", "share"
    if found.unit is not None:
        return found.unit.canonical, found.unit.kind
    return ("元", "money") if money else ("", "")


def _settle(text: str, numeral: Numeral, lexicon: NumeralLexicon) -> Numeral:
    """Sort out Arabic numbers that measure nothing: ages, ranks, bare years, scores."""
    kind = _unmeasured(text, numeral, lexicon)
    return numeral if kind is None else numeral._replace(kind=kind)


def _is_reached(text: str, numeral: Numeral) -> bool:
    """Whether a number without unit is a measure: 系数低于0.50和0.45, 巩固率保持100."""
    left = text[max(0, numeral.start - 6) : numeral.start]
    if _REACHED.search(left) is not None:
        return True
    return "." in numeral.text and _LISTED.search(left) is not None


def _unmeasured(text: str, numeral: Numeral, lexicon: NumeralLexicon) -> Kind | None:
    start, unit = numeral.start, numeral.unit
    if numeral.ratio is not None:
        return None
    if not numeral.unit_kind and numeral.power == 1:
        if contexts.is_bare_year(numeral.text):
            return "year"
        return None if _is_reached(text, numeral) else "other"
    if unit in _AGES or text[start - 1 : start] in ("前", "第"):
        return "other"
    if unit == "年":
        if text[numeral.end : numeral.end + 2] == "年级":
            return "grade"
        found = measure(text, numeral.end, lexicon)
        _, bound, _ = before(text, start, numeral.text, lexicon)
        return None if duration_counts(text, start, found, bound) else "other"
    if unit == "分" and _EXAM_SCORE.match(text, numeral.span_end):
        return "grade"
    if numeral.unit_kind == "count" and enumerates(text, numeral.span_end, lexicon, chinese=False):
        return "other"
    return None
