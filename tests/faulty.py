"""Refreshes that meet with an accident, each in a process of its own forked from a warm one.

An accident is exact: the process is killed just before the n-th time it opens a file to write,
renames, removes or makes something, and a file it was about to write is left half written. So a
campaign reaches every stage, the swap included, and one seed gives one campaign.
"""

from __future__ import annotations

import datetime
import multiprocessing
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import forkserver
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from analysis import refresh
from analysis.errors import PlanError
from analysis.figures.export import VEGALITE
from analysis.paths import Project
from analysis.publish import edition, render
from analysis.publish.run import EXECUTED, Ran, RunLimits
from analysis.runlog import logged

render.chart_library(VEGALITE)  # once for all forks: the bundle alone takes half a second
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGING = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink"}


@dataclass(frozen=True)
class Accident:
    """What befalls a refresh; nothing by default.

    ``executed`` holds notebooks that ran before: they are copied instead of starting kernels.
    ``at`` is the number of the change before which the process is killed, ``largest`` the size
    in bytes beyond which no file grows, ``day`` what the clock says.
    """

    executed: Path | None = None
    at: int = 0
    largest: int = 0
    day: str = ""
    cell_seconds: int = 60


@dataclass
class Changes:
    """Counts what a process changes on disk, and kills it at the chosen change."""

    at: int
    seen: list[tuple[str, str]] = field(default_factory=list)
    falling: bool = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and bool(arguments[2] & WRITING)
        if self.falling or not (writes or event in CHANGING):
            return
        self.seen.append((event, " ".join(map(str, arguments[:2]))))
        if len(self.seen) == self.at:
            self.falling = True
            if writes and arguments[2] & os.O_TRUNC:
                Path(arguments[0]).write_bytes(b"half a wri")
            os.kill(os.getpid(), signal.SIGKILL)


def refreshed(root: Path, accident: Accident, answers: Any) -> None:
    """In the child: refresh and answer (exit code, sentence, changes on disk)."""
    os.environ["EDUCATION_PLANS_ROOT"] = str(root)
    project, changes = Project(root), Changes(accident.at)
    if accident.executed:
        edition.run_jobs = partial(_copied, accident.executed)
    if accident.day:
        now = datetime.datetime.fromisoformat(accident.day).replace(tzinfo=datetime.UTC)
        clock = SimpleNamespace(now=lambda zone: now)
        edition.datetime = SimpleNamespace(datetime=clock, UTC=datetime.UTC)
    refresh.RunLimits = partial(RunLimits, cell_seconds=accident.cell_seconds)
    if accident.largest:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (accident.largest, accident.largest))
    sys.addaudithook(changes)
    try:
        with logged(project, "refresh") as line:
            outcome = refresh.make_report(project, refresh.Request())
            line.update(outcome.logged)
    except PlanError as error:
        answers.send((error.exit_code, str(error), changes.seen))
    else:
        answers.send((0, outcome.told, changes.seen))


def _copied(
    executed: Path, project: Project, jobs: Any, folder: Path, limits: Any, progress: Callable
) -> list[Ran]:
    """What the runner returns, from notebooks that ran before."""
    for job in jobs:
        shutil.copytree(executed / job.name / "run", folder / job.name)
        assert (folder / job.name / EXECUTED).is_file()
    return [Ran(job, folder / job.name, "done", kernels=1) for job in jobs]


class Campaign:
    """Starts refreshes of one project; ``scratch`` is where their temporary files go."""

    def __init__(self, root: Path, scratch: Path) -> None:
        self.root = root
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["faulty"])
        here = Path(__file__).resolve().parent
        own = {"TMPDIR": str(scratch), "PYTHONPATH": f"{here}{os.pathsep}{here.parent}"}
        before = {name: os.environ.get(name) for name in own}
        os.environ.update(own)  # as the server of forks and all its children shall see it
        forkserver.ensure_running()
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value

    def start(self, accident: Accident) -> tuple[Any, Any]:
        """A running refresh and the pipe it will answer on."""
        receiving, sending = self.context.Pipe(duplex=False)
        process = self.context.Process(target=refreshed, args=(self.root, accident, sending))
        process.start()
        sending.close()
        return process, receiving

    def run(self, **accident: Any) -> tuple[int, str, list[tuple[str, str]]]:
        """(exit code, sentence, changes); the code of a killed process is −9."""
        return self.end(*self.start(Accident(**accident)))

    @staticmethod
    def end(process: Any, receiving: Any) -> tuple[int, str, list[tuple[str, str]]]:
        try:
            answer = receiving.recv()
        except EOFError:
            answer = None
        process.join()
        return answer or (process.exitcode, "", [])
