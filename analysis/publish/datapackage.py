"""Tables as others load them: Frictionless Data Package v2 descriptors and Parquet."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from analysis.errors import WorkError
from analysis.schema import Column, ForeignKey, TableSchema

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
FIELD_TYPES = {
    "text": "string",
    "integer": "integer",
    "decimal": "number",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
}
DECIMAL_DIGITS = (28, 6)


def field_descriptor(column: Column) -> dict[str, Any]:
    """One field; the unit is a property of ours, which the standard allows."""
    told: dict[str, Any] = {
        "name": column.name,
        "type": FIELD_TYPES[column.type],
        "title": column.en,
        "title_zh": column.zh,
    }
    if column.type == "decimal":
        told["exact"] = f"decimal({DECIMAL_DIGITS[0]},{DECIMAL_DIGITS[1]})"
    if column.type == "boolean":
        told |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.unit:
        told["unit"] = column.unit
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.codes:
        codes = [int(code) for code in column.codes] if column.type == "integer" else column.codes
        constraints["enum"] = list(codes)
    return told | ({"constraints": constraints} if constraints else {})


def table_descriptor(schema: TableSchema, known: Iterable[str]) -> dict[str, Any]:
    """The Table Schema of one table; foreign keys to tables that are not ``known`` are left out."""
    told: dict[str, Any] = {
        "$schema": SCHEMA_PROFILE,
        "fields": [field_descriptor(column) for column in schema.columns],
        "missingValues": [""],
        "primaryKey": list(schema.key),
    }
    tables = set(known)
    keys = [
        {"fields": [key.column], "reference": _reference(key, schema.table)}
        for key in schema.foreign_keys
        if key.table in tables
    ]
    return told | ({"foreignKeys": keys} if keys else {})


def _reference(key: ForeignKey, table: str) -> dict[str, Any]:
    """Where a foreign key points; a table that points to itself names no resource (v2)."""
    other = {} if key.table == table else {"resource": resource_name(key.table)}
    return other | {"fields": [key.to]}


def resource_name(table: str) -> str:
    """The name of a table's resource: lower case, as the standard asks."""
    return table.lower()


def resource(schema: TableSchema, data: bytes, known: Iterable[str]) -> dict[str, Any]:
    """One table of the package: where it lies, how it is written, what its columns are."""
    return {
        "$schema": RESOURCE_PROFILE,
        "name": resource_name(schema.table),
        "type": "table",
        "path": f"data/{schema.table}.csv",
        "title": schema.title["en"],
        "title_zh": schema.title["zh"],
        "description": schema.description["en"],
        "description_zh": schema.description["zh"],
        "origin": schema.origin,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "header": True},
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": table_descriptor(schema, known),
    }


def package(
    about: Mapping[str, Any], schemas: Sequence[TableSchema], tables: Mapping[str, bytes]
) -> bytes:
    """``datapackage.json``; ``about`` is its head (name, title, version, …)."""
    resources = [resource(schema, tables[schema.table], tables) for schema in schemas]
    told = {"$schema": PACKAGE_PROFILE, **about, "resources": resources}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def parquet(frame: pd.DataFrame, schema: TableSchema) -> bytes:
    """A table as Parquet with exact types; units and meanings stand in the fields' metadata.

    Raises WorkError for a decimal with more than six places.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        "text": pa.string(),
        "integer": pa.int64(),
        "decimal": pa.decimal128(*DECIMAL_DIGITS),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    fields = [
        pa.field(c.name, kinds[c.type], nullable=not c.required, metadata=_meaning(c))
        for c in schema.columns
    ]
    try:
        arrays = [
            pa.array(_values(frame[column.name], column.type), kinds[column.type])
            for column in schema.columns
        ]
    except (pa.ArrowInvalid, ValueError) as error:
        raise WorkError(
            f"{schema.table}.csv: cannot be written as Parquet ({error}); "
            f"decimals may have {DECIMAL_DIGITS[1]} places"
        ) from error
    told = {"title": schema.title["en"], "description": schema.description["en"]}
    table = pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=told))
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def _meaning(column: Column) -> dict[str, str]:
    told = {"description": column.en, "description_zh": column.zh}
    return told | ({"unit": column.unit} if column.unit else {})


def _values(values: pd.Series, kind: str) -> list[Any]:
    """Plain Python values with None where a cell is empty."""
    whole = [None if value is None or pd.isna(value) else value for value in values]
    if kind == "date":
        return [None if value is None else date.fromisoformat(value) for value in whole]
    if kind == "integer":
        return [None if value is None else int(value) for value in whole]
    return whole
