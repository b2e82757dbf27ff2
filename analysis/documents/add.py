"""From a file to a registered document: read, guessed, written, built, checked, brought in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from analysis import sources, store
from analysis.documents import regions
from analysis.documents.stage import bring_in, stage
from analysis.errors import InputError, WorkError
from analysis.ingest import Content, read_document
from analysis.ingest.doubts import doubts
from analysis.ingest.guess import Guess, Knowledge, guess
from analysis.paths import Project
from analysis.pipeline import Build, build
from analysis.progress import Progress, silent
from analysis.reading import load_lexicons
from analysis.text.repair import clean
from analysis.text.repair.script import traditional_share
from analysis.text.resemblance import SAME, similarity, sketch

LICENCE = (
    "中国国家机关公文，依《著作权法》第五条不受著作权保护 · official text of a state organ, "
    "outside copyright under Art. 5 of the Copyright Law of the PRC"
)
ORDER = (
    *sources.IDENTITY,
    "licence",
    "retrieved_as",
    "guessed",
    "defects",
    "sha256",
)
# The site of a state organ, as the page itself names it (国办发〔2017〕47号 asks for the name).
_STATE = re.compile(
    r"(?:人民政府|管委会|管理委员会|政府|教育[\u4e00-\u9fff]{0,8}[局厅委部])(?:办公[厅室])?(?:门户)?(?:网站?)?$"
)
TRADITIONAL, MIXED = 0.15, 0.02


@dataclass(frozen=True)
class Added:
    """What was registered, what was guessed on the way, and the build it gave."""

    doc_id: str
    sidecar: Mapping[str, Any]
    region: Mapping[str, str]
    region_basis: str
    new_regions: tuple[str, ...]
    build: Build
    changed: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def knowledge(project: Project) -> Knowledge:
    """The word lists that guesses rest on."""
    return Knowledge.from_rows(
        store.rows(project, "places"),
        store.rows(project, "document_kinds"),
        store.rows(project, "issuer_endings"),
        store.rows(project, "plan_periods"),
        store.rows(project, "place_aliases"),
    )


def add(
    project: Project,
    path: Path,
    given: Mapping[str, Any],
    progress: Progress = silent,
    *,
    copy_allowed: bool = False,
) -> Added:
    """Register ``path``. ``given`` holds fields of the sidecar, ``region`` (a code), ``doc_id``
    and ``region_name_en``; what is not given is guessed and marked so.

    Raises InputError where something must be told, WorkError where a check fails; then
    nothing is left behind. Rows of other documents do not change by a byte.
    """
    progress(f"reading {path.name}")
    content = read_document(path)
    repaired = clean(content.text, load_lexicons(project).repair)
    known = knowledge(project)
    found = guess(content, repaired.text, known, given.get("title_zh"))
    place = _place(known, found, given)
    with stage(project) as staged:
        region_id, region_rows, new = regions.rows_with(
            project, known.gazetteer, place, given.get("region_name_en")
        )
        registered = sources.registered(project)
        _refuse_copy(project, content, repaired.text, registered, copy_allowed)
        doc_id = _doc_id(given.get("doc_id"), region_id, found, {s.doc_id for s in registered})
        sidecar = _sidecar(doc_id, region_id, content, repaired.text, found, given)
        _write(staged, sidecar, content, region_rows if new else None)
        made = build(staged, progress)
        refuse_changes(project, staged, {doc_id})
        changed = bring_in(project, staged)
    region = next(row for row in region_rows if row["region_id"] == region_id)
    odd = doubts(found, sidecar["title_zh"], sidecar["kind"], repaired.text, known)
    basis = found.region.basis
    return Added(doc_id, sidecar, region, basis, tuple(new), made, tuple(changed), tuple(odd))


def _place(known: Knowledge, found: Guess, given: Mapping[str, Any]) -> Any:
    if given.get("region"):
        return regions.place_of(known.gazetteer, str(given["region"]))
    if found.region.place is None:
        raise regions.asked_for(known.gazetteer, found.region.candidates, found.region.basis)
    return found.region.place


def _refuse_copy(
    project: Project,
    content: Content,
    text: str,
    registered: list[sources.Source],
    copy_allowed: bool,
) -> None:
    own, bytes_hash = sketch(text), hashlib.sha256(content.text.encode("utf-8", "replace"))
    lexicon = load_lexicons(project).repair
    for source in registered:
        if source.sidecar["sha256"] == bytes_hash.hexdigest():
            raise InputError(
                f"the text is that of {source.doc_id}, byte for byte; a document is registered once"
            )
        if copy_allowed:
            continue
        alike = similarity(own, sketch(clean(sources.read(source), lexicon).text))
        if alike >= SAME:
            raise InputError(
                f"the text is a near-copy of {source.doc_id} (similarity {alike:.2f}); both would "
                "count twice: keep one, or pass --allow-copy"
            )


def _doc_id(given: str | None, region_id: str, found: Guess, taken: set[str]) -> str:
    if given is not None:
        if not sources.DOC_ID.match(given):
            raise InputError(
                f"--id {given[:60]!r}: an id begins with a lower-case letter and has at most 41 "
                "lower-case letters, digits and _"
            )
        if given in taken:
            raise InputError(
                f"--id {given}: there is a document of that id; choose another or remove it first"
            )
        return given
    year = found.fields.get("period_start") or found.fields.get("period_end") or ""
    stems = (region_id, f"{region_id}_{found.fields['kind']}", f"{region_id}_{year}")
    numbered = (f"{region_id}_{number}" for number in range(2, 10_000))
    for stem in (*stems, *numbered):
        if sources.DOC_ID.match(stem) and stem not in taken:
            return stem
    raise InputError(f"{region_id}: no free id; give one with --id")


def _sidecar(
    doc_id: str,
    region_id: str,
    content: Content,
    text: str,
    found: Guess,
    given: Mapping[str, Any],
) -> dict[str, Any]:
    hand = {key: value for key, value in given.items() if value is not None}
    fields = {name: hand.get(name, value) for name, value in found.fields.items()}
    if not fields["title_zh"]:
        raise InputError("--title: found no line that reads like a title; give it with --title")
    guessed = [n for n in fields if n not in hand and fields[n] is not None]
    guessed += [n for n in ("source_kind", "script") if n not in hand]
    if not hand.get("region"):
        guessed.insert(0, "region_id")
    share = traditional_share(content.text)
    script = "traditional" if share >= TRADITIONAL else "mixed" if share >= MIXED else "simplified"
    values = fields | {
        "doc_id": doc_id,
        "region_id": region_id,
        "title_en": hand.get("title_en"),
        "in_force": hand.get("in_force"),
        "source_kind": hand.get("source_kind") or source_kind(fields, content.facts.get("site")),
        "script": hand.get("script", script),
        "licence": hand.get("licence", LICENCE),
        "retrieved_as": f"{content.format} file, sha256 {content.sha256}",
        "guessed": guessed,
        "defects": hand.get("defects") or [],
        "sha256": hashlib.sha256(raw_bytes(content)).hexdigest(),
    }
    return {name: values[name] for name in ORDER}


def source_kind(fields: Mapping[str, Any], site: str | None) -> str:
    """official where address or site are a government's, else repost: the cautious reading."""
    is_state = ".gov.cn" in str(fields.get("source_url") or "") or _STATE.search(site or "")
    return "official" if is_state else "repost"


