"""The raw texts: checked bytes, honest decoding, one sentence for what cannot be read."""

from __future__ import annotations

import hashlib

import pytest
import yaml

from analysis import sources
from analysis.errors import InputError
from analysis.paths import Project

TEXT = "甲县教育规划\n到2025年，毛入园率达到90%。\n"


@pytest.fixture
def project(tmp_path):
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    data = TEXT.encode()
    (raw / "jia.txt").write_bytes(data)
    sidecar = {
        "doc_id": "jia",
        "region_id": "jia",
        "title_zh": "甲县教育规划",
        "kind": "plan",
        "completeness": "full",
        "source_kind": "official",
        "script": "simplified",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    (raw / "jia.yml").write_text(yaml.safe_dump(sidecar, allow_unicode=True), encoding="utf-8")
    return Project(tmp_path)


def test_a_registered_text_is_read_with_its_newlines(project):
    (source,) = sources.registered(project)
    assert sources.read(source) == TEXT


def test_a_flipped_byte_is_refused(project):
    path = project.raw / "jia.txt"
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match=r"jia\.txt: found sha256"):
        sources.read(sources.registered(project)[0])


def test_a_missing_text_is_refused(project):
    (project.raw / "jia.txt").unlink()
    with pytest.raises(InputError, match=r"jia\.txt: the file is missing"):
        sources.read(sources.registered(project)[0])


def test_a_text_without_sidecar_is_refused(project):
    (project.raw / "yi.txt").write_text("乙", encoding="utf-8")
    with pytest.raises(InputError, match=r"yi\.txt: found no sidecar"):
        sources.registered(project)


@pytest.mark.parametrize("field", ["region_id", "sha256", "kind"])
def test_a_sidecar_without_a_needed_field_is_refused(project, field):
    path = project.raw / "jia.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    del content[field]
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(InputError, match=field):
        sources.registered(project)


def test_a_doc_id_may_not_leave_its_folder(project):
    path = project.raw / "jia.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8")) | {"doc_id": "../x"}
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(InputError, match="doc_id"):
        sources.registered(project)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_usual_encoding_gives_the_same_text(encoding):
    assert sources.decode((TEXT * 5).encode(encoding), "x.txt") == TEXT * 5


@pytest.mark.parametrize(
    "data", [b"", b" \n\t ", bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(64)]
)
def test_empty_and_binary_files_get_one_sentence(data):
    with pytest.raises(InputError, match=r"^x\.bin: .*must hold the text|no known encoding"):
        sources.decode(data, "x.bin")
