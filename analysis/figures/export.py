"""Writes a figure as the files people use: picture, print, data, specification, citation.

Everything comes from one rendering, so the picture, the print and the page agree. The same figure
gives the same bytes on every run: fonts are ours, PDF objects are put in order, no file carries a
time.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import vl_convert
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from analysis.errors import WorkError
from analysis.figures.citations import Work, citation_files
from analysis.figures.figure import UNSEEN, Figure, canonical_json
from analysis.figures.glyphs import characters, font_face, require
from analysis.figures.theme import FONT_FOLDER

VEGALITE = "6.4"
RENDERER_BASE = "https://vega.github.io/vega-datasets/"
DPI = 300
CSS_DPI = 96
POINTS_PER_PIXEL = 0.75
_TEXT = re.compile(r"<text\b([^>]*)>(.*?)</text>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


@lru_cache(maxsize=1)
def register_fonts() -> bool:
    """Make the renderer know our font; once a process is enough."""
    vl_convert.register_font_directory(str(FONT_FOLDER))
    return True


def export(figure: Figure, folder: Path, work: Work) -> Mapping[str, str]:
    """Write ``<folder>/<figure_id>/<figure_id>.<format>`` and return file name → SHA-256.

    ``work`` is what a citation needs beside the figure. Raises WorkError, before anything is
    written, when a character has no glyph or the drawing fails.
    """
    return _written(figure, folder, rendered(figure, work))


def export_pinned(figure: Figure, folder: Path) -> Mapping[str, str]:
    """As `export`, but only what the figure's version covers: its data and its specification."""
    return _written(figure, folder, pinned_files(figure))


def _written(figure: Figure, folder: Path, contents: Mapping[str, bytes]) -> Mapping[str, str]:
    target = folder / figure.figure_id
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, data in contents.items():
            (target / name).write_bytes(data)
    except OSError as error:
        raise WorkError(
            f"figure {figure.figure_id}: {target} cannot be written ({error.strerror}); "
            "make room or choose another folder"
        ) from error
    return {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}


def pinned_files(figure: Figure) -> dict[str, bytes]:
    """File name → bytes of the data and the specification."""
    return {
        f"{figure.figure_id}.csv": figure.csv,
        f"{figure.figure_id}.vl.json": canonical_json(figure.spec) + b"\n",
    }


def rendered(figure: Figure, work: Work) -> dict[str, bytes]:
    """File name → bytes of every format, without touching the disk."""
    plain = draw(figure.spec, figure.figure_id)
    written = texts_of(plain)
    for text in (*written, figure.caption, figure.alt):
        require(_seen(text), f"figure {figure.figure_id}")
    name = figure.figure_id
    pictures = {
        f"{name}.svg": standalone(plain, figure).encode("utf-8"),
        f"{name}.png": png(plain),
        f"{name}.pdf": pdf(plain, figure),
    }
    return pictures | pinned_files(figure) | citation_files(figure, work)


def draw(spec: Mapping[str, Any], name: str) -> str:
    """The specification as SVG with text kept as text. Raises WorkError when it cannot be drawn."""
    register_fonts()
    try:
        drawn = str(vl_convert.vegalite_to_svg(_seen(spec), vl_version=VEGALITE))
        # The renderer puts its sample data's address before our relative links.
        return drawn.replace(RENDERER_BASE, "../../")
    except ValueError as error:
        first = str(error).strip().splitlines()[0]
        raise WorkError(
            f"figure {name}: the chart cannot be drawn ({first}); look at its data and parameters"
        ) from error


def _seen(value: Any) -> Any:
    """A specification without unseen characters: a NUL in a label ends the whole process."""
    if isinstance(value, str):
        return UNSEEN.sub("", value)
    if isinstance(value, Mapping):
        return {_seen(key): _seen(part) for key, part in value.items()}
    return [_seen(part) for part in value] if isinstance(value, list | tuple) else value


def texts_of(svg: str) -> list[str]:
    """Every text a picture shows, unescaped."""
    return [unescape(_TAG.sub("", body)) for _, body in _TEXT.findall(svg)]


def standalone(svg: str, figure: Figure) -> str:
    """The SVG with the glyphs it uses, a title and a description: it opens alike everywhere."""
    bold = [unescape(_TAG.sub("", b)) for a, b in _TEXT.findall(svg) if 'weight="bold"' in a]
    regular = [unescape(_TAG.sub("", b)) for a, b in _TEXT.findall(svg) if 'weight="bold"' not in a]
    faces = font_face(characters(regular)) + (
        font_face(characters(bold), bold=True) if bold else ""
    )
    head = (
        f"<title>{_escape(figure.title)}</title><desc>{_escape(figure.alt)}</desc>"
        f"<style>{faces}</style>"
    )
    opening, rest = svg.split(">", 1)
    return f'{opening} role="img" lang="{figure.lang}">{head}{rest}\n'


def png(svg: str) -> bytes:
    """The picture at 300 dots to the inch, packed again: the renderer packs for speed."""
    data = bytes(vl_convert.svg_to_png(svg, scale=72 / CSS_DPI, ppi=DPI))
    kept, pixels, position = [data[:8]], b"", 8
    while position < len(data):
        (length,) = struct.unpack(">I", data[position : position + 4])
        chunk = data[position : position + 12 + length]
        if chunk[4:8] == b"IDAT":
            pixels += chunk[8 : 8 + length]
        else:
            kept.append(chunk)
        position += 12 + length
    body = b"IDAT" + zlib.compress(zlib.decompress(pixels), 6)
    packed = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return b"".join([*kept[:-1], packed, kept[-1]])


def _escape(text: str) -> str:
    return UNSEEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pdf(svg: str, figure: Figure) -> bytes:
    """The picture in print size (96 pixels to the inch) with embedded fonts, object by object in
    a fixed order: the writer underneath numbers fonts as they fall.
    """
    found = _SIZE.search(svg)
    if found is None:
        raise WorkError(f"figure {figure.figure_id}: the drawing has no size; draw it again")
    points = [float(length) * POINTS_PER_PIXEL for length in found.groups()]
    sized = _SIZE.sub(f'width="{points[0]:g}" height="{points[1]:g}"', svg, count=1)
    reader = PdfReader(io.BytesIO(bytes(vl_convert.svg_to_pdf(sized))))
    for page in reader.pages:
        _order(page, set())
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    writer.metadata = None
    writer.add_metadata(
        {
            "/Title": figure.title,
            "/Subject": figure.alt,
            "/Keywords": f"{figure.figure_id} {figure.version}",
        }
    )
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _order(value: PdfObject | None, seen: set[int]) -> None:
    """Sort the keys of every dictionary below ``value``, in place."""
    if isinstance(value, IndirectObject):
        if value.idnum in seen:
            return
        seen.add(value.idnum)
        value = value.get_object()
    if isinstance(value, DictionaryObject):
        for key in sorted(value):
            item = value.raw_get(key)
            del value[key]
            value[key] = item
            if key != "/Parent":
                _order(item, seen)
    elif isinstance(value, ArrayObject):
        for item in value:
            _order(item, seen)
