"""Do the sentences of a section tell what has been, or what is to come?"""

from __future__ import annotations

import re

from analysis.statements.context import lead_year, plan_start
from analysis.statements.genre import is_dated_ahead
from analysis.statements.lexicon import StatementLexicon
from analysis.statements.payers import subject_payer
from analysis.statements.sentences import Sentence
from analysis.statements.tense import (
    compares_with_a_year,
    compares_with_before,
    rises_to,
    tells_a_change,
    tells_of_months,
    tells_of_stock,
    tells_problems,
    tells_results,
    unambiguous,
    without_attributes,
)

_COMPARED_PLAN = re.compile(
    r"[较比][“\"]?十[一二三四五六七]五[”\"]?(?:期间|时期|末)?[^，,。；;]{0,4}[增提减下]"
)
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]|《[^《》]*》")
_SCOPE = re.compile(r"\s*(?:目前)?(?:，|,)?(?:全[省市区县州]|[我本][省市区县])")
_TURN = re.compile(
    r"\s*(?:(?:下一?步|接下来|今后|下一阶段|明年)[一-龥]{0,8}[，,]"
    r"|(?:今年|新的一年)[，,]?(?:我们)?(?:要|将重点|将着力|重点工作)"
    r"|20\d\d\s?年(?:度)?(?:主要|重点|发展|工作|预期)*(?:目标|打算|安排|计划|思路|要点)[：:])"
)
_SUBJECT = 24  # characters: a subject stands in front
_VERBS = ("doing_verb", "norm_modal", "bound_verb")
_CLAUSES = re.compile("[，,；;]")
_CONTINUES = ("其中", "此外", "另有")


class Timeline:
    """What the sentences of one section say about time, up to the one stepped into last."""

    def __init__(
        self,
        lexicon: StatementLexicon,
        begins: int | None,
        *,
        now: int | None,
        reports: bool,
        plan: bool,
        ahead: bool = False,
    ) -> None:
        self._lexicon = lexicon
        self._begins = begins
        self._now = now
        self._plan = plan
        self._ahead = ahead
        self.future = False
        self.past = self._review = reports
        self._then = self.past, self.future
        self.lead: int | None = None
        #: The treasury that a sentence of the section has named as giving (中央财政多措并举).
        self.giver: str | None = None
        #: Whether the section has come to what is next (下一步，…), which lasts to its end.
        self.turned = False

    def follow(self, above: Timeline | None) -> None:
        """Go on in the time of the section that a list stands under (具体情况如下：1.…)."""
        if above is not None:
            self.giver = above.giver
        if above is not None and not self._plan:
            self.past, self.future = self.past or above.past, above.future
            self._review = self.past
            self._then = self.past, self.future

    def hear(self, words: str) -> None:
        """Take the treasury with which a passage begins that holds nothing to be read."""
        if "财政" in words[:_SUBJECT]:
            self.giver = subject_payer(words, self._lexicon) or self.giver

    def step(self, sentence: Sentence) -> None:
        """Step into the next sentence.

        A bare list of facts goes on in the time of the sentence before it (2021年末全市共有
        …。特殊教育学校1所，在校学生206人。). What a span of the past opens (五年来，…) goes on,
        verbs or not, until a sentence looks ahead or asks.
        """
        words, lexicon = sentence.text, self._lexicon
        forward = self._forward(words)
        self.hear(words)
        before = self.past, self.future = self._then
        self.turned = (self.turned or _TURN.match(words) is not None) and not (
            "已" in words and self._tells(words)
        )
        if self.turned or (forward and lexicon.has("future_turn", words)):
            self.past, self.future = False, True
        elif _is_dated_before(sentence, self._begins) or (not forward and self._tells(words)):
            self.past, self.future = True, False
        elif forward and not lexicon.has("past_sentence", words):
            self.past, self.future = False, True
        elif not forward and (
            _is_bare_count(sentence, lexicon)
            or (self._review and not lexicon.has("norm_modal", words))
        ):
            self.past = True
        elif (self.past or forward) and not _goes_on(words, lexicon):
            self.past, self.future = False, self.future or forward
        if not sentence.quantities and "20" in words:
            self.lead = lead_year(words, lexicon) or self.lead
        both = forward and not self._plan and self._tells(words)
        self._then = before if both else (self.past, self.future)
        if both and ends_on_the_past(words, lexicon):
            self._then = True, False
        opens = not self._plan or lexicon.has("past_span", words)
        self._review = self._then[0] and (self._review or opens)

    def _forward(self, words: str) -> bool:
        """Whether a sentence looks ahead."""
        if is_dated_ahead(words) or rises_to(words, self._now):
            return True
        if not self._plan:
            words = words.replace("目标", "")  # 围绕目标 tells no plan in a report
        return self._lexicon.looks_ahead(without_attributes(words))

    def _tells(self, words: str) -> bool:
        """Whether a sentence that does not look ahead tells what has been."""
        if self._ahead and "已" not in words:
            words = unambiguous(words)
        if self._lexicon.has("past_sentence", words) or compares_with_before(words):
            return True
        if tells_of_stock(words) or tells_problems(words) or tells_of_months(words):
            return True
        if self._plan:
            return False
        told = tells_a_change(words) or compares_with_a_year(words) or tells_results(words)
        weak = self._lexicon.has("past_weak", words) and (not self.future or "已" in words)
        return told or weak


def _is_dated_before(sentence: Sentence, begins: int | None) -> bool:
    """Whether all that dates a sentence lies before the document's own period."""
    if "五" in sentence.text and _COMPARED_PLAN.search(sentence.text) is not None:
        return True
    dated = [n for n in sentence.numerals if n.kind == "year" and n.years]
    if begins is None or not (dated or "五" in sentence.text):
        return False
    words = _BRACKETS.sub(lambda match: " " * len(match.group()), sentence.text)
    at = sentence.start
    dated = [n for n in dated if sentence.text[max(n.start - at - 1, 0)] not in "由从"]
    years = [max(n.years) for n in dated if words[n.start - at] != " "]
    plan = plan_start(words)
    if plan is not None:
        years.append(plan)
    return bool(years) and max(years) < begins


def _is_bare_count(sentence: Sentence, lexicon: StatementLexicon) -> bool:
    """全区中小学教师6321人，其中高级职称1232人: what there is, told without any verb."""
    words = sentence.text
    if _SCOPE.match(words) is None or any(lexicon.has(role, words) for role in _VERBS):
        return False
    counted = [n for n in sentence.quantities if n.unit_kind == "count" and n.comparator == "="]
    return bool(counted) and counted[0] is sentence.quantities[0]


def ends_on_the_past(words: str, lexicon: StatementLexicon) -> bool:
    """Whether the last clause that says anything of time reports (2023年计划撤并20所，上半年
    已完成16所，安置学生600人)."""
    for clause in reversed(_CLAUSES.split(words)):
        if is_dated_ahead(clause) or lexicon.looks_ahead(without_attributes(clause)):
            return False
        if lexicon.has("past_sentence", clause) or "已" in clause or tells_a_change(clause):
            return True
    return False


def _goes_on(words: str, lexicon: StatementLexicon) -> bool:
    """Whether a sentence keeps the time of the one before: 其中…, or facts without a verb."""
    return words.lstrip().startswith(_CONTINUES) or not lexicon.has("doing_verb", words)
