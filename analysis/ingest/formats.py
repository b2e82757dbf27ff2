"""Which format a file is in, by its first bytes, and its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from analysis import sources
from analysis.errors import InputError
from analysis.ingest import office, pages, portable
from analysis.ingest.content import Content

SUFFIXES = (".txt", ".html", ".htm", ".mhtml", ".mht", ".pdf", ".docx", ".md")
LARGEST = 256_000_000
_HTML = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)
_MHTML = re.compile(rb"(?:From: <Saved by|MIME-Version:|Content-Type: multipart/related)", re.I)
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old .doc, .xls or .wps file", "open it and save it as DOCX"),
    (b"{\\rtf", "an RTF file", "open it and save it as DOCX"),
    (b"\x89PNG", "a picture", "recognise its text first and add that"),
    (b"\xff\xd8\xff", "a picture", "recognise its text first and add that"),
    (b"GIF8", "a picture", "recognise its text first and add that"),
    (b"II*\x00", "a picture", "recognise its text first and add that"),
    (b"MM\x00*", "a picture", "recognise its text first and add that"),
    (b"RIFF", "a picture", "recognise its text first and add that"),
    (b"CAJ\x00", "a CAJ file", "open it and save it as PDF"),
    (b"KDH ", "a KDH file", "open it and save it as PDF"),
    (b"Rar!", "an archive", "unpack it and name the file inside"),
    (b"7z\xbc\xaf", "an archive", "unpack it and name the file inside"),
    (b"\x1f\x8b", "an archive", "unpack it and name the file inside"),
)
Reader = Callable[[bytes, str], tuple[str, Mapping[str, str]]]


def read_document(path: Path) -> Content:
    """The text of a file in any known format. Raises InputError when there is none."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(
                f"{path.name}: found {size / 1e6:.0f} MB; a document may have "
                f"{LARGEST / 1e6:.0f} MB; split it"
            )
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a folder; name a file") from error
    except OSError as error:
        raise InputError(f"{path}: no such file, or it cannot be read") from error
    return content_of(data, path.name)


def content_of(data: bytes, name: str) -> Content:
    """The text of the bytes of a file. Raises InputError naming what was found instead."""
    sha256 = hashlib.sha256(data).hexdigest()
    for mark, found, remedy in _REFUSED:
        if data.startswith(mark):
            raise InputError(
                f"{name}: found {found}; it must be HTML, PDF, DOCX or a text file; {remedy}"
            )
    reader = _reader(data)
    if reader is not None:
        form, read = reader
        text, facts = read(data, name)
        if not text.strip():
            raise InputError(f"{name}: found no text in this {form.upper()}; name another file")
        return Content(text, form, sha256, facts)
    text = sources.decode(data, name)
    if not text.strip():
        raise InputError(f"{name}: the file is empty; it must hold the text of a document")
    return Content(text, "text", sha256, {}, is_bytes=_is_utf8(data, text))


def _reader(data: bytes) -> tuple[str, Reader] | None:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf", portable.read
    if data.startswith(b"PK\x03\x04"):
        return "docx", office.read
    head = data[:4096]
    if _MHTML.match(head.lstrip()):
        return "mhtml", pages.read_archive
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = head.replace(b"\x00", b"")[2:]
    if _HTML.match(plain):
        return "html", pages.read
    return None


def _is_utf8(data: bytes, text: str) -> bool:
    return text.encode("utf-8", "replace") == data
