"""The pages that are published by default, and what each of them depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from analysis import fingerprint, sources, standing, store
from analysis.errors import InputError
from analysis.figures.setting import display_order
from analysis.measures.comparable import parents_of
from analysis.measures.distinctive import distinctive_themes
from analysis.narrative.view import CERTAINTIES
from analysis.paths import Project
from analysis.publish import Content, Job

LANGUAGES = ("zh", "en")
# Every two of twelve regions; of more regions only pairs that lie close to one another.
MOST_PAIRS = 66


def compared_regions(project: Project) -> list[str]:
    """Regions that have a document, each child after its parent."""
    return display_order(store.read(project, "regions"), store.read(project, "documents"))


def suite(
    project: Project, names: Sequence[str] = (), languages: Sequence[str] = LANGUAGES
) -> list[Job]:
    """The default pages: each report once, once a region or once a pair, in each language.

    Standing reports left by explorations follow. ``names`` keeps only these notebooks. Raises
    InputError for an unknown one.
    """
    listed = sorted(store.rows(project, "reports"), key=lambda row: int(row["position"]))
    known = [row["notebook"] for row in listed]
    for name in names:
        if name not in known:
            raise InputError(f"{name}: no such report; there are {', '.join(known)}")
    regions = compared_regions(project)
    subjects = {
        "region": [{"region": region} for region in regions],
        "pair": [{"region_a": a, "region_b": b} for a, b in compared_pairs(project)],
    }
    jobs = [
        Job(row["notebook"], {**parameters, "lang": lang})
        for row in listed
        if not names or row["notebook"] in names
        for parameters in subjects.get(row["subject"], [{}])
        for lang in languages
    ]
    jobs += [
        Job(one.notebook, {**one.parameters, "lang": lang})
        for one in standing.read(project)
        if not names or one.notebook in names
        for lang in languages
        if lang in one.languages
    ]
    return list({job.name: job for job in jobs}.values())


def in_order(project: Project, jobs: Sequence[Job]) -> list[Job]:
    """``jobs`` in the order of the suite; pages with parameters of their own come last."""
    place = {job.name: position for position, job in enumerate(suite(project))}
    return sorted(jobs, key=lambda job: place.get(job.name, len(place)))


def compared_pairs(project: Project, most: int = MOST_PAIRS) -> list[tuple[str, str]]:
    """The pairs that get a page by default, in display order, at most ``most``.

    Where there are more: parent and child first, then regions of one province, then the
    rest. Any other pair is made on request (``report 07_pair -p region_a=… -p region_b=…``).
    """
    rows = {row["region_id"]: row for row in store.rows(project, "regions")}

    def distance(pair: tuple[str, str]) -> int:
        one, two = (rows[region] for region in pair)
        family = two["parent_id"] == one["region_id"] or one["parent_id"] == two["region_id"]
        return 0 if family else 1 if one["province_zh"] == two["province_zh"] else 2

    every = list(combinations(compared_regions(project), 2))
    kept = set(sorted(every, key=distance)[:most])
    return [pair for pair in every if pair in kept]


def allowed_values(project: Project) -> dict[str, Collection[str]]:
    """What each parameter of a notebook may be, by its name."""
    regions = compared_regions(project)
    return {
        "lang": LANGUAGES,
        "regions": regions,
        "region": regions,
        "region_a": regions,
        "region_b": regions,
        "exclude_documents": list(store.read(project, "documents")["doc_id"]),
        "certainty": CERTAINTIES,
    }


class Inputs:
    """The hash of what a page reads; a page about two regions does not read the others."""

    def __init__(self, project: Project) -> None:
        self.code = fingerprint.code_digest()
        self.frames: dict[str, pd.DataFrame] = {}
        self.shared = hashlib.sha256()
        schemas = store.schemas(project)
        for name, schema in schemas.items():
            path = project.curated / f"{name}.csv"
            if not path.exists():
                continue
            if schema.origin == "derived":
                self.frames[name] = store.read(project, name)
            else:
                self.shared.update(path.read_bytes())
        self.schemas = schemas

    def of(self, job: Job) -> str:
        """The hash for one job."""
        digest = self.shared.copy()
        digest.update(self.code.encode())
        documents = self.frames["documents"]
        pair = "region_a" in job.parameters
        subject = set(job.subject) if pair else set(documents["region_id"])
        kept = set(documents.loc[documents["region_id"].isin(subject), "doc_id"])
        passages = self.frames["passages"]
        read = set(passages.loc[passages["doc_id"].isin(kept), "passage_id"])
        for name, frame in self.frames.items():
            own = frame
            if "doc_id" in frame:
                own = frame[frame["doc_id"].isin(kept)]
            elif "passage_id" in frame:
                own = frame[frame["passage_id"].isin(read)]
            digest.update(store.to_csv(own, self.schemas[name]))
        return digest.hexdigest()


def with_inputs(project: Project, jobs: Iterable[Job]) -> list[Job]:
    """The jobs with the hash of what each reads, so that unchanged pages need no kernel."""
    inputs, known = Inputs(project), {}
    result = []
    for job in jobs:
        scope = job.subject if "region_a" in job.parameters else ()
        if scope not in known:
            known[scope] = inputs.of(job)
        result.append(Job(job.notebook, job.parameters, known[scope]))
    return result


def content_of(project: Project, texts: Mapping[str, Any]) -> Content:
    """Everything the pages are made of besides the notebooks."""
    schemas = store.schemas(project)
    tables = {
        name: store.read(project, name)
        for name in schemas
        if (project.curated / f"{name}.csv").exists()
    }
    pairs = {doc_id: (reading.clean, reading.structure) for doc_id, reading in texts.items()}
    sidecars = {source.doc_id: source.sidecar for source in sources.registered(project)}
    return Content(
        tables=tables,
        texts=pairs,
        schemas=schemas,
        themes=_themes_of(tables),
        sidecars=sidecars,
    )


def _themes_of(tables: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], list[str]]:
    """(region, language) → names of its most distinctive themes."""
    if not {"passage_themes", "themes"} <= set(tables):
        return {}
    found = distinctive_themes(
        tables["passages"],
        tables["passage_themes"],
        tables["documents"],
        parents_of(tables["regions"]),
    )
    named = tables["themes"].set_index("theme_id")
    return {
        (region, lang): [str(named.at[theme, f"name_{lang}"]) for theme in themes]
        for region, themes in found.items()
        for lang in LANGUAGES
    }
