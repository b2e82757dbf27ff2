"""The words over the columns of an indicator table, and what may stand under them."""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d{2}(?: ?年)?(?: ?(?:[值末]|目标值?|实际值?|现状值?|完成值?|规划值?))?[)）]?"
_CHANGE = r"(?:五年|年均|年|累计)*(?:增长|增速|增幅|增减)[率值量]?|累计"
#: A column of numbers: 2025年, 现状值, “十四五”末, 年均增长（%）.
VALUE_HEADER = re.compile(
    rf"(?:{_YEAR}|基期值?|现状值?|目标值?|规划值?"
    rf"|[“\"]?十[三四五六]五[”\"]?(?:末|期末)?(?:目标|规划)?值?|{_CHANGE})"
    r"\s*(?:[(（][^()（）]{1,8}[)）])?"
)
NATURE_HEADER = re.compile(r"(?:指标)?(?:属 {0,4}性|性 {0,4}质|类 {0,4}型)")
UNIT_HEADER = re.compile(r"(?:计量)?单 {0,4}位")
LABEL_HEADER = re.compile(
    r"(?:主要|具体|规划|发展)?(?:指 {0,4}标|项 {0,4}目|内 {0,4}容|类 {0,4}别)(?:名称|内容)?"
)
ORDER_HEADER = re.compile(r"序 {0,4}号|编 {0,4}号")
_SCALAR = (
    r"(?:[≥≤＞＜><～~约达]\s*)?[-+]?\d[\d,.]*(?:\s*[%％‰])?"
    r"(?:[-–—~～:：]\d[\d.]*[%％]?)?(?:\s*(?:以上|以下|左右|以内))?"
)
#: A number as a table prints it, bare or, for a sum over years, in brackets; or a dash.
VALUE = re.compile(rf"{_SCALAR}|\[{_SCALAR}\]|［{_SCALAR}］|〔{_SCALAR}〕|[-—–/]{{1,3}}")
NATURE = re.compile(r"预期性?|约束性?|预期性指标|约束性指标|导向性")
#: What ends a table: the next heading, a note, an annex.
HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|第[一二三四五六七八九十]{1,3}[章节]|备?注[:：]|说明[:：]|附[件录]"
)
