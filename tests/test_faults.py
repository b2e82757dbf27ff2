"""Accidents at any moment of build, report and publication: the site is old or new, and whole."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager

import psutil
import pytest
import small_project as small
from faulty import Accident, Campaign

from analysis import store
from analysis.paths import Project
from analysis.publish.check import check_site
from analysis.publish.manifest import file_hashes, read_manifest
from analysis.publish.swap import releases

pytestmark = pytest.mark.notebook
KILLS, AT_THE_SWAP = 24, 6
STATES = {value: small.TEXT.replace("92%", value) for value in ("92%", "93%")}


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    scratch = tmp_path_factory.mktemp("scratch")
    made = Campaign(tmp_path_factory.mktemp("origin") / "project", scratch)
    project = small.make(made.root)
    small.only_reports(project, **{"02_targets": "all"})
    # Places are for guesses at new documents: nothing reads them here.
    for name, lines in (("places.csv", 9), ("place_aliases.csv", 1)):
        table = project.curated / name
        table.write_bytes(b"".join(table.read_bytes().splitlines(keepends=True)[:lines]))
    code, told, _ = made.run()
    assert code == 0, told
    shutil.copytree(project.reports / ".cache", scratch.parent / "executed")
    return made


@pytest.fixture
def project(campaign, tmp_path, monkeypatch):
    """A copy of the published project, and the campaign turned on it."""
    made = Project(tmp_path / "project")
    shutil.copytree(campaign.root, made.root, symlinks=True)
    monkeypatch.setattr(campaign, "root", made.root)
    return made


@pytest.fixture
def executed(tmp_path_factory):
    return tmp_path_factory.getbasetemp() / "executed"


def added(project):
    """Every byte that a person wrote."""
    by_hand = [n for n, schema in store.schemas(project).items() if schema.origin == "added"]
    paths = [project.curated / f"{name}.csv" for name in by_hand]
    paths += [p for p in project.raw.iterdir() if p.name != "tiny.txt" and p.name != "tiny.yml"]
    return {path: path.read_bytes() for path in paths if path.exists()}


def value_of(project):
    """What the site in force says the plan promises; every file of it must be whole."""
    manifest = read_manifest(project.site)
    found = file_hashes(project.site)
    assert found.pop("manifest.json")
    assert found == manifest["files"], "a site of two halves"
    assert check_site(project.site) == []
    (value,) = [v for v in STATES if v in (project.site / "sources" / "tiny.html").read_text()]
    statements = (project.site / "assets" / "statements.js").read_text()
    assert value in statements
    return value


def clean(project, campaign):
    """Nothing is left lying about, here or where temporary files go."""
    expected = {".cache", ".lock", ".state.json", "releases", "runs.jsonl", "site"}
    assert {p.name for p in project.reports.iterdir()} <= expected
    assert [p.name for p in project.curated.glob(".*")] == [".building.lock"]
    assert len(releases(project)) <= 4
    with store.connect(project) as connection:
        counted = connection.execute("SELECT count(*) FROM targets").fetchone()[0]
        assert counted == len(store.rows(project, "targets")) > 0


def recover(project, campaign, executed, value):
    code, told, _ = campaign.run(executed=executed)
    assert code == 0, told
    assert value_of(project) == value
    clean(project, campaign)


def test_thirty_kills_leave_a_whole_site_and_every_row_a_person_wrote(project, campaign, executed):
    kept, dice = added(project), random.Random(8)
    small.register(project, STATES["93%"])
    code, _, changes = campaign.run(executed=executed)
    assert code == 0
    swap = [n for n, (_, told) in enumerate(changes, 1) if "/releases" in told or ".site-" in told]
    assert len(changes) > 200 and len(swap) > 4
    step = len(changes) / KILLS
    moments = [int(step * n + dice.random() * step) + 1 for n in range(KILLS)]
    moments += [dice.choice(swap) for _ in range(AT_THE_SWAP)]
    dice.shuffle(moments)
    before, dead = value_of(project), 0
    for turn, moment in enumerate(moments):
        after = "92%" if before == "93%" else "93%"
        small.register(project, STATES[after])
        code, _, _ = campaign.run(executed=executed, at=moment)
        dead += code == -signal.SIGKILL
        before = value_of(project)
        assert before in STATES
        assert added(project) == kept
        if turn % 6 == 5:
            recover(project, campaign, executed, before := after)
    assert dead >= len(moments) - 3  # a run that follows a killed one may have less to do
    recover(project, campaign, executed, after)


def test_a_killed_runner_takes_its_kernels_along(project, campaign, executed, tmp_path):
    book = json.loads((project.notebooks / "02_targets.ipynb").read_text())
    marker = tmp_path / "running"
    held = f"import pathlib, time, os\npathlib.Path({str(marker)!r}).write_text(str(os.getpid()))"
    book["cells"][1]["source"] = held + "\ntime.sleep(600)"
    kept = (project.notebooks / "02_targets.ipynb").read_bytes()
    (project.notebooks / "02_targets.ipynb").write_text(json.dumps(book))
    process, answer = campaign.start(Accident())
    kernel = psutil.Process(int(said_in(marker)))
    process.kill()
    assert campaign.end(process, answer)[0] == -signal.SIGKILL
    psutil.wait_procs([kernel], timeout=30)
    assert not kernel.is_running() or kernel.status() == psutil.STATUS_ZOMBIE
    (project.notebooks / "02_targets.ipynb").write_bytes(kept)
    recover(project, campaign, executed, value_of(project))


def said_in(path):
    """The content of a file that another process is about to write."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if path.exists() and path.read_text():
            return path.read_text()
        time.sleep(0.05)
    raise AssertionError(f"{path} was never written")


