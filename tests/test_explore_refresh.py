"""Exploring and refreshing at the same time: neither waits for the other, neither harms it."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import small_project
import tiny_site as tiny
import yaml
from jupyter_client.manager import KernelManager

from analysis.paths import Project

HERE = Path(__file__).resolve().parent.parent
ADDED = "到2025年，新建小学3所，教师培训率达到100%。\n"
pytestmark = pytest.mark.notebook


class Cells:
    """A live kernel as an analyst has it open: code goes in, the last value comes back."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def run(self, code: str) -> Any:
        """The value of the expression on the last line; a failure in the cell fails the test."""
        *before, last = code.strip().split("\n")
        told: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            if message["msg_type"] == "stream" and message["content"]["name"] == "stdout":
                told.append(message["content"]["text"])

        whole = "\n".join([*before, f"print(repr({last}))"])
        reply = self.client.execute_interactive(whole, timeout=120, output_hook=hear)
        assert reply["content"]["status"] == "ok", reply["content"]
        return ast.literal_eval("".join(told))


@contextmanager
def notebook(project: Project) -> Iterator[Cells]:
    manager = KernelManager(kernel_name="python3")
    environment = os.environ | {
        "EDUCATION_PLANS_ROOT": str(project.root),
        "PYTHONPATH": str(HERE),
        "IPYTHONDIR": str(project.root / ".ipython"),
    }
    manager.start_kernel(env=environment)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield Cells(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def refreshing(project: Project) -> subprocess.Popen[str]:
    """`analysis refresh` in a process of its own, as a schedule starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "analysis", "refresh", "--jobs", "1"],
        cwd=project.root,
        env=os.environ | {"EDUCATION_PLANS_ROOT": str(project.root), "PYTHONPATH": str(HERE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def keep_one_report(project: Project) -> None:
    """The suite is one notebook, whose figure is told apart by its parameters."""
    figure = small_project.FIGURE.replace("promises-{lang}", "promises-{top}-{lang}")
    told = tiny.notebook(tiny.HEADER, tiny.TITLE, figure, parameters=small_project.PARAMETERS)
    (project.notebooks / "02_targets.ipynb").write_text(json.dumps(told), encoding="utf-8")
    path = project.curated / "reports.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines[1:] if line.startswith("02_targets,")]
    path.write_text("".join([lines[0], *kept]), encoding="utf-8")


def change_the_source(project: Project) -> None:
    text = small_project.TEXT + ADDED
    (project.raw / "tiny.txt").write_bytes(text.encode())
    path = project.raw / "tiny.yml"
    sidecar = yaml.safe_load(path.read_text(encoding="utf-8"))
    sidecar["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    path.write_text(yaml.safe_dump(sidecar, allow_unicode=True, sort_keys=False), encoding="utf-8")


def finished(run: subprocess.Popen[str]) -> str:
    told = run.communicate()[0]
    assert run.returncode == 0, told
    return told


def test_a_refresh_ends_while_someone_explores_and_reload_and_standing_reports_follow(tmp_path):
    project = small_project.make(tmp_path)
    keep_one_report(project)
    explore = project.notebooks / "explore.ipynb"
    shutil.copy(HERE / "notebooks" / "explore.ipynb", explore)
    with notebook(project) as cells:
        before = cells.run(
            "from analysis import explore\n"
            "ex = explore.open('zh'); view = ex.view()\n"
            "ex.basket.add(*ex.region('zibo').statement_id[:2])\n"
            "view.state = {'regions': ['zibo']}\n"
            "list(ex.region('zibo').statement_id)"
        )
        said = cells.run("ex.publish('few', '02_targets', top=1)")
        assert "notebooks/published/few.yml" in said
        change_the_source(project)
        run, during = refreshing(project), []
        while run.poll() is None:
            during.append(cells.run("list(ex.region('zibo').statement_id)"))
            explore.write_text(explore.read_text(encoding="utf-8") + "\n", encoding="utf-8")
            time.sleep(0.5)
        assert "published" in finished(run)
        assert during and all(ids == before for ids in during)
        page = "02_targets--top-1.zh.html"
        index = (project.site / "index.html").read_text(encoding="utf-8")
        assert page in index and (project.site / page).is_file()
        figure = project.site / "figures" / "promises-1-zh"
        assert "@" in (figure / "citation.bib").read_text(encoding="utf-8")
        assert len((figure / "promises-1-zh.csv").read_text(encoding="utf-8").splitlines()) == 2

        after = cells.run("ex.reload()\nlist(ex.region('zibo').statement_id)")
        new = [one for one in after if one not in before]
        assert len(new) == 2 and set(before) <= set(after)
        held, kept, columns = cells.run(
            "import json\n(ex.basket.ids, ex.state, json.loads(view.data)['columns']['ids'])"
        )
        assert held == before[:2] and kept == {"regions": ["zibo"]}
        assert set(columns) == set(after)

        assert "few.yml" in cells.run("ex.withdraw('few')")
        assert "published" in finished(refreshing(project))
        assert not (project.site / page).exists() and (project.site / "index.html").is_file()
    assert "no change" in finished(refreshing(project))
