"""The citation of a published figure, in the form a reader's own software wants.

Everything is made from the figure's ``citation.json`` (CSL-JSON), as it was published: a
citation never tells of data newer than the picture it stands under.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.figures.citations import STYLES, bibtex_of, ris_of, set_in_style
from analysis.paths import Project
from analysis.publish.manifest import read_manifest

FORMS = ("text", "bibtex", "ris", "csl-json", *STYLES)
TEXT_STYLES = {"zh": "gbt7714", "en": "apa"}
NUMBERED = re.compile(r"\A\[1\]\s*")


@dataclass(frozen=True)
class PublishedFigure:
    """A figure of the site in force: its folder and what the manifest says of it.

    ``page`` is the name of the page it stands on; ``sha256`` the manifest's hash of its files.
    """

    figure_id: str
    folder: Path
    page: str
    sha256: str

    def path(self, ending: str) -> Path:
        """The exported file with this ending (``.csv``)."""
        return self.folder / f"{self.figure_id}{ending}"

    @property
    def item(self) -> dict[str, Any]:
        """The figure as one CSL item. Raises InputError when its file is damaged."""
        path = self.folder / "citation.json"
        try:
            item = json.loads(path.read_text(encoding="utf-8"))[0]
            complete = {"id", "title", "author", "issued", "note", "version"} <= item.keys()
        except (OSError, ValueError, LookupError, AttributeError):
            complete = False
        if not complete:
            raise InputError(
                f"figure {self.figure_id}: {path.name} is missing or damaged; "
                "publish the site again with `python -m analysis report`"
            )
        return dict(item)


def pinned(data: Path, spec: Path) -> str:
    """The version a citation pins (see `Figure.version`), from the exported files; "" if gone."""
    try:
        content = data.read_bytes() + b"\0" + spec.read_bytes().removesuffix(b"\n")
    except OSError:
        return ""
    return hashlib.sha256(content).hexdigest()


def published_figures(project: Project) -> dict[str, PublishedFigure]:
    """Every figure of the site in force by its id. Raises InputError when there is no site."""
    manifest = read_manifest(project.site)
    if not manifest:
        raise InputError(
            f"{project.site}: found no published site; run `python -m analysis report` first"
        )
    folder = project.site / "figures"
    return {
        name: PublishedFigure(name, folder / name, str(told["page"]), str(told["sha256"]))
        for name, told in sorted(manifest.get("figures", {}).items())
    }


def find_figure(project: Project, figure_id: str) -> PublishedFigure:
    """One figure of the site in force. Raises InputError with the nearest ids for an unknown one.

    Ids are looked up in the manifest, so that no id can lead out of the site.
    """
    figures = published_figures(project)
    if figure_id in figures:
        return figures[figure_id]
    near = difflib.get_close_matches(figure_id, figures, 3, 0.4)
    advice = f"the nearest are {', '.join(near)}" if near else f"there are {len(figures)}"
    raise InputError(
        f"figure {figure_id[:80]!r}: no figure of that id is published; {advice}; "
        "the id stands on the page beside the figure and in reports/site/figures"
    )


def citation(project: Project, figure_id: str, form: str = "text") -> str:
    """How to cite a published figure; ``form`` is one of `FORMS`.

    ``text`` is GB/T 7714 for a Chinese figure and APA for an English one, with the hash that
    pins data and drawing; the text styles are set by the CSL processor.
    """
    if form not in FORMS:
        raise InputError(f"--style: found {form!r}; allowed are {', '.join(FORMS)}")
    item = find_figure(project, figure_id).item
    if form == "bibtex":
        return bibtex_of(item).rstrip("\n")
    if form == "ris":
        return ris_of(item).rstrip("\r\n").replace("\r\n", "\n")
    if form == "csl-json":
        return json.dumps([item], ensure_ascii=False, indent=2, sort_keys=True)
    style = TEXT_STYLES.get(str(item.get("language")), "apa") if form == "text" else form
    return f"{in_words(item, style)} [{item['note']}]"


def in_words(item: dict[str, Any], style: str) -> str:
    """A CSL item as a line of text, without the number a numbering style puts before it."""
    return NUMBERED.sub("", set_in_style(item, style))
