"""The folder a run writes: one part a batch, put in place by a single rename.

``OUT/parts/<name>/{targets,funding,documents}.parquet``: a part is there whole or not at
all, so killing a worker or the client loses no document and writes none twice. The name is
a hash of the documents and of the rules that read them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analysis import store
from analysis.errors import WorkError
from analysis.paths import Project
from analysis.scale.inputs import Document

Row = Mapping[str, Any]
STATEMENT_TABLES = ("targets", "funding")
DECIMAL = pa.decimal128(38, 12)
EXACT = Context(prec=38, rounding=ROUND_HALF_EVEN)
PLACES = Decimal(1).scaleb(-12)
ARROW_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": DECIMAL,
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.string(),
}
DOCUMENTS = pa.schema(
    [
        ("doc_id", pa.string()),
        ("path", pa.string()),
        ("size", pa.int64()),
        ("mtime_ns", pa.int64()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("format", pa.string()),
        ("sha256", pa.string()),
        ("char_count", pa.int64()),
        ("clean_count", pa.int64()),
        ("targets", pa.int64()),
        ("funding", pa.int64()),
        ("seconds", pa.float64()),
        ("sketch", pa.binary()),
    ]
)


def name_of(documents: Sequence[Document], fingerprint: str) -> str:
    """``part-`` and a hash over what is read and by which rules."""
    digest = hashlib.sha256(fingerprint.encode())
    for document in documents:
        digest.update(repr((document.doc_id, *document.identity)).encode())
    return f"part-{digest.hexdigest()[:20]}"


def folder_of(out: Path) -> Path:
    """Where the parts of a run stand."""
    return out / "parts"


@lru_cache(maxsize=4)
def arrow_schema(project: Project, table: str) -> pa.Schema:
    """The columns of a curated table as Parquet holds them; decimals stay exact."""
    schema = store.schema_of(project, table)
    return pa.schema([(c.name, ARROW_TYPES[c.type]) for c in schema.columns])


def write(
    project: Project, out: Path, name: str, documents: Sequence[Row], records: Iterable[Row]
) -> None:
    """Write one part aside and rename it in; when another worker was first, its part stays."""
    tables: dict[str, list[Row]] = {table: [] for table in STATEMENT_TABLES}
    for record in records:
        tables[record["table"]].append(record)
    folder = folder_of(out)
    aside = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
        for table, rows in tables.items():
            _write_table(aside / f"{table}.parquet", rows, arrow_schema(project, table))
        _write_table(aside / "documents.parquet", documents, DOCUMENTS)
        _rename(aside, folder / name)
    except OSError as error:
        raise WorkError(
            f"{out}: a part cannot be written ({error.strerror}); parts that are there stay; "
            "free some space or choose another --out, and run the same command again"
        ) from error
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)


def _rename(aside: Path, final: Path) -> None:
    try:
        aside.rename(final)
    except OSError:
        if not (final / "documents.parquet").exists():
            raise


def _write_table(path: Path, rows: Sequence[Row], schema: pa.Schema) -> None:
    columns = [
        pa.array([_cell(row.get(f.name), f.type) for row in rows], type=f.type) for f in schema
    ]
    with path.open("wb") as stream:
        table = pa.Table.from_arrays(columns, schema=schema)
        pq.write_table(table, stream, compression="zstd")
        stream.flush()
        os.fsync(stream.fileno())


def _cell(value: Any, kind: pa.DataType) -> Any:
    if value is None:
        return None
    if kind == DECIMAL:
        return exact(value)
    if kind == pa.string():
        # A lone surrogate is no text; it would be refused by every reader of Parquet.
        return str(value).encode("utf-8", "replace").decode("utf-8")
    return value


def exact(value: Any) -> Decimal | None:
    """The decimal a JSON number spells, to 12 places; None where 26 digits do not hold it."""
    try:
        return Decimal(str(value)).quantize(PLACES, context=EXACT)
    except InvalidOperation:
        return None


def names(out: Path) -> list[str]:
    """The parts that are there, in order of their names."""
    return sorted(path.parent.name for path in folder_of(out).glob("part-*/documents.parquet"))


def documents_of(out: Path, name: str) -> list[dict[str, Any]] | None:
    """The manifest of one part; None when it is not there."""
    path = folder_of(out) / name / "documents.parquet"
    if not path.exists():
        return None
    return [dict(row) for row in pq.read_table(path).to_pylist()]


def manifest(out: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every document of every part, without its sketch: (name of the part, row)."""
    columns = [name for name in DOCUMENTS.names if name != "sketch"]
    for name in names(out):
        table = pq.read_table(folder_of(out) / name / "documents.parquet", columns=columns)
        for row in table.to_pylist():
            yield name, row


def remove(out: Path, name: str) -> None:
    """Take one part away whole: hidden by a rename first, then deleted."""
    hidden = folder_of(out) / f".stale-{name}-{os.getpid()}"
    (folder_of(out) / name).rename(hidden)
    shutil.rmtree(hidden, ignore_errors=True)


def sweep(out: Path, older_than_seconds: float = 3600) -> None:
    """Remove what killed writers left aside; a living one is given an hour."""
    for path in folder_of(out).glob(".*"):
        if time.time() - path.stat().st_mtime > older_than_seconds:
            shutil.rmtree(path, ignore_errors=True)
