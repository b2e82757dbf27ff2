"""What a notebook cell hands to the page: text, warnings, tables and figures.

Each function returns an object that JupyterLab shows as ordinary HTML or SVG and that carries,
under a MIME type of our own, what the page builder needs. Text is Markdown; an address such as
``[85 %](statement:yumen-1204)`` becomes a link to the highlighted words of the source. Other
addresses: ``figure:``, ``region:``, ``doc:``, ``page:``. Words taken from a document must pass
`quoted` first, so that they stay words.

Figures are exported by the running kernel into the folder named in the file that
``EDUCATION_PLANS_FIGURES`` points to; without it (an interactive session) nothing is written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.paths import Project
from analysis.publish.markup import html, markdown_escape, render_markdown
from analysis.publish.values import plain

if TYPE_CHECKING:
    from analysis.figures.figure import Figure

MIME = "application/vnd.education-plans+json"
FOLDER_VARIABLE = "EDUCATION_PLANS_FIGURES"
# Set to "no" where only data and specifications are wanted: pictures are most of the work.
PICTURES_VARIABLE = "EDUCATION_PLANS_PICTURES"
# The drawing without title and caption, which the page sets itself.
PAGE_SVG = "page.svg"
PAGE_SPEC = "page.json"
# The same drawing for a narrow screen, with the glyphs it uses: a picture cannot take the page's.
NARROW_SVG = "narrow.svg"
NARROW_SPEC = "narrow.json"


@dataclass(frozen=True)
class Block:
    """One piece of a page, with what JupyterLab shows in its place."""

    payload: dict[str, Any]
    preview: dict[str, str]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {MIME: self.payload, **self.preview}


def _text(kind: str, markdown: str, **more: Any) -> Block:
    preview = f'<div class="{kind}">{render_markdown(markdown, lambda address: "#")}</div>'
    return Block({"kind": kind, "markdown": markdown, **more}, {"text/html": preview})


def title(question: str) -> Block:
    """The page's title: the question it answers."""
    return Block({"kind": "title", "text": question}, {"text/html": f"<h1>{html(question)}</h1>"})


def answer(markdown: str) -> Block:
    """The answer in two or three sentences, each number a link to its evidence."""
    return _text("answer", markdown)


def warning(markdown: str) -> Block:
    """What to keep in mind on this page; shown under the answer, before any figure."""
    return _text("warning", markdown)


def prose(markdown: str) -> Block:
    """Running text; ``##`` headings become sections of the page."""
    return _text("prose", markdown)


def method(markdown: str) -> Block:
    """Method and limits; set at the foot of the page wherever the cell stands."""
    return _text("method", markdown)


def quoted(text: str, statement_id: str = "") -> str:
    """Words of a document as Markdown that cannot be anything but words, linked if possible."""
    words = markdown_escape(text)
    return f"[{words}](statement:{statement_id})" if statement_id else words


def facts(items: Mapping[str, str], title: str = "") -> Block:
    """Short label–value pairs (values are Markdown), as in the identity of a region."""
    rows = "".join(f"<dt>{html(k)}</dt><dd>{html(v)}</dd>" for k, v in items.items())
    payload = {"kind": "facts", "title": title, "items": [[k, v] for k, v in items.items()]}
    return Block(payload, {"text/html": f"<dl>{rows}</dl>"})


def table(
    frame: pd.DataFrame,
    title: str,
    labels: Mapping[str, str] | None = None,
    note: str = "",
    table_id: str = "",
    markdown: Sequence[str] = (),
) -> Block:
    """A table of the page; a ``statement_id`` column becomes the link to the evidence.

    ``labels`` gives the heading of each column to show, in order (all columns without it);
    ``markdown`` names the columns whose cells are Markdown. Numbers are set right.
    """
    names = dict(labels) if labels else {str(name): str(name) for name in frame.columns}
    if "statement_id" in frame.columns:
        names.setdefault("statement_id", "")
    payload = {
        "kind": "table",
        "id": table_id,
        "title": title,
        "note": note,
        "columns": [[name, label, _form(frame[name])] for name, label in names.items()],
        "markdown_columns": list(markdown),
        "rows": [[plain(value) for value in row] for row in frame[list(names)].to_numpy(object)],
    }
    return Block(payload, {"text/html": frame[list(names)].head(50).to_html(escape=True)})


def _form(values: pd.Series) -> str:
    return "number" if pd.api.types.is_numeric_dtype(values) else "text"


def figure(drawn: Figure, labels: Mapping[str, str] | None = None) -> Block:
    """A chart with its finding, caption and data (see `analysis.figures`).

    ``labels`` names the data columns for the table that folds out behind the chart. The files
    (svg, png, pdf, csv, vl.json) are written when a run asked for them.
    """
    payload: dict[str, Any] = {
        "kind": "figure",
        "figure_id": str(drawn.figure_id),
        "title": drawn.title,
        "subtitle": drawn.subtitle,
        "caption": drawn.caption,
        "alt": drawn.alt,
        "warnings": [str(entry) for entry in drawn.warnings],
        "n": plain(drawn.n),
        "labels": dict(labels or {}),
    }
    folder = _figures_folder()
    if folder is None:
        return Block(payload, {"image/svg+xml": _preview(drawn)})
    if os.environ.get(PICTURES_VARIABLE) == "no":
        from analysis.figures.export import export_pinned

        export_pinned(drawn, folder)
    else:
        payload["citation"] = _export(drawn, folder)
    return Block(payload, {"text/plain": payload["title"]})


def _export(drawn: Figure, folder: Path) -> str:
    """Write every file of a figure; its citation line."""
    from analysis.figures.export import export, standalone
    from analysis.publish.work import figure_citation, work_of

    work = work_of(Project.here())
    export(drawn, folder, work)
    own = folder / drawn.figure_id
    compiled, svg = _for_page(drawn.plot_spec)
    (own / PAGE_SVG).write_text(svg, encoding="utf-8")
    (own / PAGE_SPEC).write_text(json.dumps(compiled, ensure_ascii=False), encoding="utf-8")
    if drawn.narrow is not None:
        small = drawn.narrow()
        compiled, svg = _for_page(small.plot_spec)
        (own / NARROW_SVG).write_text(standalone(svg, small), encoding="utf-8")
        (own / NARROW_SPEC).write_text(json.dumps(compiled, ensure_ascii=False), encoding="utf-8")
    return figure_citation(drawn.title, drawn.figure_id, drawn.version, work, drawn.lang)


def _figures_folder() -> Path | None:
    pointer = os.environ.get(FOLDER_VARIABLE)
    return Path(Path(pointer).read_text(encoding="utf-8").strip()) if pointer else None


def _preview(drawn: Figure) -> str:
    """The picture with the glyphs it uses: a front end shows it in our font, or in none we know."""
    from analysis.figures.export import draw, standalone

    return standalone(draw(drawn.spec, drawn.figure_id), drawn)


def _for_page(spec: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The drawing compiled to Vega, which the page brings to life, and its still picture.

    Compiled here once rather than in every browser, where the compiler would also talk on the
    console.
    """
    import vl_convert

    from analysis.figures.export import VEGALITE, register_fonts

    register_fonts()
    compiled = dict(vl_convert.vegalite_to_vega(spec, vl_version=VEGALITE))
    return compiled, str(vl_convert.vega_to_svg(compiled))
