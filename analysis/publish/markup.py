"""Untrusted text at the border to HTML, JavaScript, CSV and file names.

Everything that comes from a document, a sidecar or a parameter passes one of these functions
(or the template engine's own escaping) on its way out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from analysis.figures.figure import FORMULA_START, UNSEEN

NUMBER = re.compile(r"[+-]?\d[\d,.]*(?:[eE][+-]?\d+)?%?\Z")
MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&$])")
SAFE_SCHEMES = ("http://", "https://", "#")
# From the first Chinese character of a stretch to its last; no Latin letter and no tag between.
CHINESE = re.compile(r"[\u3400-\u9fff](?:[^<>&A-Za-z]*[\u3400-\u9fff])?")
TAG_OR_TEXT = re.compile(r"<[^>]*>|[^<]+")
OWN_SCHEMES = ("statement:", "passage:", "figure:", "region:", "doc:", "page:", "found:")


def shown(text: str) -> str:
    """``text`` with unseen and direction-changing characters spelt out as ⟨U+202E⟩.

    Shown by their number, never obeyed.
    """
    return UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def html(text: object) -> Markup:
    """Text ready for an HTML page or attribute."""
    return escape(shown(str(text)))


def in_chinese(body: Markup) -> Markup:
    """The same HTML with every stretch of Chinese marked as Chinese."""

    def marked(piece: re.Match[str]) -> str:
        text = piece[0]
        return text if text[0] == "<" else CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', text)

    return Markup(TAG_OR_TEXT.sub(marked, body))  # noqa: S704 - tags of our own round escaped text


def script_json(value: Any) -> str:
    """JSON that is safe inside a script element or a script file (no ``</``, no U+2028)."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def csv_cell(value: str) -> str:
    """A cell no spreadsheet takes for a formula: text that starts like one gets a leading ``'``."""
    if value.startswith(FORMULA_START) and not NUMBER.match(value):
        return "'" + value
    return value


def slug(text: str) -> str:
    """A file name part of lower-case letters, digits, ``_``, ``+`` and ``-`` only."""
    return re.sub(r"[^a-z0-9_+]+", "-", text.lower()).strip("-") or "none"


def markdown_escape(text: str) -> str:
    """Text of a document as literal Markdown, so that it cannot open a link or a tag."""
    return MARKDOWN_SPECIAL.sub(r"\\\1", shown(text).replace("\n", " "))


def render_markdown(
    text: str,
    resolve: Callable[[str], str],
    attributes: Callable[[str], dict[str, str]] | None = None,
) -> Markup:
    """Markdown as HTML: no raw HTML, no images, links only to us and to http(s).

    ``resolve`` turns one of our own addresses (``statement:zibo-123``) into a file address;
    ``attributes`` may give the link further attributes, such as the quote shown over it.
    """
    engine = _engine()
    tokens = engine.parse(shown(text))
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                _rewrite(child, resolve, attributes)
    return Markup(engine.renderer.render(tokens, engine.options, {}))  # noqa: S704 - escaped there


def render_inline(
    text: str,
    resolve: Callable[[str], str],
    attributes: Callable[[str], dict[str, str]] | None = None,
) -> Markup:
    """One line of Markdown without the paragraph around it."""
    body = str(render_markdown(text.replace("\n", " "), resolve, attributes)).strip()
    if body.startswith("<p>") and body.endswith("</p>") and body.count("<p>") == 1:
        body = body[3:-4]
    return Markup(body)  # noqa: S704 - came from render_markdown


def _engine() -> MarkdownIt:
    engine = MarkdownIt("commonmark", {"html": False, "typographer": False})
    engine.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])
    engine.validateLink = allowed_link  # type: ignore[method-assign,assignment]  # the documented way to replace the check
    return engine


def allowed_link(address: str) -> bool:
    """Only our own addresses, fragments and http(s) may stand in a link."""
    return address.strip().lower().startswith(SAFE_SCHEMES + OWN_SCHEMES)


def safe_url(address: object) -> str:
    """``address`` if it is an http(s) one, else nothing."""
    text = str(address or "").strip()
    return text if text.lower().startswith(("http://", "https://")) else ""


def _rewrite(
    token: Token, resolve: Callable[[str], str], attributes: Callable[[str], dict[str, str]] | None
) -> None:
    address = str(token.attrs.get("href", ""))
    if not address.startswith(OWN_SCHEMES):
        if not address.startswith("#"):
            token.attrs["rel"] = "noopener noreferrer external"
        return
    token.attrs["href"] = resolve(address)
    token.attrs["class"] = "to-" + address.partition(":")[0]
    for name, value in (attributes(address) if attributes else {}).items():
        token.attrs[name] = shown(value)
