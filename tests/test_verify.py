"""A published figure is rebuilt from raw; one altered value is named."""

from __future__ import annotations

import shutil

import pytest
import small_project as small

from analysis import store
from analysis.cli import main
from analysis.errors import InputError
from analysis.paths import Project
from analysis.publish.rows import Change
from analysis.verify import differences, in_words, rebuilt, verify

pytestmark = pytest.mark.notebook
FIGURE = "promises-zh"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    project = small.make(tmp_path_factory.mktemp("small"))
    small.publish(project, top=5)
    return project


@pytest.fixture
def project(published, tmp_path):
    shutil.copytree(published.root, tmp_path / "p", symlinks=True)
    return Project(tmp_path / "p")


@pytest.fixture
def statement():
    """The statement of the enrolment target: its id is where 92 stands in the raw text."""
    return f"tiny-{small.TEXT.index('92%')}"


def state(project):
    return {p: p.read_bytes() for p in sorted(project.root.rglob("*")) if p.is_file()}


def test_an_untouched_figure_comes_out_the_same_and_nothing_is_written(project):
    before = state(project)
    (verdict,) = verify(project, [FIGURE])
    assert verdict.ok, verdict.told
    assert verdict.version == verdict.rebuilt
    assert verdict.version in (project.site / "figures" / FIGURE / "citation.json").read_text()
    assert state(project) == before


def test_a_value_altered_and_published_is_named(project, statement, monkeypatch, capsys):
    rows = {r["statement_id"]: r for r in store.rows(project, "targets")}
    assert rows[statement]["value"] == "92"
    small.edit(project, "targets", ",92,", ",95,")
    small.publish(project, top=5)
    monkeypatch.setenv("EDUCATION_PLANS_ROOT", str(project.root))
    assert main(["verify", "--all"]) == 1
    told = capsys.readouterr().out
    assert f"targets {statement}, value: found 95, rebuilt 92" in told
    assert f"{FIGURE}.csv: the data differ" in told


def test_alterations_on_disk_alone_are_named_too(project, statement):
    """A table edited without publishing, and a picture edited on the site."""
    small.edit(project, "targets", ",92,", ",95,")
    path = project.site / "figures" / FIGURE / f"{FIGURE}.svg"
    path.write_text(path.read_text() + " ")
    (verdict,) = verify(project)
    assert not verdict.ok
    assert verdict.version == verdict.rebuilt
    assert verdict.changes == (Change("targets", statement, "value", "95", "92"),)
    assert verdict.files == (f"figures/{FIGURE}/{FIGURE}.svg: was altered after it was published",)


def test_rows_that_came_or_went_are_told(project, statement):
    with rebuilt(project) as again:
        text = (again.curated / "targets.csv").read_text()
        fewer = "".join(line for line in text.splitlines(True) if not line.startswith(statement))
        (missing,) = differences({"targets": fewer}, again, spelt=False)
        more = text + text.splitlines()[-1].replace("tiny-", "odd-", 1) + "\n"
        (odd,) = differences({"targets": more}, again, spelt=False)
    assert (missing.record, missing.field) == (statement, "")
    assert "is missing there" in in_words(missing)
    assert odd.record.startswith("odd-") and "do not give it" in in_words(odd)


def test_an_unknown_figure_and_a_broken_call_stop_before_any_work(project, monkeypatch, capsys):
    with pytest.raises(InputError, match="nearest are promises-zh"):
        verify(project, ["promise-zh"])
    with pytest.raises(InputError, match="--jobs"):
        verify(project, [FIGURE], processes=9)
    monkeypatch.setenv("EDUCATION_PLANS_ROOT", str(project.root))
    assert main(["verify"]) == 2
    assert "name one FIGURE_ID" in capsys.readouterr().err
