"""Who pays: the body or the levels of government that the text names for an amount.

Its own sentence is asked first, then the sentence that opens its list, then the one behind.
"""

from __future__ import annotations

import re

from analysis.statements.lexicon import StatementLexicon
from analysis.statements.sentences import ITEM, Sentence

_NO_SUBJECT = re.compile(
    r"^\s*(?:按照?|用于|设立|建立|给予|发放|奖励|补助|共计?|总计|每年|安排|投入)"
    r"|^\s*[^，,。；;]{0,14}(?:的再奖|再给予|再奖励)"
)
_LEVEL = (
    r"(?:中央|国家|自治区|兵团|地方|(?:省|市|县|区|州|旗|镇|乡镇)级?|县[（(]市、?区?[）)])(?:财政)?"
)
#: Levels that pay together: 中央和省级, 省、市、县三级财政.
_LEVELS = rf"{_LEVEL}(?:(?:[、和与及]|以及){_LEVEL})*(?:[两三四]级(?:财政)?)?"
_ITEM_PAYER = re.compile(
    rf"(?:其中|包括)?[:：]?\s*({_LEVELS}|社会|学校|企业)(?:配套|自筹|资金|投入|拨付|承担|补助|捐赠)*"
)
_JOINT_LEVELS = re.compile(rf"{_LEVEL}(?:(?:[、和与及]|以及){_LEVEL})+(?:[两三四]级(?:财政)?)?")
_TOGETHER = re.compile(
    _JOINT_LEVELS.pattern
    + r"(?=(?:自筹|配套|专项|财政|补助|奖补|拨付)*(?:资金|投资|投入|经费)|配套|拨付"
    r"|按[^，,。；;]{0,16}(?:承担|分担)|共同)"
)
_LEVEL_FUNDS = re.compile(
    r"(中央|省级|市级|区级|县级|州级|镇级|自治区|兵团|乡镇|社会|学校|企业|上级)"
    r"(?=(?:自筹|配套|专项|财政|捐[助赠]|拨付)*(?:资金|投资|投入|经费|补助|奖补|拨款)"
    r"|配套|自筹|拨付|捐赠)"
)
_BODY_PAYS = re.compile(
    r"((?:财政|教育)部|[省市区县州][一-龥]{0,6}?(?:厅|局|委|政府)|[镇乡](?:党委)?政府|自治区|县（市、区）)"
    r"[^，,。；;]{0,16}?(?:安排|拨付|下达|投入|投资|支付|补助|配套|筹措)"
)
_BORNE_BY = re.compile(
    r"由[^，,。；;]{2,24}?(?:承担|分担|负担|解决|安排|列支|支付|统筹|拨付|予以保障)"
)
_BORNE_BEHIND = re.compile(
    r"\s*(?:以上|上述|其?所需)(?:资金|经费|费用|补助|补贴|支出)?[^。；;\n由]{0,14}"
    + _BORNE_BY.pattern
)
_BESIDE = 16
_BEHIND = 60
_ITEM_OF_LIST = re.compile(
    r"^\s*(?:[一二三四五六七八九十]是|[（(]?[0-9一二三四五六七八九十]{1,2}[.．、）)])?\s*"
    r"(?:累计|共|再|新增|另|每年|(?:19|20)\d\d年)*(?:安排|下达|拨付|投入|列支|筹措)"
)
_SUBJECT = re.compile(r"\s*(?:(?:19|20)\d\d\s?年(?:以来)?|近年来|今年(?:以来)?)?[，,]?\s*")


def payer(sentence: Sentence, start: int, end: int, lexicon: StatementLexicon) -> str | None:
    """The body that pays: named in the clause of the amount, in front of a clause without a
    subject of its own (政府专列预算资金，按照生均100元…), or behind (所需经费由县财政承担)."""
    low = sentence.left_edge(start)
    before = sentence.slice(low, start)
    together = [m for m in _TOGETHER.finditer(before) if len(before) - m.end() <= _BESIDE]
    if together:
        return together[-1].group()
    alone = _ITEM_PAYER.fullmatch(sentence.slice(sentence.left_edge(start, ITEM), start).strip())
    if alone is not None:
        return alone[1]
    item = sentence.slice(sentence.left_edge(start, ITEM), start)
    if len(item) < len(before) and "上级" in item:
        return "上级"
    named = [m.group() for m in lexicon.payers.finditer(before)]
    if named:
        return named[-1]
    level, body = _LEVEL_FUNDS.search(before), _BODY_PAYS.search(before)
    if level is not None or body is not None:
        return level[1] if level is not None else body[1] if body is not None else None
    if _NO_SUBJECT.match(sentence.slice(low, start)) and low > sentence.start:
        earlier = sentence.left_edge(low - 1)
        lead = lexicon.payers.match(sentence.slice(earlier, low).lstrip())
        if lead is not None:
            return lead.group()
    return _borne(sentence, start, end, lexicon)


def _borne(sentence: Sentence, start: int, end: int, lexicon: StatementLexicon) -> str | None:
    """Who is said behind an amount to bear it; not who bears the rest (其余50万元由县财政解决)."""
    for behind in _BORNE_BY.finditer(sentence.slice(end, sentence.end)):
        found = _bearer(behind.group(), lexicon)
        if found is None:
            continue
        at = end + behind.start()
        others = sentence.quantities_within(max(sentence.left_edge(at), end), at)
        if not any(n.kind == "money" and n.start != start for n in others):
            return found
    return None


def _bearer(words: str, lexicon: StatementLexicon) -> str | None:
    found = _JOINT_LEVELS.search(words) or lexicon.payers.search(words)
    return found.group() if found is not None else None


def payer_behind(text: str, end: int, lexicon: StatementLexicon) -> str | None:
    """Who pays by the sentence behind (…每人每月500元。所需经费由县财政全额承担。)."""
    ahead = text[end : end + 6]
    if "需" not in ahead and "上" not in ahead:
        return None
    found = _BORNE_BEHIND.match(text, end, end + _BEHIND)
    return _bearer(found.group(), lexicon) if found is not None else None


def subject_payer(words: str, lexicon: StatementLexicon) -> str | None:
    """The treasury with which a sentence begins (2017年，中央财政多措并举…), who gives also what
    the list behind it only says is given (一是安排38亿元)."""
    opening = _SUBJECT.match(words)
    found = lexicon.payers.match(words, opening.end() if opening is not None else 0)
    return found.group() if found is not None and found.group().endswith("财政") else None


def is_unowned(words: str) -> bool:
    """Whether a clause says that money is given and not by whom (一是安排38亿元)."""
    return _ITEM_OF_LIST.match(words) is not None
