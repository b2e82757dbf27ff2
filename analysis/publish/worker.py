"""One process that owns one kernel and runs notebooks in it, one after the other.

A kernel costs more than most notebooks, so it is kept: between two jobs its namespace is
emptied. After a failure it is replaced. Jobs arrive as JSON lines on standard input; each is
answered by one JSON line on standard output.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync

from analysis.publish.cells import FOLDER_VARIABLE

START_SECONDS = 60
EMPTY_NAMESPACE = "get_ipython().reset(new_session=True)"


class RunningInterpreter(KernelSpecManager):
    """Every kernel name means the interpreter that runs this process, whatever is installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(
            argv=[*command, "--HistoryManager.enabled=False"],
            display_name="Python 3",
            language="python",
        )


class Kernel:
    """The kernel in use; started on demand, emptied between jobs, dropped after a failure."""

    def __init__(self) -> None:
        self.manager: AsyncKernelManager | None = None
        self.started = 0

    def ready(self) -> AsyncKernelManager:
        """A kernel with an empty namespace. Raises whatever kept it from starting."""
        if self.manager is not None and not run_sync(self.manager.is_alive)():
            self.drop()
        fresh = self.manager is None
        if self.manager is None:
            # An asynchronous manager: with a blocking one a cell's time limit is never looked at.
            self.manager = AsyncKernelManager(
                kernel_name="python3", kernel_spec_manager=RunningInterpreter()
            )
            run_sync(self.manager.start_kernel)()
            self.started += 1
        client = self.manager.blocking_client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=START_SECONDS)
            if not fresh:
                client.execute_interactive(EMPTY_NAMESPACE, silent=True, timeout=START_SECONDS)
        finally:
            client.stop_channels()
        return self.manager

    def drop(self) -> None:
        """End the kernel, if there is one, without asking it."""
        if self.manager is not None:
            run_sync(self.manager.shutdown_kernel)(now=True)
            self.manager = None


def run_job(job: dict[str, Any], kernel: Kernel) -> dict[str, Any]:
    """Execute one notebook through papermill; the answer says how it went, in one line."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    output = Path(job["output"])
    Path(os.environ[FOLDER_VARIABLE]).write_text(job["figures"], encoding="utf-8")
    before = kernel.started
    try:
        manager = kernel.ready()
    except Exception as error:  # kernels fail in many ways; the worker goes on
        kernel.drop()
        return _answer(
            job, "no_kernel", kernel.started - before, f"{type(error).__name__}: {error}"
        )
    try:
        papermill.execute_notebook(
            job["notebook"],
            str(output),
            parameters=job["parameters"],
            kernel_name="python3",
            language="python",
            progress_bar=False,
            execution_timeout=job["cell_seconds"],
            km=manager,
        )
    except PapermillExecutionError as error:
        kernel.drop()
        message = f"cell {error.cell_index}: {error.ename}: {error.evalue}"
        return _answer(job, "failed", kernel.started - before, message)
    except Exception as error:  # a dying kernel surfaces as many types
        kernel.drop()
        return _answer(job, "failed", kernel.started - before, f"{type(error).__name__}: {error}")
    return _answer(job, "done", kernel.started - before, "")


def _answer(job: dict[str, Any], state: str, kernels: int, message: str) -> dict[str, Any]:
    lines = [line for line in message.splitlines() if line.strip()]
    return {
        "name": job["name"],
        "state": state,
        "kernels": kernels,
        "message": " ".join(lines[:2])[:500],
    }


def main() -> None:
    """Serve jobs until standard input ends, which it also does when the runner is killed."""
    logging.disable(logging.WARNING)
    # papermill and kernels print; only answers may reach the real standard output.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    jobs: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    kernel = Kernel()
    while True:
        answers.write(json.dumps(run_job(json.loads(jobs.get()), kernel)) + "\n")
        answers.flush()


def _listen(jobs: queue.SimpleQueue[str]) -> None:
    """Pass jobs on; at the end of input leave nothing running, even in the middle of a cell."""
    for line in sys.stdin:
        jobs.put(line)
    import psutil

    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            child.kill()
    os._exit(0)


if __name__ == "__main__":
    main()
