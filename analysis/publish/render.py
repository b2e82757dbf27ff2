"""Pages from templates: everything is escaped unless it was made to be HTML."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from analysis import __version__
from analysis.figures.citations import Work
from analysis.figures.labels import LANGUAGES
from analysis.publish import changes as changing
from analysis.publish.address import Linker, Places, lang_page, source_page
from analysis.publish.blocks import FigureFiles, Report, anchor, require_each_figure_once
from analysis.publish.cells import NARROW_SPEC, PAGE_SPEC, PAGE_SVG
from analysis.publish.check import POLICY
from analysis.publish.content import Content
from analysis.publish.labels import TEMPLATES, Labels
from analysis.publish.markup import html, in_chinese, script_json, shown
from analysis.publish.packed import packed
from analysis.publish.page import PageMaker
from analysis.publish.reader import build_reader
from analysis.publish.site import (
    document_card,
    index_context,
    navigation,
    region_name,
    search_data,
    search_passages,
)
from analysis.publish.telling import Telling
from analysis.publish.work import site_citation

# All a page needs of the chart library; charts come compiled (see `cells.figure`).
VEGA_GATE = "window.planEmbed = vegaEmbed;"
STATIC = ("site.css", "site.js", "theme.js", "reader.js", "search.js", "figures.js", "tables.js")


def environment() -> Environment:
    """The template engine: escaping on, an unknown name is an error, odd characters shown."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    made.globals["policy"] = POLICY
    made.filters["spoken"] = _spoken
    return made


def _spoken(value: Any, lang: str) -> Any:
    """Chinese on an English page says so, for voices and fonts."""
    return value if value is None or lang == "zh" else in_chinese(html(value))


def _finalize(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Markup):
        return shown(value)
    return "" if value is None else value


