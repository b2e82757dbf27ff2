"""PDF files that hold text. A scan has none and is told so."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping

import pypdf
from pypdf.errors import PyPdfError

from analysis.errors import InputError
from analysis.ingest import tables

MOST_PAGES = 3000
LEAST_A_PAGE = 10
_WORD = re.compile(r"\w")
_TRAILING = re.compile(r"[ \t\u3000]+$", re.MULTILINE)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are not for our readers

# What the reader raises over a damaged file depends on the object it meets first.
_DAMAGED = (
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError,
    RecursionError, NotImplementedError, OverflowError, AssertionError,
)  # fmt: skip


def read(data: bytes, name: str) -> tuple[str, Mapping[str, str]]:
    """The text of all pages, a line break between them, and the title and date it names."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{name}: the PDF is locked; save a copy without a password")
        if len(reader.pages) > MOST_PAGES:
            raise InputError(
                f"{name}: found {len(reader.pages)} pages; a document may have {MOST_PAGES}; "
                "split it"
            )
        pages = [_TRAILING.sub("", page.extract_text()) for page in reader.pages]
        facts = _facts(reader)
    except _DAMAGED as error:
        raise _broken(name) from error
    text = tables.in_columns("\n".join(page.strip("\n") for page in pages) + "\n")
    if sum(1 for _ in _WORD.finditer(text)) < LEAST_A_PAGE * max(1, len(pages)):
        raise InputError(
            f"{name}: found {len(pages)} page(s) without text; it is a scan: recognise its text "
            "first (for example `ocrmypdf -l chi_sim in.pdf out.pdf`) and add the result"
        )
    return text, facts


def _broken(name: str) -> InputError:
    return InputError(f"{name}: the PDF is broken and cannot be read; fetch it again")


def _facts(reader: pypdf.PdfReader) -> dict[str, str]:
    """Only the title: the date of a PDF is that of the file, not of the document."""
    title = reader.metadata.title if reader.metadata else None
    return {"title": title.strip()} if isinstance(title, str) and title.strip() else {}
