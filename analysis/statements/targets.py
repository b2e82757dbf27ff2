"""Rows of `targets`: numbers that a text promises, requires or reports."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from analysis.statements.amounts import is_asset
from analysis.statements.evidence import evidence
from analysis.statements.kin import under
from analysis.statements.naming import indicator, lead_stripped, subject_start
from analysis.statements.per import is_divisor, per
from analysis.statements.periods import baseline_year, baselines, target_year
from analysis.statements.scene import Scene
from analysis.statements.sentences import Sentence
from analysis.statements.status import status_of
from analysis.text.numerals import Numeral

Row = dict[str, Any]
_RATES = re.compile(
    r"(?P<first>[^，,。；;、（）]*?(?:率|比例|占比|比重))(?:、|和|与|及|以及)"
    r"(?P<second>[^，,。；;、]*?(?:率|比例|占比|比重))(?:均|都|分别|全部)?(?:均|都)?"
    r"(?:达到?|保持|稳定|为|不低于|超过|提高到|实现)?[^，,。；;、0-9]{0,4}$"
)
_RATE = re.compile("率|比例|占比|比重")
_RATE_REACHED = re.compile(r"率(?:[均都]|分别|仍)?(?:达到?|保持在?|稳定在|为|提高到|提升到|实现)$")
_BEYOND = 200
#: Two rates named together fit into this; a clause without commas may go on for a page.
_TWO_RATES = 120
_NEIGHBOURS = frozenset(Decimal(digit * 10 + digit + 1) for digit in range(1, 9))
_PERSON = re.compile("学生|生|人|教师|儿童|幼儿")
_LIST_JOINT = re.compile(r"^[、和及与]$|^以?及$")
_NONE = re.compile(r"(?:无|没有|未有|零)$")


def targets(scene: Scene) -> list[Row]:
    """The rows of one sentence, in reading order; numbers of money are left to `funding`."""
    sentence = scene.sentence
    started = baselines(sentence)
    base_starts = {numeral.start for numeral in started.values()}
    skip_years = _baseline_years(sentence, started)
    rows: list[Row] = []
    for numeral in shared_bounds(sentence):
        if numeral.kind != "quantity" and not is_asset(sentence, numeral):
            continue
        if numeral.start in base_starts or numeral.start in sentence.wordless:
            continue
        if is_divisor(sentence, numeral) or numeral.value is None:
            continue
        row = _row(scene, with_unit(sentence, numeral), skip_years)
        baseline = started.get(numeral.start)
        if baseline is not None:
            row["baseline_value"] = baseline.value
            row["baseline_year"] = baseline_year(sentence, baseline)
            row["serves"] |= {baseline.start}
        rows += _for_each_rate(scene, numeral, row)
    return rows


def with_unit(sentence: Sentence, numeral: Numeral) -> Numeral:
    """The numeral of a rate whose per-cent sign was lost (巩固率保持100) with its unit."""
    if numeral.unit or numeral.ratio is not None or not 0 <= (numeral.value or -1) <= 100:
        return numeral
    left = sentence.slice(sentence.left_edge(numeral.start), numeral.span_start)
    if _RATE_REACHED.search(left) is None:
        return numeral
    return numeral._replace(unit="%", unit_kind="share", qualifiers=(*numeral.qualifiers, "%"))


def is_doubtful(numeral: Numeral, per_unit: str | None) -> bool:
    """A value that the print may have spoilt: a rate far above 100 %, or two digits in a row
    for one person (掌握12项 may have been 1-2项 before its hyphen was lost)."""
    value = numeral.value
    if value is None or numeral.value_high is not None:
        return False
    if numeral.unit == "%" and value > _BEYOND:
        return True
    alone = per_unit is not None and _PERSON.search(per_unit) is not None
    return alone and value in _NEIGHBOURS


def _row(scene: Scene, numeral: Numeral, skip_years: set[int]) -> Row:
    sentence, lexicon = scene.sentence, scene.lexicon
    status, certainty, method = status_of(scene, numeral)
    year, basis = None, None
    if status != "achieved":
        year, basis = target_year(sentence, numeral, scene.context, skip_years, scene.issued)
    if status == "norm" and basis == "heading":
        year, basis = None, None
    per_value, per_unit, used = per(sentence, numeral)
    start, end = evidence(sentence, numeral)
    name = under(scene.context.headings[0], indicator(sentence, numeral, (start, end), lexicon))
    start = min(start, _first_seen(scene, numeral, basis))
    if numeral.qualifiers[-1:] == ("%",):
        certainty, method = "probable", "unit_inferred"
    if is_doubtful(numeral, per_unit):
        certainty = "uncertain"
    return {
        "indicator": name,
        "level": _level(scene, name, sentence.slice(start, end)),
        "value": _value(sentence, numeral),
        "value_high": numeral.value_high,
        "unit": numeral.unit or ("比" if numeral.ratio is not None else None),
        "comparator": numeral.comparator,
        "per_value": numeral.ratio if numeral.ratio is not None else per_value,
        "per_unit": per_unit,
        "baseline_value": None,
        "baseline_year": None,
        "target_year": year,
        "target_year_basis": basis,
        "status": status,
        "nature": None,
        "span": (start, end),
        "number": (numeral.start, numeral.end),
        "certainty": certainty,
        "method": method,
        "serves": {numeral.start} | used,
        "passage": sentence.passage,
        "section": sentence.section,
    }


def _first_seen(scene: Scene, numeral: Numeral, basis: str | None) -> int:
    """Where the subject or the year stands that a list of numbers shares with their lists."""
    start = subject_start(scene.sentence, numeral, scene.lexicon)
    shared = scene.sentence.shared_years.get(numeral.start)
    return min(start, shared.start) if shared is not None and basis == "sentence" else start


def _level(scene: Scene, name: str, quote: str) -> str:
    """Level named by the indicator or its quote, else the stage that the heading names."""
    level = scene.lexicon.level(name, quote)
    if level != "all":
        return level
    heading = scene.lexicon.level(scene.context.headings[0])
    return "all" if heading == "teachers" else heading


def _value(sentence: Sentence, numeral: Numeral) -> Decimal | None:
    """The value; 无1名 says that there is none."""
    before = sentence.slice(numeral.start - 3, numeral.start)
    return Decimal(0) if numeral.value == 1 and _NONE.search(before) else numeral.value


def _baseline_years(sentence: Sentence, started: dict[int, Numeral]) -> set[int]:
    """Starts of the years between 由 and a baseline: they are no target years."""
    found: set[int] = set()
    for baseline in started.values():
        low = sentence.left_edge(baseline.start)
        text = sentence.slice(low, baseline.start)
        low += max(text.rfind("由"), text.rfind("从"))
        found |= {n.start for n in sentence.numerals if n.years and low <= n.start < baseline.start}
    return found


def shared_bounds(sentence: Sentence) -> list[Numeral]:
    """Numerals of the sentence with the bounds that a list shares.

    55%、95%以上 bounds both; 不超过45人和50人 bounds both. Only numbers with nothing
    but a joint between them share, and only within one kind of unit.
    """
    result = sentence.quantities
    for i in range(len(result) - 1, 0, -1):
        left, right = result[i - 1], result[i]
        between = sentence.slice(left.span_end, right.span_start)
        if left.unit == "个" and right.unit == "百分点" and _LIST_JOINT.match(between):
            result[i - 1] = left._replace(unit="百分点", unit_kind="share")
    for i in range(len(result) - 1, 0, -1):
        left, right = result[i - 1], result[i]
        shared = right.comparator in (">=", "<=", "~") and left.comparator == "="
        if shared and _joined(sentence, left, right):
            result[i - 1] = left._replace(comparator=right.comparator)
    for i in range(1, len(result)):
        left, right = result[i - 1], result[i]
        shared = left.comparator in (">=", "<=", ">", "<") and right.comparator == "="
        if shared and _joined(sentence, left, right):
            result[i] = right._replace(comparator=left.comparator)
    return result


def _joined(sentence: Sentence, left: Numeral, right: Numeral) -> bool:
    between = sentence.slice(left.span_end, right.span_start)
    return left.unit_kind == right.unit_kind and _LIST_JOINT.match(between) is not None


def _for_each_rate(scene: Scene, numeral: Numeral, row: Row) -> list[Row]:
    """入学率、巩固率保持100%: one number for two rates gives a row for each."""
    sentence = scene.sentence
    if numeral.unit_kind not in ("share", ""):
        return [row]
    low = max(sentence.left_edge(numeral.span_start), numeral.span_start - _TWO_RATES)
    before = sentence.slice(low, numeral.span_start)
    match = _RATES.search(before) if len(_RATE.findall(before)) > 1 else None
    if match is None or _another_follows(sentence, numeral):
        return [row]
    names = (lead_stripped(match["first"], scene.lexicon), match["second"].strip())
    return [row | {"indicator": name} for name in names]


def _another_follows(sentence: Sentence, numeral: Numeral) -> bool:
    """优良率、合格率达到55%、95%: each rate has its own number."""
    later = sentence.quantity_from(numeral.start + 1)
    return later is not None and _joined(sentence, numeral, later)
