"""The pages of a release that people read: how to use it, codebook, changes, errata."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from analysis.publish.markup import shown
from analysis.publish.metadata import LICENCE, NAME, Metadata
from analysis.publish.rows import Change
from analysis.schema import TableSchema

TOLD_IN_FULL = ("targets", "funding", "projects", "responsibilities", "decisions")
SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")

README = """\
# {title}

Version {version}, {date}. {abstract}

| folder or file | what it is |
|---|---|
| `data/*.csv` | {tables} tables: UTF-8, LF, one header line, empty cell = not there |
| `data/*.parquet` | the same tables with their types and units |
| `datapackage.json` | Data Package v2: types, units, codes, keys and foreign keys of every table |
| `codebook.zh.md`, `codebook.en.md` | what every column means |
| `raw/` | {documents} raw texts, a sidecar each: source, address, licence, sha256, defects |
| `figures/` | {figures} figures: SVG, PNG, PDF, data, specification, citation |
| `CHANGES.md`, `ERRATA.md` | against the release before; what a reviewer corrected, and why |
| `ro-crate-metadata.json` | RO-Crate 1.1: which run made which file from what |
| `CITATION.cff`, `datacite.json` | how to cite; a record ready for a repository that gives DOIs |
| `SHA256SUMS` | check with `sha256sum -c SHA256SUMS` |

## Load it

```python
import pandas as pd
targets = pd.read_parquet("data/targets.parquet")
```

```sql
SELECT region_id, count(*) FROM 'data/targets.parquet' GROUP BY ALL;  -- DuckDB
```

`char_start` and `char_end` count code points of the raw text:
`open("raw/<doc_id>.txt", encoding="utf-8", newline="").read()[char_start:char_end] == quote`.

## Before you open a CSV in a spreadsheet

The CSV files in `data/` hold the words of the documents exactly as they are. A cell may begin
with `=`, `+`, `-` or `@`, which a spreadsheet would run as a formula: import such a file with all
columns as text, or use the downloads of the published site and the CSV files in `figures/`,
where these cells begin with an apostrophe.

## Terms

