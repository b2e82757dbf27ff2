"""The faults that `make mutate` makes: each is one change, and none touches what says nothing."""

from __future__ import annotations

import ast

import mutate

SOURCE = '''
def bounded(value: int, limit: int) -> int | None:
    """Docstrings are not mutated."""
    if value < limit and not value == 7:
        print(value)
        return value + 1
    raise ValueError("nor the words of an error")
'''


def faults(source):
    return [write() for write in mutate.mutants("analysis/text/tiny.py", source)]


def test_each_kind_of_fault_is_made_once_where_it_can_be():
    made = [(fault.line, fault.what) for fault in faults(SOURCE)]
    assert sorted(made) == [
        (4, "and/or exchanged"),
        (4, "comparison turned"),
        (4, "comparison turned"),
        (4, "condition negated"),
        (4, "line 5 dropped"),
        (4, "not dropped"),
        (4, "number + 1"),
        (6, "number + 1"),
        (6, "operator exchanged"),
        (6, "returns None"),
    ]


def test_a_fault_changes_its_line_and_nothing_else():
    plain = ast.unparse(ast.parse(SOURCE)).splitlines()
    for fault in faults(SOURCE):
        lines = fault.source.splitlines()
        assert len(lines) == len(plain)
        assert sum(a != b for a, b in zip(plain, lines, strict=True)) == 1


def test_a_sample_is_the_same_for_the_same_seed(tmp_path):
    for layer in mutate.LAYERS:
        (tmp_path / layer).mkdir(parents=True)
        (tmp_path / layer / "tiny.py").write_text(SOURCE, encoding="utf-8")
    drawn = mutate.sample(5, 3, tmp_path)
    assert drawn == mutate.sample(5, 3, tmp_path)
    assert drawn != mutate.sample(5, 4, tmp_path)
    assert len(mutate.sample(1000, 1, tmp_path)) == 20


def test_a_module_is_tried_by_the_tests_that_load_it_the_nearest_first():
    tokens = mutate.tests_for("analysis/text/tokens.py")
    assert tokens[0] == "tests/test_tokens.py"
    assert "tests/test_segment.py" not in tokens
    status = mutate.tests_for("analysis/statements/status.py")
    assert "tests/test_pipeline.py" in status
    assert not {"tests/test_browser.py", "tests/test_repair_pinyin.py"} & set(status)
