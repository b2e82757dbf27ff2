"""An executed notebook as the blocks of a page; code and plain output are left behind."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import WorkError
from analysis.figures.labels import LANGUAGES
from analysis.publish.cells import MIME, NARROW_SPEC, NARROW_SVG, PAGE_SPEC, PAGE_SVG
from analysis.publish.jobs import Job

FIRST_HEADING = re.compile(r"\A\s*#\s+(.+?)\s*(?:\n|\Z)")
# A figure's files are found by their ending, whatever the chart layer calls them.
FIGURE_FILES = {
    "svg": ".svg",
    "png": ".png",
    "pdf": ".pdf",
    "csv": ".csv",
    "spec": ".vl.json",
}
PAGE_FILES = {"page_svg": PAGE_SVG, "page_spec": PAGE_SPEC}
# Only what was drawn by a chart of ours has these; a page shows the others in one width.
NARROW_FILES = {"narrow_svg": NARROW_SVG, "narrow_spec": NARROW_SPEC}
OF_PAGES = (*PAGE_FILES.values(), *NARROW_FILES.values())


@dataclass(frozen=True)
class FigureFiles:
    """The exported files of one figure by kind; ``digest`` is over its data and its spec."""

    figure_id: str
    folder: Path
    names: dict[str, str]

    @property
    def digest(self) -> str:
        content = hashlib.sha256()
        for kind in ("csv", "spec"):
            content.update((self.folder / self.names[kind]).read_bytes() + b"\0")
        return content.hexdigest()

    def text(self, kind: str) -> str:
        return (self.folder / self.names[kind]).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Report:
    """One page to be: its job, the settled parameters, its blocks and its figures by id."""

    job: Job
    parameters: dict[str, Any]
    blocks: tuple[dict[str, Any], ...]
    figures: dict[str, FigureFiles]

    def of(self, *kinds: str) -> list[dict[str, Any]]:
        """The blocks of these kinds, in order."""
        return [block for block in self.blocks if block["kind"] in kinds]

    @property
    def title(self) -> str:
        """The title block's words, else the first ``#`` heading, else nothing."""
        titles = self.of("title")
        if titles:
            return str(titles[0]["text"])
        found = map(FIRST_HEADING.match, (block["markdown"] for block in self.of("prose")))
        return next((match[1] for match in found if match), "")


def anchor(figure_id: str) -> str:
    """The figure's address on its page, the same in both languages."""
    for lang in LANGUAGES:
        for mark in (".", "-", "_"):
            figure_id = figure_id.removesuffix(mark + lang)
    return figure_id


def read_report(job: Job, parameters: dict[str, Any], notebook: Path, figures: Path) -> Report:
    """Blocks and figures of an executed notebook.

    Raises WorkError when it cannot be read or a figure it shows was not exported.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError) as error:
        raise WorkError(
            f"{job.name}: its executed notebook cannot be read; run it again"
        ) from error
    blocks = tuple(_blocks(cells, job.lang))
    shown = [block["figure_id"] for block in blocks if block["kind"] == "figure"]
    return Report(job, parameters, blocks, {name: find_files(figures / name) for name in shown})


def require_each_figure_once(reports: Iterable[Report]) -> None:
    """Raise WorkError naming a figure that stands twice: its id is the folder of its files."""
    shown: dict[str, str] = {}
    for report in reports:
        for block in report.of("figure"):
            name, page = str(block["figure_id"]), report.job.name
            if name in shown:
                where = f"twice on the page {page}"
                if shown[name] != page:
                    where = f"on the pages {shown[name]} and {page}"
                raise WorkError(
                    f"figure {name}: stands {where}, and each needs a folder of its own; leave one "
                    "out, or give its chart a parameter that tells it from the other"
                )
            shown[name] = page


def find_files(folder: Path) -> FigureFiles:
    """The files of an exported figure. Raises WorkError when one is missing."""
    names = {}
    for kind, ending in FIGURE_FILES.items():
        found = sorted(path.name for path in folder.glob(f"*{ending}") if path.name not in OF_PAGES)
        if not found:
            raise WorkError(
                f"figure {folder.name}: has no {ending} file; "
                "the export must write svg, png, pdf, csv and vl.json"
            )
        names[kind] = found[0]
    for kind, name in PAGE_FILES.items():
        if not (folder / name).is_file():
            raise WorkError(f"figure {folder.name}: has no {name}; run its notebook again")
        names[kind] = name
    names |= {kind: name for kind, name in NARROW_FILES.items() if (folder / name).is_file()}
    return FigureFiles(folder.name, folder, names)


def _blocks(cells: list[dict[str, Any]], lang: str) -> Iterator[dict[str, Any]]:
    for cell in cells:
        tags = (cell.get("metadata") or {}).get("tags") or []
        if "parameters" in tags or "injected-parameters" in tags or _other_language(tags, lang):
            continue
        if cell["cell_type"] == "markdown":
            yield {"kind": "prose", "markdown": _joined(cell["source"])}
        for output in cell.get("outputs") or ():
            payload = (output.get("data") or {}).get(MIME)
            if isinstance(payload, dict) and "kind" in payload:
                yield payload


def _other_language(tags: list[str], lang: str) -> bool:
    """A cell tagged with a language appears on the page of that language only."""
    tagged = [tag for tag in tags if tag in LANGUAGES]
    return bool(tagged) and lang not in tagged


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
