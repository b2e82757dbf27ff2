"""Rules about the growth of money: with a rate (年均增长10%), or without (只增不减)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from analysis.statements.lexicon import StatementLexicon
from analysis.statements.sentences import CLAUSE, Sentence
from analysis.text.numerals import Numeral
from analysis.text.wordlist import alternatives

_RATE_VERB = re.compile(
    r"(?:增长|增幅|递增|增加|(?<=[年期])增|提高|上浮|下降|减少|降低|回落|下浮|压减)(?:不低于|不少于|达到?|约|至少|为|率|幅度|了|超过|比例)*\s?$"
)
_FALL = re.compile(r"(?:下降|减少|降低|回落|下浮|压减)(?:约|了|超过|达到?)*\s?$")
_COMPARED = re.compile(r"(?:比上年|同比|较上年|较去年|比去年|较20\d\d年|比20\d\d年)$")
_JOINTS = frozenset("和、与及")
_JOINT = re.compile("[、和与及，]{1,2}")
_ADVERB = re.compile(
    r"(?:年均|每年|逐年|平均|同比|环比|同口径|可比口径|按可比价|全年|分别|较[^，,。；;]*|比[^，,。；;]*)+$"
)
_ONLY_UP = re.compile(r"[“\"]?(?:两个)?[“\"]?只增不减[”\"]?")
_TWO_PARTS = re.compile(
    r"(?P<first>[^，,。；;]*支出)和(?P<second>[^，,。；;]*?支出)(?:逐年)?[“\"]?(?:两个)?[“\"]?$"
)
_SPELLED_WITHIN = 120  # characters
_WAGE = re.compile(
    r"(?:工资|收入|待遇)[^，,。；;]{0,12}?(?P<rule>不低于(?:或高于)?|不得低于|高于)[^，,。；;]{0,12}公务员"
)
_ABOVE_INCOME = re.compile(
    r"(?:拨款|支出|投入|经费)的?增长(?:幅度|比例)?(?P<rule>应当?|要)?(?:明显|适当)?高于[^，,。；;]{0,16}增长"
)
_STEADY = re.compile(
    r"(?:确保|保证|保障)(?P<subject>[^，,。；;]{0,24}?(?:公用经费|经费|费用|投入|拨款|工资|待遇)[^，,。；;]{0,8}?)"
    r"(?P<rule>(?:逐步|逐年|持续|稳步|稳定|持续稳定)(?:增长|提高|增加))(?!的)"
)


_STEADILY = ("逐步", "逐年", "稳步", "稳定", "持续")
#: Words without which no rule of growth can stand; a cheap way to pass over a sentence.
TRIGGER = re.compile(
    alternatives(
        [
            "只增不减",
            "公务员",
            "增长",
            *(how + verb for how in _STEADILY for verb in ("提高", "增加")),
        ]
    )
)


_STEADY_ALONE = re.compile(
    r"(?:^|[，。；])(?P<subject>[^，,。；;]{0,20}(?:支出|投入|经费|拨款))"
    r"(?P<rule>(?:逐年|稳步|持续|逐步)(?:稳定)?增长)(?=[，。；]|$)"
)


class GrowthRule(NamedTuple):
    """A rule without an amount: span of its words, of its subject, and its name."""

    start: int
    end: int
    subject_start: int
    subject: str
    method: str


def is_money_growth(sentence: Sentence, numeral: Numeral, lexicon: StatementLexicon) -> bool:
    """Whether a percentage says how money grows (年均增长10%), not how something else does."""
    if numeral.unit != "%":
        return False
    earlier = sentence.quantities_within(sentence.start, numeral.start)
    if earlier and sentence.slice(earlier[-1].span_end, numeral.start) in _JOINTS:
        return is_money_growth(sentence, earlier[-1], lexicon)
    low = sentence.left_edge(numeral.span_start)
    clause = sentence.slice(low, numeral.span_start)
    verb = _RATE_VERB.search(clause)
    if verb is None:
        return False
    subject = _ADVERB.sub("", _COMPARED.sub("", clause[: verb.start()]))
    if len(re.sub(r"[^\u4e00-\u9fff]", "", subject)) >= 2:
        return lexicon.has("money_subject", subject)
    if earlier and (
        earlier[-1].kind == "money" or _is_share_of_money(sentence, earlier[-1], lexicon)
    ):
        return True
    return lexicon.has("money_subject", subject)


def _is_share_of_money(sentence: Sentence, numeral: Numeral, lexicon: StatementLexicon) -> bool:
    """Whether a number tells the share of a sum, whose growth the next clause may tell
    (教育支出占预算比例不低于18%，年均增长6%)."""
    clause = sentence.slice(sentence.left_edge(numeral.span_start), numeral.span_start)
    subject, share, _ = clause.partition("占")
    return bool(share) and numeral.unit == "%" and lexicon.has("money_subject", subject)


def is_fall(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether the clause of a rate of growth says that the money fell (下降1.5%)."""
    clause = sentence.slice(sentence.left_edge(numeral.span_start), numeral.span_start)
    return _FALL.search(clause) is not None


