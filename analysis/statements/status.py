"""Is a number promised, required by a standing rule, or reported as reached?

The order of evidence: a turn to what is to come, the time of the section, words of the
clause, then the sentences before.
"""

from __future__ import annotations

import re
from typing import Literal

from analysis.statements.genre import is_dated_ahead
from analysis.statements.scene import Scene
from analysis.statements.sentences import Sentence
from analysis.statements.tense import (
    tells_a_change,
    tells_a_shortfall,
    unambiguous,
    without_attributes,
)
from analysis.statements.timeline import ends_on_the_past
from analysis.text.numerals import Numeral
from analysis.text.spans import Certainty

Status = Literal["target", "norm", "achieved"]
_LESSON_UNITS = frozenset({"课时", "学时", "小时", "分钟", "节"})
_FREQUENCY = re.compile(
    r"每(?:[0-9两二三四五十]+)?个?(?:人|生|名学生)?(?:天|日|周|学期|学年|年|月|班|晚)"
    r"|周课时|日均|全年|年度"
)
_THRESHOLD_AFTER = re.compile(
    r"(?:规模)?(?:及其)?的(?!标准|比例|水平|目标|任务)[^，,。；;、]{0,14}"
    r"(?:学校|幼儿园|教师|学生|人员|单位|机构|县|区|乡|镇|村|班|校|园|大班额|，|的$)"
    r"|(?:的)?大班额|人口|的，|的$"
)
_OF_MANY = re.compile(r"[一-龥]{2,6}的[一-龥]{0,4}(?:学校|幼儿园|教学点|班级?|村|乡镇)")
_YEAR = re.compile(r"(?<![由从])(?:19|20)\d\d(?=\s?年)")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_SET_AS_GOAL = re.compile(r"的[一-龥]{0,6}目标")
_BROUGHT_ABOUT = re.compile(
    r"(?:支持|带动|建设|建成|培育|打造|新增|覆盖|服务|惠及|遴选|推出)[^，,。；;不超满]{0,3}$"
)
_FULL_YEARS = re.compile(r"[^，,。；;]{0,3}的")
_SHARE_RULE = re.compile(r"(?:按|按照)[^，,。；;]{0,30}$")
_RULE_VERB = re.compile(
    r"征收|核发|计提|提取|分担|承担|拨付|核定|用于|发放|执行|安排|计算|配建|配置|配备|计核"
)
_SHARED = re.compile(r"分担|承担|负担")
_REQUIRED = frozenset({"控制在", "不超过", "不得超过", "不低于", "不少于", "至少", "不高于"})
_STAFFING = re.compile(r"配备|配置|配足|配齐|设置|设立?(?!施)")
_HABIT = re.compile(r"每[^，,。；;]{0,8}(?:至少|一般|原则上)?[^，,。；;]{0,6}$")
_COVERAGE = re.compile(r"资助面|覆盖面|浮动|上浮|下浮|额度")
_BASE = re.compile(r"按照?[^，,。；;]{0,12}$")
_DEALT = re.compile(r"每(?:百|千|万|[0-9]+)?[班校园户所名生位个课乡镇间车]")
_FOR_EACH_OF = re.compile(r"每(?:[0-9]+|[百千万两二三四五六七八九十]+)[名个所人位班户]")
_STEP = re.compile(r"每(?:增加|新增|增|满|超过|超)(?:[0-9]+|[百千万两二三四五六七八九十]+)")
_TURNS = re.compile(r"每(?:[天日周月]|学[期年])(?:[^，,。；;]{0,6})$")
_SO_FAR = re.compile(r"[\s，“\"]*(?:其中)?(?:已(?!经?[建有]成?的)|目前[，,]|截[至止]|到目前)")
_TIMES = re.compile(
    r"是(?:(?:19|20)\d\d\s?年|上一?个?五年|上年|[“\"]?十[一二三四]五[”\"]?(?:时期|期间|末)?)的"
)
_EVERY = re.compile(r"每(?:个?学[期年]|[天日周月班校园所名生位晚次])")
_CEILING = re.compile(r"(?:最长|最多|至多|最短|[上下]限)[^，,。；;]{0,6}$")


