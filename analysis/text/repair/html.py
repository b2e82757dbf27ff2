"""HTML that was left in a text: tags, comments, scripts and character entities."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

_BLOCK = {
    "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl",
    "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "title",
    "tr", "ul",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "big", "button", "code", "col", "em", "font", "head", "i", "iframe",
    "img", "input", "label", "link", "meta", "o:p", "option", "s", "script", "select", "small",
    "span", "strong", "style", "sub", "sup", "td", "textarea", "th", "u", "video",
}  # fmt: skip
_TAG = re.compile(
    r"<!--|<!DOCTYPE[^<>]{0,300}>|</?("
    + "|".join(map(re.escape, sorted(_BLOCK | _INLINE, key=len, reverse=True)))
    + r")(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_CODE = {
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
    "<!--": re.compile(r"-->"),
}
_NEXT_CELL = re.compile(r"\s*<t[dh]\b", re.IGNORECASE)
# 补助?/p>: the end of a tag whose first bytes were lost with the character in front of it.
_BROKEN = re.compile(r"[?\ufffd]/(?:p|div|span|td|tr|li|h[1-6]|strong|b|font|a)>", re.IGNORECASE)
_CELLS = re.compile(r"(?:^[^|\n]{1,40}[ \t]\|[ \t]*\n){3,}", re.MULTILINE)
_EDGE = re.compile(r"[ \t]\|[ \t]*(?=\n)")
# &amp;nbsp;: escaped twice.
_ENTITY = re.compile(r"&(?:amp;){0,3}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


def edits(text: str) -> Iterator[Edit]:
    """Tags → nothing, a break at a block's edge, a tab between cells; entities → characters."""
    if "<" in text:
        yield from _tags(text)
    if "|\n" in text:
        yield from _cell_edges(text)
    if "?/" in text or "\ufffd/" in text:
        for match in _BROKEN.finditer(text):
            yield Edit(match.start(), match.end(), "", "html", "probable")
    if "&" in text:
        for match in _ENTITY.finditer(text):
            char = html.unescape(re.sub("^&(?:amp;)+(?=.)", "&", match.group()))
            if char != match.group():
                yield Edit(match.start(), match.end(), char, "html")


def _cell_edges(text: str) -> Iterator[Edit]:
    """Strokes at the end of lines that hold one cell each; rows of several cells keep theirs."""
    for run in _CELLS.finditer(text):
        for edge in _EDGE.finditer(text, *run.span()):
            yield Edit(edge.start(), edge.end(), "", "html")


def _tags(text: str) -> Iterator[Edit]:
    at = 0
    unclosed: set[str] = set()
    for match in _TAG.finditer(text):
        if match.start() < at:
            continue
        at = match.end()
        name = (match.group(1) or match.group()).lower()
        if name in _CODE and not match.group().startswith("</") and name not in unclosed:
            if close := _CODE[name].search(text, at):
                at = close.end()
            else:
                unclosed.add(name)
        if name != "<!--" or name not in unclosed:
            yield Edit(match.start(), at, _in_place_of(name, match, text), "html")


def _in_place_of(name: str, match: re.Match[str], text: str) -> str:
    if name in ("td", "th"):
        between = match.group().startswith("</") and _NEXT_CELL.match(text, match.end())
        return "\t" if between else ""
    return "\n" if name in _BLOCK and _wants_break(text, *match.span()) else ""


def _wants_break(text: str, start: int, end: int) -> bool:
    """A break is due between two stretches of text, not beside one that is there already."""
    return start > 0 and text[start - 1] not in "\n>" and end < len(text) and text[end] != "\n"
