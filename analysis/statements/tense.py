"""Words by which a text tells what has been: results, comparisons with before, shortfalls.

They decide only where nothing beside them looks ahead: 比2020年提高5个百分点 reports in a news
item and promises under 到2025年.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Clauses of which an answer is kept: the numbers of one clause ask the same of its words.
_KEPT = 64
_BEFORE_NOW = r"(?:上一?年|去年|前年|往年|上年末|(?:上年|去年)?同期|以前)"
_RISEN = r"(?:净?增[长加幅]?|提高|提升|上升|扩大|净?减少?|下降|降低|回落|缩小|压[减缩]|多|少)"
_THAN_BEFORE = re.compile(rf"[比较与同]{_BEFORE_NOW}")
_THAN_YEAR = re.compile(
    rf"[比较与]\s?(?:(?:19|20)\d\d\s?年(?:底|末|初)?|[“\"]?十[一二三四五]五[”\"]?(?:末|时期|期间)?)"
    rf"(?:相比)?[，,]?[^，,。；;]{{0,12}}?{_RISEN}"
)
# What must not stand in front comes last: a search that begins with a character is fast.
_CHANGED = re.compile(r"了(?<![为除定出确]了)(?![解望如却然])(?=[一-龥“《0-9])|翻了")
_RESULT = re.compile(
    r"(?:保障有力|有力有效|进展顺利|推进顺利|开局良好|成[效绩果](?:显著|明显|突出|喜人|斐然|丰硕)"
    r"|(?:显著|明显|稳步|不断|持续|逐步|逐年|全面|大幅度?|有效|进一步|日益|切实)"
    r"(?:提高|提升|改善|优化|增强|加强|完善|壮大|扩大|推进|好转|向好|缓解|落实|发展|增长|夯实|彰显)"
    r"|(?:扎实|有序|深入|全面|顺利|加快|纵深|稳妥)推进|长足(?:发展|进步)|蓬勃发展|良好态势"
    r"|取得(?:了)?[^，,。；;：:]{0,6}(?:成[效绩果就]|进展|突破|进步|实效|胜利|佳绩)"
    r"|再上新台阶|迈上新台阶|圆满完成|如期完成|有了?(?:新|长足|明显)[^，,。；;：:]{0,4}"
    r"|(?:实现|迈出)了?[^，,。；;：:]{0,6}(?:发展|提升|提高|突破|增长|步伐))[。：:；;，,]?$"
)
_MONTHS = re.compile(
    r"(?:^|[，,])\s*(?:20\d\d\s?年)?1\s?月?(?:份)?\s?[-—–~～至]\s?(?:[2-9]|1[0-2])\s?月份?[，,]?"
    r"[^。；;：:]{0,24}?(?:支出|完成|实现|下达|拨付|发放|投入|新增)"
)
_JUDGEMENT = 30  # characters: a longer sentence tells more than a judgement
_OPENING = re.compile("[^，,。；;：:0-9]{4,30}[：:](?=.)")
_SEVERAL = re.compile("[，,；;].")
_REACHED = re.compile("取得|实现了|迈出|圆满完成")
_ORDERS = re.compile(
    r"^[\s（(一二三四五六七八九十、）)0-9.．是]*(?:要|加快|加强|着力|大力|努力|积极|进一步|深入|全面|持续"
    r"|不断|扎实|稳步|推[进动]|深化|落实|坚持|强化|健全|完善|优化|提[高升]|实施|建立|切实|确保|保障|促进)"
)
_SPAN = re.compile(r"近?[0-9一二三四五六七八九十两]{1,2}年(?:间|多?来)")
_EXISTS = re.compile(
    r"[全我](?<!在[全我])[省市县区州校](?:共)?有(?!关|效|序|力|影响|特色|条件|能力|志|限|望|所|一定|利)"
)
_RISEN_TO = re.compile(r"[高加升长大降增展][到至]\s?(20\d\d)\s?年")
_ATTRIBUTE = re.compile(r"(?:计划|预计|规划|拟)[^，,。；;0-9]{0,8}的")
_EITHER = re.compile(r"完成投资|全部竣工|竣工|投入使用|全年实施|[比较](?:上年|去年)|同比")
_SHORTFALL = re.compile(r"(?:仅有?|仅仅|只有|仅占|仅为|均?接近|尚不足|还不足|不足)\s?$")
_TROUBLE = re.compile(r"\s*的?(?:矛盾|问题|短板)")
_FACES = re.compile(r"面临[^，,。；;]{0,12}(?:矛盾|问题|困难|短板|压力)")


def compares_with_before(words: str) -> bool:
    """比上年增加3所: what has changed by now against what was."""
    return _THAN_BEFORE.search(words) is not None


def compares_with_a_year(words: str) -> bool:
    """较2005年提高7.9个百分点: told of what has been, or of what is to be reached."""
    return _THAN_YEAR.search(words) is not None


@lru_cache(maxsize=_KEPT)
def tells_a_change(words: str) -> bool:
    """提高了, 增加了, 5年间: brought about already."""
    if _CHANGED.search(words) is not None:
        return True
    return "年" in words and _SPAN.search(words) is not None


def tells_of_stock(words: str) -> bool:
    """全市有幼儿园300所: what there is."""
    return _EXISTS.search(words) is not None


def tells_of_months(words: str) -> bool:
    """1-3月份，全县教育支出4亿元: what the months of a year have brought by now."""
    return "月" in words and _MONTHS.search(words) is not None


def rises_to(words: str, now: int | None) -> bool:
    """提高到2025年的65%: to be reached, where that year is still to come."""
    return now is not None and any(int(year) > now for year in _RISEN_TO.findall(words))


@lru_cache(maxsize=_KEPT)
def without_attributes(words: str) -> str:
    """计划实施的5个项目已竣工: 计划 says only which ones."""
    return _ATTRIBUTE.sub("", words) if "的" in words else words


def tells_results(words: str) -> bool:
    """学校建设进展顺利。 or 普及水平显著提升：毛入园率达93%: a judgement on what was done, which
    opens the report of it."""
    words = words.strip()
    opening = _OPENING.match(words) if "：" in words or ":" in words else None
    words = opening.group() if opening is not None else words
    if len(words) > _JUDGEMENT or _RESULT.search(words) is None:
        return False
    if _SEVERAL.search(words) is not None and _REACHED.search(words) is None:
        return False
    return _ORDERS.match(words) is None


def unambiguous(words: str) -> str:
    """Without the words that a year's plan uses as well (完成投资4亿元，较上年增加0.5亿元)."""
    return _EITHER.sub("", words)


def tells_a_shortfall(before: str) -> bool:
    """仅30%, 不足25%: nobody promises them; ``before`` ends where the number begins."""
    return _SHORTFALL.search(before) is not None


def tells_problems(words: str) -> bool:
    """面临结构性矛盾：what follows describes."""
    return _TROUBLE.match(words) is not None or _FACES.search(words) is not None
