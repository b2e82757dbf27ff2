"""A report page: what its template shows, made from the blocks of an executed notebook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from analysis.figures.theme import FONT
from analysis.publish.address import Linker, short_quote
from analysis.publish.behind import DataTable, evidence
from analysis.publish.blocks import FIRST_HEADING, Report, anchor
from analysis.publish.content import Content
from analysis.publish.labels import Labels
from analysis.publish.markup import html, in_chinese, render_inline, render_markdown, slug
from analysis.publish.site import report_title
from analysis.publish.values import number_text

HEADING = re.compile(r"<h([1-4])>(.*?)</h\1>", re.DOTALL)
# Attributes of a chart's SVG that say nothing to a reader of the page it stands in.
SPOKEN = re.compile(
    r'\s(?:role|class|font-family|pointer-events|aria-[a-z]+|xmlns:xlink|version)="[^"]*"'
)
PLACES = re.compile(r' (?:d|x|y|x1|x2|y1|y2|transform|width|height)="[^"]*"')
LONG = re.compile(r"-?\d+\.\d{3,}")
DEFAULTS = re.compile(
    r' (?:font-weight="normal"|text-anchor="start"|stroke-opacity="1"|opacity="1"'
    r'|stroke-width="1")'
)
PIXELS = re.compile(r'( font-size="[\d.]+)px"')
NOTHING_DRAWN = re.compile(r'<path d="(?:M0,0h0v0h0Z|)"(?: [a-z-]+="[^"]*")*/>')
# A picture's links start from its own folder, two below the page that shows it.
TO_SITE = 'href="../../'
TO_READER = re.compile(r'((?:xlink:)?href="sources/[^"#]+?)\.html#')


class PageMaker:
    """Makes one report page; numbers its sections, figures and tables as it goes."""

    def __init__(self, report: Report, content: Content, link: Linker, labels: Labels) -> None:
        self.report = report
        self.content = content
        self.link = link
        self.labels = labels
        self.sections: list[tuple[str, Markup]] = []
        self.references: dict[str, int] = {}
        self.behind = DataTable(content, labels, link)
        self.told: dict[tuple[str, ...], tuple[int, str]] = {}
        self.figures = 0
        self.tables = 0

    def context(self) -> dict[str, Any]:
        """Everything of the report template that comes from this report."""
        of = self.report.of
        answers = [self._markdown(block["markdown"]) for block in of("answer")]
        warnings = self._warnings()
        body = [made for block in self._blocks() for made in self._made(block)]
        methods = [self._markdown(block["markdown"]) for block in of("method")]
        return {
            "title": report_title(self.report, self.content),
            "answers": answers,
            "warnings": warnings,
            "body": body,
            "methods": methods,
            "references": self._references(),
            "sections": self.sections,
            "parameters": [
                (name, self._parameter(name, value))
                for name, value in self.report.parameters.items()
            ],
        }

    def _attributes(self, address: str) -> dict[str, str]:
        """The quote behind a number, and the number of its reference on paper."""
        found = self.link.attributes(address)
        if found:
            name = address.partition(":")[2]
            number = self.references.setdefault(name, len(self.references) + 1)
            found["data-ref"] = str(number)
        return found

    def _references(self) -> list[dict[str, str]]:
        """Every statement the text cites, in order, for the printed page."""
        statements, documents = self.content.statements, self.content.documents
        cited = [statements[name] for name in self.references]
        lang = self.labels.lang
        return [
            {
                "id": str(row["statement_id"]),
                "quote": short_quote(row),
                "document": str(
                    documents.get(str(row["doc_id"]), {}).get(f"title_{lang}") or row["doc_id"]
                ),
            }
            for row in cited
        ]

    def _blocks(self) -> list[dict[str, Any]]:
        """The blocks without the first ``#`` heading where that serves as the title."""
        blocks = list(self.report.blocks)
        if self.report.of("title"):
            return blocks
        for position, block in enumerate(blocks):
            found = FIRST_HEADING.match(block.get("markdown", ""))
            if block["kind"] == "prose" and found:
                blocks[position] = {**block, "markdown": block["markdown"][found.end() :]}
                break
        return blocks

    def _warnings(self) -> list[Markup]:
        """What the notebook warns of, else what its figures warn of, each once."""
        own = [self._markdown(block["markdown"]) for block in self.report.of("warning")]
        if own:
            return own
        told = [text for block in self.report.of("figure") for text in block["warnings"]]
        return [Markup("<p>{}</p>").format(html(text)) for text in dict.fromkeys(told)]

    def _made(self, block: dict[str, Any]) -> Iterator[dict[str, Any]]:
        kind = block["kind"]
        if kind == "prose" and block["markdown"].strip():
            yield {"kind": "prose", "html": self._sectioned(self._markdown(block["markdown"]))}
        elif kind == "figure":
            yield self._figure(block)
        elif kind == "table":
            yield self._table(block)
        elif kind == "facts":
            items = [(label, self._inline(value)) for label, value in block["items"]]
            yield {"kind": "facts", "title": block["title"], "items": items}

    def _markdown(self, text: str) -> Markup:
        return self._spoken(render_markdown(text, self.link, self._attributes))

    def _inline(self, text: str) -> Markup:
        return self._spoken(render_inline(text, self.link, self._attributes))

    def _spoken(self, body: Markup) -> Markup:
        """Chinese on an English page says so, for voices and fonts."""
        return body if self.labels.lang == "zh" else in_chinese(body)

    def _sectioned(self, body: Markup) -> Markup:
        """Headings one level down at least, the sections numbered alike in both languages."""

        def heading(found: re.Match[str]) -> str:
            level = max(2, int(found[1]))
            if level > 2:
                return f"<h{level}>{found[2]}</h{level}>"
            name = f"part-{len(self.sections) + 1}"
            plain = re.sub(r"<[^>]+>", "", found[2])
            self.sections.append((name, Markup(plain)))  # noqa: S704 - rendered, tags removed
            return f'<h2 id="{name}">{found[2]}</h2>'

        return Markup(HEADING.sub(heading, str(body)))  # noqa: S704 - came from the renderer

    def _parameter(self, name: str, value: Any) -> str:
        if isinstance(value, list | tuple):
            return ", ".join(map(str, value)) or "—"
        if name == "certainty":
            return self.labels.code("certainty", value)
        return "—" if value in (None, "") else str(value)

    def _figure(self, block: dict[str, Any]) -> dict[str, Any]:
        self.figures += 1
        files = self.report.figures[block["figure_id"]]
        return {
            **block,
            "kind": "figure",
            "number": self.figures,
            "level": self._level(),
            "anchor": f"figure-{anchor(block['figure_id'])}",
            "svg": inline_svg(files.text("page_svg"), block["alt"], self.labels.lang),
            "data": self.behind.of(files, block.get("labels") or {}),
            **self._limits(block),
        }

    def _level(self) -> int:
        """The rank of a heading: below its section where there is one."""
        return 3 if self.sections else 2

    def _limits(self, block: dict[str, Any]) -> dict[str, Any]:
        """The caption; limits of documents that a figure above told are not told again."""
        caption, told = str(block["caption"]), tuple(block["warnings"])
        lead = caption.removesuffix(("" if self.labels.lang == "zh" else " ").join(told)).strip()
        number, name = self.told.setdefault(told, (self.figures, anchor(block["figure_id"])))
        if not told or number == self.figures or lead == caption:
            return {"caption": caption, "limits": None}
        words = self.labels.say("limits_as", n=number)
        return {"caption": lead, "limits": (f"figure-{name}", words)}

    def _evidence_link(self, statement_id: str) -> Markup:
        target = self.link.statement(statement_id)
        if not target:
            return html(statement_id)
        hint = html(short_quote(self.content.statements.get(statement_id)))
        return Markup('<a class="to-statement" href="{}" title="{}">{}</a>').format(
            self.link.root + target, hint, statement_id
        )

    def _table(self, block: dict[str, Any]) -> dict[str, Any]:
        self.tables += 1
        columns = [
            (name, label or (self.labels["evidence"] if evidence(name) else label), form)
            for name, label, form in block["columns"]
        ]
        starts = [_grouped_from(block["rows"], place) for place in range(len(columns))]
        rows = [
            [self._cell(block, *cell) for cell in zip(columns, row, starts, strict=True)]
            for row in block["rows"]
        ]
        return {
            "kind": "table",
            "number": self.tables,
            "level": self._level(),
            "anchor": f"table-{slug(block.get('id') or str(self.tables))}",
            "title": block["title"],
            "note": self._inline(block["note"]) if block["note"] else "",
            "columns": columns,
            "rows": rows,
        }

    def _cell(
        self, block: dict[str, Any], column: tuple[str, str, str], value: Any, grouped_from: int
    ) -> Markup:
        name, _, form = column
        if value is None:
            return Markup("")
        if evidence(name):
            entries = value if isinstance(value, list) else str(value).split()
            return Markup(" ").join(map(self._evidence_link, map(str, entries)))
        if name in block["markdown_columns"]:
            return self._inline(str(value))
        text = number_text(value, grouped_from) if form == "number" else value
        return self._spoken(html(text))


