"""When does a section speak? Its headings say whether it looks back, plans, or lays down rules."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from analysis.statements.lexicon import StatementLexicon
from analysis.text.spans import Structure

_YEAR = re.compile(r"(?:19|20)\d\d(?=\s?年|[—–\-~至])|(?<=[—–\-~至])20\d\d(?=年)|20\d\d(?=年)")
_TO_YEAR = re.compile(r"(?<!截)(?<!截止)(?:到|至)\s?(20\d\d)\s?年(?:底|末|前)?")
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百0-9]+条")
# 到2025年建成…, 力争到2025年，…; but 力争到2024年通过验收 is a deadline of its own.
_LEADING = re.compile(
    r"[\s（(一二三四五六七八九十、）)]*(?:(?:到|至)\s?20"
    r"|(?:力争|确保|争取|计划)(?:到|至)\s?20\d\d\s?年?[底末前]?[，,])"
)
_OPENING = re.compile(r"[\s（(一二三四五六七八九十、）)]*(20\d\d)\s?年(?!以来|起|末全)")
_DATE_LINE = re.compile(
    r"[（(]?(?:(?:发布|成文|印发|公开)?(?:日期|时间)[：:]\s?)?"
    r"(20\d\d|二[〇零○0][〇零○0-9一二三四五六七八九]{2})[年-][^，。]{1,3}[月-][^，。]{1,3}日?[）)]?"
)
_PUBLISHED = re.compile(
    r"(?:发布|添加|更新|成文|印发|公开|发表|上传|公布)(?:日期|时间)?[：:]?\s?(20\d\d)[-/.年]\s?\d{1,2}"
    r"|(20\d\d)(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)\s*(?=\d{1,2}[：:]\d\d|来源|作者|【|$)"
)
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_DATE_LENGTH = 40
_TITLE_LENGTH = 70
_TITLE_LINES = 200  # the menu of a page may stand above its title; a table without end may not
_PAGE_LINE = 120
_PLAN = re.compile(r"十([一二三四五六七])五")
_PLAN_PERIOD = re.compile(r"十([一二三四五六七])五[”\"]?(?:期间|时期|以来|末)")
_PLAN_STARTS = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031, "七": 2036}


class SectionContext(NamedTuple):
    """Time of a section: ``review`` (looks back), ``regulation`` (articles of a law),
    the year that its heading sets for what stands under it, and its headings, nearest first."""

    review: bool
    regulation: bool
    heading_year: int | None
    headings: tuple[str, ...]
    title: str

    @property
    def plans_a_year(self) -> bool:
        """Whether a heading sets the year in which all that stands here is to be done."""
        return self.heading_year is not None and not self.review


def contexts(structure: Structure, lexicon: StatementLexicon) -> list[SectionContext]:
    """One context a section, in the order of ``structure.sections``."""
    titles = _titles(structure)
    found: list[SectionContext] = []
    for section in structure.sections:
        parent = found[section.parent] if section.parent is not None else None
        title = titles.get(section.index, parent.title if parent else "")
        heading = section.heading or title
        inherited = parent or _under_title(structure, found, title)
        review = _review(heading, lexicon, inherited.review)
        found.append(
            SectionContext(
                review=review or section.part == "participation",
                regulation=inherited.regulation or bool(_ARTICLE.fullmatch(section.label)),
                heading_year=None if review else _heading_year(heading, lexicon, inherited),
                headings=(heading, *inherited.headings),
                title=title or inherited.title,
            )
        )
    return _with_lead_years(structure, found, lexicon)


def _under_title(structure: Structure, found: list[SectionContext], title: str) -> SectionContext:
    """What stands over a section without parent: nothing, or the title that the lines of a web
    page (来源、字体) parted from it."""
    top = found[0] if found and structure.sections[0].part == "navigation" else None
    if top is None or title:
        return SectionContext(False, False, None, (), title)
    return SectionContext(top.review, False, top.heading_year, top.headings, top.title)


def horizon(structure: Structure, found: list[SectionContext]) -> int | None:
    """First year of what the document plans: of the latest five-year plan or the year that
    its titles and headings name. What a sentence dates before it has been. None if unknown."""
    headings = [section.heading for section in structure.sections]
    headings += [context.title for context in found]
    plans = [_PLAN_STARTS[name] for heading in headings for name in _PLAN.findall(heading)]
    years = [context.heading_year for context in found if context.heading_year is not None]
    return max(plans) if plans else min(years, default=None)


def later_plan(text: str) -> int | None:
    """First year of the latest five-year plan of which a text speaks: it was written then."""
    return max((_PLAN_STARTS[name] for name in _PLAN.findall(text)), default=None)


def lead_year(words: str, lexicon: StatementLexicon) -> int | None:
    """The one year that a sentence sets for what it opens: 到2025年，建成教育强市。 or
    2024年，重点做好以下工作："""
    years = {int(year) for year in _TO_YEAR.findall(words)}
    if years:
        opens = _LEADING.match(words) is not None or words.rstrip().endswith(("：", ":"))
        return years.pop() if len(years) == 1 and opens else None
    opening = _OPENING.match(words)
    if opening is None or lexicon.has("past_cue", words):
        return None
    heads = words.rstrip().endswith(("：", ":")) or lexicon.has("year_heading", words)
    told = lexicon.has("year_heading", words) or lexicon.looks_ahead(words)
    return int(opening[1]) if heads and told else None


def own_year(structure: Structure) -> int | None:
    """The year in which a text was issued: of a line that is nothing but a date, else of the
    line that says when a page was published (发布时间：2020-03-02, 2021-04-28 15:39)."""
    signed = _signed(structure)
    return _published(structure) if signed is None else signed


def _published(structure: Structure) -> int | None:
    for passage in structure.passages:
        found = _PUBLISHED.search(passage.text) if "20" in passage.text else None
        if found is not None and len(passage.text) < _PAGE_LINE:
            return int(found[1] or found[2])
    return None


def _signed(structure: Structure) -> int | None:
    for passage in structure.passages:
        if len(passage.text) >= _DATE_LENGTH:
            continue
        date = _DATE_LINE.fullmatch(passage.text.strip())
        if date is not None:
            return int(date[1].translate(_CHINESE_DIGITS))
    return None


def plan_start(words: str) -> int | None:
    """First year of the latest five-year plan whose period ``words`` speak of."""
    return max((_PLAN_STARTS[name] for name in _PLAN_PERIOD.findall(words)), default=None)


def _titles(structure: Structure) -> dict[int, str]:
    """Titles of sections without heading: their short opening lines, up to a sentence."""
    lines: defaultdict[int, list[str]] = defaultdict(list)
    closed: set[int] = set()
    for passage in structure.passages:
        if structure.sections[passage.section].heading or passage.section in closed:
            continue
        text = passage.text.strip()
        title = lines[passage.section]
        if len(text) > _TITLE_LENGTH or text.endswith(("。", "；", "：", ":")):
            closed.add(passage.section)
        elif text and len(title) < _TITLE_LINES:
            title.append(text)
    return {section: " ".join(title) for section, title in lines.items() if title}


def _review(heading: str, lexicon: StatementLexicon, inherited: bool) -> bool:
    if lexicon.has("plan_heading", heading):
        return False
    return inherited or lexicon.has("review_heading", heading)


def _heading_year(heading: str, lexicon: StatementLexicon, inherited: SectionContext) -> int | None:
    """The year a heading sets for its points: 2020年工作要点, 2035年主要发展目标."""
    years = [int(year) for year in _YEAR.findall(heading)]
    if (
        years
        and lexicon.has("year_heading", heading)
        and not lexicon.has("review_heading", heading)
    ):
        return max(years)
    return inherited.heading_year


def _with_lead_years(
    structure: Structure, found: list[SectionContext], lexicon: StatementLexicon
) -> list[SectionContext]:
    """A lead paragraph with 到2025年 in front of numbered items gives them its year."""
    leads = _lead_years(structure, found, lexicon)
    result = list(found)
    for section in structure.sections:
        if section.parent is None or result[section.index].review:
            continue
        above = found[section.parent].heading_year
        own = found[section.index].heading_year
        year = leads.get(section.parent) or result[section.parent].heading_year
        if year is not None and own in (None, above):
            result[section.index] = result[section.index]._replace(heading_year=year)
    return result


def _lead_years(
    structure: Structure, found: list[SectionContext], lexicon: StatementLexicon
) -> dict[int, int]:
    """The one year to which the opening paragraph of a section with items looks."""
    parents = {section.parent for section in structure.sections}
    named: dict[int, set[int]] = {}
    for passage in structure.passages:
        section = passage.section
        if section in parents and passage.kind != "heading" and not found[section].review:
            years = {int(year) for year in _TO_YEAR.findall(passage.text)}
            if not years and passage.text.startswith("20"):
                opened = lead_year(passage.text, lexicon)
                years = set() if opened is None else {opened}
            if years:
                named.setdefault(section, set()).update(years)
    return {section: years.pop() for section, years in named.items() if len(years) == 1}
