"""``ro-crate-metadata.json`` (RO-Crate 1.1): the files of a release and the runs that made them.

The runs are told as the Process Run Crate profile asks: one CreateAction for the tables, one
for each page of figures, each with what went in, what came out and the software.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Mapping
from typing import Any

from analysis import __version__
from analysis.publish.metadata import LICENCE, NAME, Metadata, person_name

CRATE = "https://w3id.org/ro/crate/1.1"
PROCESS_RUN = "https://w3id.org/ro/wfrun/process/0.5"
FILE_NAME = "ro-crate-metadata.json"
CONTEXT: list[Any] = [
    f"{CRATE}/context",
    {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"},
]
FORMATS = {
    ".parquet": "application/vnd.apache.parquet",
    ".md": "text/markdown",
    ".yml": "application/yaml",
    ".cff": "application/yaml",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".csv": "text/csv",
    ".json": "application/json",
    ".txt": "text/plain",
}
Entity = dict[str, Any]


def crate(
    about: Metadata,
    files: Mapping[str, bytes],
    meanings: Mapping[str, str],
    origins: Mapping[str, str],
    pages: Mapping[str, Mapping[str, Any]],
) -> bytes:
    """The metadata file. ``files``: path → content; ``meanings``: path → what the file is;
    ``origins``: table → added or derived; ``pages``: page → its parameters and figure ids.
    """
    author_ids = [f"#author-{number}" for number, _ in enumerate(about.authors, start=1)]
    actions = [_build(about, files, origins), *_pages(about, files, pages)]
    graph = [
        {
            "@id": FILE_NAME,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": CRATE},
        },
        _root(about, files, author_ids, actions),
        *(_file(path, data, meanings) for path, data in sorted(files.items())),
        *(_author(i, author) for i, author in zip(author_ids, about.authors, strict=True)),
        *actions,
        *_parameters(pages),
        {"@id": "#software", "@type": "SoftwareApplication", "name": NAME, "version": __version__},
        {"@id": LICENCE["path"], "@type": "CreativeWork", "name": LICENCE["title"]},
        {
            "@id": PROCESS_RUN,
            "@type": "CreativeWork",
            "name": "Process Run Crate",
            "version": "0.5",
        },
    ]
    told = {"@context": CONTEXT, "@graph": graph}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _root(
    about: Metadata, files: Mapping[str, bytes], authors: list[str], actions: list[Entity]
) -> Entity:
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": _ids([PROCESS_RUN]),
        "name": about.title,
        "description": about.abstract,
        "datePublished": about.released.isoformat(),
        "version": about.version,
        "keywords": about.keywords,
        "license": {"@id": LICENCE["path"]},
        "author": _ids(authors),
        "publisher": {"@id": authors[0]},
        "hasPart": _ids(sorted(files)),
        "mentions": _ids([action["@id"] for action in actions]),
    }
    if about.doi:
        root["identifier"] = f"https://doi.org/{about.doi}"
    if about.url:
        root["url"] = about.url
    return root


def _author(identifier: str, author: Mapping[str, Any]) -> Entity:
    kind = "Organization" if "name" in author else "Person"
    told = {"@id": identifier, "@type": kind, "name": person_name(dict(author))}
    return told | ({"url": author["website"]} if author.get("website") else {})


def _file(path: str, data: bytes, meanings: Mapping[str, str]) -> Entity:
    suffix = "." + path.rpartition(".")[2]
    guessed = FORMATS.get(suffix) or mimetypes.guess_type(path)[0] or "text/plain"
    return {
        "@id": path,
        "@type": "File",
        "name": path.rpartition("/")[2],
        "description": meanings.get(path, path),
        "encodingFormat": guessed,
        "contentSize": str(len(data)),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _ids(names: list[str]) -> list[Entity] | Entity:
    """References to entities; a single one stands alone, as the standard advises."""
    found: list[Entity] = [{"@id": name} for name in names]
    return found[0] if len(found) == 1 else found


def _action(
    about: Metadata, name: str, told: str, went_in: list[str], came_out: list[str]
) -> Entity:
    return {
        "@id": name,
        "@type": "CreateAction",
        "name": told.partition(": ")[0],
        "description": told,
        "agent": {"@id": "#author-1"},
        "instrument": {"@id": "#software"},
        "object": _ids(went_in),
        "result": _ids(came_out),
        "endTime": f"{about.released.isoformat()}T00:00:00Z",
    }


def _build(about: Metadata, files: Mapping[str, bytes], origins: Mapping[str, str]) -> Entity:
    def tables(origin: str) -> list[str]:
        names = sorted(name for name, found in origins.items() if found == origin)
        return [f"data/{name}{end}" for name in names for end in (".csv", ".parquet")]

    raw = sorted(path for path in files if path.startswith("raw/"))
    added = [path for path in tables("added") if path.endswith(".csv")]
    told = "Tables from raw texts and curated word lists: python -m analysis build"
    return _action(about, "#build", told, raw + added, tables("derived"))


def _pages(
    about: Metadata, files: Mapping[str, bytes], pages: Mapping[str, Mapping[str, Any]]
) -> list[Entity]:
    tables = sorted(path for path in files if path.startswith("data/") and path.endswith(".csv"))
    made = []
    for page, told in sorted(pages.items()):
        figures = tuple(f"figures/{figure}/" for figure in told["figures"])
        results = sorted(path for path in files if path.startswith(figures)) if figures else []
        if results:
            name = f"Figures of the page {page}: python -m analysis report {told['notebook']}"
            values = [_parameter_id(page, key) for key in sorted(told["parameters"])]
            made.append(_action(about, f"#page-{page}", name, tables + values, results))
    return made


def _parameters(pages: Mapping[str, Mapping[str, Any]]) -> list[Entity]:
    return [
        {
            "@id": _parameter_id(page, key),
            "@type": "PropertyValue",
            "name": key,
            "value": json.dumps(value, ensure_ascii=False),
        }
        for page, told in sorted(pages.items())
        if told["figures"]
        for key, value in sorted(told["parameters"].items())
    ]


def _parameter_id(page: str, key: str) -> str:
    return f"#parameter-{page}-{key}"
