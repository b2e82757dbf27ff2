"""Names as a table wants them: without what only opens a sentence, with what stood before it."""

from __future__ import annotations

import re

from analysis.statements.sentences import CLAUSE, Sentence
from analysis.text.numerals import Numeral

_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]是(?=[一-龥]{2})|[0-9]{1,2}[.．、](?![0-9])"
    r"|[0-9]{1,2}(?![0-9年月岁个所名类号级项时+\-—至到.%/:]|期)(?=[一-龥]{5})"
    r"|【[^】]{1,12}】|[\s①-⑳●◆■★·—\-|丨:：,，、]+)+"
)
_SAID = "提出|明确要求|显示|表示|指出"
_OPENING = re.compile(
    r"^(?:(?:据|根据)[^，,。；;]{0,12}?(?:悉|了解|统计|介绍|测算|显示)"
    r"|(?:近日|日前|截至目前|存在的?问题|此外|另外|同时|其中|目前|近年来|今年以来|今年内|今年|去年|年内|全年|截至目前|届时)"
    rf"|[^，,。；;0-9]{{0,10}}?(?:还|同时|明确)?(?:{_SAID}))[，,：:]?"
)
_SAYS = re.compile(_SAID)
_OPENS = frozenset("据根近日截存此另同其目今去年全届")  # where nothing is said, of every opening
_ASIDE = re.compile(r"[（(](?:不含|下同)[^（()）]*[）)]|^现有(?=[一-龥]{2})")
_TIME = re.compile(
    r"^(?:(?:确定|明确|设定|提出)了?)?(?:力争|确保)?[到至在]?(?:19|20)\d\d\s?年(?:底|末|前|度)?(?=[一-龥]{2})(?![至到—])"
)
_WITHIN = re.compile(
    r"^(?:力争|确保|争取|计划)?(?:用|在|近|今后|未来)?[一二三四五六两0-9]{1,2}年(?:内|(?=共|累计|建设|新建|新增|改扩建|培养|培训|招聘))[，,]?(?=[一-龥]{2})"
)
_SPENT = re.compile(
    r"^(?:先后|积极|向上)?(?:每年|全年|累计|共|总计)*(?:(?:投入|投资|争取)(?:资金|经费)?(?:用于|以)?"
    r"(?=完成|实施|新建|改扩?建|扩建|改造|维修|购置|建设|校安|中央|[一-龥]{0,8}项目))"
)
_PREDICATE = re.compile(
    r"^(?:列入|纳入)(?=[一-龥]{4})|(?<=[一-龥]{2})(?:建成(?:并?投入使用|投用|并|后)|列入|将[在于]|已于|也在"
    r"|每[所个校园](?:安排|补助|给予|配备)|全部(?=进行|竣工|完工|开工|建成)|正在|陆续|即将|得以|按时间)"
)
_SCOPE = re.compile(
    r"^(?:[我本该全][国省市区县州镇乡旗校]|[一-龥]{2,5}[省市区县州镇旗](?=[还将拟计预已现共再])"
    r"|(?!我们|我局)[一-龥]{2,3}(?=将(?:创建|建设|新建|新增|新改扩建|打造|培育|培养|建成)))"
    r"(?=(?:今年|还|将|拟|计划|预计|可|已|现|共|又|再|涉及|新增|新建|改扩建|新改扩建|增加)+)"
)
_WILL = re.compile(
    r"^(?!预期性|要[素点闻求]|将[近军]|可[持见视能]|现[代有场状行]|共[同享建青]|再[生次]|已[有知])"
    r"(?:(?:今年|还|将|要|拟|计划|预计|预期|可|能够|已经?|现|共计?|总计|累计|合计|又|再)+"
    r"(?:实施|完成|涉及|有|拥有|设有)?|(?:共|现|总共)?(?:有|拥有)(?=[一-龥]{2})|涉及)(?=[一-龥]{2})"
)
_KEEP = re.compile(r"^(?:预计|将|已)?(?:完成(?:率|投资|比例|情况)|有效|有关|有序|可持续|可视)")
_GROWTH = re.compile(
    r"^(?:其中)?(?:分别|均)?(?:(?:同比|环比|年均|平均|逐年)|[比较与][^，,。；;0-9]{0,8}(?:(?:19|20)\d\d\s?年)?[^，,。；;0-9]{0,6}?(?:相比)?"
    r"(?:的?[0-9.,万亿]+(?:%|[一-龥]{0,2}))?"
    r"|[0-9三五两十]{1,2}年(?:间|来))?(?:分别|共|净|均|各|又)*"
    r"(?P<verb>增加|增长|提高|提升|上升|减少|下降|降低|增幅|减幅|降幅|增|(?<!下)降)(?:了|达到?|为|到)*$"
)
_RESTATED = re.compile(
    r"(?:[到至]?(?:19|20)\d\d\s?年)?(?:分别)(?:达到?|为|提高[到至]|增加[到至]|保持在)?"
    r"|(?:[到至]?(?:19|20)\d\d\s?年)?(?:提高|增加|上升|下降|降低|增|升|降|减)(?:到|至|为)(?:(?:19|20)\d\d\s?年的?)?"
)
_COMPARED_WITH = re.compile(r"[比较](?:(?:19|20)\d\d\s?年|上年|去年)[^，,。；;]{0,4}的")
_PLACE = re.compile(r"^[一-龥]{1,5}[省市区县州旗镇乡直盟]$")
_KIND = re.compile(
    r"^(?:公办|民办|城区|城市|县城|农村|乡村|乡镇|镇区|普惠性?|男|女|市属|县属|区属|市直|县直)$"
)
_DONE = re.compile(r"^(?:新建|续建|改扩建|改建|扩建|改造|开工|竣工|建成)$")
_THING = re.compile(
    r"(?:小学|中学|学校|幼儿园|学院|大学|校区|分校|分园|项目|工程|园区|校园|教学楼|宿舍楼|综合楼|食堂|中心|基地|高中|初中)$"
)
#: A measure that says nothing of what it is a measure of: 建筑面积, 总投资.
ATTRIBUTE = re.compile(
    r"^(?:总|办学规模|用地|计划|规划|预计|新增|完成|累计|已|目前|项目|建设|建筑|占地|校舍|开工|竣工|投入|投资|资金|总?面积|规模|到位"
    r"|学位|班级?|在校生|教职工|专任教师|床位|金额)+$"
)
_BOX = re.compile(r"^(?:专栏|表|附件)\s?[0-9一二三四五六七八九十]{1,2}[：:\s]*")
_BUILT = re.compile("建成|投用|实施|完成|推进|启动|开工")
_LEADING = re.compile(
    r"^(?:(?:建设)?(?:内容)?包括|(?:主要)?用于|(?:这些|该项|上述)资金(?:将|主要)?用于|其余|实际完成(?=[一-龥]{4})"
    r"|(?:今年)?(?:重点|着力|突出)(?:抓好|做好)(?:以下)?(?:[一二两三四五六七八九十]件[实大]?事)?(?:[一二三]是)?|列入[^，,。；;]{0,4}民?[生办]实事项目"
    r"|在[一-龥]{2,10}?(?=新建|开建|建设|设立|增设|组建)|[全我][国省市区县州镇](?=有(?!关|效|序|力|条件))"
    r"|[全我][国省市区县州](?=20\d\d\s?年)|全力(?:促进|推进)|各(?=建设|新建|改造|完成|创建)"
    r"|对(?![口外照标接象应比])(?=[一-龥]{3}))(?=[一-龥“0-9]{2})"
)
_LEADING_BEGINS = frozenset("建内包用主这该上其实今重着突列在全我对各")  # with which those begin
_HEADING_MARK = re.compile(
    r"^\s*(?:第[一二三四五六七八九十]+[章节条]|[0-9]{1,2}(?:\.[0-9]{1,2})+|[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．])\s*"
)
_STEPS = 4
_LEADS = (_OPENING, _TIME, _WITHIN, _SCOPE, _WILL, _SPENT)


