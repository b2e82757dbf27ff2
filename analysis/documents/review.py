"""A page that walks a reviewer through the statements of a document, and the way back.

The page works from disk without network and keeps what was decided in the browser; it
exports rows of `decisions`, each with the raw text it was decided on. `take_in` checks
every guard again before anything is written.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from analysis import sources, store, tabular
from analysis.documents.add import refuse_changes
from analysis.documents.regions import written
from analysis.documents.stage import bring_in, stage
from analysis.errors import InputError
from analysis.figures.labels import LANGUAGES, code
from analysis.paths import Project
from analysis.pipeline import build
from analysis.progress import Progress, silent
from analysis.schema import TableSchema

TABLES = ("targets", "funding")
PLACE = frozenset(
    (
        "statement_id",
        "doc_id",
        "region_id",
        "section_id",
        "passage_id",
        "quote",
        "char_start",
        "char_end",
        "number_start",
        "number_end",
        "certainty",
        "method",
        "reviewed",
        "part_of",
    )
)
ACTIONS = ("confirm", "set", "drop", "add")


@dataclass(frozen=True)
class TakenIn:
    """Decisions written or taken back: how many of each action, and the tables that changed.

    ``ids`` is what the ids of those written begin with.
    """

    actions: dict[str, int]
    changed: tuple[str, ...]
    ids: str = ""


def write_page(project: Project, doc_id: str) -> Path:
    """``reports/review/<doc_id>.html``. Raises InputError for an unknown document."""
    source = _source(project, doc_id)
    template = jinja2.Environment(autoescape=True).from_string(
        Path(__file__).with_name("review.html").read_text(encoding="utf-8")
    )
    page = template.render(
        doc_id=doc_id, title=source.sidecar["title_zh"], data=_data(project, source)
    )
    path = project.reports / "review" / f"{doc_id}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    return path


def _source(project: Project, doc_id: str) -> sources.Source:
    known = {source.doc_id: source for source in sources.registered(project)}
    if doc_id not in known:
        raise InputError(f"{doc_id[:60]!r}: no such document; there are {', '.join(known)}")
    return known[doc_id]


def _data(project: Project, source: sources.Source) -> Markup:
    """What the page works on, as JSON that no text can break out of."""
    schemas = store.schemas(project)
    rows = [
        (table, _numbered(row))
        for table in TABLES
        for row in store.rows(project, table)
        if row["doc_id"] == source.doc_id
    ]
    rows.sort(key=lambda item: (item[1]["number_start"], item[1]["statement_id"]))
    statements = [{"table": table, "row": row} for table, row in rows]
    content = {
        "doc_id": source.doc_id,
        "sha256": source.sidecar["sha256"],
        "raw": sources.read(source),
        "statements": statements,
        "columns": {table: _columns(schemas[table]) for table in TABLES},
        "decisions": schemas["decisions"].names,
    }
    text = json.dumps(content, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - escaped just above


def _numbered(row: Mapping[str, str]) -> dict[str, Any]:
    offsets = ("char_start", "char_end", "number_start", "number_end")
    return {name: int(value) if name in offsets else value for name, value in row.items()}


def _columns(schema: TableSchema) -> list[dict[str, Any]]:
    return [
        {
            "name": column.name,
            "zh": column.zh,
            "en": column.en,
            "codes": [[one, *_words(schema, column.name, one)] for one in column.codes],
            "required": column.required,
        }
        for column in schema.columns
        if column.name not in PLACE
    ]


def _words(schema: TableSchema, column: str, one: str) -> tuple[str, str]:
    """What a code means, in both languages."""
    zh, en = (code(column, one, lang, schema.table) for lang in LANGUAGES)
    return zh, en


def take_in(project: Project, doc_id: str, path: Path, progress: Progress = silent) -> TakenIn:
    """Append exported decisions to `decisions`, build, bring in; all of them or none.

    Raises InputError naming the first row whose guard or value does not hold.
    """
    with stage(project) as staged:
        ledger = store.rows(project, "decisions")
        new = _checked(project, doc_id, path, ledger)
        data = written(staged, "decisions", [*ledger, *new])
        (staged.curated / "decisions.csv").write_bytes(data)
        build(staged, progress)
        refuse_changes(project, staged, {doc_id})
        changed = bring_in(project, staged)
    stem = new[0]["decision_id"].rpartition("-")[0]
    return TakenIn(counted(new), tuple(changed), stem)


def counted(rows: Sequence[Mapping[str, str]]) -> dict[str, int]:
    """How many decisions of each action there are."""
    actions = {action: sum(row["action"] == action for row in rows) for action in ACTIONS}
    return {action: count for action, count in actions.items() if count}


def _checked(
    project: Project, doc_id: str, path: Path, ledger: Sequence[Mapping[str, str]]
) -> list[dict[str, str]]:
    """The exported rows with their ids, every guard and value checked."""
    raw = sources.read(_source(project, doc_id))
    schemas = store.schemas(project)
    current = {
        table: {
            row["statement_id"]: row
            for row in store.rows(project, table)
            if row["doc_id"] == doc_id
        }
        for table in TABLES
    }
    new = _exported(path, schemas["decisions"].names)
    ids = _Ids(doc_id, ledger, {i for rows in current.values() for i in rows})
    for number, row in enumerate(new, start=2):
        where = f"{path.name}, line {number}"
        _check(row, doc_id, raw, current, schemas, where)
        ids.complete(row)
    return new


def _exported(path: Path, names: Sequence[str]) -> list[dict[str, str]]:
    reader = tabular.records(io.StringIO(sources.read_file(path), newline=""))
    if reader.fieldnames is None or list(reader.fieldnames) != list(names):
        raise InputError(
            f"{path.name}: found columns {', '.join(reader.fieldnames or ())[:200]}; the review "
            f"page exports {', '.join(names)}"
        )
    rows = [{name: row.get(name) or "" for name in names} for row in reader]
    if not rows:
        raise InputError(f"{path.name}: found no decision; decide something and export again")
    return rows


def _check(
    row: Mapping[str, str],
    doc_id: str,
    raw: str,
    current: Mapping[str, Mapping[str, Mapping[str, str]]],
    schemas: Mapping[str, TableSchema],
    where: str,
) -> None:
    if row["doc_id"] != doc_id:
        raise InputError(f"{where}: found doc_id {row['doc_id'][:40]!r}; it must be {doc_id}")
    if row["table"] not in TABLES or row["action"] not in ACTIONS:
        raise InputError(
            f"{where}: found {row['table'][:20]!r}, {row['action'][:20]!r}; the table is one of "
            f"{', '.join(TABLES)}, the action one of {', '.join(ACTIONS)}"
        )
    if not row["by"].strip() or not row["reason"].strip():
        raise InputError(f"{where}: found no reviewer or no reason; a decision needs both")
    _check_guard(row, raw, where)
    try:
        date.fromisoformat(row["date"])
    except ValueError as error:
        raise InputError(f"{where}: found date {row['date'][:20]!r}; write YYYY-MM-DD") from error
    if row["action"] == "add":
        _check_added(row, raw, schemas[row["table"]], where)
        return
    statement = current[row["table"]].get(row["statement_id"])
    if statement is None:
        raise InputError(
            f"{where}: found statement {row['statement_id'][:60]!r}; there is none of that id in "
            f"{row['table']}; make the review page again"
        )
    if row["action"] == "set":
        _check_field(row, statement, schemas[row["table"]], where)


def _check_guard(row: Mapping[str, str], raw: str, where: str) -> None:
    try:
        start, end = int(row["char_start"]), int(row["char_end"])
    except ValueError as error:
        raise InputError(f"{where}: char_start and char_end must be whole numbers") from error
    if not 0 <= start < end or raw[start:end] != row["expect"]:
        raise InputError(
            f"{where}: the text decided on is {row['expect'][:40]!r}, the document has "
            f"{raw[max(0, start) : max(0, end)][:40]!r} there; make the review page again"
        )


def _check_field(
    row: Mapping[str, str], statement: Mapping[str, str], schema: TableSchema, where: str
) -> None:
    if row["field"] not in schema.names or row["field"] in PLACE:
        raise InputError(f"{where}: found field {row['field'][:40]!r}; it may not be set")
    if statement[row["field"]] != row["old"]:
        raise InputError(
            f"{where}: {row['field']} was {row['old'][:40]!r} when decided and is "
            f"{statement[row['field']][:40]!r} now; make the review page again"
        )


def _check_added(row: Mapping[str, str], raw: str, schema: TableSchema, where: str) -> None:
    try:
        fields = json.loads(row["new"])
        start, end = int(fields["number_start"]), int(fields["number_end"])
        low, high = int(fields["char_start"]), int(fields["char_end"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{where}: `new` must be a JSON object with the place of the number"
        ) from error
    unknown = set(fields) - set(schema.names)
    if unknown or not low <= start < end <= high or raw[low:high] != fields.get("quote"):
        raise InputError(
            f"{where}: the added row has unknown fields ({', '.join(sorted(unknown)) or 'none'}) "
            "or its number does not stand inside its quote; add it again on the page"
        )


class _Ids:
    """Ids for new decisions and for statements that were missing."""

    def __init__(
        self, doc_id: str, ledger: Sequence[Mapping[str, str]], statements: set[str]
    ) -> None:
        self._doc_id = doc_id
        self._decisions = {row["decision_id"] for row in ledger}
        self._statements = statements | {row["statement_id"] for row in ledger}

    def complete(self, row: dict[str, str]) -> None:
        """Give the row its decision_id, and its statement_id where it adds a statement."""
        stem = f"{self._doc_id}-{row['date'].replace('-', '')}"
        number = 1
        while f"{stem}-{number:04}" in self._decisions:
            number += 1
        row["decision_id"] = f"{stem}-{number:04}"
        self._decisions.add(row["decision_id"])
        if row["action"] == "add":
            start = json.loads(row["new"])["number_start"]
            letters = ["", *"bcdefghijklmnopqrstuvwxyz"]
            free = (f"{self._doc_id}-{start}{letter}" for letter in letters)
            row["statement_id"] = next(i for i in free if i not in self._statements)
            self._statements.add(row["statement_id"])
