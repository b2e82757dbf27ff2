"""Rows of `funding`: amounts of public money, and the rules by which it grows."""

from __future__ import annotations

import re
from typing import Any

from analysis.statements.amounts import basis_of, is_asset, yuan
from analysis.statements.evidence import evidence
from analysis.statements.growth import GrowthRule, is_fall, is_money_growth, rules
from analysis.statements.kin import is_named_thing
from analysis.statements.naming import lead_stripped, subject_start
from analysis.statements.payers import is_unowned, payer
from analysis.statements.periods import baselines
from analysis.statements.plain_names import bare_heading
from analysis.statements.purposes import is_generic, purpose
from analysis.statements.scene import Scene
from analysis.statements.sentences import CLAUSE, Sentence
from analysis.statements.status import status_of
from analysis.statements.tense import compares_with_before
from analysis.text.numerals import Numeral

Row = dict[str, Any]
_PARTS = frozenset("；;。\n")
_DATED = re.compile(
    r"[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期|以来)"
    r"|(?:19|20)\d\d\s?年?[—–~至-]+(?:19|20)\d\d\s?年|(?:19|20)\d\d\s?年(?:以来|起)?"
    r"|(?:今后|未来|近|过去|连续)?[三五两]年(?=累计|内|来|共|总)|实施以来(?:累计)?"
)
_OFTEN = re.compile(r"每年|每月|每学期|每学年|逐年|年均|全年|累计|每(?=生每年|人每月)")
_SLOGAN_END = re.compile(r"(?:逐年)?[“\"]?(?:两个)?[“\"]?$")
_KEPT = re.compile(r"^(?:严格|全面|认真)?(?:落实|执行|做到)(?=[一-龥]{3})")
_EACH_YEAR = re.compile(r"每年|年均|逐年|每学年")
_SUMMED_UP = re.compile(r"累计|完成(?:总)?投资|共(?:投入|发放|免除|减免)|已(?:投入|发放|拨付|完成)")
_PENALTY = re.compile(r"罚款|罚金|处以|滞纳金|违约金")
_OUTPUT = re.compile(r"(?:生产总值|GDP)[^，,。；;占]{0,8}$")
_AWARD = re.compile(r"一次性|每次|奖励|补贴|津贴|按[^，,。；;]{0,20}标准|奖补")
_TARIFF = 1_000_000
_POLICY = re.compile(r"的?(?:政策|机制|标准|要求)")
_GROWN = re.compile(
    r"(?:年均?|同比|环比|[比较](?:上年|去年|20\d\d年))?(?:增长|增加|提高|下降|减少)?$"
)
_SHARE = re.compile(r"占[^，,。；;]*(?:比例|比重)$")  # what grows is the sum, not its share
_TARIFF_OF = re.compile(
    r"每(?:班|生|人|名|辆|所|校|园|车|台|套|间|户|座|个)[^，,。；;]{0,10}(?:补助|给予|奖励|奖补|补贴)(?:资金)?(?:最高|不超过)?$"
)


def funding(scene: Scene) -> list[Row]:
    """The rows of one sentence, in reading order; ``part_of`` is set by `totals`."""
    sentence = scene.sentence
    rows: list[Row] = []
    started = baselines(sentence)
    base_starts = {numeral.start for numeral in started.values()}
    for numeral in sentence.quantities:
        if numeral.start in sentence.wordless:
            continue
        if numeral.start in base_starts and numeral.kind == "money":
            continue
        if numeral.kind == "money" and (
            _is_not_public(sentence, numeral) or is_asset(sentence, numeral)
        ):
            continue
        if numeral.kind == "money" and numeral.value is not None:
            row = _amount(scene, numeral)
        elif is_money_growth(sentence, numeral, scene.lexicon):
            row = _growth(scene, numeral)
        else:
            continue
        if numeral.start in started:
            row["serves"] |= {started[numeral.start].start}
        rows.append(row)
    rows += [_rule(scene, rule) for rule in rules(sentence)]
    return rows