@dataclass(frozen=True)
class Renderer:
    """Writes one site into ``folder``; ``date`` and ``digest`` stand at the foot of each page."""

    folder: Path
    content: Content
    reports: Sequence[Report]
    editions: Sequence[changing.Edition]
    work: Work
    date: str
    digest: str

    @cached_property
    def engine(self) -> Environment:
        return environment()

    @cached_property
    def places(self) -> Places:
        figures = {
            (anchor(figure_id), report.job.lang): f"{report.job.name}.html"
            for report in self.reports
            for figure_id in report.figures
        }
        profiles = {
            report.job.subject[0]: report.job.topic
            for report in self.reports
            if len(report.job.subject) == 1
        }
        topics = frozenset((report.job.topic, report.job.lang) for report in self.reports)
        return Places(self.content, topics, figures, profiles)

    def write(self) -> None:
        """Every page, figure, script and download of the site.

        Raises WorkError before anything is written when two pages show the same figure.
        """
        require_each_figure_once(self.reports)
        self.assets()
        self.downloads()
        for report in self.reports:
            self.report(report)
        for lang in LANGUAGES:
            self.index(lang)
            self.page("search.html", lang_page("search", lang), lang, {"active": "search"})
            self.codebook(lang)
            self.changes(lang)
            for doc_id in self.content.texts:
                self.reader(doc_id, lang)

    def page(self, template: str, name: str, lang: str, context: dict[str, Any]) -> None:
        """One page of either kind, with the head and foot all pages share."""
        root = "../" * name.count("/")
        labels = Labels(lang)
        link = Linker(self.places, lang, root)
        other = "en" if lang == "zh" else "zh"
        shared = {
            "lang": lang,
            "html_lang": "zh-Hans" if lang == "zh" else "en",
            "other": other,
            "root": root,
            "t": labels,
            "nav": navigation(self.content, self.reports, labels, Linker(self.places, lang)),
            "twin": self.twin(name, lang, other),
            "version": __version__,
            "date": self.date,
            "digest": self.digest,
            "link": link,
            "active": "",
        }
        text = self.engine.get_template(template).render({**shared, **context})
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")

    def twin(self, name: str, lang: str, other: str) -> str:
        """The same page in the other language, from the site's root."""
        for report in self.reports:
            if name == f"{report.job.name}.html":
                there = (report.job.topic, other) in self.places.topics
                return f"{report.job.topic}.{other}.html" if there else lang_page("index", other)
        stem = name.removesuffix(".html").removesuffix(".en")
        return lang_page(stem, other)

    def report(self, report: Report) -> None:
        """A report page and the files of its figures."""
        lang = report.job.lang
        labels = Labels(lang)
        maker = PageMaker(report, self.content, Linker(self.places, lang), labels)
        context = maker.context()
        for block in context["body"]:
            if block["kind"] == "figure":
                files = report.figures[block["figure_id"]]
                block["files"] = self.figure(files)
        names = [region_name(self.content, r, lang) for r in report.job.subject]
        kicker = " · ".join([self.content.report_name(report.job.notebook, lang), *names])
        self.page(
            "report.html",
            f"{report.job.name}.html",
            lang,
            {**context, "kicker": kicker, "active": report.job.notebook},
        )

    def figure(self, files: FigureFiles) -> dict[str, str]:
        """Copy a figure's exports into the site; their addresses by kind."""
        target = self.folder / "figures" / files.figure_id
        left = shutil.ignore_patterns(PAGE_SVG, PAGE_SPEC, NARROW_SPEC)
        shutil.copytree(files.folder, target, ignore=left)
        for form in ("page", "narrow"):
            if f"{form}_spec" in files.names:
                name = script_json(f"{files.figure_id}/{form}")
                spec = script_json(packed(json.loads(files.text(f"{form}_spec"))))
                call = f"planFigure({name},{spec});\n"
                (target / f"{form}.js").write_text(call, encoding="utf-8", newline="\n")
        return {
            kind: f"figures/{files.figure_id}/{name}"
            for kind, name in files.names.items()
            if kind not in ("page_svg", "page_spec", "narrow_spec")
        }

    def index(self, lang: str) -> None:
        labels, link = Labels(lang), Linker(self.places, lang)
        context = index_context(self.content, self.reports, labels, link)
        context["edition"] = self.editions[0] if self.editions else None
        context["citation"] = site_citation(self.work, self.date, self.digest, lang)
        self.page("index.html", lang_page("index", lang), lang, context)

    def reader(self, doc_id: str, lang: str) -> None:
        labels = Labels(lang)
        document = self.content.documents.get(doc_id, {"doc_id": doc_id})
        context = {
            "reader": build_reader(doc_id, self.content, labels),
            "doc": document_card(document, self.content, labels),
            "active": "sources",
        }
        self.page("reader.html", source_page(doc_id, lang), lang, context)

    def codebook(self, lang: str) -> None:
        self.page(
            "codebook.html",
            lang_page("codebook", lang),
            lang,
            {
                "schemas": list(self.content.schemas.values()),
                "tables": set(self.content.tables),
                "active": "codebook",
            },
        )

    def changes(self, lang: str) -> None:
        """The list of publications, a page for each, and the feed."""
        labels, link = Labels(lang), Linker(self.places, lang)
        telling = Telling(self.content, labels, link, self._titles)
        context = {"editions": self.editions, "telling": telling, "active": "changes"}
        self.page("changes.html", "changes/" + lang_page("index", lang), lang, context)
        for edition in self.editions:
            name = "changes/" + lang_page(edition.stamp, lang)
            self.page("edition.html", name, lang, {**context, "edition": edition})
            target = self.folder / "changes" / f"{edition.stamp}.json"
            target.write_text(edition.to_json(), encoding="utf-8", newline="\n")
        feed = self.engine.get_template("feed.xml").render(
            editions=self.editions, t=labels, lang=lang, telling=telling, date=self.date
        )
        target = self.folder / "changes" / ("feed.xml" if lang == "en" else f"feed.{lang}.xml")
        target.write_text(feed, encoding="utf-8", newline="\n")

    @cached_property
    def _titles(self) -> dict[str, str]:
        """The title of each figure, by its id."""
        shown = (block for report in self.reports for block in report.of("figure"))
        return {block["figure_id"]: str(block["title"]) for block in shown}

    def assets(self) -> None:
        """Style, scripts, fonts and the one shared copy of the chart library."""
        from analysis.figures.export import VEGALITE
        from analysis.figures.theme import FONT_FOLDER

        target = self.folder / "assets"
        target.mkdir(parents=True)
        for name in STATIC:
            shutil.copyfile(TEMPLATES / name, target / name)
        for font in sorted(FONT_FOLDER.glob("*.woff2")):
            shutil.copyfile(font, target / font.name)
        shutil.copyfile(FONT_FOLDER / "OFL.txt", target / "OFL.txt")
        (target / "vega.js").write_text(chart_library(VEGALITE), encoding="utf-8", newline="\n")
        (target / "statements.js").write_text(search_data(self.content), encoding="utf-8")
        (target / "passages.js").write_text(search_passages(self.content), encoding="utf-8")

    def downloads(self) -> None:
        folder = self.folder / "data"
        folder.mkdir(parents=True)
        for table, text in self.content.csv.items():
            (folder / f"{table}.csv").write_text(text, encoding="utf-8", newline="")


@lru_cache(maxsize=1)
def chart_library(version: str) -> str:
    """The chart library as one classic script.

    The bundle declares short global names; a function of its own keeps them to itself.
    """
    import vl_convert

    bundle = vl_convert.javascript_bundle(VEGA_GATE, vl_version=version)
    return f"(function(){{{bundle}\n}})();\n"
