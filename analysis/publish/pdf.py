"""The published reports as PDF, one file a page, for reading on paper and for the archive.

WeasyPrint (the optional extra ``pdf``) sets what the site shows: A4, a running header, page
numbers, bookmarks from the headings, our own fonts embedded, figures as vectors, references at
the end. Nothing is fetched but the fonts; nothing of the site's scripts runs.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis import tabular
from analysis.errors import InputError, WorkError
from analysis.figures.theme import FONT_FOLDER
from analysis.paths import Project
from analysis.progress import Progress, silent
from analysis.publish.cite import PublishedFigure, in_words, published_figures
from analysis.publish.labels import TEMPLATES, Labels
from analysis.publish.manifest import read_manifest
from analysis.publish.markup import html, safe_url
from analysis.publish.swap import PRINTING
from analysis.publish.work import SUITE, work_of

STYLES = {"zh": "gbt7714", "en": "apa"}
DOCUMENT_LINK = re.compile(r'href="sources/([a-z0-9_]+)\.')
PICTURE_TEXT = re.compile(r"<text\b[^>]*>[^<]*</text>")
STRAIGHT = str.maketrans("‘’“”", "''\"\"")
ASSET = re.compile(r'<link rel="stylesheet"[^>]*>|<script\b[^>]*>.*?</script>', re.DOTALL)
HEADINGS = {
    "zh": {"documents": "文件", "figures": "图的引用"},
    "en": {"documents": "Documents", "figures": "How to cite the figures"},
}


def folder_of(project: Project) -> Path:
    """Where the PDFs are: beside the site, which stays exactly what its manifest tells."""
    return project.reports / "pdf"


def printer() -> Any:
    """WeasyPrint. Raises InputError in one sentence when it, or pango beneath it, is missing."""
    try:
        import weasyprint
    except ImportError as error:
        raise InputError(
            "--pdf: found no WeasyPrint; install the extra with "
            "`python -m pip install 'education-plans[pdf]'` or leave --pdf out"
        ) from error
    except OSError as error:
        raise InputError(
            "--pdf: WeasyPrint found no pango; install it (Debian, Ubuntu: `apt-get install "
            "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`) or leave --pdf out"
        ) from error
    return weasyprint


def print_reports(project: Project, progress: Progress = silent) -> list[Path]:
    """Print every report of the site in force into ``reports/pdf``, all of them or none.

    Raises InputError without WeasyPrint or a site, WorkError when a page cannot be set or the
    folder cannot be written.
    """
    engine = printer()
    manifest = read_manifest(project.site)
    figures = published_figures(project)
    names = sorted(manifest["pages"])
    target = folder_of(project)
    try:
        with tempfile.TemporaryDirectory(prefix=PRINTING, dir=project.reports) as aside:
            made = Path(aside) / "pdf"
            made.mkdir()
            for number, name in enumerate(names, start=1):
                progress(f"printing {name} ({number}/{len(names)})")
                own = [figure for figure in figures.values() if figure.page == name]
                data = printed(engine, project, name, manifest, own)
                (made / f"{name}.pdf").write_bytes(data)
            if target.exists():
                target.replace(Path(aside) / "old")
            made.replace(target)
    except OSError as error:
        raise WorkError(
            f"{target}: the reports could not be printed ({error.strerror or error}); "
            "the site is published; make room and run --pdf again"
        ) from error
    return [target / f"{name}.pdf" for name in names]


def printed(
    engine: Any,
    project: Project,
    name: str,
    manifest: Mapping[str, Any],
    figures: list[PublishedFigure],
) -> bytes:
    """One page of the site as PDF; equal sites give equal bytes."""
    text = (project.site / f"{name}.html").read_text(encoding="utf-8")
    lang = str(manifest["pages"][name]["parameters"].get("lang", "zh"))
    documents = _documents(project)
    # The menus above the article link every document; only its own words cite one.
    linked = DOCUMENT_LINK.findall(text.partition("<article")[2])
    cited = [documents[d] for d in dict.fromkeys(linked) if d in documents]
    end = references(cited, figures, lang)
    page = ASSET.sub("", with_set_pictures(text, lang)).replace("</article>", f"{end}</article>", 1)
    page = page.replace("<body", f'<body data-suite="{html(SUITE[lang])}"', 1)
    # Relative links lead to the published site; without one they are set as plain text.
    work = work_of(project)
    base = f"{work.url.rstrip('/')}/" if work.url else None
    if base is None:
        page = re.sub(r'<a\b([^>]*?)\shref="(?!#|https?://)[^"]*"', r"<a\1", page)
    document = engine.HTML(string=page, base_url=base, url_fetcher=_fonts_only(engine))
    fonts = engine.text.fonts.FontConfiguration()
    date, digest = str(manifest.get("date", "")), str(manifest.get("content", ""))[:16]
    sheets = [
        engine.CSS(string=sheet, font_config=fonts, url_fetcher=_fonts_only(engine))
        for sheet in (_site_style(), font_faces(), print_style(lang, date, digest))
    ]
    try:
        return bytes(
            document.write_pdf(
                stylesheets=sheets,
                font_config=fonts,
                pdf_identifier=f"{name}-{manifest.get('content', '')}".encode(),
            )
        )
    except (ValueError, TypeError, AttributeError, IndexError, AssertionError) as error:
        raise WorkError(
            f"{name}: the page could not be set for print ({type(error).__name__}: {error}); "
            "the site is published; leave --pdf out until this is mended"
        ) from error


def _fonts_only(engine: Any) -> Any:
    """A fetcher that opens our fonts and nothing else, on disk or in the network."""
    allowed = {path.resolve().as_uri() for path in FONT_FOLDER.glob("*.otf")}

    class Fetcher(engine.urls.URLFetcher):  # type: ignore[misc]  # an optional package without types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in allowed:
                raise ValueError(f"{url[:80]}: only the project's own fonts may be opened")
            return super().fetch(url, headers)

    return Fetcher()


def _site_style() -> str:
    """The site's own style, without its font addresses."""
    text = (TEMPLATES / "site.css").read_text(encoding="utf-8")
    return re.sub(r"@font-face\s*\{.*?\}", "", text, flags=re.DOTALL)