def _grouped_from(rows: list[list[Any]], place: int) -> int:
    """Four digits are parted where five are in the same column; years never are."""
    numbers = [row[place] for row in rows if isinstance(row[place], int | float)]
    return 1_000 if max(map(abs, numbers), default=0) >= 10_000 else 10_000


def _rounded(attribute: re.Match[str]) -> str:
    """Places to a hundredth of a pixel: finer ones are weight that nobody sees."""
    return LONG.sub(lambda n: f"{float(n[0]):.2f}".rstrip("0").rstrip("."), attribute[0])


def inline_svg(svg: str, alt: str, lang: str) -> Markup:
    """An SVG file as part of a page: one picture with a description, of fluid width.

    What the page says once (font, description) and what draws nothing is left out: it would be
    a third of the page's weight. Links lead to the reader in the language of the page.
    """
    body = NOTHING_DRAWN.sub("", SPOKEN.sub("", svg[svg.index("<svg") :]))
    body = PIXELS.sub(r'\1"', PLACES.sub(_rounded, DEFAULTS.sub("", body)))
    body = body.replace(TO_SITE, 'href="')
    if lang != "zh":
        body = TO_READER.sub(rf"\1.{lang}.html#", body)
    return Markup(  # noqa: S704 - our own export; the check before publishing refuses scripts
        body.replace(
            "<svg",
            f'<svg class="chart" role="img" aria-label="{html(alt)}" font-family="{FONT}"',
            1,
        )
    )
