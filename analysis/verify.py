"""Whether the raw texts still give a published figure, number for number.

The tables are rebuilt from raw texts and curated word lists in a folder of their own, the
figure's notebook is run there with the parameters it was published with, and the data and the
drawing are compared with what stands on the site. A difference is told by statement where one
can be named, else by file.
"""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from analysis import pipeline, store, suite, tabular
from analysis.documents.stage import stage
from analysis.errors import InputError
from analysis.paths import Project
from analysis.progress import Progress, silent
from analysis.publish import Content, Job, RunLimits
from analysis.publish.cite import PublishedFigure, find_figure, pinned, published_figures
from analysis.publish.jobs import check_jobs
from analysis.publish.manifest import PACKAGES, read_manifest
from analysis.publish.rows import GONE, NEW, Change, changes_of, rows_of
from analysis.publish.run import MOST_PROCESSES, Ran, run_jobs
from analysis.publish.work import FILE as CITATION
from analysis.trace import KEYS

SHOWN = 12


@dataclass(frozen=True)
class Verdict:
    """How one figure came out; ``told`` is what is printed."""

    figure_id: str
    version: str
    rebuilt: str
    changes: tuple[Change, ...] = ()
    files: tuple[str, ...] = ()
    message: str = ""

    @property
    def ok(self) -> bool:
        same = self.version == self.rebuilt
        return same and not (self.changes or self.files or self.message)

    @property
    def told(self) -> str:
        if self.ok:
            return f"{self.figure_id}: the same from raw, sha256:{self.version}"
        lines = [f"{self.figure_id}: DIFFERS from what the raw texts give"]
        if self.rebuilt and self.rebuilt != self.version:
            lines.append(f"  version: published {self.version}, rebuilt {self.rebuilt}")
        lines += [f"  {in_words(change)}" for change in self.changes[:SHOWN]]
        if len(self.changes) > SHOWN:
            lines.append(f"  … and {len(self.changes) - SHOWN} more")
        lines += [f"  {name}" for name in self.files]
        if self.message:
            lines.append(f"  {self.message}")
        return "\n".join(lines)


def verify(
    project: Project,
    figure_ids: Sequence[str] = (),
    progress: Progress = silent,
    *,
    processes: int = 2,
) -> list[Verdict]:
    """Rebuild figures (all published ones without ids) from raw and compare; changes nothing.

    Raises InputError for an unknown figure or a broken call, WorkError when the tables cannot be
    rebuilt at all.
    """
    if not 1 <= processes <= MOST_PROCESSES:
        raise InputError(f"--jobs: found {processes}; allowed are 1 to {MOST_PROCESSES}")
    wanted = [find_figure(project, name) for name in figure_ids] or list(
        published_figures(project).values()
    )
    pages = read_manifest(project.site).get("pages", {})
    jobs = {
        name: Job(pages[name]["notebook"], pages[name]["parameters"])
        for name in dict.fromkeys(figure.page for figure in wanted)
    }
    with rebuilt(project, progress) as again:
        published = differences(published_rows(project), again)
        on_disk = altered_on_disk(project, again)
        check_jobs(again.notebooks, list(jobs.values()), suite.allowed_values(again))
        limits = RunLimits(processes=processes)
        folder = again.root / "runs"
        runs = run_jobs(again, list(jobs.values()), folder, limits, progress, pictures=False)
        by_page = dict(zip(jobs, runs, strict=True))
        return [judge(project, one, by_page[one.page], published, on_disk) for one in wanted]


@contextmanager
def rebuilt(project: Project, progress: Progress = silent) -> Iterator[Project]:
    """A temporary project whose derived tables come from raw texts and added tables alone."""
    with stage(project) as again:
        for name, schema in store.schemas(again).items():
            if schema.origin == "derived":
                (again.curated / f"{name}.csv").unlink(missing_ok=True)
        shutil.copytree(project.notebooks, again.notebooks)
        shutil.copyfile(project.root / CITATION, again.root / CITATION)
        pipeline.build(again, progress)
        yield again


def tables_as_published(project: Project) -> Mapping[str, str]:
    """Every curated table spelt as on the site."""
    names = [n for n in store.schemas(project) if (project.curated / f"{n}.csv").exists()]
    spelt: Mapping[str, str] = Content({n: store.read(project, n) for n in names}).csv
    return spelt


def published_rows(project: Project) -> dict[str, str]:
    """The tables of the site in force as text; a missing one is left out."""
    folder = project.site / "data"
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.csv"))}


