"""What money is for: in the clause of the amount, behind it, or in front of it."""

from __future__ import annotations

import re

from analysis.statements.evidence import evidence, up_to_number, weight
from analysis.statements.heads import whose
from analysis.statements.lexicon import StatementLexicon
from analysis.statements.naming import LONGEST_NAME, indicator, joined, lead_stripped
from analysis.statements.plain_names import plain
from analysis.statements.sentences import CLAUSE, Sentence
from analysis.text.numerals import Numeral

_BENEFIT = re.compile(
    r"(?:^|[，,；;、：:。]|落实|兑现|发放|实施|提高)(?P<name>[一-龥]{2,12}(?:补助|补贴|津贴|助学金|奖学金|公用经费|改善计划))"
)
_PART = re.compile(r"(?:惠及|受益|人均|每生每|每人每|人月均|月人均|发放$|每[天月年])")
_FLOW = re.compile(
    r"^(?:(?:(?:中央|[省市区县])级?财政|[一-龥]{0,4}(?:政府|教委|教育局|教体局))(?:预算)?)?"
    r"(?:每年|提前|将|拟|计划)*(?:(?:安排|列支|拨付|下达|筹措|投入|发放)(?:20\d\d\s?年)?"
    r"(?:专项)?(?:资金|经费)?(?:用于)?|设立(?=[一-龥]{2,12}(?:基金|资金|经费|奖$))|用于|落实|兑现|(?:计划|预计)?总投资)(?=[一-龥]{4})"
)
_GIVEN_BY = re.compile(
    r"^(?:(?:(?:[一-龥]{2,4}[省市区县州])?[一-龥]{0,6}(?:财政厅?局?|教育[厅局]|政府|[厅局委部])|中央(?:财政)?|[省市区县州镇]级财政)[、和及]?)+"
    r"(?:累计|提前|继续|共|已|每[年月]|(?:20\d\d\s?年?[—–~至到-]*)+|连续[一-龥]年)*"
    r"(?:预算)?(?:安排|下达|拨付|投入|筹措|列支|发放|给予|(?=补助|为[一-龥]|对[一-龥]))"
    r"(?:[我本全][国省市区县州]|20\d\d\s?年(?:度)?|第[一二三四]批|资金(?=用于))*(?:用于)?(?=[一-龥“]{3})"
)
_WHEN = re.compile(
    r"^(?:累计|提前|每[年月](?=为|按|安排|拨付|补助|免除)|[全我本][国省市区县州](?=20\d\d)|20\d\d\s?年(?:度)?(?:第[一二三四]批)?)+(?=[一-龥“]{3})"
)
_FLOWS_LAST = re.compile(
    r"(?<=[一-龥”]{2})(?:(?:分别|各|每[所个校园班])+(?:给予|安排|奖励|补助|拨付)"
    r"|(?:分别|每年|各|共计?|累计|计划)*给予(?:经费|资金|奖励)?"
    r"|(?<=[学园校程目楼区院])(?:总|新增)?(?:建筑|占地|用地|校舍)?面积(?:总?投资)?"
    r"|(?<=[建造扩迁期程目区])投资|(?:完成|计划|规划|概算|预计|累计|总)+投资额?|项目建设资金)$"
)
_ATTRIBUTES = re.compile(
    r"(?:总|新增|规划|建设|建筑|占地|用地|班级?|教学班|办学|学位)*(?:面积|规模|班级?数|班数|学位数?|床位数?|占地|用地|工期)"
)
_IN_USE = re.compile(
    r"(?:(?:20\d\d\s?年|[0-9]{1,2}月|年)?[底末初春秋季月份日0-9]*前?)?(?:正式|全部|陆续)?"
    r"(?:投入使用|建成(?:投用|使用)?|竣工|完工|投用|启用|招生)"
)
_DUE = re.compile(
    r"(?<=[一-龥]{4})(?:[0-9]{1,2}月底?|年底)前?(?:投入使用|建成投用|投用|竣工|完工)$"
)
_RATE_NOTE = re.compile(
    r"^(?:按照?)?的?标准(?:进行|予以|给予)?(?=[一-龥]{4})|^按照?|的?标准(?:予以资助|予以补助)?$|(?:的?标准)?(?:提高|调整|上调)(?:到|至)?$"
)
_STANDARD = re.compile(r"的标准(?P<rest>[^，,。；;]{2,})$")
_GENERIC = re.compile(
    r"(?:[一-龥]{2,3}(?=(?:累计|共)?(?:投入|投资|安排))|[一-龥]{0,6}[我全该本][省市区县州镇]|[一-龥]{2,8}[局委厅部](?:在[^，]{0,14})?)?"
    r"(?:截至?|近年来|去年|今年|年?底|上半年|下半年|已|继续|到位|下达|落实|支付|筹措|上级|建设|开工|中央|省级|和"
    r"|资金来源|计划|预计|规划|概算|估算|首期|其余|加上|提前|申请|预算内|债券|专项债券?|地方政府|统筹|解决|由|为|的|补助资金|总|累计|共|每年|市财政|区财政|县财政|省财政|财政|政府|完成|专列|专项|安排|列支|拨付|争取|[中省市县区镇乡]级|乡镇|自筹|配套|承担|负担|解决|社会"
    r"|投入|投资|资金|经费|规模|按照?|标准|补助|发放|平均|一次性|奖励|人均|月|增资|给予|用于|中$)*"
)
_INVESTED = re.compile(r"(?:总|计划|规划|预计|概算|估算)投资(?:额|约|为|达|共)*$")
_PROJECT = re.compile(r"项目|工程|园区|校区|学校|幼儿园|小学|中学|高中|[一-龥]楼|[一-龥]馆")
_SHARER = re.compile(
    r"(?:其中|包括)?(?:申请|争取)?(?:中央|自治区|[省市区县州镇乡]级?|乡镇|社会|学校|地方政府|上级)(?:和[省市县]级?)?(?:财政)?(?:专项|预算内?)?"
    r"(?:资金|经费|债券|补助|奖补|投入|投资|配套|自筹|承担|负担|安排|拨付|解决|捐[助资赠])*"
)
_PARTED = re.compile(r"^[^。；;]{0,24}(?:其中|包括)|^[^。；;）)]{0,4}[（(]")
_PARTS = frozenset("；;。\n")
_MEANS = re.compile(r"^\s*(?:通过|由|以|按|并|采取|占|同比|[比较]上)")


