"""One file a table: the schema drives column order, checks, DuckDB types, codebook and package."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from analysis.errors import InputError

if TYPE_CHECKING:
    import pandas as pd  # loaded where a frame is: reading texts needs none

DUCKDB_TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(28,6)",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
ORIGINS = ("added", "derived")
# The safe loader written in C, where there is one: ten times as fast on fifty schemas.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Column:
    """One column: its type, what it may hold, and what it means in both languages."""

    name: str
    type: str
    zh: str
    en: str
    unit: str = ""
    codes: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class ForeignKey:
    """``column`` of this table must be empty or stand in ``table.to``."""

    column: str
    table: str
    to: str


@dataclass(frozen=True)
class TableSchema:
    """What a curated table is; read from ``<table>.schema.yml``."""

    table: str
    origin: str
    title: dict[str, str]
    description: dict[str, str]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    path: Path | None = field(default=None, compare=False)

    @property
    def names(self) -> list[str]:
        """Column names in the order in which they are written."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column called ``name``; raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True)
class Failure:
    """One broken rule: which record, what was found, what is allowed, what to do."""

    record: str
    found: str
    allowed: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.record}: found {self.found}; expected {self.allowed}; {self.remedy}"


def load_schema(path: Path) -> TableSchema:
    """Read a schema file. Raises InputError when it is not one."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader, written in C
        columns = tuple(_column(item) for item in content["columns"])
        schema = TableSchema(
            table=content["table"],
            origin=content["origin"],
            title=dict(content["title"]),
            description=dict(content["description"]),
            key=tuple(content["key"]),
            columns=columns,
            foreign_keys=tuple(ForeignKey(**item) for item in content.get("foreign_keys") or ()),
            path=path,
        )
    except (OSError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise InputError(
            f"{path.name}: not a table schema ({type(error).__name__}: {error}); "
            "it needs table, origin, title, description, key and columns"
        ) from error
    if schema.origin not in ORIGINS or any(c.type not in DUCKDB_TYPES for c in columns):
        raise InputError(
            f"{path.name}: origin must be one of {', '.join(ORIGINS)} "
            f"and each type one of {', '.join(DUCKDB_TYPES)}"
        )
    return schema


def _column(item: dict[str, Any]) -> Column:
    return Column(
        name=item["name"],
        type=item["type"],
        zh=item["zh"],
        en=item["en"],
        unit=item.get("unit") or "",
        codes=tuple(str(code) for code in item.get("codes") or ()),
        required=bool(item.get("required", False)),
    )


def load_schemas(folder: Path) -> dict[str, TableSchema]:
    """All schemas of a folder by table name, in file order."""
    schemas = (load_schema(path) for path in sorted(folder.glob("*.schema.yml")))
    return {schema.table: schema for schema in schemas}


def to_text(value: Any, kind: str) -> str:
    """The one spelling a value has in a CSV file; empty for a missing one."""
    import pandas as pd

    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if kind == "decimal":
        return plain_decimal(value if isinstance(value, Decimal) else Decimal(str(value)))
    if kind == "integer":
        return str(int(value))
    if kind == "boolean":
        return "true" if value in (True, "true", "True", "1", 1) else "false"
    if kind == "number":
        return repr(round(float(value), 6))
    return str(value)


def plain_decimal(value: Decimal) -> str:
    """``Decimal`` without exponent and without needless zeros: 1100.0 → 1100."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def typed(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Columns of text (as read from CSV) → typed columns.

    ``decimal`` becomes exact ``Decimal`` objects (None where empty), ``integer`` Int64,
    ``number`` float64, ``boolean`` boolean; text and dates stay text with NA for empty.
    Raises InputError naming the first cell that does not fit.
    """
    import pandas as pd

    result = {}
    for column in schema.columns:
        values = frame[column.name]
        try:
            result[column.name] = _typed_series(values, column.type)
        except (ValueError, InvalidOperation, TypeError) as error:
            raise InputError(
                f"{schema.table}.csv, column {column.name}: {error}; "
                f"every cell must be empty or of type {column.type}"
            ) from error
    return pd.DataFrame(result)


def _typed_series(values: pd.Series, kind: str) -> pd.Series:
    import pandas as pd

    filled = values.where(values != "", None)
    if kind == "integer":
        return pd.Series([None if pd.isna(v) else int(v) for v in filled], dtype="Int64")
    if kind == "number":
        return pd.Series([float("nan") if pd.isna(v) else float(v) for v in filled])
    if kind == "decimal":
        return pd.Series([None if pd.isna(v) else Decimal(v) for v in filled], dtype=object)
    if kind == "boolean":
        return pd.Series([None if pd.isna(v) else v == "true" for v in filled], dtype="boolean")
    return filled.astype("str").reset_index(drop=True)


def check_frame(frame: pd.DataFrame, schema: TableSchema) -> list[Failure]:
    """Columns, required cells, codes and key of one table of typed columns."""
    failures: list[Failure] = []
    if list(frame.columns) != schema.names:
        failures.append(
            Failure(
                f"{schema.table}.csv",
                f"columns {', '.join(map(str, frame.columns))}",
                ", ".join(schema.names),
                "write the columns in the order of the schema",
            )
        )
        return failures
    for column in schema.columns:
        failures.extend(_check_column(frame, schema, column))
    duplicated = frame[frame.duplicated(list(schema.key), keep="first")]
    failures.extend(
        Failure(
            f"{schema.table} {'/'.join(str(row[name]) for name in schema.key)}",
            "the key twice",
            f"unique {'+'.join(schema.key)}",
            "remove or renumber one of the rows",
        )
        for _, row in duplicated.iterrows()
    )
    return failures


def _check_column(frame: pd.DataFrame, schema: TableSchema, column: Column) -> list[Failure]:
    import pandas as pd

    values = frame[column.name]
    wrong = pd.Series(False, index=frame.index)
    allowed = "a value"
    if column.required:
        wrong |= values.isna()
    if column.codes:
        wrong |= values.notna() & ~values.astype("str").isin(column.codes)
        allowed = f"one of {', '.join(column.codes)}"
    return [
        Failure(
            f"{schema.table} {'/'.join(str(row[name]) for name in schema.key)}, {column.name}",
            "nothing" if pd.isna(row[column.name]) else repr(row[column.name]),
            allowed,
            f"correct it in {schema.table}.csv or its rule",
        )
        for _, row in frame[wrong].iterrows()
    ]


def check_foreign_keys(
    frames: dict[str, pd.DataFrame], schemas: dict[str, TableSchema]
) -> list[Failure]:
    """Every non-empty reference stands in the table it points to."""
    failures: list[Failure] = []
    for name, frame in frames.items():
        for foreign in schemas[name].foreign_keys:
            if foreign.table not in frames:
                continue
            known = set(frames[foreign.table][foreign.to].dropna())
            missing = frame[frame[foreign.column].notna() & ~frame[foreign.column].isin(known)]
            failures.extend(
                Failure(
                    f"{name} {'/'.join(str(row[key]) for key in schemas[name].key)}, "
                    f"{foreign.column}",
                    repr(row[foreign.column]),
                    f"an id of {foreign.table}.{foreign.to}",
                    f"add it to {foreign.table}.csv or correct the reference",
                )
                for _, row in missing.iterrows()
            )
    return failures
