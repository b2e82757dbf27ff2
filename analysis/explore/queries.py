"""The queries behind the calls of a session; ``_LANG`` stands for the language of its names."""

from __future__ import annotations

COMPARE = """SELECT c.region_LANG AS region, c.coverage, t.status, t.comparator, t.value,
  t.value_high, t.unit, t.target_year, t.quote, t.certainty, t.baseline_value,
  c.REASON AS reason, t.statement_id
FROM coverage_wide c LEFT JOIN targets t
  ON t.indicator_id = c.indicator_id AND t.doc_id = c.doc_id
WHERE c.indicator_id = ?
ORDER BY list_position(?, c.region_id), t.number_start"""

FIND = """SELECT r.name_LANG AS region, s.heading AS section, p.text,
  list(x.statement_id ORDER BY x.number_start)
    FILTER (x.statement_id IS NOT NULL) AS statement_ids, p.passage_id
FROM passages p JOIN documents d USING (doc_id) JOIN regions r USING (region_id)
JOIN sections s USING (section_id)
LEFT JOIN statements x ON x.passage_id = p.passage_id
WHERE contains(lower(p.text), lower(?))
GROUP BY 1, 2, 3, p.passage_id, d.region_id, p.char_start
ORDER BY list_position(?, d.region_id), p.char_start"""

REGION = """SELECT "table", what, comparator, value, value_high, unit, year, amount_cny, basis,
  status, certainty, quote, statement_id
FROM statements WHERE region_id = ? ORDER BY doc_id, number_start"""

FUNDING = """SELECT region_LANG AS region, purpose_LANG AS purpose, status, statements,
  amount_cny, statement_ids
FROM funding_by_purpose WHERE list_contains(?, region_id)
ORDER BY list_position(?, region_id), amount_cny DESC, purpose_class"""

THEMES = "SELECT theme_LANG AS theme, doc_id, share FROM theme_shares"


def in_language(query: str, lang: str) -> str:
    """The query with the names of ``lang`` (zh or en)."""
    reason = "reason" if lang == "zh" else "reason_en"
    return query.replace("_LANG", f"_{lang}").replace("REASON", reason)
