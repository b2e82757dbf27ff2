"""DOCX files: paragraphs and tables in their order, with the numbers the program counts.

Insertions are kept, deletions left out; a box of text follows the paragraph it hangs on.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from docx.oxml.ns import qn

from analysis.errors import InputError
from analysis.ingest import tables
from analysis.ingest.numbering import Numbering

LARGEST_UNPACKED = 400_000_000
_P, _TBL, _SDT = qn("w:p"), qn("w:tbl"), qn("w:sdt")
_ROWS = "./w:tr | ./w:sdt/w:sdtContent/w:tr"  # not those of tables inside a cell
_CELLS = "./w:tc | ./w:sdt/w:sdtContent/w:tc"
_BOX = qn("w:txbxContent")
_T, _TAB, _BR, _CR, _HYPHEN = (
    qn("w:t"),
    qn("w:tab"),
    qn("w:br"),
    qn("w:cr"),
    qn("w:noBreakHyphen"),
)
_DELETED = (qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"))
# What else comes as an archive, by a part that each has.
_OTHERS = {
    "xl/workbook.xml": ("a spreadsheet", "save the sheet as text or paste it into a DOCX"),
    "ppt/presentation.xml": ("slides", "save their text as a text file"),
    "content.xml": ("an OpenDocument file", "open it and save it as DOCX"),
    "OFD.xml": ("an OFD file", "open it and save it as PDF"),
    "META-INF/container.xml": ("an e-book", "save it as HTML or text"),
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(data: bytes, name: str) -> tuple[str, Mapping[str, str]]:
    """The text, one line a paragraph and a table cell, and the title it names."""
    _check_size(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document.element.body, Numbering(document)))
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
        what, remedy = next(
            (told for part, told in _OTHERS.items() if part in names),
            ("an archive that is no DOCX", "unpack it and name the file inside"),
        )
        raise InputError(f"{name}: found {what}; {remedy}")


def _lines(container: Any, numbering: Numbering) -> Iterator[str]:
    for element in container:
        if element.tag == _P:
            words, boxes = _paragraph(element)
            label = numbering.label(element)  # an empty paragraph counts, too
            yield from (f"{label}{words}" if words.strip() else "").split("\n")
            for box in boxes:
                yield from _lines(box, numbering)
        elif element.tag == _TBL:
            yield from tables.lines([_row(row) for row in element.xpath(_ROWS)])
        elif element.tag == _SDT:
            for content in element.iter(qn("w:sdtContent")):
                yield from _lines(content, numbering)


def _row(row: Any) -> list[tables.Box]:
    """The cells of a row. A merged cell is empty below its first row, so it needs no span."""
    boxes = []
    for cell in row.xpath(_CELLS):
        words = (_paragraph(paragraph)[0].strip() for paragraph in cell.iter(_P))
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        across = int(span.get(qn("w:val"))) if span is not None else 1
        boxes.append(tables.Box(" ".join(filter(None, words)), across))
    return boxes


def _paragraph(element: Any) -> tuple[str, list[Any]]:
    """The words of a paragraph, and the boxes of text that hang on it."""
    pieces: list[str] = []
    boxes: list[Any] = []
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if node.tag in _DELETED or node.tag == _FALLBACK:
            continue
        if node.tag == _BOX:
            boxes.append(node)
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
    return "".join(pieces), boxes
