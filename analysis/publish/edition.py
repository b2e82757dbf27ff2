"""From jobs and tables to a published site: run, render, check, put in force."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.errors import WorkError
from analysis.paths import Project
from analysis.progress import Progress, silent
from analysis.publish import changes as changing
from analysis.publish.blocks import Report, read_report
from analysis.publish.check import check_site
from analysis.publish.content import Content
from analysis.publish.jobs import Job, check_jobs
from analysis.publish.manifest import build_manifest, content_digest, file_hashes, read_manifest
from analysis.publish.render import Renderer
from analysis.publish.run import EXECUTED, Ran, RunLimits, run_jobs
from analysis.publish.swap import publish, publishing
from analysis.publish.work import work_of

SHOWN_FAILURES = 20
# Earlier sites that stay beside the one in force.
KEPT = 3


@dataclass(frozen=True)
class Published:
    """The outcome of a publication.

    ``path``: the index of the site in force. ``changed``: whether a new site was put there.
    ``kernels``: kernels started; ``ran``: pages whose notebook ran (the others were unchanged).
    """

    path: Path
    changed: bool
    kernels: int
    ran: tuple[str, ...]
    edition: changing.Edition | None = None
    changes: Mapping[str, int] = field(default_factory=dict)


def publish_site(
    project: Project,
    jobs: Sequence[Job],
    content: Content,
    *,
    allowed: Mapping[str, Collection[str]] | None = None,
    limits: RunLimits | None = None,
    keep: int = KEPT,
    today: str | None = None,
    progress: Progress = silent,
) -> Published:
    """Run ``jobs`` (all pages the site is to have), render the site and put it in force.

    ``allowed`` gives the values a parameter may take, by its name. A job whose notebook,
    parameters and ``inputs`` equal those of an earlier run is not run again. ``today`` is the
    date given to content that differs from what is published (the clock's day without it).

    Raises InputError before anything starts for a wrong parameter; WorkError when a notebook
    failed, the site has faults, or the folder cannot be written. In each case the last
    published site stays as it is.
    """
    settled = check_jobs(project.notebooks, jobs, allowed or {})
    with publishing(project) as building:
        return publish_into(
            building, project, jobs, content, settled,
            limits=limits or RunLimits(), keep=keep, today=today, progress=progress,
        )  # fmt: skip


def publish_into(
    building: Path,
    project: Project,
    jobs: Sequence[Job],
    content: Content,
    settled: Mapping[str, dict[str, Any]],
    *,
    limits: RunLimits,
    keep: int = KEPT,
    today: str | None = None,
    progress: Progress = silent,
    still_holds: Callable[[], None] = lambda: None,
) -> Published:
    """`publish_site` for a caller that holds the lock and has checked the parameters.

    ``building`` is the folder that `publishing` lent, ``settled`` what `check_jobs` returned.
    ``still_holds`` is asked when every notebook has run; it raises WorkError when what they
    read has changed under them, and nothing is published or kept.
    """
    ran = _run(project, jobs, building / "runs", limits, progress)
    still_holds()
    _stop_if_failed(project, ran, progress)
    reports = [
        read_report(one.job, settled[one.job.name], one.folder / EXECUTED, one.folder / "figures")
        for one in ran
    ]
    progress("writing the pages")
    outcome = _publish(project, building / "site", content, reports, keep, today)
    with suppress(OSError):  # the site is in force; a lost cache only costs time
        _keep_runs(project, ran)
    return replace(
        outcome,
        kernels=sum(one.kernels for one in ran),
        ran=tuple(one.job.name for one in ran if not one.reused),
    )


def _run(
    project: Project, jobs: Sequence[Job], folder: Path, limits: RunLimits, progress: Progress
) -> list[Ran]:
    """Every job, from the cache where nothing it depends on changed."""
    found = {job.name: _cached(project, job) for job in jobs}
    missing = [job for job in jobs if found[job.name] is None]
    fresh = {one.job.name: one for one in run_jobs(project, missing, folder, limits, progress)}
    return [
        Ran(job, cached, "done", reused=True) if cached is not None else fresh[job.name]
        for job, cached in ((job, found[job.name]) for job in jobs)
    ]


def cache_folder(project: Project) -> Path:
    """Executed notebooks and their figures, one folder a page, reused while their key holds."""
    return project.reports / ".cache"


def _cached(project: Project, job: Job) -> Path | None:
    folder = cache_folder(project) / job.name
    try:
        told = json.loads((folder / "key.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    whole = told.get("key") == _key(project, job) and file_hashes(folder / "run") == told["files"]
    return folder / "run" if job.inputs and whole else None


def _key(project: Project, job: Job) -> str:
    return job.key(project.notebooks / f"{job.notebook}.ipynb")


def _keep_runs(project: Project, ran: Sequence[Ran]) -> None:
    """Keep what ran for next time; a half-kept run is recognised by its hashes and run again."""
    for one in ran:
        if one.reused or not one.job.inputs:
            continue
        folder = cache_folder(project) / one.job.name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.move(one.folder, folder / "run")
        told = {"key": _key(project, one.job), "files": file_hashes(folder / "run")}
        (folder / "key.json").write_text(json.dumps(told), encoding="utf-8")


def _stop_if_failed(project: Project, ran: Sequence[Ran], progress: Progress) -> None:
    """Keep failed notebooks aside for reading and say in one sentence which failed and why."""
    failed = [one for one in ran if not one.ok]
    aside = project.reports / "failed"
    shutil.rmtree(aside, ignore_errors=True)
    if not failed:
        return
    aside.mkdir()
    for one in failed:
        executed = one.folder / EXECUTED
        if executed.is_file():
            shutil.copyfile(executed, aside / f"{one.job.name}.ipynb")
        progress(f"{one.job.name}: {one.message}")
    _keep_runs(project, [one for one in ran if one.ok])
    first = failed[0]
    more = f" and {len(failed) - 1} more ({', '.join(o.job.name for o in failed[1:4])})"
    raise WorkError(
        f"{first.job.name}{more if len(failed) > 1 else ''} could not be made: {first.message}; "
        f"the executed notebook with its traceback is in {aside}; "
        "the last published site was left as it is"
    )


def _publish(
    project: Project,
    folder: Path,
    content: Content,
    reports: Sequence[Report],
    keep: int,
    today: str | None,
) -> Published:
    old = project.site if project.site.is_dir() else None
    digest = content_digest(content, reports)
    before = read_manifest(old)
    editions = changing.read_editions(old)
    edition, date = None, str(before.get("date"))
    if before.get("content") != digest or not editions:
        edition = _edition(old, content, reports, editions, today)
        date = edition.date
    if edition is not None and (edition.first or edition.changes):
        editions = [edition, *editions]
    folder.mkdir()
    Renderer(folder, content, reports, editions, work_of(project), date, digest).write()
    manifest = build_manifest(content, reports, digest, date)
    manifest["files"] = file_hashes(folder)
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    _stop_if_faulty(folder, reports)
    index = project.site / "index.html"
    if before == manifest and _whole(project.site, manifest):
        return Published(index, False, 0, (), None, {})
    publish(project, folder, keep)
    told = changing.summary(edition.changes) if edition else {}
    return Published(index, True, 0, (), edition, told)


def _whole(site: Path, manifest: dict[str, Any]) -> bool:
    """Whether the files in force are those the manifest tells of."""
    found = file_hashes(site)
    found.pop("manifest.json", None)
    return bool(found == manifest["files"])


def _edition(
    old: Path | None,
    content: Content,
    reports: Sequence[Report],
    earlier: Sequence[changing.Edition],
    today: str | None,
) -> changing.Edition:
    from analysis import __version__

    figures = {
        figure_id: files.folder / files.names["csv"]
        for report in reports
        for figure_id, files in report.figures.items()
    }
    found = changing.compare(old, content, figures) if earlier else []
    day = today or datetime.datetime.now(datetime.UTC).date().isoformat()
    stamp = changing.next_stamp(day, [edition.stamp for edition in earlier])
    counts = {
        "documents": len(content.documents),
        "statements": len(content.statements),
        "figures": len(figures),
        "pages": len(reports),
    }
    return changing.Edition(stamp, stamp[:10], __version__, not earlier, tuple(found), counts)


def _stop_if_faulty(folder: Path, reports: Sequence[Report]) -> None:
    languages = tuple(sorted({report.job.lang for report in reports})) or ("zh", "en")
    failures = check_site(folder, languages)
    if failures:
        shown = "\n".join(failures[:SHOWN_FAILURES])
        more = (
            f"\n… and {len(failures) - SHOWN_FAILURES} more"
            if len(failures) > SHOWN_FAILURES
            else ""
        )
        raise WorkError(
            f"the new site has {len(failures)} fault(s) and was not published; "
            f"the last one was left as it is:\n{shown}{more}"
        )
