"""Notebooks run through papermill in a few processes, each under a deadline kept from outside."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import analysis
from analysis.paths import Project
from analysis.publish.cells import FOLDER_VARIABLE, PICTURES_VARIABLE
from analysis.publish.jobs import Job

Progress = Callable[[str], None]
MOST_PROCESSES = 4
# One of 64 starts at 8-way died on a port clash (measured); a second try is enough.
KERNEL_TRIES = 3
EXECUTED = "executed.ipynb"
DONE = "done"


@dataclass(frozen=True)
class RunLimits:
    """Seconds for one cell and for the whole run, and how many processes may work."""

    processes: int = 2
    cell_seconds: int = 300
    run_seconds: float = 3600.0


@dataclass(frozen=True)
class Ran:
    """How one job went: ``folder`` holds the executed notebook and its figures."""

    job: Job
    folder: Path
    state: str
    message: str = ""
    kernels: int = 0
    reused: bool = False

    @property
    def ok(self) -> bool:
        return self.state == DONE


@dataclass
class _Worker:
    """A worker process and the pipe to it; replaced when it is killed."""

    environment: dict[str, str]
    process: subprocess.Popen[str] | None = field(default=None)

    def ask(self, task: dict[str, Any], deadline: float) -> dict[str, Any]:
        process = self.process = self.process or self._start()
        assert process.stdin is not None and process.stdout is not None
        answer: list[str] = []
        reader = threading.Thread(target=lambda: answer.append(_line(process)), daemon=True)
        failed = {"name": task["name"], "kernels": 0, "state": "failed"}
        try:
            process.stdin.write(json.dumps(task) + "\n")
            process.stdin.flush()
        except OSError:
            self.kill()
            return failed | {"message": "its process ended before it began"}
        reader.start()
        reader.join(max(0.0, deadline - time.monotonic()))
        if reader.is_alive():
            self.kill()
            return failed | {"message": "was not finished at the deadline of the run"}
        if not answer or not answer[0]:
            self.kill()
            return failed | {"message": "its process died"}
        return dict(json.loads(answer[0]))

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "analysis.publish.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=self.environment,
        )

    def kill(self) -> None:
        """End the process and every process it started, kernels included."""
        if self.process is None:
            return
        import psutil

        with suppress(psutil.Error):
            worker = psutil.Process(self.process.pid)
            worker.suspend()  # so that it starts no further kernel while its own are ended
            for child in worker.children(recursive=True):
                with suppress(psutil.Error):
                    child.kill()
        self.process.kill()
        self.process.wait()
        self.process = None

    def close(self) -> None:
        if self.process is not None and self.process.stdin is not None:
            with suppress(OSError):
                self.process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=5)
            self.kill()


def _line(process: subprocess.Popen[str]) -> str:
    with suppress(OSError, ValueError):
        return process.stdout.readline() if process.stdout else ""
    return ""


def run_jobs(
    project: Project,
    jobs: Sequence[Job],
    folder: Path,
    limits: RunLimits,
    progress: Progress,
    *,
    pictures: bool = True,
) -> list[Ran]:
    """Run every job into ``folder/<page name>``; a failing one never stops the others.

    The parameters must have been checked (`jobs.check_jobs`). Returns one `Ran` a job, in the
    order asked. Only a kernel that did not start is tried again. Without ``pictures`` figures
    leave their data and specification alone.
    """
    if not jobs:
        return []
    batch = _Batch(project, folder, limits, progress, jobs)
    count = max(1, min(limits.processes, MOST_PROCESSES, len(jobs)))
    folder.mkdir(parents=True, exist_ok=True)
    # Beside the runs: what a killed run leaves is cleared with them.
    with tempfile.TemporaryDirectory(prefix=".kernels-", dir=folder) as scratch:
        workers = [
            _Worker(_environment(project, Path(scratch), number, pictures))
            for number in range(count)
        ]
        threads = [threading.Thread(target=batch.serve, args=(worker,)) for worker in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return [batch.results[job.name] for job in jobs]


class _Batch:
    """Jobs that several workers take from one queue until it is empty."""

    def __init__(
        self,
        project: Project,
        folder: Path,
        limits: RunLimits,
        progress: Progress,
        jobs: Sequence[Job],
    ) -> None:
        self.project, self.folder, self.limits = project, folder, limits
        self.progress, self.total = progress, len(jobs)
        self.deadline = time.monotonic() + limits.run_seconds
        self.results: dict[str, Ran] = {}
        self.waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        for job in jobs:
            self.waiting.put(job)

    def serve(self, worker: _Worker) -> None:
        """Run one job after the other with ``worker``, which is closed at the end."""
        try:
            while True:
                try:
                    job = self.waiting.get_nowait()
                except queue.Empty:
                    return
                started = time.monotonic()
                ran = self._run_one(worker, job)
                self.results[job.name] = ran
                told = f"{time.monotonic() - started:.1f} s" if ran.ok else "failed"
                self.progress(f"[{len(self.results)}/{self.total}] {job.name}: {told}")
        finally:
            worker.close()

    def _run_one(self, worker: _Worker, job: Job) -> Ran:
        folder, kernels = self.folder / job.name, 0
        answer: dict[str, Any] = {}
        for _ in range(KERNEL_TRIES):
            shutil.rmtree(folder, ignore_errors=True)
            try:
                (folder / "figures").mkdir(parents=True)
            except OSError as error:
                return Ran(
                    job, folder, "failed", f"no folder could be made ({error.strerror})", kernels
                )
            answer = worker.ask(_task(job, self.project, folder, self.limits), self.deadline)
            kernels += answer["kernels"]
            if answer["state"] != "no_kernel":
                break
        return Ran(job, folder, answer["state"], answer["message"], kernels)


def _task(job: Job, project: Project, folder: Path, limits: RunLimits) -> dict[str, Any]:
    return {
        "name": job.name,
        "notebook": str(project.notebooks / f"{job.notebook}.ipynb"),
        "output": str(folder / EXECUTED),
        "figures": str(folder / "figures"),
        "parameters": dict(job.parameters),
        "cell_seconds": limits.cell_seconds,
    }


def _environment(project: Project, scratch: Path, number: int, pictures: bool) -> dict[str, str]:
    """What a worker and its kernel see: our project, a fixed hash seed, nobody's start-up files."""
    own = scratch / str(number)
    own.mkdir()
    package = str(Path(analysis.__file__).resolve().parent.parent)
    inherited: Mapping[str, str] = os.environ
    paths = [package, *filter(None, [inherited.get("PYTHONPATH")])]
    return {
        **inherited,
        "EDUCATION_PLANS_ROOT": str(project.root),
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUTF8": "1",
        "IPYTHONDIR": str(own / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        FOLDER_VARIABLE: str(own / "figures-folder"),
        PICTURES_VARIABLE: "yes" if pictures else "no",
    }
