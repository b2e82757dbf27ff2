import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from analysis.errors import WorkError
from analysis.paths import Project
from analysis.publish.swap import publish, publishing, releases

ROOT = Path(__file__).resolve().parent.parent


def put(project: Project, text: str, keep: int = 2) -> Path:
    with publishing(project) as building:
        site = building / "site"
        site.mkdir()
        (site / "index.html").write_text(text)
        (site / "twin.html").write_text(text)
        return publish(project, site, keep)


def test_the_site_is_replaced_and_earlier_ones_are_kept(tmp_path):
    project = Project(tmp_path)
    for number in range(1, 6):
        put(project, f"site {number}")
        assert (project.site / "index.html").read_text() == f"site {number}"
    assert [(p / "index.html").read_text() for p in releases(project)] == [
        "site 3",
        "site 4",
        "site 5",
    ]
    assert not list(project.reports.glob(".building*"))


def test_a_failure_while_building_leaves_the_old_site(tmp_path):
    project = Project(tmp_path)
    put(project, "old")
    with pytest.raises(RuntimeError), publishing(project) as building:
        (building / "site").mkdir()
        raise RuntimeError
    assert (project.site / "index.html").read_text() == "old"
    assert not list(project.reports.glob(".building*"))


def test_two_runs_never_mix(tmp_path):
    project = Project(tmp_path)
    with (
        publishing(project),
        pytest.raises(WorkError, match="another run is publishing"),
        publishing(project),
    ):
        pass
    put(project, "afterwards")


def test_leftovers_of_a_killed_run_are_removed(tmp_path):
    project = Project(tmp_path)
    put(project, "old")
    (project.reports / ".building-dead" / "runs").mkdir(parents=True)
    (project.reports / ".site-next").symlink_to("releases/none")
    put(project, "new")
    assert sorted(p.name for p in project.reports.iterdir()) == [".lock", "releases", "site"]


def test_a_site_lost_between_two_renames_comes_back(tmp_path):
    project = Project(tmp_path)
    put(project, "one")
    put(project, "two")
    project.site.unlink()
    with publishing(project):
        assert (project.site / "index.html").read_text() == "two"


def test_a_file_system_without_links_gets_a_folder(tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("no links here")

    project = Project(tmp_path)
    monkeypatch.setattr(Path, "symlink_to", refuse)
    for number in range(1, 5):
        put(project, f"site {number}", keep=2)
        assert not project.site.is_symlink()
        assert (project.site / "index.html").read_text() == f"site {number}"
    assert [(p / "index.html").read_text() for p in releases(project)][-2:] == ["site 2", "site 3"]


def test_a_folder_that_cannot_be_written_gives_one_sentence(tmp_path, monkeypatch):
    project = Project(tmp_path)
    put(project, "old")

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(WorkError, match="cannot be written") as caught, publishing(project):
        pass
    assert "\n" not in str(caught.value)
    assert (project.site / "index.html").read_text() == "old"


def test_a_full_disk_gives_one_sentence(tmp_path):
    project = Project(tmp_path)
    put(project, "old")
    with pytest.raises(WorkError, match="the disk is full") as caught, publishing(project):
        raise OSError(28, "No space left on device", "x.html")
    assert "left as it is" in str(caught.value)


FLOOD = textwrap.dedent("""
    import sys
    sys.path.insert(0, sys.argv[2])
    from pathlib import Path
    from analysis.paths import Project
    from analysis.publish.swap import publish, publishing
    project = Project(Path(sys.argv[1]))
    print("ready", flush=True)
    for number in range(int(sys.argv[3]), 10**9):
        with publishing(project) as building:
            site = building / "site"
            site.mkdir()
            for name in ("index.html", "twin.html"):
                (site / name).write_text(str(number) * 2000)
            publish(project, site, 2)
""")


def test_a_kill_at_any_moment_leaves_one_whole_site(tmp_path):
    project = Project(tmp_path)
    put(project, "first")
    dice = random.Random(8)
    for turn in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", FLOOD, str(tmp_path), str(ROOT), str(turn * 10**6)],
            stdout=subprocess.PIPE,
        )
        process.stdout.readline()
        time.sleep(dice.random() * 0.06)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        texts = {(project.site / n).read_text() for n in ("index.html", "twin.html")}
        assert len(texts) == 1, "a page of the old site beside a page of the new one"
        assert sorted(p.name for p in project.site.iterdir()) == ["index.html", "twin.html"]
    put(project, "last")
    assert (project.site / "index.html").read_text() == "last"
    assert len(releases(project)) <= 3
