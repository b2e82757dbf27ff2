"""Rows of `funding`: amounts of public money, and the rules by which it grows."""

from __future__ import annotations

import re
from typing import Any

from analysis.statements.context import SectionContext
from analysis.statements.growth import GrowthRule, is_money_growth, rules
from analysis.statements.lexicon import StatementLexicon
from analysis.statements.money import basis_of, yuan
from analysis.statements.periods import baselines
from analysis.statements.sentences import CLAUSE, Sentence
from analysis.statements.status import status_of
from analysis.statements.wording import evidence, indicator
from analysis.text.numerals import Numeral

Row = dict[str, Any]
_PERIOD = re.compile(
    r"[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期|以来)|(?:19|20)\d\d年?(?:[—–~至-]+20\d\d年|年?以来|年)"
    r"|(?:今后|未来|近|过去)?[三五两]年(?:来|内|累计)?|每年|每月|每学期|逐年|年均|全年|累计"
)
_RATE_STATUS = frozenset(
    {"per_year", "per_month", "per_person", "per_person_year", "per_person_month"}
)
_SPENT_CLAUSE = re.compile(
    r"累计|完成(?:总)?投资|共(?:投入|发放|免除|减免)|已(?:投入|发放|拨付|完成)"
)


def funding(sentence: Sentence, context: SectionContext, lexicon: StatementLexicon) -> list[Row]:
    """The rows of one sentence, in reading order; ``part_of`` is set by `totals`."""
    rows: list[Row] = []
    started = baselines(sentence)
    base_starts = {numeral.start for numeral in started.values()}
    for numeral in sentence.quantities:
        if numeral.start in base_starts and numeral.kind == "money":
            continue
        if numeral.kind == "money" and numeral.value is not None:
            row = _amount(sentence, numeral, context, lexicon)
        elif is_money_growth(sentence, numeral, lexicon):
            row = _growth(sentence, numeral, context, lexicon)
        else:
            continue
        if numeral.start in started:
            row["serves"] |= {started[numeral.start].start}
        rows.append(row)
    rows += [_rule(sentence, rule, context, lexicon) for rule in rules(sentence)]
    return rows


def _amount(
    sentence: Sentence, numeral: Numeral, context: SectionContext, lexicon: StatementLexicon
) -> Row:
    basis = basis_of(sentence, numeral, lexicon)
    looks, certainty, method = status_of(sentence, numeral, context, lexicon)
    clause = sentence.slice(sentence.left_edge(numeral.start), numeral.start)
    if basis in _RATE_STATUS and not _SPENT_CLAUSE.search(clause):
        status = "standing"
    elif looks == "achieved" or (_SPENT_CLAUSE.search(clause) and looks != "target"):
        status = "spent"
    else:
        status = "committed"
    row = _base(sentence, numeral.start, numeral.span_start, numeral.end, context, lexicon)
    start, end = evidence(sentence, numeral)
    purpose = indicator(sentence, numeral, lexicon)
    return row | {
        "purpose": purpose,
        "purpose_class": lexicon.purpose_class(
            purpose, sentence.slice(start, end), sentence.text, *context.headings
        ),
        "amount": numeral.value,
        "amount_high": numeral.value_high,
        "unit": numeral.unit,
        "amount_cny": yuan(numeral.value, numeral),
        "amount_high_cny": yuan(numeral.value_high, numeral),
        "basis": basis,
        "status": status,
        "span": (start, end),
        "certainty": certainty,
        "method": f"amount_{method}",
    }


def _growth(
    sentence: Sentence, numeral: Numeral, context: SectionContext, lexicon: StatementLexicon
) -> Row:
    looks, certainty, _ = status_of(sentence, numeral, context, lexicon)
    row = _base(sentence, numeral.start, numeral.span_start, numeral.end, context, lexicon)
    start, end = evidence(sentence, numeral)
    purpose = indicator(sentence, numeral, lexicon)
    after = sentence.slice(numeral.span_end, numeral.span_end + 4)
    spent = looks == "achieved" and not after.startswith(("政策", "的政策", "机制", "标准"))
    return row | {
        "purpose": purpose,
        "purpose_class": lexicon.purpose_class(purpose, sentence.text, *context.headings),
        "basis": "growth_rate",
        "growth_pct": numeral.value,
        "status": "spent" if spent else "rule",
        "span": (start, end),
        "certainty": certainty,
        "method": "growth_rate",
    }


def _rule(
    sentence: Sentence, rule: GrowthRule, context: SectionContext, lexicon: StatementLexicon
) -> Row:
    row = _base(sentence, rule.start, rule.start, rule.end, context, lexicon)
    subject = lexicon.cues["lead_word"].sub("", rule.subject.strip(' ，,“”"'), count=1)
    end = max(rule.end, sentence.right_edge(rule.end, CLAUSE))
    return row | {
        "purpose": (subject or sentence.slice(rule.subject_start, rule.end)).strip(),
        "purpose_class": lexicon.purpose_class(subject, sentence.text, *context.headings),
        "basis": "rule",
        "status": "rule",
        "span": (rule.subject_start, end),
        "certainty": "probable" if rule.method == "steady" else "certain",
        "method": f"rule_{rule.method}",
        "serves": set(),
    }


def _base(
    sentence: Sentence, start: int, span_start: int, end: int, context: SectionContext,
    lexicon: StatementLexicon,
) -> Row:  # fmt: skip
    return {
        "purpose": "",
        "purpose_class": None,
        "payer": payer(sentence, start, lexicon),
        "amount": None,
        "amount_high": None,
        "unit": None,
        "amount_cny": None,
        "amount_high_cny": None,
        "basis": "",
        "growth_pct": None,
        "status": "",
        "period": period(sentence, span_start),
        "part_of": None,
        "span": (start, end),
        "number": (start, end),
        "certainty": "certain",
        "method": "",
        "serves": {start},
        "passage": sentence.passage,
        "section": sentence.section,
    }


def payer(sentence: Sentence, at: int, lexicon: StatementLexicon) -> str | None:
    """The body that pays: the nearest one named in front of the amount in its clause group."""
    low = max(
        sentence.text.rfind("；", 0, at - sentence.start) + 1 + sentence.start, sentence.start
    )
    named = [match.group() for match in lexicon.payers.finditer(sentence.slice(low, at))]
    return named[-1] if named else None


def period(sentence: Sentence, at: int) -> str | None:
    """The stretch of time the text names for an amount, as printed."""
    low = sentence.left_edge(at)
    named = [m.group() for m in _PERIOD.finditer(sentence.slice(low, at))]
    if not named:
        named = [m.group() for m in _PERIOD.finditer(sentence.slice(sentence.start, at))]
    return named[-1] if named else None
