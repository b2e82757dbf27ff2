"""Is a number promised, required by a standing rule, or reported as reached?

The order of evidence: a turn to what is to come, the time of the section, words of the
clause, then the sentences before.
"""

from __future__ import annotations

import re
from typing import Literal

from analysis.statements.scene import Scene
from analysis.statements.sentences import Sentence
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
_FULL_YEARS = re.compile(r"[^，,。；;]{0,3}的")
_SHARE_RULE = re.compile(r"(?:按|按照)[^，,。；;]{0,30}$")
_RULE_VERB = re.compile(r"征收|核发|计提|提取|分担|承担|拨付|核定|用于|发放|执行|安排|计算")
_SHARED = re.compile(r"分担|承担|负担")
_REQUIRED = frozenset({"控制在", "不超过", "不得超过", "不低于", "不少于", "至少", "不高于"})
_STAFFING = re.compile(r"配备|配置|配足|配齐|设置|设立?(?!施)")
_HABIT = re.compile(r"每[^，,。；;]{0,8}(?:至少|一般|原则上)?[^，,。；;]{0,6}$")
_COVERAGE = re.compile(r"资助面|覆盖面|浮动|上浮|下浮|额度")
_REGULATION_TITLE = re.compile(r"(?:条例|办法|规定|标准|规程|细则|准则)(?:[（(][^）)]*[）)])?$")


def status_of(scene: Scene, numeral: Numeral) -> tuple[Status, Certainty, str]:
    """Status of ``numeral``, how sure it is, and the rule that said so."""
    sentence = scene.sentence
    clause = sentence.slice(
        sentence.left_edge(numeral.start), sentence.right_edge(numeral.span_end)
    )
    past = _looks_back(scene, clause)
    if past == "probable" and _REQUIRED.intersection(numeral.qualifiers):
        past = None  # 肥胖率控制在12%以下 asks, whatever was reported beside it
    if past is not None:
        return "achieved", past, "achieved"
    rule = _norm_rule(scene, numeral, clause)
    if rule is not None:
        return "norm", "probable" if rule in ("frequency", "share") else "certain", f"norm_{rule}"
    return "target", "certain", "target"


def _looks_back(scene: Scene, clause: str) -> Certainty | None:
    """How sure it is that the number reports what was; None where it does not."""
    lexicon = scene.lexicon
    if lexicon.has("future_turn", scene.sentence.text):
        return None
    if scene.context.review or lexicon.has("past_cue", clause):
        return "certain"
    if lexicon.has("past_weak", clause) and not scene.future:
        return "certain"
    return "probable" if scene.past else None


def _norm_rule(scene: Scene, numeral: Numeral, clause: str) -> str | None:
    """Name of the reason why a number is a standing rule, or None."""
    sentence, lexicon = scene.sentence, scene.lexicon
    before = sentence.slice(sentence.left_edge(numeral.start), numeral.span_start)
    after = sentence.slice(numeral.span_end, sentence.right_edge(numeral.span_end))
    if scene.context.regulation or _REGULATION_TITLE.search(scene.context.title):
        return "regulation"
    if is_threshold(sentence, numeral):
        return "threshold"
    if numeral.unit_kind == "share" and _is_rate_rule(before, after):
        return "share"
    if numeral.ratio is not None and _SHARED.search(after):
        return "share"
    if lexicon.has("norm_modal", clause):
        return "modal"
    span = sentence.slice(sentence.start, numeral.end)
    if numeral.unit in _LESSON_UNITS and _FREQUENCY.search(span):
        return "frequency"
    if _STAFFING.search(before) and lexicon.has("staff_noun", after) and _is_ratio(numeral, before):
        return "staffing"
    if lexicon.has("visit_noun", clause) and _HABIT.search(before):
        return "frequency"
    return None


def _is_rate_rule(before: str, after: str) -> bool:
    """按30%核发, 县财政承担50%, 5%用于教师培训: a share by which money is dealt out."""
    if _SHARE_RULE.search(before) or _RULE_VERB.match(after) or _COVERAGE.search(before):
        return True
    return _RULE_VERB.search(before[-4:]) is not None


def _is_ratio(numeral: Numeral, before: str) -> bool:
    """Whether staffing is told as a rule: a floor, or so many for each school or class."""
    return "至少" in numeral.qualifiers or "每" in before or "各" in before


def is_threshold(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether the number marks out what a rule applies to (超过1000人规模的学校)."""
    after = sentence.slice(numeral.span_end, min(sentence.end, numeral.span_end + 20))
    before = sentence.slice(numeral.start - 2, numeral.start)
    if numeral.unit == "年" and before.endswith("连续"):
        return "的" in after[:14] or "，" in after[:10]
    if numeral.comparator in ("=", "~", "range"):
        return before.endswith("满") and _FULL_YEARS.match(after) is not None
    if numeral.unit_kind == "share":
        return False
    return _THRESHOLD_AFTER.match(after) is not None
