"""Text that tries to run, to leave or to deceive, taken through every door of the project."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest
import small_project as small
import tiny_site as tiny
from playwright.sync_api import sync_playwright
from test_browser import CHROMIUM, Window, pages, watch

from analysis import store
from analysis.cli import main
from analysis.documents import regions
from analysis.explore.basket import Basket
from analysis.explore.data import Data
from analysis.publish.release import release
from analysis.refresh import Request, make_report

pytestmark = [pytest.mark.browser, pytest.mark.notebook]
RUNS = "document.title=`ran`"
TAG = f"<script>{RUNS}</script></script><img src=x onerror={RUNS}>]]>"
BREAK = f'" onmouseover="{RUNS}" x=\'<svg onload={RUNS}>'
LINKS = (
    f"[点](javascript:{RUNS}) [点](data:text/html,<script>{RUNS}</script>) ![x](http://x.test/i)"
)
CELLS = ("=HYPERLINK(1)", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3+cmd|1", "\uff1d1+1")
ODD = "\u202e\u2066\u200b\ufeff\u0000\u0007\u2028"
ALL = "".join((TAG, BREAK, LINKS, *CELLS, ODD, "../../x{{7*7}}"))
TEXT = (
    f"第一章 {TAG}{LINKS}\n"
    f"=HYPERLINK(1){TAG}到2025年，{BREAK}学前三年毛入园率达到92%以上，{ODD}巩固率达到97.5%。\n"
    f"{LINKS}到2025年，新建幼儿园8所。\n"
    f"第二章 {BREAK}../../x\n@SUM(1)投入资金300万元。+cmd|' /C calc'!A0投入资金20万元。\n"
)
LONG = f"第一章 长\n{'教育' * 350_000}{TAG}达到85%。\n"
SIDECAR = {
    "title_zh": ALL, "title_en": f"../../x{ALL}", "issuer": ALL, "source_name": ALL,
    "source_url": f"javascript:{RUNS}", "defects": [{"zh": ALL, "en": ALL}], "licence": ALL,
}  # fmt: skip
SHOWN = """show.title(note)
show.answer(note)
from analysis import store
from analysis.paths import Project
rows = store.read(Project.here(), "documents")
show.table(rows[["doc_id", "title_zh", "issuer"]], note, table_id="documents")"""
FIGURE = (
    small.FIGURE.replace("promises-{lang}", "promises-{len(note)}-{lang}")
    .replace('title=f"n = {len(data)}"', "title=note")
    .replace('caption="n", alt="n"', "caption=note, alt=note")
)
PARAMETERS = 'lang: str = "zh"\ntop: int = 9\nnote: str = "plain"'
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Published once with a harmless parameter, then again after an edit with a hostile one."""
    root = tmp_path_factory.mktemp("hostile")
    made = small.make(root / "project", others={"long": ("yumen", LONG)})
    small.register(made, TEXT, **SIDECAR)
    known = store.rows(made, "regions")
    for row in known:
        row |= {"name_zh": f"{row['name_zh']}{TAG}{ODD[:2]}", "name_en": f"=1+1{ALL[:-1]}"}
    (made.curated / "regions.csv").write_bytes(regions.written(made, "regions", known))
    small.only_reports(made, **{"02_targets": "all"})
    book = tiny.notebook(tiny.HEADER, SHOWN, FIGURE, parameters=PARAMETERS)
    (made.notebooks / "02_targets.ipynb").write_text(json.dumps(book), encoding="utf-8")
    (made.root / "CITATION.cff").write_text(
        tiny.CITATION + "license: MIT\nkeywords: [plans]\nabstract: Tiny.\nmessage: Cite it.\n"
    )
    before = tree(root)
    make_report(made, Request(processes=1))
    decide(made)
    small.register(made, TEXT.replace("92%", "93%"), **SIDECAR)
    asked = Request(names=("02_targets",), assignments=(f"note={ALL}",), processes=1)
    make_report(made, asked)
    release(made, "1.0.0", made.root / "dist")
    made_by_runs = {"data/curated", "reports", "dist"}
    own = {f"project/{folder}" for folder in made_by_runs}
    strange = {p for p in tree(root) - before if not any(p.startswith(o) for o in own)}
    assert strange == set()
    return made


