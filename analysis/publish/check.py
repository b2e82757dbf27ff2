"""A finished site is looked through before it is put in force: nothing missing, nothing that runs.

One line a failure: the page, what was found, what is expected, what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'"
)
OUTSIDE = ("http", "https")
ADDRESSES = ("href", "src", "action", "xlink:href", "data", "formaction", "poster", "srcset")
FORBIDDEN = ("iframe", "object", "embed", "base", "foreignobject", "link-import", "applet")
LINKING = ("a",)
# Languages of one topic: `x.zh.html` beside `x.en.html`, or `x.html` beside `x.en.html`.
LANGUAGE = re.compile(r"(?:\.(zh|en))?\.html\Z")


@dataclass
class _Page(HTMLParser):
    """What a page defines and what it points to."""

    anchors: set[str] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    policy: str = ""
    lang: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = given.get("lang", "")
        if tag == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = given.get("content", "")
        if tag in FORBIDDEN:
            self.faults.append(f"a <{tag}> element")
        if tag == "script":
            self._script = True
            if "src" not in given:
                self.faults.append("a script written into the page")
        if "id" in given:
            if given["id"] in self.anchors:
                self.faults.append(f"the id {given['id']!r} twice")
            self.anchors.add(given["id"])
        if "data-figure" in given:
            self.figures.append(given["data-figure"])
        self._attributes(tag, given)

    def _attributes(self, tag: str, given: dict[str, str]) -> None:
        for name, value in given.items():
            if name.startswith("on"):
                self.faults.append(f"the event handler {name} on <{tag}>")
            if name in ADDRESSES:
                scheme = urlsplit(value.strip()).scheme.lower()
                if scheme in OUTSIDE and tag in LINKING:
                    continue
                if scheme:
                    self.faults.append(f"the address {value[:60]!r} on <{tag}>")
                else:
                    self.links.append((tag, value))


def read_page(text: str) -> _Page:
    """Anchors, links and faults of one page."""
    page = _Page()
    page.feed(text)
    page.close()
    return page


def check_site(site: Path, languages: tuple[str, ...] = ("zh", "en")) -> list[str]:
    """Every failure of a finished site; an empty list means it may be published.

    ``languages``: those the reports were asked for in; a twin is expected for both only.
    """
    pages = {
        path.relative_to(site).as_posix(): read_page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
    failures = list(_both_languages(pages)) if len(languages) > 1 else []
    for name, page in pages.items():
        failures.extend(
            f"{name}: found {fault}; pages hold no code of their own and each id once; "
            "escape the text where it enters the page"
            for fault in page.faults
        )
        if page.policy != POLICY:
            failures.append(
                f"{name}: found the policy {page.policy!r}; expected {POLICY!r}; "
                "make the page from base.html"
            )
        failures.extend(_dead_links(site, name, page, pages))
        failures.extend(_lost_figures(site, name, page))
    return failures


def _dead_links(site: Path, name: str, page: _Page, pages: dict[str, _Page]) -> Iterator[str]:
    for _, address in page.links:
        parts = urlsplit(address)
        path = unquote(parts.path)
        target = normpath(join(dirname(name), path)) if path else name
        if target.startswith(("..", "/")):
            yield f"{name}: found a link to {address!r}, outside the site; link inside it only"
        elif not (site / target).is_file():
            yield f"{name}: found a link to {address!r}; expected a file of the site; correct it"
        elif target in pages and unquote(parts.fragment) not in {"", *pages[target].anchors}:
            yield (
                f"{name}: found a link to {address!r}; expected an element with that id in "
                f"{target}; correct the id"
            )


def _lost_figures(site: Path, name: str, page: _Page) -> Iterator[str]:
    for figure_id in page.figures:
        folder = site / "figures" / figure_id
        kinds = {"".join(path.suffixes[-1:]) for path in folder.glob("*")}
        missing = {".svg", ".png", ".pdf", ".csv", ".json"} - kinds
        if missing:
            yield (
                f"{name}: figure {figure_id} has no {', '.join(sorted(missing))}; "
                "expected svg, png, pdf, csv and vl.json; export it again"
            )


def _both_languages(pages: dict[str, _Page]) -> Iterator[str]:
    """Each page has its twin, and both show the same figures under the same anchors."""
    for name, page in pages.items():
        found = LANGUAGE.search(name)
        if found is None:
            continue
        stem, lang = name[: found.start()], found[1]
        twins = [f"{stem}.en.html"] if lang != "en" else [f"{stem}.zh.html", f"{stem}.html"]
        twin = next((pages[t] for t in twins if t in pages), None)
        if twin is None:
            yield f"{name}: found no page in the other language; expected {twins[0]}; render both"
            continue
        missing = _places(page) ^ _places(twin)
        if missing:
            yield (
                f"{name}: {', '.join(sorted(missing)[:5])} stands in one language only; "
                "expected the same sections and figures in both"
            )


def _places(page: _Page) -> set[str]:
    return {a for a in page.anchors if a.startswith(("figure-", "part-", "table-"))}
