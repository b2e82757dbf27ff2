"""README and CONTRIBUTING tell the truth: every path is there, every command exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "CONTRIBUTING.md")
FENCED = re.compile(r"```sh\n(.*?)```", re.DOTALL)
PATH = re.compile(r"`((?:analysis|data|notebooks|tests|reports)/[^`\s*<]*)`")
BUILT = ("reports/site", "reports/", "data/raw/<")


def commands() -> list[str]:
    return [
        line.split("#")[0].strip()
        for page in PAGES
        for block in FENCED.findall((ROOT / page).read_text(encoding="utf-8"))
        for line in block.splitlines()
        if line.split("#")[0].strip()
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_path_named_is_there(page):
    named = PATH.findall((ROOT / page).read_text(encoding="utf-8"))
    assert named
    missing = [p for p in named if not p.startswith(BUILT) and not (ROOT / p).exists()]
    assert not missing


@pytest.mark.parametrize("command", [c for c in commands() if c.startswith("make ")])
def test_every_make_target_exists(command):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{command.split()[1]}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("command", [c for c in commands() if " analysis " in c])
def test_every_verb_takes_the_arguments_shown(command):
    verb = command.split(" analysis ")[1].split()
    if verb[0] in ("clean", "extract", "trace"):
        done = subprocess.run(
            [sys.executable, "-m", "analysis", *verb], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
    else:
        done = subprocess.run(
            [sys.executable, "-m", "analysis", verb[0], "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0
        assert all(word in done.stdout for word in verb[1:] if word.startswith("-"))


def test_the_reports_named_are_those_of_the_table():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = (ROOT / "data/curated/reports.csv").read_text(encoding="utf-8").splitlines()[1:]
    for line in listed:
        assert f"notebooks/{line.split(',')[0]}.ipynb" in readme
