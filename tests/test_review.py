"""Reviewing: a page that exports guarded decisions, and a way back that trusts nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from two_documents import make

from analysis import store
from analysis.cli import main
from analysis.documents.review import take_in, write_page
from analysis.documents.take_back import take_back
from analysis.errors import InputError
from analysis.paths import Project


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return make(tmp_path_factory.mktemp("project"))


@pytest.fixture
def project(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "p")
    return Project(tmp_path / "p")


def first(project):
    return next(r for r in store.rows(project, "targets") if r["doc_id"] == "zibo")


def exported(project, tmp_path, *rows):
    """A file as the page exports it."""
    names = store.schema_of(project, "decisions").names
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(dict.fromkeys(names, "") | row for row in rows)
    path = tmp_path / "decisions.csv"
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


def decided(row, **fields):
    return {
        "doc_id": "zibo",
        "table": "targets",
        "statement_id": row["statement_id"],
        "action": "confirm",
        "char_start": row["char_start"],
        "char_end": row["char_end"],
        "expect": row["quote"],
        "reason": "read",
        "by": "A. Reviewer",
        "date": "2026-11-21",
    } | fields


def missing(project, number="4月3日", **fields):
    raw = (project.raw / "zibo.txt").read_text(encoding="utf-8")
    start = raw.index(number)
    new = {
        "quote": number,
        "char_start": start,
        "char_end": start + len(number),
        "number_start": start,
        "number_end": start + 1,
        "indicator": "测试",
        "value": "4",
        "comparator": "=",
        "status": "target",
    } | fields
    place = {"char_start": str(start), "char_end": str(start + len(number)), "expect": number}
    row = {"statement_id": "", "quote": number} | place
    return decided(row, action="add", new=json.dumps(new, ensure_ascii=False), **place)


def test_the_page_holds_every_statement_and_no_text_can_break_out(project):
    raw = project.raw / "zibo.txt"
    page = write_page(project, "zibo").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    data = json.loads(found.group(1))
    assert data["raw"] == raw.read_text(encoding="utf-8")
    expected = sum(
        row["doc_id"] == "zibo" for t in ("targets", "funding") for row in store.rows(project, t)
    )
    assert len(data["statements"]) == expected > 10
    assert "<" not in found.group(1) and "&" not in found.group(1)
    assert "default-src 'none'" in page and not re.search(r"(?:src|href)=[\"']?http", page)


def test_decisions_are_taken_in_with_their_guards(project, tmp_path):
    row = first(project)
    path = exported(
        project,
        tmp_path,
        decided(row, action="set", field="status", old=row["status"], new="norm"),
        missing(project),
    )
    taken = take_in(project, "zibo", path)
    assert taken.actions == {"set": 1, "add": 1}
    after = {r["statement_id"]: r for r in store.rows(project, "targets")}
    changed = after[row["statement_id"]]
    assert (changed["status"], changed["reviewed"], changed["method"]) == (
        "norm",
        "true",
        "decision",
    )
    start = (project.raw / "zibo.txt").read_text(encoding="utf-8").index("4月3日")
    assert after[f"zibo-{start}"]["indicator"] == "测试"
    ids = [r["decision_id"] for r in store.rows(project, "decisions") if r["by"] == "A. Reviewer"]
    assert ids == ["zibo-20261121-0001", "zibo-20261121-0002"]


def test_a_rejected_statement_goes_and_a_confirmed_one_is_marked(project, tmp_path):
    rows = [r for r in store.rows(project, "targets") if r["doc_id"] == "zibo"][:2]
    path = exported(project, tmp_path, decided(rows[0]), decided(rows[1], action="drop"))
    take_in(project, "zibo", path)
    after = {r["statement_id"]: r for r in store.rows(project, "targets")}
    assert after[rows[0]["statement_id"]]["reviewed"] == "true"
    assert rows[1]["statement_id"] not in after


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"expect": "别的文字"}, "the text decided on"),
        ({"char_start": "x"}, "whole numbers"),
        ({"char_start": "-5"}, "the text decided on"),
        ({"doc_id": "jiangbei"}, "found doc_id"),
        ({"table": "documents"}, "the table is one of"),
        ({"action": "erase"}, "the action one of"),
        ({"statement_id": "zibo-999999"}, "there is none of that id"),
        ({"by": " "}, "no reviewer"),
        ({"reason": ""}, "no reason"),
        ({"date": "today"}, "YYYY-MM-DD"),
        ({"action": "set", "field": "quote", "new": "x"}, "may not be set"),
        ({"action": "set", "field": "status", "old": "nothing"}, "when decided"),
        ({"action": "add", "new": "[]"}, "JSON object"),
    ],
)
def test_what_does_not_hold_is_named_and_nothing_is_written(project, tmp_path, fields, sentence):
    before = (project.curated / "decisions.csv").read_bytes()
    path = exported(project, tmp_path, decided(first(project)), decided(first(project), **fields))
    with pytest.raises(InputError, match=sentence) as raised:
        take_in(project, "zibo", path)
    assert "line 3" in str(raised.value)
    assert (project.curated / "decisions.csv").read_bytes() == before


def test_an_added_row_must_hold_its_number_and_known_fields_only(project, tmp_path):
    for wrong in ({"number_end": 10**9}, {"quote": "x"}, {"surprise": 1}):
        with pytest.raises(InputError, match="added row"):
            take_in(project, "zibo", exported(project, tmp_path, missing(project, **wrong)))


def test_another_file_is_told_from_an_export(project, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="the review page exports"):
        take_in(project, "zibo", path)
    with pytest.raises(InputError, match="no decision"):
        take_in(project, "zibo", exported(project, tmp_path))


def test_the_command_writes_the_page_and_knows_its_documents(project, monkeypatch, capsys):
    monkeypatch.setenv("EDUCATION_PLANS_ROOT", str(project.root))
    assert main(["review", "zibo"]) == 0
    assert Path(capsys.readouterr().out.strip()).name == "zibo.html"
    assert main(["review", "../zibo"]) == 2


SELECT = """text => {
  const node = document.getElementById("source").firstChild, at = node.data.indexOf(text);
  const range = document.createRange();
  range.setStart(node, at); range.setEnd(node, at + text.length);
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


def test_decisions_are_taken_back_by_the_beginning_of_their_ids(project, tmp_path):
    before = (project.curated / "targets.csv").read_bytes()
    ledger = (project.curated / "decisions.csv").read_bytes()
    row = first(project)
    change = decided(row, action="set", field="status", old=row["status"], new="norm")
    path = exported(project, tmp_path, change)
    taken = take_in(project, "zibo", path)
    assert taken.ids == "zibo-20261121"
    assert first(project)["status"] == "norm"
    with pytest.raises(InputError, match="no decision on zibo begins"):
        take_back(project, "zibo", "zichuan-2026")
    assert take_back(project, "zibo", taken.ids).actions == {"set": 1}
    assert (project.curated / "targets.csv").read_bytes() == before
    assert (project.curated / "decisions.csv").read_bytes() == ledger


@pytest.mark.browser
def test_a_reviewer_accepts_corrects_rejects_and_adds_in_the_browser(project, tmp_path):
    from playwright.sync_api import sync_playwright

    page_path = write_page(project, "zibo")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(page_path.as_uri())
        page.fill("#by", "A. Reviewer")
        articles = page.locator("article")
        articles.nth(0).get_by_text("接受 Accept").click()
        articles.nth(1).locator("[data-field=status]").select_option("norm")
        articles.nth(1).locator(".reason").fill("a standing rule")
        articles.nth(1).get_by_text("改正 Correct").click()
        articles.nth(2).get_by_text("否定 Reject").click()
        assert "reason" in page.inner_text("#told")
        articles.nth(2).locator(".reason").fill("a slogan")
        articles.nth(2).get_by_text("否定 Reject").click()
        page.evaluate(SELECT, "4月3日")
        page.fill("#missing-number", "4")
        page.fill("#missing-fields [data-field=indicator]", "测试")
        page.fill("#missing-fields [data-field=value]", "4")
        page.fill("#missing-reason", "overlooked")
        page.get_by_text("加入 Add").click()
        with page.expect_download() as download:
            page.click("#save")
        target = tmp_path / "exported.csv"
        download.value.save_as(target)
        browser.close()
    assert not errors
    statements = [
        r for t in ("targets", "funding") for r in store.rows(project, t) if r["doc_id"] == "zibo"
    ]
    statements.sort(key=lambda r: (int(r["number_start"]), r["statement_id"]))
    expected = {"confirm": 1, "drop": 1, "add": 1}
    expected |= {"set": 1} if statements[1]["status"] != "norm" else {}
    assert take_in(project, "zibo", target).actions == expected