def font_faces() -> str:
    """Our two fonts under the family name that page and figures use."""
    faces = [(400, "PlanSansSC-Regular.otf"), (700, "PlanSansSC-Bold.otf")]
    return "".join(
        f'@font-face {{ font-family: "Plan Sans SC"; font-weight: {weight}; '
        f'src: url("{(FONT_FOLDER / name).resolve().as_uri()}") format("opentype"); }}\n'
        for weight, name in faces
    )


def print_style(lang: str, date: str, digest: str) -> str:
    """What paper needs beside the site's style: size, header, foot, breaks, bookmarks."""
    text = (TEMPLATES / "print.css").read_text(encoding="utf-8")
    foot = f"{SUITE[lang]} · {date} · sha256:{digest}"
    return text.replace("FOOT", '"' + foot.replace("\\", "").replace('"', "") + '"')


def with_set_pictures(page: str, lang: str) -> str:
    """The page with its inline pictures as the printer needs them.

    In a browser they take the page's font; here they must name it. The printer sets their texts
    letter by letter, so that the font cannot see that a quote is English: those become straight.
    """
    page = page.replace("<text ", '<text font-family="Plan Sans SC" ')
    if lang == "zh":
        return page
    return PICTURE_TEXT.sub(lambda found: found[0].translate(STRAIGHT), page)


def references(documents: list[dict[str, str]], figures: list[PublishedFigure], lang: str) -> str:
    """The end of a printed report: the documents it rests on, and how to cite each figure."""
    labels, words = Labels(lang), HEADINGS[lang]
    parts = [f'<section class="printed-references" aria-label="{html(labels["references"])}">']
    if documents:
        entries = "".join(f"<li>{html(_cited(row, lang))}</li>" for row in documents)
        parts.append(f"<h2>{html(words['documents'])}</h2><ol>{entries}</ol>")
    if figures:
        style = STYLES[lang]
        lines = (f"{in_words(f.item, style)} [{f.item['note']}]" for f in figures)
        entries = "".join(f"<li>{html(line)}</li>" for line in lines)
        parts.append(f"<h2>{html(words['figures'])}</h2><ol>{entries}</ol>")
    return "".join([*parts, "</section>"])


def _cited(row: Mapping[str, str], lang: str) -> str:
    """A document in the citation style of the language, with the hash of the text used."""
    item: dict[str, Any] = {
        "id": row["doc_id"],
        "type": "report",
        "title": row.get(f"title_{lang}") or row["title_zh"],
        "author": [{"literal": row.get("issuer") or row.get("source_name") or row["doc_id"]}],
        "language": lang,
    }
    if row.get("issued_on"):
        item["issued"] = {"date-parts": [[int(part) for part in row["issued_on"].split("-")]]}
    if row.get("document_number"):
        item["number"] = row["document_number"]
    if safe_url(row.get("source_url")):
        item["URL"] = safe_url(row["source_url"])
    return f"{in_words(item, STYLES[lang])} [{row['doc_id']}, sha256:{row.get('sha256', '')}]"


def _documents(project: Project) -> dict[str, dict[str, str]]:
    """The documents as the site publishes them, by id."""
    path = project.site / "data" / "documents.csv"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return {row["doc_id"]: row for row in _rows(text)}


def _rows(text: str) -> Iterator[dict[str, str]]:
    yield from tabular.records(io.StringIO(text, newline=""))
