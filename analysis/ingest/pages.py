"""Web pages as saved from a government site: the article without what stands around it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup, Tag
from bs4.element import (
    CData,
    Comment,
    Declaration,
    Doctype,
    NavigableString,
    PageElement,
    ProcessingInstruction,
)

from analysis import sources
from analysis.errors import InputError
from analysis.ingest import tables

DROPPED = re.findall(
    r"\w+",
    "script style noscript template iframe svg canvas object select option button input textarea "
    "nav footer audio video map",
)
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd div dl dt fieldset figure "
        "figcaption form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody td tfoot "
        "th thead tr ul",
    )
)
# Names set by the State Council's guide for government websites (国办发〔2017〕47号, annex 2).
META = {
    "articletitle": "title",
    "pubdate": "published",
    "contentsource": "source",
    "sitename": "site",
    "url": "url",
}
SHARE = 0.75
# Names that the publishing systems of government sites give to the text of an article.
BODIES = re.compile(
    r"zoom|ucap-content|trs_editor|trs_uedit\w*|pages_content|article[-_]?(?:content|body|con)",
    re.IGNORECASE,
)
LEAST_OF_BODY = 0.5
LISTS = ("ul", "ol", "dl", "table", "div", "section", "aside")
DEEPEST = 300
SHORT_CELL = 60
_HAN = re.compile(r"[\u3400-\u9fff]")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
# A line of markup that ends between two wide characters ends nowhere (CSS Text 3, 4.1.3).
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*\r?\n[ \t\r\n]*(?={_WIDE})")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def read(data: bytes, name: str) -> tuple[str, Mapping[str, str]]:
    """The article of a page and the page's statements about itself."""
    soup = _parsed(_decoded(data, name), name)
    facts = _facts(soup)
    for element in soup.find_all(DROPPED):
        element.decompose()
    for element in soup.find_all(style=_HIDDEN):
        if isinstance(element, Tag) and not element.decomposed:
            element.decompose()
    root = soup.body or soup
    _drop_lists_of_links(root)
    return _text(_named_body(root) or _article(root)), facts


