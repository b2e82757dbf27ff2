"""From a clause to words: what is measured, and the smallest quote that shows it."""

from __future__ import annotations

import re

from analysis.statements.lexicon import StatementLexicon
from analysis.statements.sentences import ITEM, Sentence
from analysis.text.numerals import Numeral

_HAN = re.compile(r"[\u4e00-\u9fff]")
_TIME_LEAD = re.compile(
    r"^(?:[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期|末|以来)|(?:到|至|截至|截止|争取|力争)?\s?"
    r"(?:19|20)\d\d\s?年?(?:[—–~至-]+(?:20\d\d)年?)?(?:底|末|前|以来|期间)*(?:前|年末)?|年内|目前|同时|其中|并|且|还|也|均|共|全年)+"
)
_TRAILING = re.compile(
    r"(?:的|比例|占比)?(?:均|都|已|力争|争取|分别|全部|基本|总数|总计|共计|合计|累计|共|约|近|达|有|为|是|至|到|在|占|按|按照)+$"
)
_PARENTHESES = re.compile(r"[（(][^（()）]*$|^[^（()）]*[）)]")
_PER = re.compile(r"每\s?(?:[0-9０-９]+|[零〇一二三四五六七八九十百千万两]+)\s?")
_LIMIT = 60


def evidence(sentence: Sentence, numeral: Numeral) -> tuple[int, int]:
    """Clean span of the smallest stretch that shows what is measured and its number."""
    end = max(numeral.span_end, sentence.right_edge(numeral.span_end, ITEM))
    nearer = [n.span_start for n in sentence.quantities if n.start > numeral.end and n.start < end]
    if nearer and _weight(sentence.slice(numeral.span_end, nearer[0])) == 0:
        end = numeral.span_end
    start = sentence.left_edge(numeral.span_start, ITEM)
    for _ in range(4):
        left = sentence.slice(start, numeral.span_start)
        right = sentence.slice(numeral.span_end, end)
        if names_something(left, right) or start <= sentence.start:
            break
        start = sentence.left_edge(max(sentence.start, _back(sentence, start)), ITEM)
    while end > numeral.span_end and sentence.slice(end - 1, end) in " \n\u3000":
        end -= 1
    return start, end


def _back(sentence: Sentence, start: int) -> int:
    """Position just in front of the break before ``start``."""
    at = start - 1
    while at > sentence.start and sentence.slice(at, at + 1) in " \u3000" + ITEM:
        at -= 1
    return at + 1 if sentence.slice(at, at + 1) not in ITEM else at


def names_something(left: str, right: str) -> bool:
    """Whether the words around a number name what it measures."""
    body = _strip(left)
    if _weight(body) >= 2 and not _leans_back(body):
        return True
    return _weight(right) >= 2


def _leans_back(words: str) -> bool:
    """占参考人数的 and 增长 lean on the clause in front of them."""
    return words.startswith(
        (
            "占",
            "其中",
            "比上年",
            "较上年",
            "较去年",
            "比",
            "较",
            "增长",
            "提高",
            "同比",
            "分别",
            "上线率",
            "达",
            "最高",
        )
    )


def _weight(words: str) -> int:
    return len(_HAN.findall(words))


def _strip(words: str) -> str:
    return _TIME_LEAD.sub("", words.strip(" \u3000,，、；;“”"))


def indicator(sentence: Sentence, numeral: Numeral, lexicon: StatementLexicon) -> str:
    """A readable name of what is measured, composed from the words around the number."""
    start, end = evidence(sentence, numeral)
    left = sentence.slice(start, numeral.span_start)
    right = sentence.slice(numeral.span_end, end)
    others = [n for n in sentence.quantities if start <= n.start < numeral.start]
    if others:
        left = _without(sentence, start, numeral.span_start, others)
    left = _TIME_LEAD.sub("", left.strip(" \u3000,，、；;:："))
    left = lexicon.cues["lead_word"].sub("", left, count=1) if left else left
    left = _reach_stripped(left, lexicon)
    right = re.sub(r"^(?:的|以上|左右)", "", right).strip(" \u3000，,、；;。：:“”")
    name = (left + right).strip(" ，,、；;的") or (left or right) or sentence.text
    return re.sub(r"[\s，,]+", "", name)[:_LIMIT] or sentence.text[:_LIMIT]


def _without(sentence: Sentence, start: int, end: int, others: list[Numeral]) -> str:
    """The words left of a number without earlier numbers and their units."""
    pieces, at = [], start
    for other in others:
        if other.span_start > at:
            pieces.append(sentence.slice(at, other.span_start))
        at = max(at, other.span_end)
    pieces.append(sentence.slice(at, end))
    return "".join(pieces).replace("、、", "、")


def _reach_stripped(left: str, lexicon: StatementLexicon) -> str:
    """Without the verb of reaching and the qualifiers that end it."""
    reach = lexicon.cues["reach_verb"]
    changed = True
    while changed and left:
        changed = False
        for match in reach.finditer(left):
            if match.end() == len(left) and match.start() > 0:
                left, changed = left[: match.start()], True
                break
        trimmed = _TRAILING.sub("", left).rstrip(" ，,、")
        if trimmed and trimmed != left:
            left, changed = trimmed, True
    return left