def rules(sentence: Sentence) -> Iterator[GrowthRule]:
    """Growth rules without an amount, in reading order."""
    text = sentence.text
    found: list[GrowthRule] = []
    if TRIGGER.search(text) is None:
        return
    if "只增不减" in text:
        found += _only_up(sentence)
    for name, pattern in (
        ("wage_floor", _WAGE),
        ("above_income", _ABOVE_INCOME),
        ("steady", _STEADY),
        ("steady", _STEADY_ALONE),
    ):
        for match in pattern.finditer(text):
            group = match.span("rule") if match["rule"] else match.span()
            rule = _rule(sentence, *group, name)
            if not any(known.start == rule.start for known in found):
                found.append(rule)
    yield from sorted(found)


def _only_up(sentence: Sentence) -> Iterator[GrowthRule]:
    """只增不减, once for each part that is spelled out, once for the slogan alone."""
    matches = list(_ONLY_UP.finditer(sentence.text))
    spelled = [m for m in matches if "两个" not in m.group() and not _slogan_before(sentence, m)]
    told = 0
    for match in matches:
        if match not in spelled and spelled:
            continue
        start = match.start() + match.group().find("只增不减")
        rule = _after(sentence, _rule(sentence, start, start + 4, "only_up"), told)
        told = match.end()
        two = _TWO_PARTS.search(
            sentence.text[: match.start()] + ("两个" if "两个" in match.group() else "")
        )
        if two is None:
            yield rule
            continue
        low = sentence.start + two.start("first")
        yield rule._replace(subject_start=low, subject=two["first"])
        second = sentence.start + two.start("second")
        yield rule._replace(subject_start=second, subject=two["second"])


def without_slogans(rows: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Rows without “两个只增不减” where the sentences behind spell out its parts."""
    starts = [row["number"][0] for row in rows if row["method"] == "rule_only_up"]

    def is_spelled_out(row: dict[str, Any]) -> bool:
        at = row["number"][0]
        slogan = row["method"] == "rule_only_up" and "两个" in text[max(0, at - 3) : at]
        return slogan and any(at < start <= at + _SPELLED_WITHIN for start in starts)

    return [row for row in rows if not is_spelled_out(row)]


def _after(sentence: Sentence, rule: GrowthRule, told: int) -> GrowthRule:
    """The rule without what an earlier one of its clause (甲只增不减、乙只增不减) has said."""
    low = sentence.start + told
    if not told or rule.subject_start >= low:
        return rule
    low += len(joint.group()) if (joint := _JOINT.match(sentence.slice(low, rule.start))) else 0
    return rule._replace(subject_start=low, subject=sentence.slice(low, rule.start))


def _slogan_before(sentence: Sentence, match: re.Match[str]) -> bool:
    return sentence.text[: match.start()].rstrip('“"').endswith("两个")


def _rule(sentence: Sentence, start: int, end: int, method: str) -> GrowthRule:
    at = sentence.start + start
    low = min(sentence.past_marks(sentence.left_edge(at, CLAUSE)), at)
    subject = sentence.slice(low, at)
    return GrowthRule(at, sentence.start + end, low, subject, method)
