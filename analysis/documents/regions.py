"""Rows of `regions` for places that were not compared before."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping

from analysis import store
from analysis.errors import InputError
from analysis.ingest.places import Gazetteer, Place
from analysis.paths import Project

Row = dict[str, str]
_KIND = re.compile(
    r"\s+(?:City|District|County|Prefecture|League|Banner|Autonomous \w+|"
    r"(?:\w+, )*\w+(?: and \w+)? Autonomous \w+|Special District|Forestry District|"
    r"(?:Left|Right)(?: (?:Front|Middle|Rear))? Banner|(?:Front|Middle|Rear) Banner)$"
)
_CODE = re.compile(r"\d{6}\Z")


def place_of(gazetteer: Gazetteer, code: str) -> Place:
    """The place of a code given by hand. Raises InputError when there is none."""
    place = gazetteer.by_code.get(code) if _CODE.match(code) else None
    if place is None:
        raise InputError(
            f"--region {code[:40]!r}: no such place; give the six digits of GB/T 2260 of a "
            "province, prefecture or county (data/curated/places.csv lists them)"
        )
    return place


def asked_for(gazetteer: Gazetteer, candidates: Iterable[Place], found: str) -> InputError:
    """The sentence that asks for a code, with the places it might be."""
    listed = "; ".join(
        f"{p.adcode} {''.join(a.name_zh for a in reversed(gazetteer.above(p)))}{p.name_zh}"
        for p in sorted(candidates, key=lambda p: p.adcode)
    )
    choice = f" (one of {listed})" if listed else ""
    return InputError(f"--region: found {found}; name the code of the region{choice}")


def rows_with(
    project: Project, gazetteer: Gazetteer, place: Place, name_en: str | None
) -> tuple[str, list[Row], list[str]]:
    """The id of the region, all rows of `regions`, and the ids that are new among them."""
    rows = store.rows(project, "regions")
    new: list[str] = []
    region_id = _ensure(rows, new, gazetteer, place, name_en)
    return region_id, rows, new


def _ensure(
    rows: list[Row], new: list[str], gazetteer: Gazetteer, place: Place, name_en: str | None
) -> str:
    for row in rows:
        if row["adcode"] == place.adcode:
            return row["region_id"]
    above = gazetteer.above(place)
    parent = above[0] if above else None
    parent_id = ""
    # A province is told by its own columns; only a prefecture is a region above a region.
    if parent is not None and parent.level in ("prefecture_city", "prefecture"):
        parent_id = _ensure(rows, new, gazetteer, parent, None)
    top = above[-1] if above else place
    shared = len([p for p in gazetteer.by_name[place.name_zh] if p.until is None]) > 1
    name = name_en or (
        f"{place.name_en} ({(parent or top).name_en.removesuffix(' City')})"
        if shared
        else place.name_en
    )
    region_id = _free_id(rows, place)
    rows.append(
        {
            "region_id": region_id,
            "name_zh": place.name_zh,
            "name_en": name,
            "level": place.level,
            "adcode": place.adcode,
            "parent_id": parent_id,
            "province_zh": top.name_zh,
            "province_en": top.name_en,
        }
    )
    new.append(region_id)
    return region_id


def slug(name_en: str) -> str:
    """Lower-case letters of a name without its kind: Lin'an District → linan."""
    stem = _KIND.sub("", re.sub(r"\s*\(.*\)$", "", name_en))
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "_", plain.replace("'", "").lower()).strip("_") or "region"


def _free_id(rows: Iterable[Mapping[str, str]], place: Place) -> str:
    taken = {row["region_id"] for row in rows}
    stem = slug(place.name_en)
    return stem if stem not in taken else f"{stem}_{place.adcode}"


def written(
    project: Project, table: str, rows: Iterable[Mapping[str, str]], *, in_order: bool = True
) -> bytes:
    """The bytes of an added table: columns of its schema, LF; sorted by key unless told not to."""
    schema = store.schema_of(project, table)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, schema.names, lineterminator="\n")
    writer.writeheader()
    if in_order:
        rows = sorted(rows, key=lambda row: tuple(row[name] for name in schema.key))
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8")