def read_archive(data: bytes, name: str) -> tuple[str, Mapping[str, str]]:
    """The page inside a web archive (MHTML) as browsers save it."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                text, facts = read(payload, name)
                address = str(message.get("Snapshot-Content-Location") or "")
                return text, {"url": address} | dict(facts) if address else facts
    raise InputError(f"{name}: found a web archive without a page; save the page as HTML")


def _decoded(data: bytes, name: str) -> str:
    """By the page's own word where it holds, otherwise as any text file.

    gb2312 and gbk are read as gb18030, which contains them: pages say less than they use.
    """
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        label = declared.group(1).decode("ascii").lower()
        label = "gb18030" if label.startswith("gb") else label
        try:
            return data.decode(label)
        except (LookupError, UnicodeDecodeError):
            pass
    return sources.decode(data, name)


def _parsed(markup: str, name: str) -> BeautifulSoup:
    soup = BeautifulSoup(markup, "lxml")
    for depth, element in _depths(soup):
        if depth > DEEPEST:
            raise InputError(
                f"{name}: found <{element.name}> nested {depth} deep; a page may nest "
                f"{DEEPEST} deep; copy its text into a text file"
            )
    return soup


def _depths(soup: BeautifulSoup) -> Iterator[tuple[int, Tag]]:
    waiting: list[tuple[int, Tag]] = [(0, soup)]
    while waiting:
        depth, element = waiting.pop()
        yield depth, element
        if depth <= DEEPEST:
            waiting.extend((depth + 1, c) for c in element.children if isinstance(c, Tag))


def _facts(soup: BeautifulSoup) -> dict[str, str]:
    facts: dict[str, str] = {}
    for element in soup.find_all("meta"):
        key = META.get(str(element.get("name") or "").lower())
        value = _SPACE.sub(" ", str(element.get("content") or "")).strip()
        if key and value:
            facts.setdefault(key, value)
    if "title" not in facts and soup.title and soup.title.string:
        facts["title"] = _SPACE.sub(" ", str(soup.title.string)).strip()
    link = soup.find("link", rel="canonical")
    if "url" not in facts and isinstance(link, Tag) and link.get("href"):
        facts["url"] = str(link["href"])
    return facts


def _drop_lists_of_links(root: Tag) -> None:
    """Take away what is mostly links to elsewhere: menus, related documents, the latest news."""
    for element in root.find_all(LISTS):
        if not isinstance(element, Tag) or element.decomposed:
            continue
        links = [a for a in element.find_all("a") if not str(a.get("href")).startswith("#")]
        linked = sum(len(_HAN.findall(a.get_text())) for a in links)
        if 2 * linked > len(_HAN.findall(element.get_text())):
            element.decompose()


def _named_body(root: Tag) -> Tag | None:
    """The element whose id or class says it is the text, where it holds most of the prose."""
    weights = _weights(root)
    for element in root.find_all(True):
        names = [str(element.get("id") or ""), *map(str, element.get_attribute_list("class"))]
        is_named = any(BODIES.fullmatch(name) for name in names)
        if is_named and weights[id(element)] >= LEAST_OF_BODY * max(weights[id(root)], 1):
            return element
    return None


def _article(root: Tag) -> Tag:
    """Down from the body as long as one child holds most of the prose that is no link."""
    weights = _weights(root)
    node = root
    while True:
        children = [child for child in node.children if isinstance(child, Tag)]
        if not children:
            return node
        best = max(children, key=lambda child: weights[id(child)])
        if best.name in ("p", "tr", "td", "tbody", "table", "span", "strong") or (
            weights[id(best)] < SHARE * max(weights[id(node)], 1)
        ):
            return node
        node = best


def _weights(root: Tag) -> dict[int, int]:
    """Han characters outside links under each element."""
    order: list[Tag] = [root]
    for element in order:
        order.extend(child for child in element.children if isinstance(child, Tag))
    weights: dict[int, int] = {}
    for element in reversed(order):
        own = sum(len(_HAN.findall(c)) for c in element.children if type(c) is NavigableString)
        below = sum(weights[id(c)] for c in element.children if isinstance(c, Tag))
        weights[id(element)] = 0 if element.name == "a" else own + below
    return weights


def _text(root: Tag) -> str:
    """Text in reading order: a line a block, tables as `tables` says, no blank lines."""
    pieces: list[str] = []
    waiting: list[PageElement | str] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Tag):
            block = item.name in BLOCKS
            if item.name == "br":
                pieces.append("\n")
                continue
            if item.name == "table" and not item.find("table") and (rows := _rows(item)):
                pieces += ("\n", "\n".join([*_captions(item), *tables.lines(rows)]), "\n")
                continue
            parts: list[PageElement | str] = [*item.children]
            waiting.extend(reversed(["\n", *parts, "\n"] if block else parts))
        elif isinstance(item, Comment | Doctype | CData | Declaration | ProcessingInstruction):
            continue
        elif isinstance(item, NavigableString):
            pieces.append(_SPACE.sub(" ", _WRAPPED.sub("", str(item))))
        else:
            pieces.append(str(item))
    lines = [line.strip(" \u3000\xa0") for line in "".join(pieces).split("\n")]
    return "\n".join(line for line in lines if line) + "\n"


def _rows(table: Tag) -> list[list[tables.Box]]:
    """The cells of a table that holds no other; a table of one column keeps its paragraphs."""
    cells = (row.find_all(("td", "th"), recursive=False) for row in table.find_all("tr"))
    return [
        [tables.Box(_cell(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in row]
        for row in cells
        if row
    ]


def _captions(table: Tag) -> list[str]:
    return [_text(caption).strip("\n") for caption in table.find_all("caption")]


def _cell(cell: Tag) -> str:
    """The words of a cell; its paragraphs stay lines where it runs on as prose."""
    words = _text(cell).strip("\n")
    flat = words.replace("\n", "")
    return flat if len(flat) <= SHORT_CELL else words


def _span(cell: Tag, name: str) -> int:
    digits = str(cell.get(name) or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 4 else 1
