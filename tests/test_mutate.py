"""The faults that `make mutate` makes: each is one change, and none touches what says nothing."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import mutants
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
    return [write() for write in mutants.mutants("analysis/text/tiny.py", source)]


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
    for layer in mutants.LAYERS:
        (tmp_path / layer).mkdir(parents=True)
        (tmp_path / layer / "tiny.py").write_text(SOURCE, encoding="utf-8")
    drawn = mutants.sample(5, 3, tmp_path)
    assert drawn == mutants.sample(5, 3, tmp_path)
    assert drawn != mutants.sample(5, 4, tmp_path)
    assert len(mutants.sample(1000, 1, tmp_path)) == 20


def test_a_fault_knows_the_function_around_it():
    source = "@cache\ndef outer(n=1):\n    return [inner() for _ in n]\n\nLIMIT = 3\n"
    around = {(fault.what, fault.line): fault.function for fault in faults(source)}
    assert around == {("returns None", 3): 1, ("number + 1", 2): None, ("number + 1", 5): None}


def test_test_files_of_the_layers_read_nothing_above_them():
    files = mutate.tests_of_the_layers()
    assert "analysis.statements.status" in files["tests/test_pipeline.py"]
    assert "analysis.statements.status" not in files["tests/test_repair_pinyin.py"]
    assert not {"tests/test_browser.py", "tests/test_layers.py"} & set(files)


def test_a_fault_is_tried_by_the_tests_that_call_its_function_the_quickest_first():
    calls = [
        mutate.Called("", "", 0, {"analysis/text/spans.py:9"}),
        mutate.Called("slow", "tests/test_spans.py", 2, {"analysis/text/spans.py:5"}),
        mutate.Called("fast", "tests/test_spans.py", 1, {"analysis/text/spans.py:5"}),
        mutate.Called("other", "tests/test_spans.py", 0, {"analysis/text/tokens.py:5"}),
        mutate.Called("far", "tests/test_marks.py", 0, set()),
    ]

    def tried(function):
        mutant = mutate.Mutant("analysis/text/spans.py", 6, "", "", "", function)
        return [one.name for one in mutate.tests_for(mutate.lasting(mutant, calls), calls)]

    assert tried(5) == ["fast", "slow"]
    assert tried(None) == ["fast", "slow", "other"]
    assert tried(9) == tried(None)


JUDGED = """
import sys
from pathlib import Path
import mutants, trials

whole, copy = Path(sys.argv[1]), Path(sys.argv[2])
tests = trials.record(whole, ["tests/test_tiny.py"])[1:]
source = (whole / "analysis/text/tiny.py").read_text()
wrong = source.replace("n * 2", "n + 2"), source.replace("LIMIT = 6", "LIMIT = 5")
wanted = [
    (mutants.Mutant("analysis/text/tiny.py", 0, "", one, source, function), tests)
    for one, function in ((source, 4), (wrong[0], 4), (source, None), (wrong[1], None))
]
told = []
files = ["tests/test_tiny.py"]
trials.judge(wanted, whole, files, [copy], lambda _, noticed: told.append(noticed))
print(told)
"""


def test_faults_are_noticed_and_what_changes_nothing_is_not(tmp_path):
    for name, text in {
        "analysis/__init__.py": "",
        "analysis/text/__init__.py": "",
        "analysis/text/tiny.py": "LIMIT = 6\n\n\ndef double(n):\n    return min(LIMIT, n * 2)\n",
        "tests/test_tiny.py": "from analysis.text.tiny import double\n\n\n"
        "def test_double():\n    assert [double(1), double(9)] == [2, 6]\n",
        "pyproject.toml": "",
    }.items():
        path = tmp_path / "whole" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(tmp_path / "whole", tmp_path / "copy")
    done = subprocess.run(
        [sys.executable, "-c", JUDGED, tmp_path / "whole", tmp_path / "copy"],
        env={"PYTHONPATH": str(Path(mutate.__file__).parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[False, True, False, True]"