def purpose(
    sentence: Sentence, numeral: Numeral, span: tuple[int, int], lexicon: StatementLexicon
) -> tuple[str, tuple[int, int]]:
    """What money is for, and the span that shows it.

    Where the clause of the amount says no more than that money flows, the purpose stands in
    the clause behind (投入2600万元，加强信息化建设) or, at the end of a sentence, in front; where
    nothing around it says more, it is that of the amount before.
    """
    named, shown = _purpose(sentence, numeral, span, lexicon)
    return named if is_generic(named) else _without_flow(named), shown


def is_generic(named: str) -> bool:
    """Whether words say no more than that money flows (首期规模, 投入使用), or who gives it
    (县级配套资金)."""
    return weight(named) < 2 or any(
        flow.fullmatch(named) is not None for flow in (_GENERIC, _SHARER, _ATTRIBUTES, _IN_USE)
    )


def _without_flow(named: str) -> str:
    """Without who gives, when, and that it is given: each has a column of its own."""
    words = _WHEN.sub("", _GIVEN_BY.sub("", named))
    return _FLOWS_LAST.sub("", words.removeprefix("对") if words != named else words)


def _purpose(
    sentence: Sentence, numeral: Numeral, span: tuple[int, int], lexicon: StatementLexicon
) -> tuple[str, tuple[int, int]]:
    start, end = span
    clause_end = sentence.right_edge(numeral.span_end, CLAUSE)
    standard = _STANDARD.search(sentence.slice(numeral.span_end, clause_end))
    name = _RATE_NOTE.sub("", indicator(sentence, numeral, span, lexicon))
    if standard is not None:
        name, end = name.split("标准")[0] + standard["rest"], clause_end
    part = _PART.match(name) is not None
    benefits = list(_BENEFIT.finditer(sentence.text, 0, start - sentence.start)) if part else []
    if benefits:
        return _FLOW.sub("", benefits[-1]["name"]), (
            sentence.start + benefits[-1].start("name"),
            end,
        )
    if not is_generic(name):
        return _FLOW.sub("", _DUE.sub("", name)), (start, end)
    whole = _divided(sentence, numeral)
    if whole is not None:
        named, (low, high) = purpose(sentence, whole, evidence(sentence, whole), lexicon)
        return named, (low if end - low <= LONGEST_NAME else start, max(end, high))
    near = _told_near(sentence, numeral, (start, end), clause_end, lexicon)
    if near is not None:
        return near
    if _INVESTED.search(name) is not None:
        opened = _opened_by(sentence, numeral, lexicon)
        if opened is not None:
            return opened, (start, end)
    first = _first_sum(sentence, numeral)
    if first is not None and "教育" not in name:
        named, (low, _) = purpose(sentence, first, evidence(sentence, first), lexicon)
        if not is_generic(named):
            return named, (low if end - low <= LONGEST_NAME else start, end)
    return name, (start, end)