def status_of(scene: Scene, numeral: Numeral) -> tuple[Status, Certainty, str]:
    """Status of ``numeral``, how sure it is, and the rule that said so."""
    sentence = scene.sentence
    clause = sentence.slice(
        sentence.left_edge(numeral.start), sentence.right_edge(numeral.span_end)
    )
    past = _looks_back(scene, clause, numeral)
    if past == "probable" and _REQUIRED.intersection(numeral.qualifiers):
        past = None  # 肥胖率控制在12%以下 asks, whatever was reported beside it
    if past is not None:
        return "achieved", past, "achieved"
    rule = _norm_rule(scene, numeral, clause)
    if rule is not None:
        certain = rule not in ("frequency", "share", "each", "limit", "genre")
        return "norm", "certain" if certain else "probable", f"norm_{rule}"
    if scene.genre == "report" and not scene.future:
        return "achieved", "probable", "achieved_genre"
    return "target", "certain", "target"


def _is_told_so_far(scene: Scene, at: int) -> bool:
    """Whether the part of the sentence between semicolons tells what has been reached by now
    (已完成32座，占计划的64%) or compares with what was (是2015年的1.8倍)."""
    sentence = scene.sentence
    text = sentence.text
    low = max(text.rfind("；", 0, at - sentence.start), text.rfind(";", 0, at - sentence.start)) + 1
    high = text.find("；", at - sentence.start)
    part = text[low : high if high >= 0 else len(text)]
    if _SO_FAR.match(part) is None and _TIMES.search(part) is None:
        return False
    return not is_dated_ahead(part) and not scene.lexicon.looks_ahead(part)


def _stands_before_the_turn(scene: Scene, at: int) -> bool:
    """Whether a sentence reports up to the number and looks ahead only behind its clause
    (据悉，共投资2.5亿元，建设22所，将于明年竣工)."""
    sentence, lexicon = scene.sentence, scene.lexicon
    words = sentence.slice(sentence.start, sentence.right_edge(at))
    if scene.genre == "plan" and scene.context.plans_a_year:
        words = unambiguous(words)
    if scene.genre != "plan" and ends_on_the_past(words, lexicon):
        return True
    if is_dated_ahead(words) or lexicon.looks_ahead(without_attributes(words)):
        return False
    years = [int(year) for year in _YEAR.findall(_BRACKETS.sub("", words))]
    if scene.begins is not None and years and max(years) < scene.begins:
        return True
    return lexicon.has("past_sentence", words) or "已" in words


def _looks_back(scene: Scene, clause: str, numeral: Numeral) -> Certainty | None:
    """How sure it is that the number reports what was; None where it does not."""
    lexicon, at = scene.lexicon, numeral.start
    if lexicon.has("future_turn", lexicon.meant(scene.sentence.text)):
        return None
    if scene.genre == "plan" and scene.context.plans_a_year and "已" not in clause:
        clause = unambiguous(clause)
    cue = clause if not lexicon.looks_ahead(clause) else clause.replace("目前", "")
    changed = tells_a_change(clause) and not is_dated_ahead(clause)
    told = changed or lexicon.has("past_cue", cue)
    if (scene.context.review and not scene.turned) or (
        told and not lexicon.has("expected", without_attributes(clause))
    ):
        return "certain"
    if lexicon.has("past_weak", clause) and not scene.future:
        return "certain"
    if _SET_AS_GOAL.match(scene.sentence.slice(numeral.span_end, numeral.span_end + 12)):
        return None
    short = numeral.unit_kind == "share" and tells_a_shortfall(scene.sentence.slice(at - 4, at))
    if short or _is_told_so_far(scene, at):
        return "probable"
    before = scene.past or (not scene.turned and _stands_before_the_turn(scene, at))
    return "probable" if before else None


