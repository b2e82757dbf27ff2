"""Each report of the site in force as a PDF: A4, page numbers, running header, bookmarks.

Needs weasyprint (the ``pdf`` extra). Pages are read from disk only; the PDFs lie beside the
site in ``reports/pdf`` and are replaced one by one when they are finished.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from analysis.errors import InputError, WorkError
from analysis.paths import Project
from analysis.publish.labels import TEMPLATES
from analysis.publish.manifest import read_manifest

Progress = Callable[[str], None]


def print_reports(project: Project, progress: Progress = lambda _: None) -> list[Path]:
    """Print every report of the published site; returns the files, in order of name.

    Raises InputError when weasyprint or its libraries are missing, WorkError when there is no
    site or a file cannot be written. A PDF that was there before stays until its successor is
    whole.
    """
    weasyprint = _weasyprint()
    site = project.site.resolve()
    names = sorted(read_manifest(site).get("pages", {}))
    if not names:
        raise WorkError(f"{project.site}: there is no published report to print; run `report`")
    folder = project.reports / "pdf"
    printed = []
    for number, name in enumerate(names, start=1):
        progress(f"[{number}/{len(names)}] {name}.pdf")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            unfinished = folder / f".{name}.pdf"
            unfinished.write_bytes(print_page(weasyprint, site, f"{name}.html"))
            printed.append(unfinished.replace(folder / f"{name}.pdf"))
        except OSError as error:
            raise WorkError(
                f"{folder}: {name}.pdf cannot be written ({error.strerror or error}); "
                "make room or make the folder writable; the site was not touched"
            ) from error
    return printed


def print_page(weasyprint: Any, site: Path, page: str) -> bytes:
    """One page of the site as PDF; the same page gives the same bytes."""
    # A sheet handed to weasyprint ranks below the page's own; linked last, it ranks above.
    paper = f'<link rel="stylesheet" href="{(TEMPLATES / "paper.css").as_uri()}"></head>'
    text = (site / page).read_text(encoding="utf-8").replace("</head>", paper, 1)
    document = weasyprint.HTML(
        string=text,
        base_url=(site / page).as_uri(),
        media_type="print",
        url_fetcher=fetcher(weasyprint, site),
    )
    return bytes(document.write_pdf(pdf_identifier=page.encode()))


def fetcher(weasyprint: Any, site: Path) -> Any:
    """Loads files of the site and of the templates; anything else is refused."""

    class FromDisk(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            path = Path(unquote(parts.path)).resolve()
            inside = any(path.is_relative_to(folder) for folder in (site, TEMPLATES))
            if parts.scheme != "file" or not inside:
                raise weasyprint.urls.FatalURLFetchingError(f"{url} lies outside the site")
            return super().fetch(url, headers)

    return FromDisk(allowed_protocols=("file",))


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise InputError(
            f"--pdf: found no working weasyprint ({error}); install the `pdf` extra and the "
            "system's pango libraries (Debian: libpango-1.0-0 libpangoft2-1.0-0)"
        ) from error
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return weasyprint