def plain(name: str) -> str:
    """Without list marks, reported speech and verbs of will in front (据悉，全市计划新增学位)."""
    for _ in range(_STEPS):
        before = name
        name = _ASIDE.sub("", _MARK.sub("", name))
        if name[:1] in _LEADING_BEGINS:
            name = _LEADING.sub("", name, count=1)
        for lead in _LEADS:
            if lead is _OPENING and name[:1] not in _OPENS and _SAYS.search(name) is None:
                continue
            rest = lead.sub("", name, count=1)
            if 2 <= len(rest) < len(name) and _KEEP.match(name) is None:
                name = rest
        if name == before:
            return name
    return name


def bare_heading(heading: str) -> str:
    """A heading without its mark and what closes it: 2.职教中心迁建工程。 → 职教中心迁建工程."""
    return _BOX.sub("", _HEADING_MARK.sub("", heading)).strip(" \u3000：:。.")


def is_thing(words: str) -> bool:
    """Whether a list ends on a thing with a name of its own (第一中学、第二小学)."""
    return _THING.search(words) is not None


def noun_of(words: str) -> str:
    """The noun in front of what is said of it: 项目已于8月底全部竣工 → 项目."""
    return _PREDICATE.split(words, maxsplit=1)[0]


def growth_verb(words: str) -> str | None:
    """The verb of a clause that tells how much something changed, and not what (比上年增加)."""
    found = _GROWTH.match(words.strip(" ，,、（("))
    return found["verb"] if found is not None else None


