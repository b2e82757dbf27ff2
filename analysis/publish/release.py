"""A release: one folder and one zip that a repository can take and a stranger can use.

The same tables, texts and site give the same bytes on every machine with the same packages: no
clock is read (the date is that of ``CITATION.cff``), files stand in order, times in the zip are
fixed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from analysis import sources, store
from analysis.errors import InputError, WorkError
from analysis.figures.citations import bibtex_of, ris_of
from analysis.figures.figure import canonical_json
from analysis.paths import Project
from analysis.progress import Progress, silent
from analysis.publish import crate as crates
from analysis.publish import datapackage, earlier, metadata, release_texts
from analysis.publish.content import Content
from analysis.publish.manifest import read_manifest
from analysis.publish.rows import Change, changes_of, rows_of
from analysis.schema import TableSchema

SUMS = "SHA256SUMS"
NOT_RELEASED = ("page.js", "narrow.js", "narrow.svg")
CITATIONS = ("citation.json", "citation.bib", "citation.ris")
Files = dict[str, bytes]


@dataclass(frozen=True)
class Released:
    """Where a release was written, and how many files it has."""

    folder: Path
    archive: Path
    files: int


def check_request(version: str, out: Path, since: Path | None) -> None:
    """Raise InputError for a version that is none, a release that exists, a wrong ``since``."""
    if earlier.numbers(version) is None:
        raise InputError(
            f"release {version[:40]!r}: is no version; write X.Y.Z with whole numbers, as 1.0.0"
        )
    name = release_texts.archive_name(version)
    for path in (out / name, out / f"{name}.zip"):
        if path.exists():
            raise InputError(
                f"{path}: this release exists; a published version is never changed: choose the "
                "next version, or another --out"
            )
    if out.exists() and not out.is_dir():
        raise InputError(f"--out {out}: is a file; name a folder")
    earlier.find(out, version, since)


def release(
    project: Project,
    version: str,
    out: Path,
    *,
    since: Path | None = None,
    progress: Progress = silent,
) -> Released:
    """Write the release ``version`` into ``out``, whole or not at all.

    The tables must hold every invariant (see `check`). Raises InputError for a wrong request or
    a site that shows other tables; WorkError when the folder cannot be written.
    """
    check_request(version, out, since)
    about = metadata.load(project, version)
    files = contents(project, about, earlier.find(out, version, since), progress)
    name = release_texts.archive_name(version)
    folder, archive = out / name, out / f"{name}.zip"
    progress("writing the release")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".release-", dir=out) as aside:
            _write(Path(aside) / name, files)
            _zip(Path(aside) / archive.name, name, files, about.released)
            (Path(aside) / archive.name).replace(archive)
            (Path(aside) / name).replace(folder)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            archive.unlink()
        raise WorkError(
            f"{out}: the release could not be written ({error.strerror}); nothing was left there"
        ) from error
    return Released(folder, archive, len(files))


def contents(
    project: Project, about: metadata.Metadata, before: earlier.Earlier | None, progress: Progress
) -> Files:
    """Every file of a release by its path, ``SHA256SUMS`` included."""
    progress("collecting tables and texts")
    schemas = {n: s for n, s in store.schemas(project).items() if _is_there(project, n)}
    frames = {name: store.read(project, name) for name in schemas}
    tables = {name: store.to_csv(frames[name], schema) for name, schema in schemas.items()}
    files: Files = {f"data/{name}.csv": data for name, data in tables.items()}
    for name, schema in schemas.items():
        files[f"data/{name}.parquet"] = datapackage.parquet(frames[name], schema)
    files |= raw_files(project)
    pages, figures = site_figures(project, Content(frames), about)
    files |= figures
    files |= {
        "datapackage.json": datapackage.package(
            metadata.package_head(about), list(schemas.values()), tables
        ),
        "CITATION.cff": metadata.citation_cff(about),
        "datacite.json": metadata.datacite(about),
        "ERRATA.md": release_texts.errata(store.rows(project, "decisions")),
        "CHANGES.md": _changes(about, before, schemas, tables, figures),
    }
    rows = {name: len(frame) for name, frame in frames.items()}
    for lang in ("zh", "en"):
        files[f"codebook.{lang}.md"] = release_texts.codebook(schemas.values(), rows, lang)
    documents = sum(path.endswith(".txt") for path in files)
    count = len({path.split("/")[1] for path in figures})
    files["README.md"] = release_texts.readme(about, len(tables), documents, count)
    licence = project.root / "LICENSE"
    if licence.is_file():
        files["LICENSE"] = licence.read_bytes()
    origins = {name: schema.origin for name, schema in schemas.items()}
    files[crates.FILE_NAME] = crates.crate(about, files, _meanings(schemas), origins, pages)
    sums = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    files[SUMS] = "".join(sums).encode()
    return files


def _is_there(project: Project, table: str) -> bool:
    return (project.curated / f"{table}.csv").exists()


def raw_files(project: Project) -> Files:
    """Raw texts (checked against their sidecars) and sidecars, byte for byte."""
    files: Files = {}
    for source in sources.registered(project):
        files[f"raw/{source.path.name}"] = sources.read(source).encode("utf-8")
        sidecar = source.path.with_suffix(".yml")
        files[f"raw/{sidecar.name}"] = sidecar.read_bytes()
    return files


def _meanings(schemas: Mapping[str, TableSchema]) -> dict[str, str]:
    return {
        f"data/{name}{ending}": f"{schema.title['en']}: {schema.description['en']}"
        for name, schema in schemas.items()
        for ending in (".csv", ".parquet")
    }


def site_figures(
    project: Project, content: Content, about: metadata.Metadata
) -> tuple[dict[str, dict[str, Any]], Files]:
    """Pages with parameters and figure ids, and the files of every published figure.

    Without a published site both are empty. Raises InputError when the site was made from other
    tables than those released, or its files were altered.
    """
    manifest = read_manifest(project.site)
    told = manifest.get("tables", {})
    other = sorted(
        name
        for name, text in content.csv.items()
        if told and told.get(name, {}).get("sha256") != hashlib.sha256(text.encode()).hexdigest()
    )
    if other:
        raise InputError(
            f"{project.site}: shows other tables than data/curated ({', '.join(other[:5])}); "
            "a release needs both alike: run `python -m analysis report` first"
        )
    files: Files = {}
    for path, digest in manifest.get("files", {}).items():
        name = path.rpartition("/")[2]
        if path.startswith("figures/") and name not in NOT_RELEASED:
            data = (project.site / path).read_bytes() if (project.site / path).is_file() else b""
            if hashlib.sha256(data).hexdigest() != digest:
                raise InputError(
                    f"{project.site / path}: is not what was published; "
                    "run `python -m analysis report` again before a release"
                )
            files[path] = data
    for path in [p for p in files if p.endswith("/citation.json")]:
        files |= _restated(path.removesuffix("citation.json"), files[path], about)
    pages = {
        name: {
            **page,
            "figures": sorted(i for i, f in manifest["figures"].items() if f["page"] == name),
        }
        for name, page in manifest.get("pages", {}).items()
    }
    return pages, files


def _restated(folder: str, data: bytes, about: metadata.Metadata) -> Files:
    """The citations of a figure with the version, date and DOI of the release."""
    item = json.loads(data)[0] | {"version": about.version}
    day = about.released
    item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    if about.doi:
        item["DOI"] = about.doi
    made = (canonical_json([item]) + b"\n", bibtex_of(item).encode(), ris_of(item).encode())
    return {folder + name: content for name, content in zip(CITATIONS, made, strict=True)}


def _changes(
    about: metadata.Metadata,
    before: earlier.Earlier | None,
    schemas: Mapping[str, TableSchema],
    tables: Mapping[str, bytes],
    figures: Files,
) -> bytes:
    day = about.released.isoformat()
    if before is None:
        return release_texts.changes("", about.version, [], {}, day)
    old = {p.removeprefix("data/"): data for p, data in before.files("data") if p.endswith(".csv")}
    found: list[Change] = []
    for name, schema in schemas.items():
        earlier_text = old.get(f"{name}.csv", b"").decode("utf-8")
        if earlier_text != tables[name].decode("utf-8"):
            key = schema.key
            now = rows_of(tables[name].decode("utf-8"), key)
            found.extend(changes_of(name, rows_of(earlier_text, key), now))
    for name in sorted(old.keys() - {f"{table}.csv" for table in tables}):
        found.append(Change(name.removesuffix(".csv"), "(the whole table)", "", "gone", ""))
    moved = moved_figures(dict(before.files("figures")), figures)
    return release_texts.changes(before.version, about.version, found, moved, day)


def moved_figures(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, str]:
    """Figure id → new, gone, or that its data or its drawing differ."""

    def parts(files: Mapping[str, bytes], ending: str) -> dict[str, bytes]:
        return {p.split("/")[1]: data for p, data in files.items() if p.endswith(ending)}

    told: dict[str, str] = {}
    was, now = parts(old, ".vl.json"), parts(new, ".vl.json")
    data_was, data_now = parts(old, ".csv"), parts(new, ".csv")
    for name in sorted(was.keys() | now.keys()):
        if name not in was or name not in now:
            told[name] = "new" if name in now else "gone"
        elif data_was.get(name) != data_now.get(name):
            told[name] = "the data differ"
        elif was[name] != now[name]:
            told[name] = "the drawing or its words differ, the data do not"
    return told


def _write(folder: Path, files: Files) -> None:
    for name, data in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _zip(path: Path, folder: str, files: Files, day: date) -> None:
    """A zip whose bytes depend on the files alone: in order, one time, one set of rights."""
    moment = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, data)