def tree(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def decide(project) -> None:
    """Confirm one statement for a reason that is no reason."""
    row = next(r for r in store.rows(project, "funding") if r["doc_id"] == "tiny")
    start, end = int(row["char_start"]), int(row["char_end"])
    told = dict.fromkeys(store.schema_of(project, "decisions").names, "") | {
        "decision_id": "tiny-1", "doc_id": "tiny", "table": "funding", "action": "confirm",
        "statement_id": row["statement_id"], "char_start": str(start), "char_end": str(end),
        "expect": TEXT[start:end], "reason": ALL, "by": ALL, "date": "2026-01-02",
    }  # fmt: skip
    data = regions.written(project, "decisions", [told])
    (project.curated / "decisions.csv").write_bytes(data)


def test_nothing_runs_in_a_browser(project):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(offline=True)
        window = Window(context.new_page(), project.site)
        watch(window)
        for name in pages(project.site):
            window.go(name)
            assert window.page.title() != "ran", name
            links = window.page.evaluate(
                "[...document.querySelectorAll('[href],[src]')].map(e => "
                "(e.getAttribute('href') || e.getAttribute('src')))"
            )
            assert not [x for x in links if re.match(r"\s*(javascript|vbscript|data:text)", x)]
            on = "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())"
            names = window.page.evaluate(on)
            assert not [x for x in names if x.startswith("on")], name
        for asked in ("onmouseover", "HYPERLINK", "幼儿园", TAG):
            window.go("search.html")
            window.page.fill("main input[type=search]", asked)
            window.page.wait_for_timeout(200)
            assert window.page.locator("#results img, #results script, #results svg").count() == 0
            assert window.page.title() != "ran"
        assert window.fault() == ""
        browser.close()


def test_files_have_harmless_names_and_feeds_are_well_formed(project):
    places = [*project.site.rglob("*"), *(project.root / "dist").rglob("*")]
    assert [p.name for p in places if not SAFE.fullmatch(p.name)] == []
    feeds = [p for p in places if p.suffix in {".xml", ".svg"}]
    assert {p.suffix for p in feeds} == {".xml", ".svg"}
    for path in feeds:
        for element in ElementTree.fromstring(path.read_bytes()).iter():
            assert element.tag.rpartition("}")[2] not in {"script", "foreignObject", "iframe"}
            assert not [name for name in element.attrib if name.startswith("on")], path


def test_no_cell_of_a_download_is_a_formula(project):
    texts = [path.read_text() for path in sorted(project.site.rglob("*.csv"))]
    with closing(Data(project, "en")) as data:
        ids = [row["statement_id"] for row in store.rows(project, "targets")]
        texts.append(Basket(data).add(*ids).csv().decode("utf-8-sig"))
    cells = {
        cell for text in texts for row in csv.reader(io.StringIO(text, newline="")) for cell in row
    }
    formulas = [c for c in cells if c.startswith(RISKY)]
    assert [c for c in formulas if not re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", c)] == []
    assert [c for c in cells if c.startswith("'=HYPERLINK(1)")]


def test_a_parameter_is_no_place_and_no_command(project, monkeypatch, capsys):
    monkeypatch.setenv("EDUCATION_PLANS_ROOT", str(project.root))
    before = tree(project.root.parent)
    for wrong in ("../../x", "$(touch ran)", "02_targets;x"):
        assert main(["report", wrong]) == 2
        assert main(["report", "02_targets", "-p", f"lang={wrong}"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert tree(project.root.parent) - before == {"project/reports/runs.jsonl"}
