"""Standing reports: written only when they fit, and run by the suite."""

from __future__ import annotations

import json
import shutil

import pytest
import yaml

from analysis import fingerprint, standing, suite
from analysis.errors import InputError
from analysis.explore.publish import published, withdrawn
from analysis.paths import Project
from analysis.standing import Standing

PARAMETERS = """lang: str = "zh"
regions: list[str] = []
certainty: str = "uncertain"
"""


@pytest.fixture
def project(tmp_path):
    """A checkout with our curated tables and one small notebook."""
    made = Project(tmp_path)
    shutil.copytree(
        Project.here().curated, made.curated, ignore=shutil.ignore_patterns("*.duckdb*", ".*")
    )
    made.notebooks.mkdir()
    cell = {
        "cell_type": "code", "id": "parameters", "metadata": {"tags": ["parameters"]},
        "source": PARAMETERS, "outputs": [], "execution_count": None,
    }  # fmt: skip
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    (made.notebooks / "02_targets.ipynb").write_text(json.dumps(book), encoding="utf-8")
    return made


def test_choices_become_a_parameters_file(project):
    state = {"regions": ["yumen", "zibo"], "certainties": ["certain", "probable"], "levels": ["x"]}
    told = published(project, "My question!", "02_targets", state, {})
    content = yaml.safe_load((project.notebooks / "published" / "my-question.yml").read_text())
    assert content == {
        "notebook": "02_targets",
        "parameters": {"regions": ["yumen", "zibo"], "certainty": "probable"},
        "languages": ["zh", "en"],
    }
    assert "levels" in told and "my-question.yml" in told


def test_what_is_given_goes_before_what_is_chosen(project):
    published(project, "q", "02_targets", {"regions": ["zibo"]}, {"regions": ["yumen"]})
    assert standing.read(project) == [Standing("q", "02_targets", {"regions": ["yumen"]})]


@pytest.mark.parametrize(
    ("notebook", "given", "told"),
    [
        ("02_targets", {"regions": ["atlantis"]}, "allowed are"),
        ("02_targets", {"colour": "red"}, "its parameters are"),
        ("99_nothing", {}, "no such notebook"),
    ],
)
def test_nothing_is_written_that_could_not_run(project, notebook, given, told):
    with pytest.raises(InputError, match=told):
        published(project, "q", notebook, {}, given)
    assert not standing.files(project)


def test_a_name_must_leave_something_for_the_file(project):
    with pytest.raises(InputError, match="Latin letters"):
        published(project, "问题", "02_targets", {}, {})


def test_the_suite_runs_standing_reports_once_in_their_languages(project):
    before = [job.name for job in suite.suite(project)]
    one = Standing("q", "02_targets", {"regions": ["yumen"]}, ("en",))
    standing.write(project, one, {})
    standing.write(project, Standing("same", "02_targets"), {})
    after = [job.name for job in suite.suite(project)]
    assert sorted(set(after) - set(before)) == ["02_targets--regions-yumen.en"]
    assert len(after) == len(set(after)) == len(before) + 1
    assert suite.suite(project, ["01_sources"], ("en",))[0].notebook == "01_sources"


def test_a_standing_report_is_a_reason_to_refresh(project):
    before = fingerprint.state(project)
    standing.write(project, Standing("q", "02_targets"), {})
    assert fingerprint.state(project) != before


def test_saving_the_notebook_one_explores_in_is_no_reason_to_refresh(project):
    before = fingerprint.state(project)
    (project.notebooks / "explore.ipynb").write_text("{}", encoding="utf-8")
    assert fingerprint.state(project) == before


def test_a_standing_report_is_withdrawn_by_its_name_and_an_unknown_one_is_told(project):
    published(project, "My question!", "02_targets", {}, {})
    with pytest.raises(InputError, match="there are my-question"):
        withdrawn(project, "another")
    assert "my-question.yml" in withdrawn(project, "My question!")
    assert not standing.files(project)
    with pytest.raises(InputError, match="there are none"):
        withdrawn(project, "my-question")


@pytest.mark.parametrize("text", ["- a", "notebook: 02_targets\nlanguages: [fr]", "{", "a: 1"])
def test_a_broken_file_is_named(project, text):
    folder = standing.folder(project)
    folder.mkdir()
    (folder / "bad.yml").write_text(text)
    with pytest.raises(InputError, match=r"published/bad\.yml"):
        standing.read(project)
