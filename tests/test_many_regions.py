"""The pages of 1, 2, 6 and 50 regions: every cell is made, and what cannot be compared is said."""

from __future__ import annotations

import json
from itertools import pairwise

import many_regions
import pytest

from analysis import store, suite
from analysis.narrative import View
from analysis.publish import cells
from analysis.text.resemblance import similarity, sketch

COMPARISONS = ("01_sources", "02_targets", "03_funding", "05_wording")


@pytest.fixture(scope="module")
def fifty(tmp_path_factory):
    return many_regions.make(tmp_path_factory.mktemp("fifty"), 50, 1200)


def code_of(notebook):
    """The imports of a notebook, and its cells of code after those of parameters and view."""
    path = many_regions.HERE.notebooks / f"{notebook}.ipynb"
    cells_of = json.loads(path.read_text(encoding="utf-8"))["cells"]
    made = {c["id"]: "".join(c["source"]) for c in cells_of if c["cell_type"] == "code"}
    imports = [line for line in made.pop("view").splitlines() if line.startswith("from ")]
    del made["parameters"]
    return "\n".join(imports), list(made.values())


def figures_of(view, monkeypatch):
    """Every cell of the comparisons run on a view; returns the figures they draw."""
    drawn = []
    original = cells.figure
    monkeypatch.setattr(cells, "figure", lambda f, *a: (drawn.append(f), original(f, *a))[1])
    for notebook in COMPARISONS:
        imports, sources = code_of(notebook)
        known = {"view": view, "display": lambda *_: None}
        exec(imports, known)
        for source in sources:
            exec(source, known)
    return drawn


def test_fifty_regions_are_different_texts_in_many_provinces(fifty):
    rows = store.rows(fifty, "documents")
    assert len({row["region_id"] for row in rows}) == 50
    regions = {row["region_id"]: row for row in store.rows(fifty, "regions")}
    assert len({regions[row["region_id"]]["province_zh"] for row in rows}) > 20
    texts = [path.read_text(encoding="utf-8") for path in sorted(fifty.raw.glob("*.txt"))]
    assert all(similarity(sketch(a), sketch(b)) < 1 for a, b in pairwise(texts))


@pytest.mark.parametrize("count", [1, 2, 6, 50])
def test_every_cell_of_the_comparisons_is_made(fifty, monkeypatch, count):
    view = View.of("zh" if count in (2, 50) else "en", project=fifty)
    view = View.of(view.lang, view.region_ids[:count], project=fifty)
    assert len(view.region_ids) == count
    drawn = figures_of(view, monkeypatch)
    assert drawn and {figure.lang for figure in drawn} == {view.lang}


def test_fifty_regions_keep_their_provinces_together_and_their_parents_above(fifty):
    view = View.of("zh", project=fifty)
    regions = {row["region_id"]: row for row in store.rows(fifty, "regions")}
    provinces = [regions[region]["province_zh"] for region in view.region_ids]
    changes = sum(a != b for a, b in pairwise(provinces))
    assert changes == len(set(provinces)) - 1
    for region in view.region_ids:
        parent = regions[region]["parent_id"]
        if parent in view.region_ids:
            assert view.region_ids.index(parent) < view.region_ids.index(region)


def test_of_fifty_regions_sixty_six_pairs_get_a_page(fifty):
    jobs = suite.suite(fifty, languages=("zh",))
    by_notebook = [job.notebook for job in jobs]
    assert by_notebook.count("06_region") == 50
    assert by_notebook.count("07_pair") == suite.MOST_PAIRS


def test_regions_of_one_name_are_told_apart(fifty):
    view = View.of("zh", project=fifty)
    names = [view.setting.region(region) for region in view.region_ids]
    assert len(names) == len(set(names)) == 50
