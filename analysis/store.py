"""The only module that touches ``data/curated``: CSV is canonical, DuckDB is built from it."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import disk, tabular, undo
from analysis.errors import InputError, WorkError
from analysis.lock import exclusive
from analysis.paths import Project
from analysis.schema import (
    DUCKDB_TYPES,
    TableSchema,
    load_schema,
    load_schemas,
    to_text,
    typed,
)

if TYPE_CHECKING:
    # Loaded where a table is: who only reads texts and word lists is spared 100 MB.
    import duckdb
    import pandas as pd

Row = Mapping[Any, Any]
BUILDING = ".building-"
ORIGIN = "built_from"
# A build of five documents takes seconds; whoever waits longer should be told.
PATIENCE = 120.0


@contextmanager
def building(project: Project) -> Iterator[None]:
    """Only one process writes tables at a time; what a killed one left is undone first.

    Raises WorkError when another build does not end, or the folder cannot be written.
    """
    told = (
        f"{project.curated}: another build is still writing after {PATIENCE:.0f} s; "
        "wait for it to end and run this again"
    )
    with ExitStack() as held:
        try:
            held.enter_context(
                exclusive(project.curated / ".building.lock", told, patience=PATIENCE)
            )
            for leftover in project.curated.glob(f"{BUILDING}*"):
                if leftover.is_dir():
                    shutil.rmtree(leftover, ignore_errors=True)
                else:
                    leftover.unlink(missing_ok=True)
            undo.undo(project.root / "data")
        except OSError as error:
            raise WorkError(
                f"{project.curated}: cannot be written ({error.strerror}); nothing was changed"
            ) from error
        yield


def schemas(project: Project) -> dict[str, TableSchema]:
    """The schema of every curated table."""
    return load_schemas(project.curated)


def schema_of(project: Project, table: str) -> TableSchema:
    """The schema of one table; raises InputError naming the tables there are."""
    path = project.curated / f"{table}.schema.yml"
    # One file, not all fifty: a page reads twenty tables.
    if path.is_file():
        return load_schema(path)
    raise InputError(f"no table {table!r}; there are {', '.join(schemas(project))}")


def rows(project: Project, table: str) -> list[dict[str, str]]:
    """The rows of a CSV as text, exactly as written; empty when the file is not there yet."""
    path = project.curated / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(tabular.records(stream))


def read(project: Project, table: str) -> pd.DataFrame:
    """A curated table with its types (see `schema.typed`). Raises InputError when missing."""
    import pandas as pd

    schema = schema_of(project, table)
    path = project.curated / f"{table}.csv"
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError as error:
        raise InputError(
            f"data/curated/{table}.csv: not there; run `python -m analysis build`"
        ) from error
    missing = set(schema.names) - set(frame.columns)
    if missing:
        raise InputError(
            f"data/curated/{table}.csv: found no column {', '.join(sorted(missing))}; "
            "build the tables again, or restore the file"
        )
    return typed(frame[schema.names], schema)


def frame_of(records: Iterable[Row], schema: TableSchema) -> pd.DataFrame:
    """Records → typed frame in canonical order (columns of the schema, sorted by key)."""
    import pandas as pd

    table = {column.name: [] for column in schema.columns}  # type: dict[str, list[str]]
    for record in records:
        unknown = set(record) - set(table)
        if unknown:
            raise WorkError(f"{schema.table}: record with unknown column {', '.join(unknown)}")
        for column in schema.columns:
            table[column.name].append(to_text(record.get(column.name), column.type))
    frame = typed(pd.DataFrame(table, dtype=str), schema)
    return frame.sort_values(list(schema.key), kind="stable").reset_index(drop=True)


def to_csv(frame: pd.DataFrame, schema: TableSchema) -> bytes:
    """Canonical bytes of a table: UTF-8, LF, columns of the schema, exact decimals."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(schema.names)
    columns = [
        [to_text(value, column.type) for value in frame[name]]
        for name, column in zip(schema.names, schema.columns, strict=True)
    ]
    writer.writerows(zip(*columns, strict=True))
    return stream.getvalue().encode("utf-8")


