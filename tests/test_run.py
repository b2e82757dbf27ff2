import json
import time

import psutil
import pytest
import tiny_site as tiny

from analysis.paths import Project
from analysis.progress import silent
from analysis.publish import run as running
from analysis.publish.jobs import Job
from analysis.publish.run import EXECUTED, Ran, RunLimits, run_jobs


def with_notebooks(root, **sources):
    project = Project(root)
    project.notebooks.mkdir(parents=True)
    for name, source in sources.items():
        path = project.notebooks / f"{name}.ipynb"
        path.write_text(json.dumps(tiny.notebook(*source)), encoding="utf-8")
    return project


def outputs(ran: Ran) -> str:
    cells = json.loads((ran.folder / EXECUTED).read_text())["cells"]
    told = [o for c in cells for o in c.get("outputs", [])]
    return "".join("".join(o.get("text", "")) for o in told)


@pytest.mark.notebook
def test_a_failing_a_hanging_and_a_dying_notebook_stop_no_other(tmp_path):
    project = with_notebooks(
        tmp_path / "project",
        a_first=["left_behind = 1\nprint('seed', seed)"],
        b_second=["print('clean' if 'left_behind' not in globals() else 'leak')"],
        c_raises=["1 / 0"],
        d_hangs=["import time\ntime.sleep(600)"],
        e_dies=["import os\nos._exit(1)"],
        f_last=["import os\nprint(os.environ['EDUCATION_PLANS_ROOT'], hash('x'))"],
        g_last=["import os\nprint(os.environ['EDUCATION_PLANS_ROOT'], hash('x'))"],
    )
    jobs = [Job(name) for name in ("c_raises", "d_hangs", "e_dies", "f_last", "g_last")]
    jobs[:0] = [Job("a_first", {"seed": 7}), Job("b_second")]
    told = []
    limits = RunLimits(processes=1, cell_seconds=3, run_seconds=300)
    ran = {
        r.job.notebook: r for r in run_jobs(project, jobs, tmp_path / "runs", limits, told.append)
    }

    assert [name for name, one in ran.items() if one.ok] == [
        "a_first",
        "b_second",
        "f_last",
        "g_last",
    ]
    assert outputs(ran["a_first"]) == "seed 7\n"
    assert outputs(ran["b_second"]) == "clean\n"
    assert (ran["a_first"].kernels, ran["b_second"].kernels) == (1, 0)
    assert "ZeroDivisionError: division by zero" in ran["c_raises"].message
    assert "ZeroDivisionError" in (ran["c_raises"].folder / EXECUTED).read_text()
    assert "Timeout" in ran["d_hangs"].message or "timed out" in ran["d_hangs"].message
    assert "died" in ran["e_dies"].message.lower()
    assert outputs(ran["f_last"]).startswith(str(project.root))
    assert outputs(ran["f_last"]) == outputs(ran["g_last"])
    assert len(told) == 7
    assert "c_raises.zh: failed" in told[2]


@pytest.mark.notebook
def test_the_deadline_of_the_run_ends_every_process(tmp_path):
    project = with_notebooks(tmp_path / "project", a=["import time\ntime.sleep(600)"], b=["1"])
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    started = time.monotonic()
    limits = RunLimits(processes=1, cell_seconds=600, run_seconds=4)
    first, second = run_jobs(project, [Job("a"), Job("b")], tmp_path / "runs", limits, print)
    assert time.monotonic() - started < 20
    assert not first.ok
    assert "deadline" in first.message
    assert not second.ok
    left = [p for p in psutil.Process().children(recursive=True) if p.pid not in before]
    assert not [child for child in left if child.status() != "zombie"]


class Answering:
    """A worker that gives prepared answers."""

    def __init__(self, *states):
        self.states = list(states)
        self.asked = 0

    def close(self):
        pass

    def ask(self, task, deadline):
        self.asked += 1
        state = self.states.pop(0)
        kernels = 0 if state == "no_kernel" else 1
        return {"name": task["name"], "state": state, "kernels": kernels, "message": state}


@pytest.mark.parametrize(
    ("states", "asked", "state"),
    [
        (["no_kernel", "no_kernel", "done"], 3, "done"),
        (["no_kernel", "no_kernel", "no_kernel", "done"], 3, "no_kernel"),
        (["failed", "done"], 1, "failed"),
        (["done"], 1, "done"),
    ],
)
def test_only_a_kernel_that_did_not_start_is_tried_again(tmp_path, states, asked, state):
    worker = Answering(*states)
    project = Project(tmp_path)
    batch = running._Batch(project, tmp_path, RunLimits(), silent, [Job("x")])
    batch.serve(worker)
    (ran,) = batch.results.values()
    assert (worker.asked, ran.state) == (asked, state)


def test_long_and_lossy_parameters_name_pages_apart_within_the_limit_of_the_system():
    names = {Job("a", {"note": note}).name for note in ("中文", "英文", "x" * 900, "x" * 901)}
    assert len(names) == 4 and max(map(len, names)) < 100
    assert Job("a", {"top": 9}).name == "a--top-9.zh"
