"""All parts as one corpus: DuckDB views, copies found, tables written out."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analysis import store
from analysis.extraction import plain
from analysis.paths import Project
from analysis.scale import parts
from analysis.schema import to_text
from analysis.text.resemblance import groups, similarity

COPIES = pa.schema(
    [
        ("doc_id", pa.string()),
        ("same_as", pa.string()),
        ("similarity", pa.float64()),
    ]
)
DATABASE = "corpus.duckdb"


def finish(project: Project, out: Path, form: str) -> str:
    """Find copies, write the views and, where asked, the tables; returns a summary."""
    if not parts.names(out):
        return f"{out}: no document was read"
    copies = write_copies(out)
    write_views(out)
    if form != "parquet":
        for table in parts.STATEMENT_TABLES:
            _write_table(project, out, table, form)
    return _summary(out, copies)


def write_copies(out: Path) -> int:
    """``copies.parquet``: each document that is a near-copy, and the one that is kept.

    Kept is the longest of a group (the most complete), the first id among equals.
    Returns the number of copies.
    """
    sketches: dict[str, bytes] = {}
    lengths: dict[str, int] = {}
    for name in parts.names(out):
        table = pq.read_table(
            parts.folder_of(out) / name / "documents.parquet",
            columns=["doc_id", "clean_count", "sketch"],
        )
        for row in table.to_pylist():
            if row["sketch"]:
                sketches[row["doc_id"]] = row["sketch"]
                lengths[row["doc_id"]] = row["clean_count"]
    rows: list[dict[str, Any]] = []
    for members in groups(dict(sorted(sketches.items()))):
        kept = min(members, key=lambda doc_id: (-lengths[doc_id], doc_id))
        rows.extend(
            {
                "doc_id": doc_id,
                "same_as": kept,
                "similarity": similarity(sketches[kept], sketches[doc_id]),
            }
            for doc_id in members
            if doc_id != kept
        )
    aside = out / f".copies-{os.getpid()}"
    pq.write_table(pa.Table.from_pylist(sorted(rows, key=_by_id), schema=COPIES), aside)
    aside.replace(out / "copies.parquet")
    return len(rows)


def _by_id(row: dict[str, Any]) -> str:
    return str(row["doc_id"])


def write_views(out: Path) -> Path:
    """``corpus.duckdb``: views `documents`, `targets`, `funding`, `copies`, and the first three
    again as `unique_…` without copies, which would otherwise count twice.

    The views read the parts where they stand: nothing is stored twice.
    """
    import duckdb

    aside = out / f".corpus-{os.getpid()}.duckdb"
    aside.unlink(missing_ok=True)
    folder = str(parts.folder_of(out).resolve()).replace("'", "''")
    copies = str((out / "copies.parquet").resolve()).replace("'", "''")
    with duckdb.connect(str(aside)) as connection:
        connection.execute(f"CREATE VIEW copies AS FROM read_parquet('{copies}')")
        for table in ("documents", *parts.STATEMENT_TABLES):
            columns = "* EXCLUDE (sketch)" if table == "documents" else "*"
            connection.execute(
                f"CREATE VIEW {table} AS SELECT {columns} "  # noqa: S608 - our own names
                f"FROM read_parquet('{folder}/part-*/{table}.parquet')"
            )
            connection.execute(
                f"CREATE VIEW unique_{table} AS SELECT * FROM {table} "  # noqa: S608 - table names of our own
                "WHERE doc_id NOT IN (SELECT doc_id FROM copies)"
            )
    aside.replace(out / DATABASE)
    return out / DATABASE


def _write_table(project: Project, out: Path, table: str, form: str) -> None:
    """All statements of a table in order of document and place, as CSV or JSON lines."""
    schema = store.schema_of(project, table)
    aside = out / f".{table}-{os.getpid()}"
    with aside.open("w", encoding="utf-8", newline="") as stream:
        if form == "csv":
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(schema.names)
            for row in _ordered(out, table, schema.names):
                writer.writerow(
                    [to_text(v, c.type) for v, c in zip(row, schema.columns, strict=True)]
                )
        else:
            for row in _ordered(out, table, schema.names):
                record = {"table": table} | {
                    name: plain(value) for name, value in zip(schema.names, row, strict=True)
                }
                stream.write(json.dumps(record, ensure_ascii=False, default=_number) + "\n")
    aside.replace(out / f"{table}.{form}")


def _number(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else str(value)


def _ordered(out: Path, table: str, names: list[str]) -> Iterator[tuple[Any, ...]]:
    import duckdb

    listing = ", ".join(f'"{name}"' for name in names)
    with duckdb.connect(str(out / DATABASE), read_only=True) as connection:
        connection.execute(
            f"SELECT {listing} FROM {table} "  # noqa: S608 - names of our schema
            "ORDER BY doc_id, number_start, statement_id"
        )
        while rows := connection.fetchmany(10_000):
            yield from rows


def _summary(out: Path, copies: int) -> str:
    import duckdb

    with duckdb.connect(str(out / DATABASE), read_only=True) as connection:
        found = connection.execute(
            "SELECT count(*), count(*) FILTER (status = 'bad'), coalesce(sum(targets), 0)::BIGINT, "
            "coalesce(sum(funding), 0)::BIGINT FROM documents"
        ).fetchone()
    documents, bad, targets, funding = found or (0, 0, 0, 0)
    return (
        f"{documents} documents ({bad} bad, {copies} copies of others), "
        f"{targets} targets, {funding} funding statements: {out / DATABASE}"
    )
