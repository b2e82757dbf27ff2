"""Views for those who like SQL: the curated tables with every name beside its id.

They are temporary views of the reader's own connection: nothing of them is stored, so a session
leaves the database as it found it.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class SqlView:
    """One view: what a row is, in both languages, and the query behind it."""

    name: str
    zh: str
    en: str
    sql: str


VIEWS = (
    SqlView(
        "targets_wide",
        "每条目标陈述一行,编号旁附地区、指标、文件、章节名称。",
        "One row a target statement, the names of region, indicator, document and section beside "
        "their ids.",
        """SELECT t.*, r.name_zh AS region_zh, r.name_en AS region_en,
             i.name_zh AS indicator_zh, i.name_en AS indicator_en, i.direction,
             d.title_zh AS document_zh, d.title_en AS document_en, d.kind AS document_kind,
             d.quality, s.heading AS section
           FROM targets t JOIN regions r USING (region_id) JOIN documents d USING (doc_id)
           LEFT JOIN indicators i USING (indicator_id)
           LEFT JOIN sections s ON s.section_id = t.section_id""",
    ),
    SqlView(
        "funding_wide",
        "每条经费陈述一行,编号旁附地区、用途、文件、章节名称。",
        "One row a statement of money, the names of region, purpose, document and section beside "
        "their ids.",
        """SELECT f.*, r.name_zh AS region_zh, r.name_en AS region_en,
             p.name_zh AS purpose_zh, p.name_en AS purpose_en,
             d.title_zh AS document_zh, d.title_en AS document_en, d.kind AS document_kind,
             d.quality, s.heading AS section
           FROM funding f JOIN regions r USING (region_id) JOIN documents d USING (doc_id)
           LEFT JOIN purpose_classes p USING (purpose_class)
           LEFT JOIN sections s ON s.section_id = f.section_id""",
    ),
    SqlView(
        "funding_by_purpose",
        "每个地区、用途、状态的总额(元);已并入上级总额的部分不重复计算,单位标准不相加。",
        "Totals in yuan by region, purpose and status; parts of a stated total are not added "
        "again, rates a person or a year are never added up.",
        """SELECT region_id, region_zh, region_en, purpose_class, purpose_zh, purpose_en, status,
             count(*) AS statements, sum(amount_cny) AS amount_cny,
             list(statement_id ORDER BY statement_id) AS statement_ids
           FROM funding_wide
           WHERE basis = 'total' AND amount_cny IS NOT NULL AND part_of IS NULL
           GROUP BY ALL""",
    ),
    SqlView(
        "coverage_wide",
        "每个指标、每份文件一行:已说明、未说明、不适用或无法辨读,附名称与原因。",
        "One row an indicator and document: stated, not stated, not applicable or unreadable, "
        "with names and the reason.",
        """SELECT c.*, i.name_zh AS indicator_zh, i.name_en AS indicator_en, i.level, i.unit,
             d.region_id, r.name_zh AS region_zh, r.name_en AS region_en, d.kind AS document_kind
           FROM coverage c JOIN indicators i USING (indicator_id)
           JOIN documents d USING (doc_id) JOIN regions r USING (region_id)""",
    ),
    SqlView(
        "targets_by_region",
        "每个地区的目标、常规要求、已报告各有多少条。",
        "How many targets, standing rules and reported results each region states.",
        """SELECT r.region_id, r.name_zh AS region_zh, r.name_en AS region_en,
             count(*) FILTER (t.status = 'target') AS targets,
             count(*) FILTER (t.status = 'norm') AS norms,
             count(*) FILTER (t.status = 'achieved') AS achieved, count(t.statement_id) AS total
           FROM regions r JOIN (SELECT DISTINCT region_id FROM documents) d USING (region_id)
           LEFT JOIN targets t USING (region_id) GROUP BY ALL""",
    ),
    SqlView(
        "theme_shares",
        "每份文件正文中各主题所占字数份额;没有主题的文字也在分母中。",
        "Share of the characters of each document's body by theme; text of no theme stays in the "
        "denominator.",
        """WITH body AS (
             SELECT p.passage_id, p.doc_id, length(p.text) AS characters
             FROM passages p JOIN sections s USING (section_id)
             WHERE s.part = 'body' AND p.kind <> 'heading'),
           whole AS (SELECT doc_id, sum(characters) AS characters FROM body GROUP BY doc_id)
           SELECT d.region_id, b.doc_id, m.theme_id, t.name_zh AS theme_zh, t.name_en AS theme_en,
             count(*) AS passages, sum(m.weight * b.characters) / any_value(w.characters) AS share
           FROM passage_themes m JOIN body b USING (passage_id) JOIN themes t USING (theme_id)
           JOIN whole w ON w.doc_id = b.doc_id JOIN documents d ON d.doc_id = b.doc_id
           GROUP BY ALL""",
    ),
    SqlView(
        "duties_by_agency",
        "每个地区、部门牵头或参与的责任条数。",
        "How many duties each agency leads or shares in, by region.",
        """SELECT d.region_id, a.agency_id, a.name_zh AS agency_zh, a.name_en AS agency_en, x.role,
             count(*) AS duties
           FROM responsibilities x JOIN agencies a USING (agency_id) JOIN documents d USING (doc_id)
           GROUP BY ALL""",
    ),
    SqlView(
        "statements",
        "目标与经费合为一表,列相同,供查找与合并。",
        "Targets and money in one table with the same columns, to search and to join.",
        """FROM (SELECT statement_id, 'targets' AS "table", doc_id, region_id, section_id,
             passage_id, indicator AS what, indicator_id AS class_id, level, value,
             value_high, unit, comparator, target_year AS year, NULL AS amount_cny,
             NULL AS basis, status, quote, char_start, char_end, number_start,
             number_end, certainty, reviewed FROM targets
           UNION ALL
           SELECT statement_id, 'funding', doc_id, region_id, section_id, passage_id, purpose,
             purpose_class, NULL, coalesce(amount, growth_pct), amount_high,
             CASE WHEN amount IS NULL AND growth_pct IS NOT NULL THEN '%' ELSE unit END,
             '=', NULL, amount_cny, basis, status, quote, char_start, char_end, number_start,
             number_end, certainty, reviewed FROM funding)
           LEFT JOIN (SELECT statement_id, gloss_en FROM glosses) USING (statement_id)""",
    ),
)


# Columns that only the views have: Chinese, English, unit.
COLUMNS = {
    "column": ("列名", "Column", ""),
    "type": ("类型", "Type", ""),
    "zh": ("中文说明", "In Chinese", ""),
    "en": ("英文说明", "In English", ""),
    "name": ("名称", "Name", ""),
    "kind": ("种类", "Kind", ""),
    "regions": ("地区数", "Number of regions", ""),
    "call": ("调用", "Call", ""),
    "does": ("作用", "What it does", ""),
    "gloss_en": ("英文释义", "In plain English", ""),
    "question": ("问题", "Question", ""),
    "agency": ("部门", "Agency", ""),
    "stated_by": ("写明的地区", "Stated by", ""),
    "not_stated_by": ("没有写的地区", "Not stated by", ""),
    "national": ("全国目标值", "National target", ""),
    "national_year": ("全国目标年", "Year of the national target", "year"),
    "above": ("高出全国", "Above the nation", ""),
    "change": ("变化", "Change", ""),
    "n": ("题号", "No.", ""),
    "code": ("怎样得到答案", "The call that answers it", ""),
    "region": ("地区", "Region", ""),
    "purpose": ("用途", "Purpose", ""),
    "theme": ("主题", "Theme", ""),
    "reason": ("依据", "Why", ""),
    "text": ("文字（修复后）", "Text, repaired", ""),
    "region_zh": ("地区中文名", "Region in Chinese", ""),
    "region_en": ("地区英文名", "Region in English", ""),
    "indicator_zh": ("共用指标中文名", "Shared indicator in Chinese", ""),
    "indicator_en": ("共用指标英文名", "Shared indicator in English", ""),
    "purpose_zh": ("用途类别中文名", "Class of purpose in Chinese", ""),
    "purpose_en": ("用途类别英文名", "Class of purpose in English", ""),
    "theme_zh": ("主题中文名", "Theme in Chinese", ""),
    "theme_en": ("主题英文名", "Theme in English", ""),
    "agency_zh": ("部门中文名", "Agency in Chinese", ""),
    "agency_en": ("部门英文名", "Agency in English", ""),
    "document_zh": ("文件中文标题", "Title of the document in Chinese", ""),
    "document_en": ("文件英文标题", "Title of the document in English", ""),
    "document_kind": ("文件种类", "Kind of document", ""),
    "section": ("章节标题", "Heading of the section", ""),
    "statements": ("陈述数", "Number of statements", ""),
    "statement_ids": ("所含陈述的编号", "Ids of the statements counted", ""),
    "targets": ("目标条数", "Number of targets", ""),
    "norms": ("常规要求条数", "Number of standing rules", ""),
    "achieved": ("已报告条数", "Number of reported results", ""),
    "total": ("合计条数", "Number of all three", ""),
    "passages": ("段句数", "Number of passages", ""),
    "share": ("占正文字数的份额", "Share of the characters of the body, 0 to 1", ""),
    "duties": ("责任条数", "Number of duties", ""),
    "table": ("来自哪张表", "Table the row is from", ""),
    "what": ("指标或用途(原文措辞)", "Indicator or purpose, in the words of the text", ""),
    "class_id": ("共用指标或用途类别", "Shared indicator or class of purpose", ""),
    "year": ("目标年", "Target year", "year"),
    "coverage": ("覆盖", "Stated, not stated, not applicable or unreadable", ""),
}


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every view on a connection that has the curated tables."""
    for view in VIEWS:
        connection.execute(f'CREATE OR REPLACE TEMP VIEW "{view.name}" AS {view.sql}')


def find(name: str) -> SqlView | None:
    """The view called ``name``, if it is one."""
    return next((view for view in VIEWS if view.name == name), None)