Tables, codebook and figures: {licence} ({licence_url}). Raw texts: official texts of state
organs, outside copyright under Article 5 of the Copyright Law of the PRC; each sidecar says where
the copy came from. See `LICENSE`.
"""


def readme(about: Metadata, tables: int, documents: int, figures: int) -> bytes:
    """``README.md`` of a release."""
    return README.format(
        title=markdown(about.title),
        version=about.version,
        date=about.released.isoformat(),
        abstract=markdown(about.abstract),
        tables=tables,
        documents=documents,
        figures=figures,
        licence=LICENCE["title"],
        licence_url=LICENCE["path"],
    ).encode("utf-8")


def markdown(text: object) -> str:
    """Any text as one line of Markdown that is nothing but words; also inside a table."""
    return SPECIAL.sub(r"\\\1", shown(" ".join(str(text).split())))


WORDS = {
    "zh": {
        "head": "# 数据字典",
        "origin": {"added": "人工录入", "derived": "由原文自动生成"},
        "columns": "| 列 | 类型 | 单位 | 必填 | 取值 | 含义 |",
        "key": "主键", "keys": "外键", "yes": "是", "rows": "行数",
    },
    "en": {
        "head": "# Codebook",
        "origin": {"added": "entered by hand", "derived": "made from the raw texts"},
        "columns": "| column | type | unit | required | codes | meaning |",
        "key": "key", "keys": "foreign keys", "yes": "yes", "rows": "rows",
    },
}  # fmt: skip


def codebook(schemas: Iterable[TableSchema], rows: Mapping[str, int], lang: str) -> bytes:
    """``codebook.<lang>.md``, from the schemas alone."""
    words: Mapping[str, str] = WORDS[lang]  # type: ignore[assignment]  # one entry of the words is a mapping
    lines = [words["head"], ""]
    for schema in schemas:
        lines += _codebook_table(schema, rows[schema.table], lang, words)
    return "\n".join(lines).encode("utf-8")


def _codebook_table(
    schema: TableSchema, rows: int, lang: str, words: Mapping[str, str]
) -> list[str]:
    origin = WORDS[lang]["origin"][schema.origin]  # type: ignore[index]  # one entry of the words is a mapping
    keys = [f"`{key.column}` → `{key.table}.{key.to}`" for key in schema.foreign_keys]
    lines = [
        f"## `{schema.table}` {markdown(schema.title[lang])}",
        "",
        markdown(schema.description[lang]),
        "",
        f"- {words['rows']}: {rows}; {origin}",
        f"- {words['key']}: {', '.join(f'`{name}`' for name in schema.key)}",
        *([f"- {words['keys']}: {', '.join(keys)}"] if keys else []),
        "",
        words["columns"],
        "|---|---|---|---|---|---|",
    ]
    for column in schema.columns:
        codes = ", ".join(f"`{code}`" for code in column.codes)
        meaning = markdown(column.zh if lang == "zh" else column.en)
        required = words["yes"] if column.required else ""
        cells = (f"`{column.name}`", column.type, markdown(column.unit), required, codes, meaning)
        lines.append("| " + " | ".join(cells) + " |")
    return [*lines, ""]


def changes(
    before: str, after: str, found: Sequence[Change], figures: Mapping[str, str], date: str
) -> bytes:
    """``CHANGES.md``: counts by table, then each change of a statement; ``figures``: id → what
    happened to it. ``before`` is empty for a first release.
    """
    head = ["# Changes", "", f"## {after} ({date})", ""]
    if not before:
        return "\n".join([*head, "The first release.", ""]).encode("utf-8")
    lines = [*head, f"Against {before}.", ""]
    if not found and not figures:
        lines += ["No table and no figure differs.", ""]
    if found:
        lines += ["| table | new records | gone | changed cells |", "|---|---|---|---|"]
        counted = Counter((change.table, change.kind) for change in found)
        for table in sorted({change.table for change in found}):
            counts = (str(counted[table, kind]) for kind in ("new", "gone", "changed"))
            lines.append(f"| {table} | " + " | ".join(counts) + " |")
        lines.append("")
    for table in TOLD_IN_FULL:
        own = [change for change in found if change.table == table]
        if own:
            lines += [f"### {table}", "", *map(_told, own), ""]
    if figures:
        lines += ["### figures", "", *(f"- `{i}`: {told}" for i, told in figures.items()), ""]
    return "\n".join(lines).encode("utf-8")


def _told(change: Change) -> str:
    if not change.field:
        return f"- `{change.record}`: {change.kind}"
    old, new = markdown(change.old) or "nothing", markdown(change.new) or "nothing"
    return f"- `{change.record}` {change.field}: {old} → {new}"


def errata(decisions: Sequence[Mapping[str, str]]) -> bytes:
    """``ERRATA.md``: every correction a reviewer made to what the rules had read."""
    corrected = [row for row in decisions if row["action"] != "confirm"]
    confirmed = len(decisions) - len(corrected)
    lines = [
        "# Errata",
        "",
        "What a reviewer corrected in the reading of the rules. The corrections are in the tables.",
        f"Corrections: {len(corrected)}; readings confirmed: {confirmed}.",
        "",
    ]
    if corrected:
        lines += [
            "| decision | statement | field | was | is | text | reason | by, date |",
            "|---|---|---|---|---|---|---|---|",
        ]
    for row in sorted(corrected, key=lambda row: (row["date"], row["decision_id"])):
        field = row["field"] if row["action"] == "set" else row["action"]
        cells = (
            row["decision_id"], f"{row['table']} {row['statement_id']}", field, row["old"],
            row["new"], row["expect"], row["reason"], f"{row['by']}, {row['date']}",
        )  # fmt: skip
        lines.append("| " + " | ".join(markdown(cell) for cell in cells) + " |")
    return ("\n".join(lines) + "\n").encode("utf-8")


def archive_name(version: str) -> str:
    """The name of a release's folder, and of its zip without the ending."""
    return f"{NAME}-{version}"