def _is_not_public(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether the amount is a penalty or what an economy yields, which is no public spending."""
    low, high = sentence.left_edge(numeral.start), sentence.right_edge(numeral.span_end)
    yielded = _OUTPUT.search(sentence.slice(low, numeral.start)) is not None
    return yielded or _PENALTY.search(sentence.slice(low, high)) is not None


def _amount(scene: Scene, numeral: Numeral) -> Row:
    sentence = scene.sentence
    looks, certainty, method = status_of(scene, numeral)
    basis = basis_of(sentence, numeral, scene.lexicon)
    clause = sentence.slice(sentence.left_edge(numeral.start), numeral.start)
    if basis == "per_year" and looks == "achieved" and not _EACH_YEAR.search(clause):
        basis = "total"  # 全年支出15.63亿元 in a review is what one year cost
    if looks != "achieved" and _is_award(sentence, numeral):
        basis, looks = _award_basis(basis, scene, clause), "norm"
    row = _base(scene, numeral.start, numeral.end)
    named, (start, end) = purpose(sentence, numeral, evidence(sentence, numeral), scene.lexicon)
    if is_generic(named) and is_named_thing(heading := bare_heading(scene.context.headings[0])):
        named = heading
    return row | {
        **_purpose(scene, named, start, end),
        "amount": numeral.value,
        "amount_high": numeral.value_high,
        "unit": numeral.unit,
        "amount_cny": yuan(numeral.value, numeral),
        "amount_high_cny": yuan(numeral.value_high, numeral),
        "basis": basis,
        "status": _status(basis, looks, clause, scene),
        "period": period(sentence, numeral),
        "span": (min(start, subject_start(sentence, numeral, scene.lexicon)), end),
        "certainty": certainty,
        "method": f"amount_{method}",
    }


def _is_award(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a sum is a tariff: so much for each who qualifies (一次性奖励3000元)."""
    assert numeral.value is not None
    low, high = sentence.left_edge(numeral.start), sentence.right_edge(numeral.span_end)
    clause = sentence.slice(low, high)
    return numeral.value * numeral.power < _TARIFF and _AWARD.search(clause) is not None


def _award_basis(basis: str, scene: Scene, clause: str) -> str:
    """A one-off sum goes to a person where the clause names persons."""
    if basis == "total" and scene.lexicon.has("recipient", clause):
        return "per_person"
    return basis


def _status(basis: str, looks: str, clause: str, scene: Scene) -> str:
    """A rate in force stands; a sum of the past is spent; any other sum is committed."""
    if basis == "total" and _TARIFF_OF.search(clause) and "了" not in clause and "已" not in clause:
        return "standing"  # 每班补助8万元, in force whatever is reported beside it
    planned = scene.genre == "plan" and scene.context.plans_a_year and looks != "achieved"
    summed_up = _SUMMED_UP.search(clause) is not None and not (scene.future or planned)
    summed_up = summed_up or (looks == "achieved" and "支出" in clause)
    summed_up = summed_up or (looks == "achieved" and "生均" in clause and _is_compared(scene))
    if (basis != "total" or looks == "norm") and not summed_up:
        return "standing"
    return "spent" if looks == "achieved" or summed_up else "committed"


def _is_compared(scene: Scene) -> bool:
    """Whether a sentence compares with the year before, as only what was spent can be."""
    return compares_with_before(scene.sentence.text)


def _growth(scene: Scene, numeral: Numeral) -> Row:
    sentence = scene.sentence
    looks, certainty, _ = status_of(scene, numeral)
    named, (start, end) = purpose(sentence, numeral, evidence(sentence, numeral), scene.lexicon)
    named = _SHARE.sub("", _GROWN.sub("", named) or named)
    after = sentence.slice(numeral.span_end, numeral.span_end + 4)
    fell = is_fall(sentence, numeral)
    spent = looks == "achieved" and _POLICY.match(after) is None
    return _base(scene, numeral.start, numeral.end) | {
        **_purpose(scene, named, start, end),
        "basis": "growth_rate",
        "growth_pct": -numeral.value if fell and numeral.value is not None else numeral.value,
        "status": "spent" if spent else "rule",
        "period": period(sentence, numeral),
        "span": (start, end),
        "certainty": certainty,
        "method": "growth_rate",
    }


def _rule(scene: Scene, rule: GrowthRule) -> Row:
    sentence = scene.sentence
    subject = rule.subject.strip(' ，,“”"')
    subject = _SLOGAN_END.sub("", lead_stripped(subject, scene.lexicon))
    subject = _KEPT.sub("", subject)
    end = max(rule.end, _end(sentence, rule))
    named = (subject or sentence.slice(rule.subject_start, rule.end)).strip()
    row = _base(scene, rule.start, rule.end) | _purpose(scene, named, rule.subject_start, end)
    return row | {
        "payer": row["payer"] or ("财政" if "预算" in subject or "财政" in subject else None),
        "basis": "rule",
        "status": "rule",
        "period": "逐年" if "逐年" in sentence.slice(rule.subject_start, rule.end) else None,
        "span": (rule.subject_start, end),
        "certainty": "probable" if rule.method == "steady" else "certain",
        "method": f"rule_{rule.method}",
        "serves": set(),
    }


def _end(sentence: Sentence, rule: GrowthRule) -> int:
    """Where the words of a rule end: with their clause, or where a next one is told in it."""
    goes_on = rule.method == "only_up" and sentence.slice(rule.end, rule.end + 1) == "、"
    return rule.end if goes_on else sentence.right_edge(rule.end, CLAUSE)


def _purpose(scene: Scene, named: str, start: int, end: int) -> Row:
    """The purpose in the words of the text, and its class."""
    sentence = scene.sentence
    quote = sentence.slice(start, end)
    part = sentence.slice(sentence.left_edge(start, _PARTS), sentence.right_edge(end, _PARTS))
    found = scene.lexicon.purpose_class(named, quote, part, scene.context.headings[0])
    return {"purpose": named, "purpose_class": found}


def _base(scene: Scene, start: int, end: int) -> Row:
    """A row with everything that does not depend on the kind of statement."""
    return {
        "payer": _payer(scene, start, end),
        "amount": None,
        "amount_high": None,
        "unit": None,
        "amount_cny": None,
        "amount_high_cny": None,
        "growth_pct": None,
        "part_of": None,
        "number": (start, end),
        "serves": {start},
        "passage": scene.sentence.passage,
        "section": scene.sentence.section,
    }


def _payer(scene: Scene, start: int, end: int) -> str | None:
    """The payer by the sentence itself, by the list that it is an item of, or by the next one."""
    sentence = scene.sentence
    named = payer(sentence, start, end, scene.lexicon)
    if named is not None:
        return named
    if scene.giver is not None and is_unowned(sentence.slice(sentence.left_edge(start), start)):
        return scene.giver
    return scene.bearer


def period(sentence: Sentence, numeral: Numeral) -> str | None:
    """The stretch of time the text names for an amount, as printed: dates before frequencies."""
    shared = sentence.shared_years.get(numeral.start)
    if shared is not None:
        return f"{shared.year}年"
    low = sentence.left_edge(numeral.start)
    clause = sentence.slice(low, numeral.start)
    dated = [m.group() for m in _DATED.finditer(sentence.slice(sentence.start, numeral.start))]
    often = [m.group() for m in _OFTEN.finditer(clause)]
    if often and often[-1] != "累计":
        return often[-1]
    if "月" in numeral.rate:
        return "每月"
    if "年" in numeral.rate:
        return "每年"
    return dated[-1] if dated else (often[-1] if often else None)