def _norm_rule(scene: Scene, numeral: Numeral, clause: str) -> str | None:
    """Name of the reason why a number is a standing rule, or None."""
    sentence, lexicon = scene.sentence, scene.lexicon
    before = sentence.slice(sentence.left_edge(numeral.start), numeral.span_start)
    after = sentence.slice(numeral.span_end, sentence.right_edge(numeral.span_end))
    if scene.context.regulation:
        return "regulation"
    if is_threshold(sentence, numeral):
        return "threshold"
    if numeral.unit_kind == "share" and _is_rate_rule(before, after):
        return "share"
    if numeral.ratio is not None and _SHARED.search(after):
        return "share"
    if lexicon.has("norm_modal", clause):
        return "modal"
    first = sentence.left_edge(numeral.start) if numeral.unit == "节" else sentence.start
    span = sentence.slice(first, numeral.end)
    if numeral.unit in _LESSON_UNITS and _FREQUENCY.search(span):
        return "frequency"
    if _STAFFING.search(before) and _FOR_EACH_OF.search(before):
        return "staffing"
    if _STAFFING.search(before) and lexicon.has("staff_noun", after) and _is_ratio(numeral, before):
        return "staffing"
    if lexicon.has("visit_noun", clause) and _HABIT.search(before):
        return "frequency"
    return None if _is_dated(scene) else _undated_rule(scene, numeral, before, after)


def _is_dated(scene: Scene) -> bool:
    """Whether the sentence says by when: then even a bound is a promise."""
    words = scene.sentence.text
    return is_dated_ahead(words) or scene.lexicon.looks_ahead(words)


def _undated_rule(scene: Scene, numeral: Numeral, before: str, after: str) -> str | None:
    """Bounds without a date: for each of something, of length, by the kind of text."""
    bounded = numeral.comparator in ("<=", ">=", "<", ">")
    if _BASE.search(before) and _RULE_VERB.match(after[after.find("的") + 1 :].lstrip("个学位")):
        return "share"
    if bounded and _DEALT.search(before) and not scene.lexicon.has("achieve_verb", before + after):
        return "each"
    if _STEP.search(before) is not None:
        return "each"
    if numeral.unit == "次" and _TURNS.search(before) is not None:
        return "limit"
    if numeral.unit in _LESSON_UNITS and (bounded or _EVERY.search(before)):
        return "limit"
    words = scene.sentence.slice(numeral.start - 10, numeral.start)
    if _CEILING.search(words) and numeral.unit_kind in ("time", "count"):
        return "limit"
    dealt = bounded or _EVERY.search(before) is not None
    if scene.genre == "rules" or (scene.genre == "ordering" and dealt):
        return "genre"
    return None


def _is_rate_rule(before: str, after: str) -> bool:
    """按30%核发, 县财政承担50%, 5%用于教师培训: a share by which money is dealt out."""
    if _SHARE_RULE.search(before) or _RULE_VERB.match(after):
        return True
    if _COVERAGE.search(before) and "实现" not in before:
        return True
    return _RULE_VERB.search(before[-4:]) is not None


def _is_ratio(numeral: Numeral, before: str) -> bool:
    """Whether staffing is told as a rule: a floor, or so many for each school or class."""
    return "至少" in numeral.qualifiers or "每" in before or "各" in before


def is_threshold(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether the number marks out what a rule applies to (超过1000人规模的学校)."""
    after = sentence.slice(numeral.span_end, min(sentence.end, numeral.span_end + 20))
    before = sentence.slice(numeral.start - 6, numeral.start)
    if _BROUGHT_ABOUT.search(before) is not None:
        return False
    if numeral.unit == "年" and before.endswith("连续"):
        return "的" in after[:14] or "，" in after[:10]
    if numeral.comparator in ("=", "~", "range"):
        return before.endswith("满") and _FULL_YEARS.match(after) is not None
    if numeral.unit_kind == "share":
        return False
    return _THRESHOLD_AFTER.match(after) is not None or (
        numeral.unit in ("人", "名") and _OF_MANY.match(after) is not None
    )