def write(project: Project, frames: Mapping[str, pd.DataFrame]) -> list[str]:
    """Write tables beside the old ones and rename them in; returns the names that changed.

    A table whose bytes are as before is not touched, so a rebuild without change
    leaves no diff. A folder that cannot be written gives one sentence and no change.
    """
    known = schemas(project)
    changed = []
    try:
        aside = Path(tempfile.mkdtemp(prefix=BUILDING, dir=project.curated))
    except OSError as error:
        raise WorkError(
            f"{project.curated}: cannot be written ({error.strerror}); nothing was changed"
        ) from error
    try:
        for name, frame in frames.items():
            data = to_csv(frame, known[name])
            path = project.curated / f"{name}.csv"
            if not path.exists() or path.read_bytes() != data:
                (aside / f"{name}.csv").write_bytes(data)
                changed.append(name)
        disk.rename_in((aside / f"{name}.csv", project.curated / f"{name}.csv") for name in changed)
    except OSError as error:
        raise WorkError(
            f"{project.curated}: writing the tables failed ({error.strerror}); "
            "tables not yet written keep their old content; build again"
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return changed


def fingerprint(project: Project) -> str:
    """SHA-256 over all curated CSVs and schemas: the identity of the data, never of DuckDB."""
    digest = hashlib.sha256()
    for path in sorted((*project.curated.glob("*.csv"), *project.curated.glob("*.schema.yml"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def build_database(project: Project) -> Path:
    """Build ``policy.duckdb`` from the CSVs aside and swap it in by one rename.

    Readers that hold the old file keep it whole; the next connection sees the new one.
    """
    import duckdb

    aside = project.curated / f"{BUILDING}{os.getpid()}.duckdb"
    aside.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(aside)) as connection:
            for name, schema in schemas(project).items():
                if (project.curated / f"{name}.csv").exists():
                    _create_table(connection, project, schema)
            # Inside the file, so that tables and their origin can never part.
            connection.execute(f"CREATE MACRO {ORIGIN}() AS '{fingerprint(project)}'")
            # Closing writes too, but keeps a failure (a full disk) to itself.
            connection.execute("CHECKPOINT")
        disk.rename_in([(aside, project.database)])
    except (OSError, duckdb.Error) as error:
        raise WorkError(
            f"{project.database.name}: could not be built ({str(error).splitlines()[0]}); "
            "the old database is unchanged"
        ) from error
    finally:
        aside.unlink(missing_ok=True)
    return project.database


def database_is_old(project: Project) -> bool:
    """Whether the database was built from other tables than those on disk, or is damaged.

    Told by content and not by time, which may jump: every block is read, so its checksums are
    looked at.
    """
    import duckdb

    try:
        with connect(project) as connection:
            (origin,) = connection.execute(f"SELECT {ORIGIN}()").fetchall()[0]
            for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                connection.execute(f'SELECT bit_xor(hash(t)) FROM "{name}" t').fetchall()  # noqa: S608 - table names of our own
    except (InputError, duckdb.Error):
        return True
    return bool(origin != fingerprint(project))


def _create_table(
    connection: duckdb.DuckDBPyConnection, project: Project, schema: TableSchema
) -> None:
    path = str(project.curated / f"{schema.table}.csv")
    types = {column.name: DUCKDB_TYPES[column.type] for column in schema.columns}
    listing = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    connection.execute(f'CREATE TABLE "{schema.table}" ({listing})')
    connection.execute(
        f'INSERT INTO "{schema.table}" SELECT * FROM read_csv(?, header=true, '  # noqa: S608 - table names of our own
        "delim=',', quote='\"', escape='\"', nullstr='', auto_detect=false, columns=?, "
        "max_line_size=16777216)",
        [path, types],
    )
    comment = schema.description["en"].replace("'", "''")
    connection.execute(f"COMMENT ON TABLE \"{schema.table}\" IS '{comment}'")
    for column in schema.columns:
        text = f"{column.en}{f' ({column.unit})' if column.unit else ''}".replace("'", "''")
        connection.execute(f'COMMENT ON COLUMN "{schema.table}"."{column.name}" IS \'{text}\'')


def connect_apart(project: Project) -> duckdb.DuckDBPyConnection:
    """A read-only connection of its own: it sees the file as it is now, whoever else has it open.

    `connect` shares one instance a process, and with it the settings and, after a refresh, the
    old file for as long as anyone holds it.
    """
    import duckdb

    try:
        connection = duckdb.connect(":memory:")
        path = str(project.database).replace("'", "''")
        connection.execute(f"ATTACH '{path}' AS policy (READ_ONLY)")
        connection.execute("USE policy")
    except duckdb.Error as error:
        raise InputError(
            f"{project.database.name}: cannot be opened ({str(error).splitlines()[0]}); "
            "run `python -m analysis build`"
        ) from error
    return connection


def connect(project: Project) -> duckdb.DuckDBPyConnection:
    """A read-only connection: exploring can neither harm the data nor block a refresh."""
    import duckdb

    try:
        return duckdb.connect(str(project.database), read_only=True)
    except duckdb.Error as error:
        raise InputError(
            f"{project.database.name}: cannot be opened ({str(error).splitlines()[0]}); "
            "run `python -m analysis build`"
        ) from error
