"""What an amount of money is counted for: a total, a year, a person, a month."""

from __future__ import annotations

import re
from decimal import Decimal

from analysis.statements.lexicon import StatementLexicon
from analysis.statements.sentences import Sentence
from analysis.text.numerals import Numeral

_PERSON_RATE = re.compile("[人生]")
_PERSON = re.compile(r"每生|每人|每名|每位|生均|人均|每[个]?(?:学生|教师|幼儿)|人月均|按人")
_PLACE = re.compile(r"每[校园班所个](?!人|学生|教师|幼儿)")
_YEAR = re.compile(
    r"每年|年均|每生年|年人均|全年(?!共|计划|总|累计|完成|预计)|按年|每学年|每年度|一年|每个?学年|逐年"
)
_MONTH = re.compile(r"每月|月均|人均月|月补助|按月|每个月|月人均|月增")
_ASSET = re.compile(r"(?:仪器|设备|固定资产|资产)总?值")
_OTHER_TIME = re.compile(r"每天|每日|每学期|每课时|每次")
_DIGITS = 28  # that decimal arithmetic keeps; what is longer is no amount of money
_LARGE = Decimal(10_000_000)
_LISTED = 20  # no list of amounts is longer: a run without end is not looked through
_SMALL = Decimal(100_000)


def basis_of(sentence: Sentence, numeral: Numeral, lexicon: StatementLexicon) -> str:
    """Basis of an amount: total, per_year, per_month, per_person, per_person_year, …_month."""
    low = sentence.left_edge(numeral.start)
    clause = sentence.slice(low, numeral.start)
    after = sentence.slice(numeral.span_end, sentence.right_edge(numeral.span_end))
    whole = _in_yuan(numeral) >= _LARGE and not numeral.rate  # 生均公用经费1.42亿元 is a sum
    person = not whole and bool(_PERSON_RATE.search(numeral.rate) or _PERSON.search(clause))
    year = "年" in numeral.rate or bool(_YEAR.search(clause))
    month = "月" in numeral.rate or bool(_MONTH.search(clause))
    if not (person or year or month):
        person, year, month = _carried(sentence, numeral)
    if (
        not person
        and not _PLACE.search(clause)
        and (year or month)
        and _to_persons(sentence, numeral, after, lexicon)
    ):
        person = True
    if not numeral.rate and _OTHER_TIME.search(clause):
        year = month = False
    if person:
        return "per_person_month" if month else "per_person_year" if year else "per_person"
    return "per_month" if month else "per_year" if year else "total"


def _carried(sentence: Sentence, numeral: Numeral) -> tuple[bool, bool, bool]:
    """Basis named for the first of a list of amounts (每人每月200元、300元)."""
    earlier = sentence.quantities_within(sentence.start, numeral.start)[-_LISTED:]
    for before in reversed(earlier):
        if before.kind != "money":
            continue
        if "；" in sentence.slice(before.end, numeral.start):
            break
        if _in_yuan(before) >= _SMALL or _in_yuan(numeral) >= _SMALL:
            break
        clause = sentence.slice(sentence.left_edge(before.start), before.start)
        if _PERSON.search(clause):
            return True, bool(_YEAR.search(clause)), bool(_MONTH.search(clause))
    return False, False, False


def _to_persons(
    sentence: Sentence, numeral: Numeral, after: str, lexicon: StatementLexicon
) -> bool:
    """Whether a small yearly or monthly amount goes to each of the persons named."""
    if _in_yuan(numeral) >= _SMALL:
        return False
    near = sentence.slice(numeral.start - 40, numeral.start) + after
    return lexicon.has("person_noun", near)


def _in_yuan(numeral: Numeral) -> Decimal:
    assert numeral.value is not None
    return numeral.value * numeral.power


def is_asset(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether an amount says what equipment is worth (生均教学仪器设备值2100元), which is an
    indicator and no spending."""
    clause = sentence.slice(sentence.left_edge(numeral.start), numeral.start)
    return "值" in clause and _ASSET.search(clause) is not None


def yuan(value: Decimal | None, numeral: Numeral) -> Decimal | None:
    """An amount in yuan, exact; None for other currencies."""
    if (
        value is None
        or not numeral.unit.endswith("元")
        or numeral.unit.endswith(("美元", "港元", "欧元"))
    ):
        return None
    result = value * numeral.power
    whole = result == result.to_integral_value() and result.adjusted() < _DIGITS
    return result.quantize(Decimal(1)) if whole else result
