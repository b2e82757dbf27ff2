"""The only reader of ``data/raw``: bytes checked against their sidecar, decoded once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import InputError
from analysis.paths import Project

DOC_ID = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")
REQUIRED = ("doc_id", "region_id", "title_zh", "kind", "completeness", "source_kind", "script")
# What a sidecar says of its document, in the order in which it is written.
IDENTITY = (
    "doc_id",
    "region_id",
    "title_zh",
    "title_en",
    "kind",
    "issuer",
    "document_number",
    "issued_on",
    "period_start",
    "period_end",
    "in_force",
    "completeness",
    "source_name",
    "source_url",
    "source_kind",
    "script",
)
KINDS = ("plan", "draft_plan", "work_points", "interpretation", "long_term_plan", "other")
_HAN = re.compile("[\u4e00-\u9fff]")
_ENOUGH = 6  # Han characters that no chance puts into other bytes
# Kana, Greek, Cyrillic and blocks between Han characters: Big5 that was read as GB18030.
_FOREIGN = re.compile("[\u3041-\u30ff\u2581-\u258f\u3105-\u3129\u0391-\u0451]")
ENCODINGS_BY_MARK = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True)
class Source:
    """A registered document: its sidecar and the file beside it."""

    doc_id: str
    path: Path
    sidecar: dict[str, Any]

    @property
    def region_id(self) -> str:
        return str(self.sidecar["region_id"])


def registered(project: Project) -> list[Source]:
    """Every document with a sidecar, in order of doc_id.

    Raises InputError for a broken sidecar or one whose text is missing.
    """
    sources = [_source(path) for path in sorted(project.raw.glob("*.yml"))]
    orphans = {p.stem for p in project.raw.glob("*.txt")} - {s.doc_id for s in sources}
    if orphans:
        name = sorted(orphans)[0]
        raise InputError(
            f"data/raw/{name}.txt: found no sidecar {name}.yml; every raw text needs one; "
            f"run `python -m analysis add` or remove the file"
        )
    if not sources:
        raise InputError(f"{project.raw}: found no registered document; add one with `add`")
    return sources


def _source(path: Path) -> Source:
    try:
        sidecar = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(
            f"data/raw/{path.name}: cannot be read as YAML; restore it or register the document "
            "again with `add`"
        ) from error
    missing = [k for k in (*REQUIRED, "sha256") if not (sidecar or {}).get(k)]
    if not isinstance(sidecar, dict) or missing:
        raise InputError(
            f"data/raw/{path.name}: found no {', '.join(missing)}; a sidecar needs "
            f"{', '.join((*REQUIRED, 'sha256'))}"
        )
    doc_id = str(sidecar["doc_id"])
    if doc_id != path.stem or not DOC_ID.match(doc_id):
        raise InputError(
            f"data/raw/{path.name}: found doc_id {doc_id!r}; it must equal the file's stem and "
            "consist of lower-case letters, digits and _"
        )
    if sidecar["kind"] not in KINDS:
        raise InputError(
            f"data/raw/{path.name}: found kind {sidecar['kind']!r}; allowed: {', '.join(KINDS)}"
        )
    return Source(doc_id, path.with_suffix(".txt"), {k: _plain(v) for k, v in sidecar.items()})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def read(source: Source) -> str:
    """The raw text of a registered document, its bytes checked against the sidecar.

    Offsets everywhere are code points of this string: UTF-8, no newline translation.
    """
    try:
        data = source.path.read_bytes()
    except OSError as error:
        raise InputError(
            f"data/raw/{source.path.name}: the file is missing or cannot be read; "
            "restore it from version control or remove its sidecar"
        ) from error
    found = hashlib.sha256(data).hexdigest()
    if found != source.sidecar["sha256"]:
        raise InputError(
            f"data/raw/{source.path.name}: found sha256 {found[:16]}…, the sidecar says "
            f"{str(source.sidecar['sha256'])[:16]}…; raw bytes are never edited: restore the file"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"data/raw/{source.path.name}: byte {error.start} is not UTF-8; "
            "register the document again with `add`, which converts it"
        ) from error


def decode(data: bytes, name: str) -> str:
    """Text of a file of unknown encoding: UTF-8, UTF-16 by its mark or by pattern, GB18030.

    GB18030 contains GBK and GB2312. Raises InputError for an empty or binary file and
    for one that fits none of them; a replacement character is never made up.
    """
    if not data.strip():
        raise InputError(f"{name}: the file is empty; it must hold the text of a document")
    for mark, encoding in ENCODINGS_BY_MARK:
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if b"\x00" in sample and max(even, odd) < len(sample) // 20:
        raise InputError(f"{name}: the file is binary; it must hold the text of a document")
    if even or odd:
        text = _decoded(data, "utf-16-le" if odd >= even else "utf-16-be", name)
        return _printable(text, name)
    try:
        return _printable(data.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        _refuse_nearly_utf8(data, name, error.start)
    text = _decoded(data, "gb18030", name)
    if len(_FOREIGN.findall(text[:20000])) > len(text[:20000]) // 50 + 1:
        raise InputError(f"{name}: reads like Big5; save the file as UTF-8 text")
    return _printable(text, name)


def _refuse_nearly_utf8(data: bytes, name: str, first: int) -> None:
    """Text of one encoding with a few broken bytes reads as rubbish in any other."""
    readable = data.decode("utf-8", "ignore")
    broken = len(data) - len(readable.encode())
    if broken <= len(data) // 500 + 8 and len(_HAN.findall(readable[:5000])) >= _ENOUGH:
        raise InputError(
            f"{name}: byte {first} is not UTF-8 while all but {broken} of the others are; "
            "fetch the file again, or mend that place in an editor and save it as UTF-8"
        )


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: byte {error.start} fits no known encoding; "
            "save the file as UTF-8, UTF-16, GBK or GB18030 text"
        ) from error


def _printable(text: str, name: str) -> str:
    sample = text[:20000]
    odd = sum(1 for c in sample if (ord(c) < 32 and c not in "\t\n\r\f\v") or c == "\ufffd")
    rare = sum(1 for c in sample if "\ue000" <= c <= "\uf8ff")
    if odd > len(sample) // 50 + 2 or rare > len(sample) // 5:
        raise InputError(f"{name}: the file is binary; it must hold the text of a document")
    return text


def read_file(path: Path) -> str:
    """The decoded text of any file. Raises InputError when there is none."""
    try:
        return decode(path.read_bytes(), path.name)
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a folder; name a file") from error
    except OSError as error:
        raise InputError(f"{path}: no such file, or it cannot be read") from error