def raw_bytes(content: Content) -> bytes:
    """The bytes that stand in data/raw: a UTF-8 text as it is, any other as UTF-8."""
    return content.text.encode("utf-8", "replace")


def _write(
    staged: Project,
    sidecar: Mapping[str, Any],
    content: Content,
    region_rows: list[dict[str, str]] | None,
) -> None:
    stem = sidecar["doc_id"]
    (staged.raw / f"{stem}.txt").write_bytes(raw_bytes(content))
    text = yaml.safe_dump(dict(sidecar), allow_unicode=True, sort_keys=False, width=100)
    (staged.raw / f"{stem}.yml").write_text(text, encoding="utf-8")
    if region_rows is not None:
        data = regions.written(staged, "regions", region_rows)
        (staged.curated / "regions.csv").write_bytes(data)


def refuse_changes(project: Project, staged: Project, doc_ids: set[str]) -> None:
    """Raise WorkError when a row of another document is not as it was.

    Tables that were out of date before would change here for another reason; then the
    change asked for waits until they are built.
    """
    for name, schema in store.schemas(staged).items():
        path = project.curated / f"{name}.csv"
        if schema.origin != "derived" or "doc_id" not in schema.names or not path.exists():
            continue
        before, after = (
            [row for row in store.rows(where, name) if row["doc_id"] not in doc_ids]
            for where in (project, staged)
        )
        if before != after:
            raise WorkError(
                f"data/curated/{name}.csv: rows of other documents are not what today's rules "
                "give; run `python -m analysis build`, look at the difference, then try again"
            )