def restates(words: str) -> bool:
    """Whether a clause only tells the same list for another year (2020年分别达到98%、99%)."""
    return _RESTATED.fullmatch(words.strip(" ，,；;")) is not None


def changed(sentence: Sentence, numeral: Numeral) -> Numeral | None:
    """The number that a bare clause of change (较2005年分别提高7.9、17.6个百分点) tells of: the one
    before it, or that at the same place of the list before it."""
    earlier = sentence.quantities_within(sentence.start, numeral.start)
    place = 0
    while earlier and sentence.slice(earlier[-1].span_end, numeral.start).strip() in (
        "、",
        "和",
        "与",
    ):
        place, numeral = place + 1, earlier.pop()
    later = sentence.quantities_within(numeral.start + 1, sentence.end)
    count = 1
    at = numeral
    for other in later:
        if sentence.slice(at.span_end, other.start).strip() not in ("、", "和", "与"):
            break
        count, at = count + 1, other
    earlier = [n for n in earlier if _COMPARED_WITH.fullmatch(_clause(sentence, n)) is None]
    told = [n for n in earlier if growth_verb(_clause(sentence, n)) is None]
    if not told:
        return None
    return told[-count:][place] if count > 1 and len(told) >= count else told[-1]


def _clause(sentence: Sentence, numeral: Numeral) -> str:
    return sentence.slice(sentence.left_edge(numeral.start), numeral.span_start)


def shared_out(sentence: Sentence, numeral: Numeral, name: str) -> Numeral | None:
    """The number that a bare place has a share of (新建幼儿园10所，其中甲区1所、乙县2所)."""
    if not (_PLACE.match(name) or _KIND.match(name) or _DONE.match(name)):
        return None
    text = sentence.slice(sentence.start, numeral.start)
    opened = max(text.rfind("（"), text.rfind("("))
    if _KIND.match(name) is not None and opened > max(text.rfind("）"), text.rfind(")")):
        inside = sentence.start + opened
        held = [n for n in sentence.quantities if n.span_end == inside]
        return held[0] if held and held[0].unit == numeral.unit else None
    cut = max(text.rfind("其中"), text.rfind("包括"))
    if cut < 0:
        return None
    governing = [n for n in sentence.quantities if n.start < sentence.start + cut]
    unit = numeral.unit.lstrip("万亿")
    if _DONE.match(name) is not None:
        governing = [n for n in governing if n.unit.lstrip("万亿") == unit]
    alike = governing and governing[-1].unit.lstrip("万亿") == unit
    return governing[-1] if alike else None


def bearer(sentence: Sentence, start: int, name: str) -> str:
    """What a mere attribute belongs to: the bare thing named before it (城关小学，建设面积…)."""
    if ATTRIBUTE.match(name) is None:
        return ""
    at = sentence.left_edge(start, CLAUSE)
    while at > sentence.start:
        low = sentence.left_edge(at - 1, CLAUSE)
        words = _BOX.sub("", _MARK.sub("", sentence.slice(low, at - 1).strip(" ，,：:")))
        if (
            _THING.search(words)
            and not any(c in words for c in "，。；")
            and _is_bare(sentence, low, at)
            and _BUILT.match(words) is None
        ):
            return words.split("、")[-1] if len(words) > 24 else words
        at = low
    return ""


def _is_bare(sentence: Sentence, low: int, high: int) -> bool:
    return not sentence.quantities_within(low, high)
