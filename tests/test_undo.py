"""Files changed together are all old or all new, whenever the run is killed."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from pathlib import Path

import pytest
from faulty import Changes

from analysis import store, undo
from analysis.cli import main
from analysis.documents.stage import bring_in, stage
from analysis.errors import WorkError
from analysis.paths import Project

OLD = {"raw/a.txt": "a", "raw/b.txt": "b", "curated/t.csv": "1"}
NEW = {"raw/a.txt": "A", "raw/c.txt": "c", "curated/t.csv": "2"}


@pytest.fixture
def project(tmp_path):
    made = Project(tmp_path / "project")
    write(made.root / "data", OLD)
    return made


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def files(project):
    """What stands in the folders of data, the empty lock left out, by path."""
    found = (path for path in (project.root / "data").rglob("*") if path.is_file())
    told = {p.relative_to(project.root / "data").as_posix(): p.read_text() for p in found}
    told.pop("curated/.building.lock", None)
    return told


def killed(work, at=0):
    """(whether ``work`` died, changes on disk seen) in a fork killed before change ``at``."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        changes = Changes(at)
        sys.addaudithook(changes)
        try:
            work()
        finally:
            changes.falling = True
            os.write(writing, str(len(changes.seen)).encode())
            os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        seen = int(told.read() or 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, seen


def bring(project):
    with stage(project) as staged:
        for name in OLD:
            (staged.root / "data" / name).unlink()
        write(staged.root / "data", NEW)
        bring_in(project, staged)


def settle(project):
    with store.building(project):
        pass


def test_a_kill_at_any_change_on_disk_leaves_the_old_or_the_new_files(project, tmp_path):
    died, steps = killed(lambda: bring(project))
    assert not died and files(project) == NEW and steps > 25
    outcomes = []
    for at in range(1, steps + 1):
        fresh = Project(tmp_path / f"at-{at}")
        write(fresh.root / "data", OLD)
        died, _ = killed(lambda fresh=fresh, at=at: bring(fresh), at)
        assert died, at
        settle(fresh)
        outcomes.append(files(fresh))
        assert outcomes[-1] in (OLD, NEW), at
    assert OLD in outcomes and NEW in outcomes
    assert outcomes == sorted(outcomes, key=NEW.__eq__), "old up to one moment, new from there on"


def test_an_undoing_that_is_killed_is_taken_up_again(project, tmp_path):
    def half_changed(root):
        """Killed just after a rename in the middle: the state that asks for undoing."""
        made = Project(root)
        write(made.root / "data", OLD)
        data = made.root / "data"

        def work():
            original, calls = Path.replace, []

            def replace(self, target):
                calls.append(target)
                if len(calls) == 2:
                    os.kill(os.getpid(), signal.SIGKILL)
                return original(self, target)

            Path.replace = replace
            write(tmp_path / "new", NEW)
            wanted = {data / name: tmp_path / "new" / name for name in NEW}
            undo.change(data, wanted | {data / "raw/b.txt": None})

        assert killed(work)[0]
        assert undo.is_pending(data) and files(made)["raw/a.txt"] == "A"
        return made

    first = half_changed(tmp_path / "first")
    died, steps = killed(lambda: settle(first))
    assert not died and files(first) == OLD and steps > 4
    for at in range(1, steps + 1):
        made = half_changed(tmp_path / f"again-{at}")
        assert killed(lambda made=made, at=at: settle(made), at)[0]
        settle(made)
        assert files(made) == OLD, at


def test_any_verb_undoes_first_and_an_edit_meanwhile_is_never_overwritten(
    project, monkeypatch, capsys
):
    data = project.root / "data"
    (data / undo.ARMED).mkdir()
    new = hashlib.sha256(b"a").hexdigest()
    told = {"name": "0", "path": "raw/a.txt", "old": "", "new": new}
    (data / undo.ARMED / undo.JOURNAL).write_text(json.dumps([told]))
    monkeypatch.setenv("EDUCATION_PLANS_ROOT", str(project.root))

    (data / "raw/a.txt").write_text("edited by hand")
    assert main(["schedule", "--cron"]) == 1
    assert "move your version elsewhere" in capsys.readouterr().err
    assert (data / "raw/a.txt").read_text() == "edited by hand"

    (data / "raw/a.txt").write_text("a")
    assert main(["schedule", "--cron"]) == 0
    assert not (data / "raw/a.txt").exists() and not undo.is_pending(data)


def test_only_one_run_at_a_time_changes_the_documents(project, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with stage(project), pytest.raises(WorkError, match="another build is still writing"):
        bring(project)
    bring(project)
    assert files(project) == NEW
