"""A project of any number of regions: the five documents, and variations of them elsewhere."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import two_documents
import yaml

from analysis import sources, store
from analysis.bench.corpus import varied
from analysis.documents import regions
from analysis.documents.add import knowledge
from analysis.ingest.places import Gazetteer, Place
from analysis.paths import Project
from analysis.pipeline import build

HERE = two_documents.HERE


def make(root: Path, count: int, characters: int | None = None) -> Project:
    """A built project of ``count`` regions with one document each.

    Up to five are the project's own; each further one varies one of them and stands in a
    county of the next province, every fourth under the prefecture of the county before it.
    ``characters`` cuts the variations, not the originals.
    """
    project = Project(root)
    project.raw.mkdir(parents=True)
    project.curated.mkdir()
    originals = [source.doc_id for source in sources.registered(HERE)][:count]
    for doc_id in originals:
        for suffix in (".txt", ".yml"):
            shutil.copy(HERE.raw / f"{doc_id}{suffix}", project.raw)
    two_documents.copy_tables(project, originals)
    rng = random.Random(count)
    for number, place in enumerate(_places(count - len(originals))):
        _register(project, originals[number % len(originals)], place, rng, characters)
    build(project)
    return project


def _places(count: int) -> list[Place]:
    """Counties spread over the country, some of one name, some beside their prefecture."""
    gazetteer = knowledge(HERE).gazetteer
    taken = {row["adcode"] for row in store.rows(HERE, "regions")}
    present = [p for p in gazetteer.places if p.until is None and p.adcode not in taken]
    counties = [p for p in present if p.level in ("district", "county", "county_city")]
    by_province: dict[str, list[Place]] = {}
    for place in counties:
        by_province.setdefault(place.adcode[:2], []).append(place)
    turns = [
        members[turn]
        for turn in range(max(map(len, by_province.values())))
        for members in by_province.values()
        if turn < len(members)
    ]
    return _with_parents(gazetteer, turns, count)


def _with_parents(gazetteer: Gazetteer, turns: list[Place], count: int) -> list[Place]:
    chosen: list[Place] = []
    for place in turns:
        chosen.append(place)
        above = gazetteer.above(place)[:1]
        if len(chosen) % 4 == 0 and above and above[0].level == "prefecture_city":
            chosen.append(above[0])
        if len(chosen) >= count:
            break
    return list(dict.fromkeys(chosen))[:count]


def _register(
    project: Project, original: str, place: Place, rng: random.Random, characters: int | None
) -> None:
    gazetteer = knowledge(project).gazetteer
    region_id, rows, new = regions.rows_with(project, gazetteer, place, None)
    if new:
        data = regions.written(project, "regions", rows)
        (project.curated / "regions.csv").write_bytes(data)
    text = varied((HERE.raw / f"{original}.txt").read_text(encoding="utf-8"), rng)
    if characters is not None and len(text) > characters:
        start = text.find("\n", rng.randrange(len(text) - characters)) + 1
        text = text[start : start + characters]
    sidecar = yaml.safe_load((HERE.raw / f"{original}.yml").read_text(encoding="utf-8"))
    sidecar |= {
        "doc_id": region_id,
        "region_id": region_id,
        "title_zh": f"{place.name_zh}教育发展规划",
        "title_en": f"Education plan of {place.name_en}",
        "source_url": f"https://example.org/{region_id}",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    (project.raw / f"{region_id}.txt").write_bytes(text.encode())
    told = yaml.safe_dump(sidecar, allow_unicode=True, sort_keys=False)
    (project.raw / f"{region_id}.yml").write_text(told, encoding="utf-8")