def altered_on_disk(project: Project, again: Project) -> list[Change]:
    """Derived tables of the checkout that are not what the raw texts give."""
    derived = [n for n, schema in store.schemas(again).items() if schema.origin == "derived"]
    wrong = {}
    for name in derived:
        path = project.curated / f"{name}.csv"
        made = (again.curated / f"{name}.csv").read_bytes()
        if not path.exists():
            continue
        if path.read_bytes() != made:
            wrong[name] = path.read_text(encoding="utf-8")
    return differences(wrong, again, spelt=False)


def differences(texts: Mapping[str, str], again: Project, *, spelt: bool = True) -> list[Change]:
    """Cells of tables (as CSV text) that differ from those of the rebuilt project."""
    found: list[Change] = []
    schemas = store.schemas(again)
    rebuilt_texts = tables_as_published(again) if spelt else _texts(again, texts)
    for name, text in texts.items():
        if name not in schemas or text == rebuilt_texts.get(name):
            continue
        key = KEYS.get(name) or ""
        keys = (key,) if key else schemas[name].key
        old, new = rows_of(text, keys), rows_of(rebuilt_texts.get(name, ""), keys)
        found.extend(changes_of(name, old, new))
    return found


def _texts(project: Project, names: Mapping[str, str]) -> dict[str, str]:
    return {n: (project.curated / f"{n}.csv").read_text(encoding="utf-8") for n in names}


def in_words(change: Change) -> str:
    """A difference for the terminal: what was found, and what the raw texts give."""
    record = f"{change.table} {change.record}"
    if change.kind == GONE:
        return f"{record}: stands there, but the raw texts do not give it"
    if change.kind == NEW:
        return f"{record}: is missing there, but the raw texts give it"
    old, new = change.old or "nothing", change.new or "nothing"
    return f"{record}, {change.field}: found {old}, rebuilt {new}"


def judge(
    project: Project,
    figure: PublishedFigure,
    ran: Ran,
    published: Sequence[Change],
    on_disk: Sequence[Change],
) -> Verdict:
    """Compare one published figure with what its notebook made in the rebuilt project.

    ``published`` are differences of the tables on the site, which explain a figure that
    differs; ``on_disk`` those of the checkout's derived tables, which nobody may edit: one in a
    statement of the figure is a failure even before it is published.
    """
    name = figure.figure_id
    version = pinned(figure.path(".csv"), figure.path(".vl.json"))
    if not ran.ok:
        return Verdict(name, version, "", message=f"its page failed: {ran.message}")
    made = replace(figure, folder=ran.folder / "figures" / name)
    again = pinned(made.path(".csv"), made.path(".vl.json"))
    if not again:
        return Verdict(name, version, "", message="its page does not draw it any more")
    shown = _statements(figure.path(".csv")) | _statements(made.path(".csv"))
    changes = [change for change in on_disk if change.record in shown]
    if version != again:
        rest = [c for c in dict.fromkeys([*published, *on_disk]) if c not in changes]
        changes += sorted(rest, key=lambda change: change.record not in shown)
    note = "" if changes or version == again else _cause(project)
    files = (*damaged(project, figure, version), *differing(figure, made))
    return Verdict(name, version, again, tuple(changes), files, note)


def _statements(path: Path) -> set[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return set()
    rows: list[dict[str, Any]] = list(tabular.records(io.StringIO(text, newline="")))
    return {
        entry
        for row in rows
        for name in ("statement_id", "statement_ids")
        for entry in str(row.get(name) or "").split()
    }


def damaged(project: Project, figure: PublishedFigure, version: str) -> Iterator[str]:
    """Published files of a figure that are no longer what was published, or cite another hash."""
    told = read_manifest(project.site).get("files", {})
    prefix = f"figures/{figure.figure_id}/"
    for name, digest in told.items():
        if name.startswith(prefix):
            path = project.site / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                yield f"{name}: was altered after it was published"
    if version not in str(figure.item["note"]):
        yield f"{prefix}citation.json: cites another version than the files beside it have"


def differing(figure: PublishedFigure, made: PublishedFigure) -> Iterator[str]:
    """Data and specification that differ, in words."""
    words = {".csv": "the data differ", ".vl.json": "the drawing or its words differ"}
    for ending, told in words.items():
        published = figure.path(ending)
        if not published.is_file():
            yield f"{published.name}: is not on the site"
        elif published.read_bytes() != made.path(ending).read_bytes():
            yield f"{published.name}: {told}"


def _cause(project: Project) -> str:
    """Why a figure may differ although no table does."""
    then = read_manifest(project.site).get("packages", {})
    moved = [
        f"{name} {then[name]} → {_installed(name)}"
        for name in PACKAGES
        if name in then and then[name] != _installed(name)
    ]
    if moved:
        return f"no table differs; packages do: {', '.join(moved)}"
    return "no table differs: the code or the notebook has changed since; publish again"


def _installed(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