def test_a_kernel_that_dies_and_a_cell_that_hangs_leave_the_old_site(project, campaign, executed):
    path = project.notebooks / "02_targets.ipynb"
    kept, before = path.read_bytes(), file_hashes(project.site)
    book = json.loads(kept)
    book["cells"][1]["source"] = 'import os, time\nos._exit(1) if lang == "zh" else time.sleep(600)'
    path.write_text(json.dumps(book))
    code, told, _ = campaign.run(cell_seconds=2)
    assert code == 1 and "\n" not in told
    assert "02_targets.zh and 1 more (02_targets.en) could not be made" in told
    assert "died" in told.lower() and "left as it is" in told
    assert file_hashes(project.site) == before
    assert sorted(p.name for p in (project.reports / "failed").iterdir()) == [
        "02_targets.en.ipynb",
        "02_targets.zh.ipynb",
    ]
    last = json.loads((project.reports / "runs.jsonl").read_text().splitlines()[-1])
    assert (last["exit"], last["outcome"], last["message"]) == (1, "failed", told)
    path.write_bytes(kept)
    recover(project, campaign, executed, value_of(project))


@pytest.mark.parametrize("largest", [2_000, 40_000, 300_000])
def test_a_disk_that_takes_no_more_leaves_everything_as_it_was(
    project, campaign, executed, largest
):
    """A limit of the system on the size of files: a write fails half-way, as on a full disk."""
    kept, before = added(project), file_hashes(project.site)
    small.register(project, STATES["93%"])
    code, told, _ = campaign.run(executed=executed, largest=largest)
    assert code == 1 and "\n" not in told
    assert "File too large" in told or "could not be" in told
    assert file_hashes(project.site) == before
    assert added(project) == kept
    recover(project, campaign, executed, "93%")


