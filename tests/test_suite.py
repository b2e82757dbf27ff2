"""The default pages, and that a page depends on what it reads and on nothing else."""

from __future__ import annotations

import shutil

import pytest

from analysis import store, suite
from analysis.errors import InputError
from analysis.paths import Project
from analysis.publish import Job


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The curated tables of the project, to be changed freely."""
    root = tmp_path_factory.mktemp("suite")
    shutil.copytree(Project.here().curated, root / "data" / "curated")
    shutil.copytree(Project.here().raw, root / "data" / "raw")
    shutil.copytree(Project.here().notebooks, root / "notebooks")
    return Project(root)


def test_one_page_a_region_and_one_a_pair_in_both_languages(project):
    jobs = suite.suite(project)
    regions = suite.compared_regions(project)
    pairs = len(regions) * (len(regions) - 1) // 2
    by_notebook = [job.notebook for job in jobs]
    assert by_notebook.count("06_region") == 2 * len(regions)
    assert by_notebook.count("07_pair") == 2 * pairs
    assert by_notebook.count("02_targets") == 2


def test_a_child_follows_its_parent(project):
    regions = suite.compared_regions(project)
    assert regions.index("zichuan") == regions.index("zibo") + 1


def test_of_many_regions_only_pairs_close_to_one_another_get_a_page(project):
    everyone = suite.compared_pairs(project)
    regions = suite.compared_regions(project)
    assert len(everyone) == len(regions) * (len(regions) - 1) // 2
    assert suite.compared_pairs(project, 1) == [("zibo", "zichuan")]
    three = suite.compared_pairs(project, 3)
    assert ("zibo", "zichuan") in three and len(three) == 3
    assert [pair for pair in everyone if pair in three] == three


def test_an_unknown_report_is_named(project):
    with pytest.raises(InputError, match="02_targets"):
        suite.suite(project, ["02_target"])


def test_a_pair_does_not_depend_on_a_third_document(project):
    pair = Job("07_pair", {"region_a": "yumen", "region_b": "jiangbei", "lang": "zh"})
    other = Job("07_pair", {"region_a": "zibo", "region_b": "jiangbei", "lang": "zh"})
    whole = Job("02_targets", {"lang": "zh"})
    jobs = [pair, other, whole]
    before = [job.inputs for job in suite.with_inputs(project, jobs)]
    targets = store.read(project, "targets")
    targets.loc[targets["doc_id"] == "zibo", "level"] = "all"
    store.write(project, {"targets": targets})
    after = [job.inputs for job in suite.with_inputs(project, jobs)]
    assert after[0] == before[0]
    assert after[1] != before[1]
    assert after[2] != before[2]


def test_the_sidecar_of_one_document_leaves_pairs_of_others_alone(project):
    pair = Job("07_pair", {"region_a": "yumen", "region_b": "jiangbei", "lang": "en"})
    documents = store.read(project, "documents")
    (before,) = [job.inputs for job in suite.with_inputs(project, [pair])]
    documents.loc[documents["doc_id"] == "heping", "issuer"] = "另一机关"
    store.write(project, {"documents": documents})
    (after,) = [job.inputs for job in suite.with_inputs(project, [pair])]
    assert after == before


def test_the_index_has_themes_for_every_region(project):
    content = suite.content_of(project, {})
    regions = suite.compared_regions(project)
    assert {region for region, _ in content.themes} == set(regions)
    assert set(content.sidecars) == set(content.tables["documents"]["doc_id"])


def test_pages_asked_for_later_keep_their_place_in_the_suite(project):
    own = Job("02_targets", {"lang": "zh", "seed": 7})
    asked = [own, Job("05_wording", {"lang": "zh"}), Job("01_sources", {"lang": "zh"})]
    names = [job.name for job in suite.in_order(project, asked)]
    assert names == ["01_sources.zh", "05_wording.zh", own.name]