def _told_near(
    sentence: Sentence,
    numeral: Numeral,
    span: tuple[int, int],
    clause_end: int,
    lexicon: StatementLexicon,
) -> tuple[str, tuple[int, int]] | None:
    """The purpose in the rest of the clause, in the clauses behind or in that in front."""
    start, end = span
    for low, high in _places_of_purpose(sentence, numeral, start, clause_end):
        words = sentence.slice(low, high)
        if (
            weight(words) >= 2
            and _MEANS.match(words) is None
            and not _has_money(sentence, low, high)
        ):
            found = up_to_number(sentence, low, high)
            counted = sentence.quantities_within(low, high)
            named = plain(joined("", lead_stripped(found, lexicon), "", lexicon))
            if counted and counted[0].unit_kind in ("count", "size"):
                shown = evidence(sentence, counted[0])
                named = indicator(sentence, counted[0], shown, lexicon)
            if named and not is_generic(named) and not whose(named):
                return named, (min(start, low), max(end, min(high, low + len(found))))
    return None


def _opened_by(sentence: Sentence, numeral: Numeral, lexicon: StatementLexicon) -> str | None:
    """What a sentence begins to count, for all of which its investment is (新建学校9所，新增学位
    1.4万个，总投资9.8亿元)."""
    first = next(iter(sentence.quantities_within(sentence.start, numeral.start)), None)
    if first is None or first.unit_kind != "count":
        return None
    named = indicator(sentence, first, evidence(sentence, first), lexicon)
    return None if is_generic(named) or whose(named) else named


def _first_sum(sentence: Sentence, numeral: Numeral) -> Numeral | None:
    """The sum that a bare one goes on from (投入60亿元用于学校建设，平均每年12亿元)."""
    low = sentence.left_edge(numeral.start, _PARTS)
    earlier = sentence.quantities_within(low, numeral.start)
    return next((n for n in earlier if n.kind == "money"), None)


def _places_of_purpose(
    sentence: Sentence, numeral: Numeral, start: int, end: int
) -> list[tuple[int, int]]:
    """Where the purpose of a bare amount may stand: the rest of its clause (投入3560万元完成
    12所学校改造), the clauses behind, or the project in front (新建项目97个，总投资2亿元)."""
    behind = _clauses_behind(sentence, end)
    before = _clause_before(sentence, start)
    if weight(sentence.slice(numeral.span_end, end)) >= 2:
        behind.insert(0, (numeral.span_end, end))
    words = sentence.slice(sentence.left_edge(numeral.start), numeral.span_start)
    if _INVESTED.search(words) is not None and _PROJECT.search(sentence.slice(*before)):
        return [before, *behind]
    return [*behind, before]


def _divided(sentence: Sentence, numeral: Numeral) -> Numeral | None:
    """The total that an amount is a part of (投入1.2亿元，其中中央资金3000万元、县级9000万元)."""
    earlier = [n for n in sentence.quantities if n.start < numeral.start and n.kind == "money"]
    if not earlier or _PARTED.search(sentence.slice(earlier[0].span_end, numeral.start)) is None:
        return None
    return earlier[0]


def _clauses_behind(sentence: Sentence, end: int) -> list[tuple[int, int]]:
    """The two clauses behind ``end``, if only a comma parts them from it."""
    found: list[tuple[int, int]] = []
    at = end
    while len(found) < 2 and at < sentence.end and sentence.slice(at, at + 1) in ("，", ","):
        high = sentence.right_edge(at + 1, CLAUSE)
        found.append((at + 1, high))
        at = high
    return found


def _clause_before(sentence: Sentence, start: int) -> tuple[int, int]:
    if start <= sentence.start:
        return start, start
    return sentence.left_edge(start - 1, CLAUSE), start - 1


def _has_money(sentence: Sentence, low: int, high: int) -> bool:
    return any(n.kind == "money" for n in sentence.quantities_within(low, high))