@contextmanager
def small_disk(folder):
    """A file system of 64 MB at ``folder`` where one may be mounted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(folder)]
    mounted = shutil.which("mount") and subprocess.run(command, capture_output=True).returncode == 0
    try:
        yield bool(mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("room", [100_000, 1_000_000])
def test_a_full_disk_leaves_the_old_site_and_room_mends_it(
    campaign, executed, tmp_path, monkeypatch, room
):
    with small_disk(tmp_path / "disk") as mounted:
        project = Project(tmp_path / "disk" / "project")
        shutil.copytree(campaign.root, project.root, symlinks=True)
        monkeypatch.setattr(campaign, "root", project.root)
        kept, before = added(project), file_hashes(project.site)
        small.register(project, STATES["93%"])
        filler = tmp_path / "disk" / "filler"
        if mounted:
            disk = os.statvfs(project.root)
            filler.write_bytes(b"x" * (disk.f_bavail * disk.f_frsize - room))
        # Without a disk of our own the limit on the size of files stands for its end.
        code, told, _ = campaign.run(executed=executed, largest=0 if mounted else room // 4)
        assert code == 1 and "\n" not in told
        assert ("disk is full" in told or "No space left" in told) or not mounted
        assert file_hashes(project.site) == before
        assert added(project) == kept
        filler.unlink(missing_ok=True)
        recover(project, campaign, executed, "93%")


def test_a_corrupted_database_is_built_again(project, campaign, executed):
    before = file_hashes(project.site)
    for damage in (b"", b"not a database", project.database.read_bytes()[:-9_000]):
        project.database.write_bytes(damage)
        recover(project, campaign, executed, value_of(project))
    whole = bytearray(project.database.read_bytes())
    whole[len(whole) // 2 : len(whole) // 2 + 64] = b"x" * 64
    project.database.write_bytes(whole)
    recover(project, campaign, executed, value_of(project))
    assert file_hashes(project.site) == before


def test_two_refreshes_at_once_never_mix(project, campaign, executed):
    small.register(project, STATES["93%"])
    running = [campaign.start(Accident(executed)) for _ in range(3)]
    ends = [campaign.end(*one) for one in running]
    assert {code for code, _, _ in ends} <= {0, 1}
    assert any(code == 0 for code, _, _ in ends)
    assert all("another run is publishing" in told for code, told, _ in ends if code)
    assert value_of(project) == "93%"
    lines = (project.reports / "runs.jsonl").read_text().splitlines()[-3:]
    assert sorted(json.loads(line)["exit"] for line in lines) == sorted(e[0] for e in ends)
    recover(project, campaign, executed, "93%")


@pytest.mark.parametrize("day", ["1999-12-31", "2099-01-01"])
def test_a_clock_that_jumps_changes_neither_order_nor_outcome(project, campaign, executed, day):
    moments = {"1999-12-31": 946_000_000, "2099-01-01": 4_070_000_000}
    for path in project.root.rglob("*"):
        if path.is_file() and random.Random(path.name).random() < 0.5:
            os.utime(path, (moments[day], moments[day]))
    small.register(project, STATES["93%"])
    os.utime(project.raw / "tiny.txt", (1, 1))
    first = read_manifest(project.site)["date"]
    assert campaign.run(executed=executed, day=day)[0] == 0
    assert value_of(project) == "93%"
    small.register(project, STATES["92%"])
    assert campaign.run(executed=executed)[0] == 0
    assert value_of(project) == "92%"
    stamps = sorted(p.stem for p in (project.site / "changes").glob("*.json"))
    jumped = max(day, first)
    assert stamps == sorted({first, f"{jumped}-2" if jumped == first else jumped, stamps[-1]})
    assert read_manifest(project.site)["date"] == jumped
    clean(project, campaign)


def test_inputs_that_change_under_a_run_are_not_published(project, campaign, executed):
    """The notebook itself alters the text it reports on, as a person might meanwhile."""
    path = project.notebooks / "02_targets.ipynb"
    kept, before = path.read_bytes(), file_hashes(project.site)
    book = json.loads(kept)
    new = STATES["93%"]
    book["cells"][1]["source"] += (
        "\nimport os, pathlib\n"
        "raw = pathlib.Path(os.environ['EDUCATION_PLANS_ROOT'], 'data', 'raw', 'tiny.txt')\n"
        f"raw.write_text({new!r})"
    )
    path.write_text(json.dumps(book))
    code, told, _ = campaign.run()
    assert code == 1 and "changed while the reports were made" in told
    assert file_hashes(project.site) == before
    path.write_bytes(kept)
    small.register(project, new)
    recover(project, campaign, executed, "93%")
