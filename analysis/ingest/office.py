"""DOCX files: paragraphs and tables in their order, insertions kept, deletions left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from docx.oxml.ns import qn

from analysis.errors import InputError

LARGEST_UNPACKED = 400_000_000
_P, _TBL, _TC, _SDT = qn("w:p"), qn("w:tbl"), qn("w:tc"), qn("w:sdt")
_T, _TAB, _BR, _CR, _HYPHEN = (
    qn("w:t"),
    qn("w:tab"),
    qn("w:br"),
    qn("w:cr"),
    qn("w:noBreakHyphen"),
)
_DELETED = (qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(data: bytes, name: str) -> tuple[str, Mapping[str, str]]:
    """The text, one line a paragraph and a table cell, and the title it names."""
    _check_size(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document.element.body))
        title = (document.core_properties.title or "").strip()
    except Exception as error:  # any broken part of the package surfaces as another type
        raise InputError(
            f"{name}: is no DOCX that can be read; open it in a word processor and save it again"
        ) from error
    text = "\n".join(line for line in lines if line.strip())
    return f"{text}\n" if text else "", {"title": title} if title else {}


def _check_size(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise InputError(f"{name}: the file is cut short or broken; fetch it again") from error
    if unpacked > LARGEST_UNPACKED:
        raise InputError(
            f"{name}: found {unpacked / 1e6:.0f} MB when unpacked; a document may have "
            f"{LARGEST_UNPACKED / 1e6:.0f} MB"
        )
    if "word/document.xml" not in names:
        raise InputError(
            f"{name}: found an archive that is no DOCX; unpack it and name the file inside"
        )


def _lines(container: Any) -> Iterator[str]:
    for element in container:
        if element.tag == _P:
            yield from _paragraph(element).split("\n")
        elif element.tag == _TBL:
            for cell in element.iter(_TC):
                # One line a cell, as a table of a web page comes out.
                yield " ".join(filter(None, (_paragraph(p).strip() for p in cell.iter(_P))))
        elif element.tag == _SDT:
            for content in element.iter(qn("w:sdtContent")):
                yield from _lines(content)


def _paragraph(element: Any) -> str:
    pieces: list[str] = []
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if node.tag in _DELETED or node.tag == _FALLBACK:
            continue
        if node.tag == _T:
            pieces.append(node.text or "")
        elif node.tag == _TAB:
            pieces.append("\t")
        elif node.tag in (_BR, _CR):
            pieces.append("\n")
        elif node.tag == _HYPHEN:
            pieces.append("-")
        waiting.extend(reversed(node))
    return "".join(pieces)
