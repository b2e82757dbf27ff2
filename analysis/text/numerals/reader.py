"""Find every numeral of a text and read it: one `Numeral` a token, in reading order."""

from __future__ import annotations

import re
from decimal import Decimal

from analysis.text.numerals import contexts
from analysis.text.numerals.chinese import counts
from analysis.text.numerals.grammar import NUMERAL, PERIOD, TOKEN, YEAR
from analysis.text.numerals.lexicon import NumeralLexicon
from analysis.text.numerals.measure import (
    Measure,
    before,
    has_currency_sign,
    is_paid,
    measure,
    split_power,
)
from analysis.text.numerals.model import Comparator, Kind, Numeral
from analysis.text.numerals.settle import settle
from analysis.text.numerals.terms import ARABIC_START, half, terms
from analysis.text.numerals.values import read

# A number with one of these behind and none of those in front is counted: the way of most.
_COUNTING = frozenset("%％个所名人项家万亿元台套件间册场")
_BOUND = frozenset("第-—+_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_HALVES = ("上", "下", "前", "后")  # 下半年 is a time of the year
_FURTHER_TERM = re.compile(r"[:：∶][0-9０-９]+(?:[.．][0-9０-９]+)?")
# 三成 is thirty per cent; 一成不变, 三成立 are not.
_TENTHS = re.compile(
    r"成(?=[五半](?:以上|左右|[，。；、）)\s]|$)|以上|以下|左右|多|的|[，。；、）)\s]|$)"
)
# 近七成学校: with a bound in front a noun may follow.
_BOUND_TENTHS = re.compile(r"成(?![立为员果效功绩长就熟人品])")
_TENTH_REST = re.compile(r"[五半]")  # 九成五, 九成半
_SCHOOL_YEAR = re.compile("学年|年度|级|届|[春秋]季")
_SHARE_OF = re.compile(r"占[^，,。；;]{0,10}$")
_SHARES = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_FOUR_DIGITS = re.compile(r"[0-9０-９]{4}")
_TERMS = ("first", "second", "ratio", "share", "fraction")
_YEAR_DIGITS = 4


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
        if spans and (span := contexts.shield(spans, starts, match.start())) is not None:
            low, high = span
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
    start, shape = match.start(), match.lastgroup
    if shape == "date" or shape == "phone":
        return _plain(start, match.end(), match.group(), shape)  # type: ignore[arg-type]  # the shapes and named kinds are NumeralKinds
    if shape == "moiety":
        return _moiety(text, start, match.end(), match.group(), lexicon)
    if shape == "half" and text[start - 1 : start] in _HALVES:
        return _plain(start, match.end(), match.group(), "lexical")
    if shape == "half":
        numeral = _quantity(text, start, match.end(), match.group(), lexicon)
        return numeral._replace(value=half(match["wholes"]))
    if shape == "spaced" or shape == "compound":
        return _quantity(text, start, match.end(), match.group(), lexicon)
    first, share, fraction = match.group("first", "share", "fraction")
    years = _years(text, match, first) if len(first) == _YEAR_DIGITS else None
    if years is not None:
        return years
    arabic = first[0] in ARABIC_START
    if not share and not fraction:
        fixed = _fixed(text, start, match.end("first"), first, lexicon, arabic)
        if fixed is not None:
            return fixed
    return _measured(text, match, lexicon, arabic)


def _moiety(text: str, start: int, end: int, token: str, lexicon: NumeralLexicon) -> Numeral:
    """占…一半以上, 过半: fifty per cent where a bound or 占 says so; 一半 alone counts nothing."""
    low, bound, _ = before(text, start, token, lexicon)
    if text[start - 1 : start] == "过":
        low, bound = start - 1, ">"
    after = lexicon.after_pattern.match(text, end)
    if (
        bound is None
        and after is None
        and _SHARE_OF.search(text[max(0, start - 12) : start]) is None
    ):
        return _plain(start, end, token, "lexical")
    comparator: Comparator = bound or (lexicon.after[after.group()] if after else "=")
    stop = after.end() if after else end
    return Numeral(
        start, end, token, "quantity", Decimal(50), None, None, comparator, "%", "share", 1, "",
        low, stop, (), (), True,
    )  # fmt: skip


def _years(text: str, match: re.Match[str], first: str) -> Numeral | None:
    """A calendar year or a span of years (2021—2023年, 2016年至2018年) of four digits."""
    second, share, ratio = match.group("second", "share", "ratio")
    if share or ratio or not YEAR.fullmatch(first):
        return None
    end = match.end("first")
    if second and YEAR.fullmatch(second) and match["between"] in ("", "年"):
        span = (int(read(first)), int(read(second)))
        return Numeral(match.start(), match.end("second"), match.group(), "year", years=span)
    plain = contexts.is_bare_year(first)
    followed = text[end : end + 1]
    if (
        followed == "年"
        or (plain and _SCHOOL_YEAR.match(text, end))
        or (second and plain and len(second) == 2 and text[match.end() :][:1] == "年")
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
        if kind == "date" and len(token) > 6 and _is_counted(text, end, lexicon):
            return None
        return None if kind is None else _plain(start, end, token, kind)
    if token[0] == "十" and PERIOD.match(text, start):
        return _plain(start, start + 3, token[:3], "name")
    if text[start - 1 : start] == "第":
        kind = contexts.chinese_label(text, start, end)
        if kind == "section_number":
            return _plain(start, end, token, kind)
    named = contexts.named(text, start, end, lexicon)
    if (
        named is not None
        and named[1] != "quantity"
        and not _outmeasured(text, end, named[0], lexicon)
    ):
        return _plain(start, end, token, named[1])  # type: ignore[arg-type]  # the shapes and named kinds are NumeralKinds
    kind = contexts.calendar(text, start, end, token) or contexts.chinese_label(text, start, end)
    return None if kind is None else _plain(start, end, token, kind)


def _is_counted(text: str, end: int, lexicon: NumeralLexicon) -> bool:
    """Whether a unit follows: 2000501平方米 only looks like a date run together."""
    unit = lexicon.unit_pattern.match(text, end)
    return unit is not None and unit.group() != "日"


def _outmeasured(text: str, end: int, named_end: int, lexicon: NumeralLexicon) -> bool:
    """Whether a unit reaches past the fixed expression: 四平方米 is no 四平, 十分钟 no 十分."""
    if named_end <= end:  # 每一, 同一
        return False
    unit = lexicon.unit_pattern.match(text, end)
    return unit is not None and unit.end() > named_end


def _measured(text: str, match: re.Match[str], lexicon: NumeralLexicon, arabic: bool) -> Numeral:
    """A quantity, a range or a ratio, or a numeral left over."""
    start = match.start()
    first, second, ratio, share, fraction = match.group(*_TERMS)
    if second and _is_range(text, match):
        end = match.end()
    elif ratio:
        end = match.end("ratio")
        while (further := _FURTHER_TERM.match(text, end)) is not None:
            end = further.end()
    else:
        end = match.end("fraction") if fraction else match.end("first")
    token = text[start:end]
    unmeasured = contexts.unmeasured(text, match, end)
    if unmeasured is not None:
        return _plain(start, end, token, unmeasured)
    worded = not (arabic or share or fraction or ratio)
    found = measure(text, end, lexicon)
    if worded and not match["between"] and _counts_nothing(text, end, found):
        return _plain(start, end, token, "lexical")
    numeral = _quantity(text, start, end, token, lexicon, match, found)
    if not worded:
        return settle(text, numeral, lexicon)
    if numeral.unit_kind == "share":
        return numeral
    if numeral.end > end:
        found = measure(text, numeral.end, lexicon)
    _, bound, _ = before(text, start, first, lexicon)
    if counts(text, start, first, found, bound, lexicon):
        return numeral
    return _plain(start, numeral.end, numeral.text, "lexical")


def _counts_nothing(text: str, end: int, found: Measure) -> bool:
    """Whether neither a unit nor a power follows, nor 成 for tenths: the way of most 一."""
    return found.unit is None and not found.power_text and text[end : end + 1] != "成"


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
    match: re.Match[str] | None = None, found: Measure | None = None,
) -> Numeral:  # fmt: skip
    """The quantity that ``token`` states; ``found`` is the `measure` behind it, if known."""
    value, high, ratio, printed = terms(token, match, end)
    found = found or measure(text, end, lexicon)
    if match is not None and match["between"] and found.unit is None and not match["second_ratio"]:
        found = measure(text, match.end("first"), lexicon) if match["between"] != "万" else found
        found = found._replace(end=max(found.end, end))
    power, power_text = found.power, found.power_text
    if printed and not power_text and found.unit is not None:
        value, power, power_text = split_power(value, printed)
    share = _SHARES.get(match["share"] or "") if match is not None else None
    money = has_currency_sign(text, start) or is_paid(text, start, found)
    low, bound, words = before(text, start, token, lexicon)
    tenths = _BOUND_TENTHS if bound is not None else _TENTHS
    if found.unit is None and tenths.match(text, end) is not None:
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
    rest = _TENTH_REST.match(text, end + 1)
    value = value * 10 + (5 if rest is not None else 0)
    sign = end + 1 if rest is None else rest.end()
    end = end if rest is None else rest.end()
    after = lexicon.after_pattern.match(text, sign)
    comparator: Comparator = bound or (lexicon.after[after.group()] if after else "=")
    stop = after.end() if after else sign
    return Numeral(
        start, end, text[start:end], "quantity", value, None, None, comparator, "%", "share",
        1, "", start, stop,
    )  # fmt: skip


def _unit(found: Measure, share: str | None, money: bool, fraction: bool) -> tuple[str, str]:
    """Normal spelling and kind of the unit; a fraction is told in per cent."""
    if share:
        return share, "share"
    if fraction:
        return "%", "share"
    if found.unit is not None:
        return found.unit.canonical, found.unit.kind
    return ("元", "money") if money else ("", "")
