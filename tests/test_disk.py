"""Contents are on the disk before names, names before what counts on them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from analysis import disk, undo
from analysis.paths import Project
from analysis.publish.swap import publish, publishing


@pytest.fixture
def events(monkeypatch):
    """What is flushed and renamed, in order, by the names at that moment."""
    seen = []
    flushed, renamed, replaced = os.fsync, Path.rename, Path.replace

    def fsync(handle):
        seen.append(("flush", Path(f"/proc/self/fd/{handle}").resolve().name))
        flushed(handle)

    def rename(self, target):
        seen.append(("rename", Path(target).name))
        return renamed(self, target)

    def replace(self, target):
        seen.append(("rename", Path(target).name))
        return replaced(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "sync", lambda: seen.append(("flush", "everything")))
    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(Path, "replace", replace)
    return seen


def test_contents_before_the_rename_and_the_folder_after(tmp_path, events):
    (tmp_path / "new").write_text("1")
    disk.rename_in([(tmp_path / "new", tmp_path / "final")])
    assert events == [("flush", "new"), ("rename", "final"), ("flush", tmp_path.name)]


def test_a_change_of_several_files_is_on_the_disk_before_the_first_name(tmp_path, events):
    data = tmp_path / "data"
    (data / "raw").mkdir(parents=True)
    (data / "raw" / "a.txt").write_text("old")
    (tmp_path / "a").write_text("new")
    undo.change(data, {data / "raw" / "a.txt": tmp_path / "a"})
    named = events.index(("rename", "a.txt"))
    for name in ("0.old", "0.new", undo.JOURNAL):
        assert events.index(("flush", name)) < events.index(("rename", undo.ARMED)) < named
    assert ("flush", "raw") in events[named:]


def test_a_site_is_on_the_disk_before_it_is_in_force(tmp_path, events):
    project = Project(tmp_path)
    with publishing(project) as building:
        (building / "index.html").write_text("page")
        publish(project, building, keep=2)
    in_force = events.index(("rename", "site"))
    assert events.index(("flush", "everything")) < events.index(("rename", "0001")) < in_force
    assert ("flush", "releases") in events[:in_force]
    assert ("flush", "reports") in events[in_force:]


def test_where_a_folder_cannot_be_flushed_the_work_goes_on(tmp_path, monkeypatch):
    def refuse(handle):
        raise OSError(errno.EINVAL, "not here")

    monkeypatch.setattr(os, "fsync", refuse)
    disk.settle([tmp_path, tmp_path / "absent"])


def test_a_disk_that_fails_is_not_passed_over(tmp_path, monkeypatch):
    def fail(handle):
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="broken"):
        disk.settle([tmp_path])


def test_without_one_call_for_all_every_file_is_flushed(tmp_path, events, monkeypatch):
    monkeypatch.delattr(os, "sync")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text("page")
    disk.settle_tree(tmp_path)
    assert {name for _, name in events} == {"pages", "a.html", tmp_path.name}
