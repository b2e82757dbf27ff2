"""From inputs to a published site: build, run what is affected, publish whole, remember."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analysis import fingerprint, pipeline, suite, unchanged
from analysis.errors import InputError, WorkError
from analysis.paths import Project
from analysis.progress import Progress, silent
from analysis.publish import Job, Published, RunLimits, pdf
from analysis.publish.changes import summary
from analysis.publish.edition import publish_into
from analysis.publish.jobs import SUBJECTS, check_jobs
from analysis.publish.manifest import read_manifest
from analysis.publish.parameters import parse_assignments, read_parameters
from analysis.publish.swap import publishing

MOST_PROCESSES = 4


@dataclass(frozen=True)
class Request:
    """What a person or a schedule asked for; empty means the whole suite in both languages."""

    names: tuple[str, ...] = ()
    assignments: tuple[str, ...] = ()
    languages: tuple[str, ...] = suite.LANGUAGES
    processes: int = 2
    pdf: bool = False

    @property
    def is_whole(self) -> bool:
        return not self.names and not self.assignments and self.languages == suite.LANGUAGES


@dataclass(frozen=True)
class Outcome:
    """What was done, in one paragraph, and the publication itself."""

    told: str
    published: Published

    @property
    def logged(self) -> dict[str, Any]:
        """What a line of the run log says of it."""
        made = self.published
        changes = made.edition.changes if made.edition else ()
        return {
            "outcome": "published" if made.changed else "unchanged",
            "pages_run": len(made.ran),
            "kernels": made.kernels,
            "edition": made.edition.stamp if made.edition else None,
            "severity": made.edition.severity if made.edition else "none",
            "changes": summary(changes),
        }


def make_report(project: Project, request: Request, progress: Progress = silent) -> Outcome:
    """Build the tables, run the notebooks and publish the site.

    Parameters are checked before anything is built. Pages published before stay on the
    site when only some are asked for. The lock is held from the first table to the last
    page, so that no page rests on the tables of another run.
    """
    if not 1 <= request.processes <= MOST_PROCESSES:
        raise InputError(f"--jobs: found {request.processes}; allowed are 1 to {MOST_PROCESSES}")
    checked = _parameters(project, request)
    if request.pdf:
        pdf.printer()  # a missing printer is told before the work, not after it
    with publishing(project) as building:
        read = fingerprint.read_by_build(project)
        made = pipeline.build(project, progress)
        state = fingerprint.state(project)
        jobs = suite.with_inputs(project, _jobs(project, request, checked))
        published = publish_into(
            building,
            project,
            jobs,
            suite.content_of(project, made.readings),
            check_jobs(project.notebooks, jobs, suite.allowed_values(project)),
            limits=RunLimits(processes=request.processes),
            progress=progress,
            still_holds=lambda: _still_holds(project, read, state),
        )
        if request.pdf:
            pdf.print_reports(project, progress)
        if request.is_whole:
            unchanged.remember(project, state)
    return Outcome(_told(published), published)


def _still_holds(project: Project, read: str, state: str) -> None:
    """Refuse to publish pages of which some may have read other inputs than the rest."""
    if read != fingerprint.read_by_build(project) or state != fingerprint.state(project):
        raise WorkError(
            "data, notebooks or code were changed while the reports were made; pages of two "
            "states never stand on one site; the last published site was left as it is; "
            "run this again"
        )


def _parameters(project: Project, request: Request) -> dict[str, dict[str, Any]]:
    """Typed parameters by notebook; a misspelt one is told before any work starts."""
    result = {}
    for name in request.names:
        declared = read_parameters(project.notebooks / f"{name}.ipynb")
        result[name] = parse_assignments(name, declared, request.assignments)
        for key in result[name]:
            if key not in declared:
                raise InputError(
                    f"{name}: found no parameter {key!r}; its parameters are {', '.join(declared)}"
                )
    if request.assignments and not request.names:
        raise InputError("-p needs the name of a notebook: report NAME -p key=value")
    return result


def _jobs(project: Project, request: Request, parameters: dict[str, dict[str, Any]]) -> list[Job]:
    if not request.assignments:
        asked = suite.suite(project, request.names, request.languages)
    else:
        asked = [
            Job(name, {**given, "lang": lang})
            for name, given in parameters.items()
            for lang in ([given["lang"]] if "lang" in given else request.languages)
        ]
    if request.is_whole:
        return asked
    return _with_published(project, asked)


def _with_published(project: Project, asked: list[Job]) -> list[Job]:
    """The pages asked for and those of the site that are still possible, in the suite's order."""
    names = {job.name for job in asked}
    listed = read_manifest(project.site).get("pages", {}) if project.site.exists() else {}
    kept = [
        Job(page["notebook"], _given(project, page))
        for page in listed.values()
        if (project.notebooks / f"{page['notebook']}.ipynb").is_file()
    ]
    jobs = asked + [job for job in kept if job.name not in names]
    return suite.in_order(project, jobs)


def _given(project: Project, page: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a published page that are not the notebook's defaults."""
    declared = read_parameters(project.notebooks / f"{page['notebook']}.ipynb")
    return {
        name: value
        for name, value in page["parameters"].items()
        if name in declared
        and (name == "lang" or name in SUBJECTS or value != declared[name].default)
    }


def _told(published: Published) -> str:
    ran, path = len(published.ran), published.path
    lines = [
        f"{'published' if published.changed else 'nothing changed on the site'}; "
        f"{ran} page(s) run, {published.kernels} kernel(s) started"
    ]
    edition = published.edition
    if edition is not None and edition.changes:
        counted = ", ".join(f"{kind} {n}" for kind, n in summary(edition.changes).items())
        lines.append(f"changes ({edition.severity}): {counted}; see changes/{edition.stamp}.html")
    return "\n".join([*lines, str(path)])
