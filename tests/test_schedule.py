"""Entries run in the checkout they were printed for, whatever its path looks like."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from analysis.cli import main
from analysis.errors import InputError
from analysis.paths import Project
from analysis.schedule import cron_command, entry, interpreter, systemd_quoted

ROOT = Path(__file__).resolve().parent.parent
AWKWARD = 'it\'s 50% $HOME; `x` "q"'


@pytest.fixture
def awkward(tmp_path):
    """A checkout in a folder no unquoted shell survives, whose Python writes down its call."""
    root = tmp_path / AWKWARD
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "ran in $PWD with $*"\n')
    python.chmod(0o755)
    return Project(root)


def test_the_cron_line_runs_in_the_checkout_and_logs_there(awkward):
    line = entry(awkward, "cron").splitlines()[-1]
    times, command = line.split(" ", 5)[:5], line.split(" ", 5)[5]
    assert times == ["17", "3", "*", "*", "*"]
    # cron itself turns \% into % before the shell sees the line.
    subprocess.run(["/bin/sh", "-c", command.replace("\\%", "%")], check=True, env={})
    log = (awkward.root / "reports" / "refresh.log").read_text()
    assert log == f"ran in {awkward.root} with -m analysis refresh\n"


def test_no_bare_percent_sign_reaches_cron():
    command = cron_command(Path("/a%b"), Path("/c%d/python"))
    assert command.count("%") == command.count("\\%") == 3


def test_every_kind_explains_the_exit_codes(awkward):
    for kind in ("cron", "systemd", "github"):
        comments = [x for x in entry(awkward, kind).splitlines() if x.startswith("#")]
        assert [n for n in "012" if any(f"exit {n}:" in line for line in comments)] == [*"012"]


def test_systemd_paths_are_quoted_by_its_own_rules(awkward):
    units = entry(awkward, "systemd").splitlines()
    folder = str(awkward.root).replace("%", "%%")
    assert f"WorkingDirectory={folder}" in units
    (start,) = [line for line in units if line.startswith("ExecStart=")]
    assert start.endswith('/.venv/bin/python" -m analysis refresh')
    assert "50%% $$HOME" in start and '\\"q\\"' in start
    assert systemd_quoted(Path("/a\\b")) == '"/a\\\\b"'


def test_the_committed_workflow_is_what_is_printed():
    printed = entry(Project(ROOT), "github") + "\n"
    assert (ROOT / ".github" / "workflows" / "refresh.yml").read_text() == printed
    told = yaml.safe_load(printed)
    assert told["permissions"] == {"contents": "read"}
    assert [told["jobs"]["publish"]["permissions"][p] for p in ("pages", "id-token")] == [
        "write",
        "write",
    ]
    # Text of an event could carry shell code: no expression may stand in a script.
    scripts = [
        step["run"] for job in told["jobs"].values() for step in job["steps"] if "run" in step
    ]
    assert scripts and not [text for text in scripts if "${{" in text]


def test_the_test_workflow_runs_what_a_newcomer_types():
    told = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text())
    assert told["jobs"]["test"]["steps"][-1]["run"] == "sh .ci/run"


def test_without_its_own_environment_the_running_python_is_used(tmp_path):
    assert interpreter(Project(tmp_path)) == Path(sys.executable)


def test_a_path_no_entry_can_hold_is_refused(tmp_path):
    with pytest.raises(InputError, match="control character"):
        entry(Project(tmp_path / "a\nb"), "cron")
    with pytest.raises(InputError, match="allowed are cron"):
        entry(Project(tmp_path), "launchd")


def test_the_verb_prints_and_installs_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("EDUCATION_PLANS_ROOT", str(tmp_path))
    assert main(["schedule", "--systemd"]) == 0
    assert "[Timer]" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
    assert main(["schedule"]) == 2
