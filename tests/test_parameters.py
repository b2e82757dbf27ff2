import json

import pytest
import tiny_site as tiny

from analysis.errors import InputError
from analysis.publish.jobs import Job, check_jobs
from analysis.publish.parameters import (
    check_parameters,
    parse_assignments,
    read_parameters,
)

CELL = """# regions to compare
regions: list[str] = ["a"]
lang: str = "zh"
seed: int = 1
share: float = 0.5
certainty: str | None = None
drafts = True
"""


@pytest.fixture
def declared(tmp_path):
    path = tmp_path / "02_x.ipynb"
    path.write_text(json.dumps(tiny.notebook(parameters=CELL)), encoding="utf-8")
    return read_parameters(path)


def test_annotations_and_defaults_give_names_types_and_values(declared):
    assert [(p.name, p.type, p.default, p.optional) for p in declared.values()] == [
        ("regions", "list[str]", ["a"], False),
        ("lang", "str", "zh", False),
        ("seed", "int", 1, False),
        ("share", "float", 0.5, False),
        ("certainty", "str", None, True),
        ("drafts", "bool", True, False),
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"regoins": ["a"]}, "no parameter 'regoins'; its parameters are regions, lang, seed"),
        ({"seed": "7"}, "seed is '7'; it must be of type int"),
        ({"seed": True}, "seed is True; it must be of type int"),
        ({"regions": "a"}, "regions is 'a'; it must be of type list[str]"),
        ({"regions": ["z"]}, "regions is 'z'; allowed are a, b"),
        ({"lang": None}, "lang is None; it must be of type str"),
        ({"lang": "fr"}, "lang is 'fr'; allowed are zh, en"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_allowed(declared, given, told):
    with pytest.raises(InputError) as caught:
        check_parameters("02_x", declared, given, {"regions": ["a", "b"], "lang": ["zh", "en"]})
    assert told in str(caught.value)
    assert str(caught.value).startswith("02_x: ")


def test_values_that_fit_are_kept_as_they_are(declared):
    given = {"regions": ["b"], "share": 1, "certainty": None, "drafts": False}
    assert check_parameters("02_x", declared, given, {"regions": ["a", "b"]}) == given


def test_text_of_the_command_line_takes_the_declared_type(declared):
    parsed = parse_assignments(
        "02_x", declared, ["regions=a, b", "seed=3", "share=2", "drafts=false", "lang=a=b"]
    )
    assert parsed == {
        "regions": ["a", "b"],
        "seed": 3,
        "share": 2.0,
        "drafts": False,
        "lang": "a=b",
    }
    with pytest.raises(InputError, match="seed is 'x'; it must be of type int"):
        parse_assignments("02_x", declared, ["seed=x"])
    with pytest.raises(InputError, match="write it as key=value"):
        parse_assignments("02_x", declared, ["seed"])


@pytest.mark.parametrize(
    "source",
    ["seed: int = len('x')", "import os", "seed: int = 'x'", "seed: set = 1", "seed: int = (1"],
)
def test_a_parameters_cell_holds_typed_literals_only(tmp_path, source):
    path = tmp_path / "02_x.ipynb"
    path.write_text(json.dumps(tiny.notebook(parameters=source)), encoding="utf-8")
    with pytest.raises(InputError, match=r"02_x\.ipynb"):
        read_parameters(path)


def test_an_unknown_notebook_is_answered_with_the_known_ones(tmp_path):
    made = tiny.project(tmp_path)
    with pytest.raises(InputError, match="03_none: no such notebook; there are: 02_targets"):
        check_jobs(made.notebooks, [Job("03_none")], {})


@pytest.mark.parametrize("name", ["../02_targets", "a/b", "x y"])
def test_a_notebook_name_cannot_leave_its_folder(tmp_path, name):
    with pytest.raises(InputError, match="is no notebook name"):
        check_jobs(tmp_path, [Job(name)], {})


def test_a_pair_needs_two_regions_and_a_page_is_made_once(tmp_path):
    made = tiny.project(tmp_path)
    path = made.notebooks / "07_pair.ipynb"
    pair = 'region_a: str = "a"\nregion_b: str = "b"\nlang: str = "zh"'
    path.write_text(json.dumps(tiny.notebook(parameters=pair)), encoding="utf-8")
    with pytest.raises(InputError, match="a pair needs two regions"):
        check_jobs(made.notebooks, [Job("07_pair", {"region_a": "a", "region_b": "a"})], {})
    with pytest.raises(InputError, match=r"02_targets\.zh: asked for twice"):
        check_jobs(made.notebooks, [Job("02_targets"), Job("02_targets", {"lang": "zh"})], {})


def test_the_name_of_a_page_says_notebook_subject_and_language():
    assert Job("02_targets").name == "02_targets.zh"
    assert Job("06_region", {"region": "zibo", "lang": "en"}).name == "06_region--zibo.en"
    pair = Job("07_pair", {"region_b": "b", "region_a": "a", "certainty": "probable"})
    assert pair.name == "07_pair--a--b--certainty-probable.zh"
    assert Job("06_region", {"region": "../../x<y"}).name == "06_region--x-y.zh"
