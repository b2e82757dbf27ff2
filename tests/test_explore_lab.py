"""The explore notebook in a real JupyterLab, headless and offline, the way an analyst uses it."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import explored
import pytest
from playwright.sync_api import Page, sync_playwright

from analysis import store
from analysis.paths import Project

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
TOKEN = "only-for-this-test"
HERE = Path(__file__).resolve().parent.parent
ROOT = ".plan-explore:not(.plan-answer-table)"


@dataclass
class Lab:
    """A running JupyterLab, a page in it, and what the page asked for."""

    page: Page
    project: Project
    address: str
    asked: list[str] = field(default_factory=list)

    def outside(self) -> list[str]:
        inside = (self.address, self.address.replace("http", "ws"), "data:", "blob:")
        return [url for url in self.asked if not url.startswith(inside)]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def started(project: Project, home: Path, port: int) -> subprocess.Popen:
    """JupyterLab as `make lab` starts it, with a home of its own, on loopback with a token."""
    environment = os.environ | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "EDUCATION_PLANS_ROOT": str(project.root),
        "JUPYTER_TOKEN": TOKEN,
        "PYTHONPATH": str(HERE),
    }
    options = [
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={project.root}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
    ]
    log = (home / "lab.log").open("wb")
    return subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip


def wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        try:
            with urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("JupyterLab did not start: " + log.read_text(errors="replace")[-2000:])


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    project, home = explored.project(folder / "checkout"), folder / "home"
    home.mkdir()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = started(project, home, port)
    try:
        wait_for(address, process, home / "lab.log")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM,
                args=[
                    "--no-sandbox",
                    "--disable-gpu",
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                ],
            )
            context = browser.new_context(
                viewport={"width": 1400, "height": 1000}, accept_downloads=True
            )
            context.route(
                lambda url: not url.startswith((address, "data:", "blob:")),
                lambda route: route.abort(),
            )
            made = Lab(context.new_page(), project, address)
            made.page.on("request", lambda request: made.asked.append(request.url))
            opened(made)
            yield made
            browser.close()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(15)


def opened(lab: Lab) -> None:
    """The explore notebook, every cell run."""
    page = lab.page
    page.goto(f"{lab.address}/lab/tree/notebooks/explore.ipynb?token={TOKEN}&reset")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=40_000)
    page.wait_for_selector("#jp-main-statusbar >> text=/\\| Idle/", timeout=40_000)
    page.click(".lm-MenuBar-itemLabel:text-is('Run')")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    page.wait_for_selector(f"{ROOT}[data-ready=yes]", state="attached", timeout=120_000)
    page.locator(ROOT).scroll_into_view_if_needed()


def shot(lab: Lab, name: str) -> None:
    """A picture to look at, when a folder for pictures is named."""
    folder = os.environ.get("EDUCATION_PLANS_SHOTS")
    if folder:
        lab.page.screenshot(path=str(Path(folder) / f"{name}.png"))


def shown(lab: Lab) -> int:
    return int(lab.page.get_attribute(ROOT, "data-shown"))


def cells(lab: Lab) -> int:
    """How many cells the notebook has, as the status bar counts them."""
    told = lab.page.locator("#jp-main-statusbar").inner_text()
    return int(re.search(r"Cell \d+/(\d+)", told)[1])


def test_an_analyst_chooses_brushes_reads_and_exports(lab):
    page, root = lab.page, lab.page.locator(ROOT)
    targets, funding = store.read(lab.project, "targets"), store.read(lab.project, "funding")
    assert shown(lab) == len(targets) + len(funding)
    shot(lab, "1-all")

    for region in ("yumen", "zichuan"):
        page.click(f'{ROOT} [data-filter=regions] [data-id="{region}"]')
    two = {"yumen", "zichuan"}
    own = targets[targets["region_id"].isin(two)]
    assert shown(lab) == len(own) + funding["region_id"].isin(two).sum()
    shot(lab, "2-two-regions")

    place = root.locator(".plan-chart canvas").bounding_box()
    page.mouse.move(place["x"] + place["width"] * 0.6, place["y"] + 2)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] - 2, place["y"] + place["height"] - 34, steps=5)
    page.mouse.up()
    percent = own[(own["unit"] == "%") & (own["value"].astype(float) >= 60)]
    assert 0 < shown(lab) <= len(percent) + 10
    page.wait_for_timeout(100)
    shot(lab, "3-brushed")

    row = root.locator(".plan-row").first
    quote = row.locator(".plan-cell.quote").inner_text()
    row.locator(".plan-cell.quote").click()
    page.wait_for_selector(f"{ROOT} .plan-context .plan-in-quote")
    marked = root.locator(".plan-context .plan-in-number").first.inner_text()
    statement = root.locator(".plan-context").get_attribute("data-id")
    known = targets.set_index("statement_id").loc[statement]
    assert re.sub(r"\s", "", quote) == re.sub(r"\s", "", known["quote"])
    assert marked.strip()
    row.locator(".plan-star").click()
    page.wait_for_timeout(200)
    shot(lab, "4-read")

    with page.expect_download() as got:
        root.locator("[data-do=csv]").click()
    rows = list(csv.DictReader(io.StringIO(Path(got.value.path()).read_text(encoding="utf-8-sig"))))
    assert [line["statement_id"] for line in rows] == [statement]
    assert rows[0]["quote"] == known["quote"] and rows[0]["document_zh"]

    with page.expect_download(timeout=30_000) as got:
        root.locator("[data-do=figure]").click()
    names = zipfile.ZipFile(got.value.path()).namelist()
    assert {"svg", "bib"} <= {name.rsplit(".", 1)[-1] for name in names}
    shot(lab, "5-exported")


def test_keys_walk_set_aside_and_never_reach_the_notebook(lab):
    page, root = lab.page, lab.page.locator(ROOT)
    before = cells(lab)
    root.locator(".plan-chart canvas").focus()
    page.keyboard.press("Escape")
    page.locator(f"{ROOT} .plan-bar .plan-clear").click()
    assert shown(lab) == len(store.read(lab.project, "targets")) + len(
        store.read(lab.project, "funding")
    )
    place = root.locator(".plan-scroller")
    place.focus()
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    chosen = root.locator(".plan-row.plan-chosen")
    assert chosen.count() == 1 and chosen.is_visible()
    chosen_before = root.locator(".plan-context").get_attribute("data-id")
    page.keyboard.press("ArrowUp")
    assert root.locator(".plan-context").get_attribute("data-id") != chosen_before
    page.keyboard.press(" ")
    assert root.locator(".plan-row.plan-chosen .plan-star").inner_text() == "★"
    for key in ("b", "d", "d", "x"):  # in a notebook: add a cell, delete, cut
        page.keyboard.press(key)
    assert cells(lab) == before


def test_a_search_in_chinese_and_one_that_finds_nothing(lab):
    root = lab.page.locator(ROOT)
    root.locator(".plan-search").fill("双师型")
    both = (store.read(lab.project, "targets"), store.read(lab.project, "funding"))
    named = [
        frame[column].str.contains("双师型", regex=False) | frame["quote"].str.contains("双师型")
        for frame, column in zip(both, ("indicator", "purpose"), strict=True)
    ]
    assert shown(lab) == sum(int(one.sum()) for one in named) > 0
    root.locator(".plan-search").fill("没有这样的字")
    assert shown(lab) == 0
    nothing = root.locator(".plan-nothing")
    assert nothing.is_visible()
    nothing.locator("button").click()
    assert shown(lab) > 0 and not nothing.is_visible()


def test_every_cell_shows_its_answer_and_none_fails(lab):
    page = lab.page
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=30_000)
    seen = set()
    tables = page.locator(".plan-answer-table")
    for number in range(tables.count()):
        tables.nth(number).scroll_into_view_if_needed()
        seen.add(tables.nth(number).inner_text()[:30])
        shot(lab, f"6-answer-{number}")
    assert len(seen) >= 7
    picture = page.locator(".jp-RenderedSVG img, .jp-RenderedSVG svg").first
    picture.scroll_into_view_if_needed()
    assert picture.bounding_box()["width"] > 300
    shot(lab, "8-figure")
    first = tables.first
    first.locator(".plan-row").nth(2).click()
    assert first.locator(".plan-detail dd").count() >= 5
    page.wait_for_selector(".plan-answer-table .plan-open .plan-in-number")
    first.locator("[data-do=keep]").click()
    assert first.locator("[data-do=keep]").is_disabled()
    first.locator("input").fill("zichuan-")
    shot(lab, "7-filtered")
    assert 0 < first.locator(".plan-row").count() < 5
    assert (
        page.locator(".jp-RenderedText[data-mime-type*=stderr], .jp-OutputArea-error").count() == 0
    )


def test_nothing_was_asked_of_any_other_machine(lab):
    assert lab.outside() == []
