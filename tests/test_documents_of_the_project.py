"""README, CONTRIBUTING and the guides tell the truth: paths are there, commands can be typed."""

from __future__ import annotations

import doctest
import importlib
import re
import shlex
from pathlib import Path

import pytest

from analysis.cli import main, parser

ROOT = Path(__file__).resolve().parent.parent
GUIDES = tuple(f"notebooks/guides/{path.name}" for path in (ROOT / "notebooks/guides").glob("*.md"))
PAGES = ("README.md", "CONTRIBUTING.md", *sorted(GUIDES))
FENCED = re.compile(r"```(?:sh)?\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`([^`\n]*)`")
PATH = re.compile(r"`((?:analysis|data|notebooks|tests|reports)/[^`\s*<]*)`")
IMAGE = re.compile(r"!\[[^]]+\]\(([^)]+)\)")
VERB = re.compile(r"(?:-m analysis) ([a-z]+ ?.*)")
BUILT = ("reports/", "data/.changing", "notebooks/published/", "data/curated/policy.duckdb")


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def typed(page: str) -> list[str]:
    """Lines of fenced blocks, continued ones joined, and what stands in backquotes."""
    text = text_of(page)
    fenced = [line for block in FENCED.findall(text.replace("\\\n", " ")) for line in
              block.splitlines()]  # fmt: skip
    inline = INLINE.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [line.split(" #")[0].removeprefix("$ ").strip() for line in (*fenced, *inline)]


def verbs() -> list[tuple[str, list[str]]]:
    """(page, arguments) of each call of the command line that a page shows."""
    return [
        (page, shlex.split(re.split(r" [|>]+ |[>&]", found[1])[0].replace("…", "")))
        for page in PAGES
        for line in typed(page)
        if (found := VERB.search(line)) and "'" not in found[1] and found[1].count('"') % 2 == 0
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_path_and_picture_named_is_there(page):
    named = [*PATH.findall(text_of(page)), *IMAGE.findall(text_of(page))]
    missing = [p for p in named if not p.startswith(BUILT) and not (ROOT / p).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES)
def test_every_function_named_is_there(page):
    for name in re.findall(r"`(analysis(?:\.[A-Za-z_]+)+)`", text_of(page)):
        module, _, last = name.rpartition(".")
        assert hasattr(importlib.import_module(module), last), name


def test_every_make_target_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = {
        line.split()[1]
        for page in PAGES
        for line in typed(page)
        if re.fullmatch(r"make [a-z]+", line)
    }
    assert {"report", "test", "check", "bench", "fuzz", "mutate", "refresh", "lab"} <= named
    assert not [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)]


@pytest.mark.parametrize(("page", "arguments"), verbs())
def test_every_call_shown_is_one_the_command_line_takes(page, arguments):
    if "--help" not in arguments and arguments != ["schedule"]:
        assert parser().parse_args(arguments).verb == arguments[0]


def test_calls_are_looked_at():
    assert {arguments[0] for _, arguments in verbs()} >= {
        "add", "check", "cite", "clean", "extract", "refresh", "release", "remove",
        "report", "review", "schedule", "trace", "verify",
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        one
        for page, one in verbs()
        if page == "README.md" and one[0] in ("clean", "extract", "trace")
    ],
)
def test_the_calls_of_the_readme_that_only_read_succeed(arguments, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(arguments) == 0
    assert capsys.readouterr().out.strip()


def test_the_reports_and_tables_named_are_those_there_are():
    readme = text_of("README.md")
    reports = (ROOT / "data/curated/reports.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert not [line for line in reports if f"notebooks/{line.split(',')[0]}.ipynb" not in readme]


def test_the_bound_told_to_readers_is_the_one_that_is_kept():
    kept = re.search(r"PROMISED_F1 = ([\d.]+)", text_of("tests/test_unseen.py"))
    words = text_of("analysis/narrative/words/reliability.yml")
    assert kept and f"F1 of {kept[1]}" in text_of("README.md")
    assert f"F1 at {kept[1]}" in words and f"F1 不低于 {kept[1]}" in words


def test_every_example_of_the_library_gives_what_it_shows():
    page = str(ROOT / "notebooks/guides/library.md")
    assert doctest.testfile(page, module_relative=False).failed == 0
