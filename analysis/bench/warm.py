"""The cells of the suite's notebooks in one process, one after the other, without kernels.

``python -m analysis.bench.warm [NAME…]`` prints one line of JSON; see `bench.suite`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from analysis import suite
from analysis.paths import Project
from analysis.publish import Job
from analysis.publish.cells import FOLDER_VARIABLE
from analysis.publish.parameters import TAG


def run(project: Project, job: Job, folder: Path) -> None:
    """Run one page's cells; its figures go to ``folder``."""
    folder.mkdir(exist_ok=True)
    Path(os.environ[FOLDER_VARIABLE]).write_text(str(folder), encoding="utf-8")
    names: dict[str, Any] = {"display": lambda *shown: None}
    notebook = json.loads((project.notebooks / f"{job.notebook}.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), job.name, "exec"), names)  # noqa: S102 - our own notebooks
        if TAG in cell["metadata"].get("tags", ()):
            names.update(job.parameters)


def main() -> None:
    """Make one page to warm up, then all of them by the clock."""
    project = Project.here()
    jobs = suite.suite(project, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        os.environ[FOLDER_VARIABLE] = str(Path(folder, "figures-folder"))
        run(project, jobs[0], Path(folder, "warm"))
        began, used = time.perf_counter(), time.process_time()
        for job in jobs:
            run(project, job, Path(folder, job.name))
        figures = len([path for path in Path(folder).glob("*/*") if path.is_dir()])
    told = {
        "seconds": round(time.perf_counter() - began, 2),
        "processor_seconds": round(time.process_time() - used, 2),
        "figures": figures,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
