"""The description of a release, in every form a repository asks for, from ``CITATION.cff``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from analysis.errors import InputError
from analysis.paths import Project
from analysis.publish.work import FILE

NAME = "education-plans"
LANGUAGE = "zh"
# The tables are under this licence; raw texts and fonts have terms of their own (LICENSE).
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


@dataclass(frozen=True)
class Metadata:
    """What a release is called, by whom, and when it appeared; ``cff`` is the whole source."""

    version: str
    released: date
    cff: dict[str, Any]

    @property
    def title(self) -> str:
        return str(self.cff["title"])

    @property
    def abstract(self) -> str:
        return " ".join(str(self.cff.get("abstract", self.title)).split())

    @property
    def keywords(self) -> list[str]:
        return [str(word) for word in self.cff.get("keywords") or ()]

    @property
    def doi(self) -> str:
        return str(self.cff.get("doi") or "")

    @property
    def url(self) -> str:
        return str(self.cff.get("url") or "")

    @property
    def authors(self) -> list[dict[str, Any]]:
        return [dict(author) for author in self.cff["authors"]]


def load(project: Project, version: str) -> Metadata:
    """Read ``CITATION.cff``. Raises InputError when it is broken or gives no date."""
    path = project.root / FILE
    try:
        cff = yaml.safe_load(path.read_text(encoding="utf-8"))
        released = date.fromisoformat(str(cff["date-released"]))
        cff["title"], [author.items() for author in cff["authors"]]
    except (OSError, LookupError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise InputError(
            f"{FILE}: found no complete citation ({type(error).__name__}: {error}); it needs "
            "title, authors and date-released (YYYY-MM-DD); mend it"
        ) from error
    return Metadata(version, released, cff)


def citation_cff(about: Metadata) -> bytes:
    """``CITATION.cff`` of the release: the project's own, as a data set of this version."""
    told = about.cff | {
        "type": "dataset",
        "version": about.version,
        "date-released": about.released.isoformat(),
        "license": LICENCE["name"],
    }
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=100)
    return text.encode("utf-8")


def datacite(about: Metadata) -> bytes:
    """``datacite.json``: the attributes of a DataCite 4.5 record, ready to be registered."""
    day = about.released.isoformat()
    told: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Data package"},
        "creators": [_creator(author) for author in about.authors],
        "titles": [{"title": about.title}],
        "publisher": {"name": person_name(about.authors[0])},
        "publicationYear": str(about.released.year),
        "version": about.version,
        "language": LANGUAGE,
        "dates": [{"date": day, "dateType": "Issued"}],
        "subjects": [{"subject": word} for word in about.keywords],
        "descriptions": [{"description": about.abstract, "descriptionType": "Abstract"}],
        "rightsList": [
            {
                "rights": LICENCE["title"],
                "rightsUri": LICENCE["path"],
                "rightsIdentifier": LICENCE["name"],
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "formats": ["text/csv", "application/vnd.apache.parquet", "application/json"],
    }
    if about.doi:
        told["doi"] = about.doi
    if about.url:
        told["url"] = about.url
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _creator(author: dict[str, Any]) -> dict[str, Any]:
    if "name" in author:
        return {"name": author["name"], "nameType": "Organizational"}
    family, given = author["family-names"], author["given-names"]
    told = {
        "name": f"{family}, {given}",
        "nameType": "Personal",
        "familyName": family,
        "givenName": given,
    }
    orcid = author.get("orcid")
    scheme = {"nameIdentifierScheme": "ORCID", "schemeUri": "https://orcid.org"}
    return told | ({"nameIdentifiers": [{"nameIdentifier": orcid, **scheme}]} if orcid else {})


def person_name(author: dict[str, Any]) -> str:
    """An author as one string: a body's name, or ``Given Family``."""
    return str(author.get("name") or f"{author['given-names']} {author['family-names']}")


def package_head(about: Metadata) -> dict[str, Any]:
    """The head of ``datapackage.json``."""
    told: dict[str, Any] = {
        "name": NAME,
        "title": about.title,
        "description": about.abstract,
        "version": about.version,
        "created": f"{about.released.isoformat()}T00:00:00Z",
        "keywords": about.keywords,
        "contributors": [
            {"title": person_name(author), "roles": ["creator"]} for author in about.authors
        ],
        "licenses": [LICENCE],
    }
    if about.url:
        told["homepage"] = about.url
    if about.doi:
        told["id"] = f"https://doi.org/{about.doi}"
    return told
