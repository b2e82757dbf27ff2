"""The publication that figures belong to, as told by ``CITATION.cff``, and its citation line."""

from __future__ import annotations

from typing import Any

import yaml

from analysis import __version__
from analysis.errors import InputError
from analysis.figures.citations import Work
from analysis.paths import Project

SUITE = {"zh": "教育规划对读", "en": "Education plans compared"}
FILE = "CITATION.cff"


def work_of(project: Project) -> Work:
    """Title, authors, version and date of release. Raises InputError for a broken file."""
    path = project.root / FILE
    try:
        told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Work(
            title=str(told["title"]),
            authors=[_name(author) for author in told["authors"]],
            date=str(told["date-released"]),
            version=str(told.get("version", __version__)),
            url=str(told.get("url", "")),
            doi=str(told.get("doi", "")),
        )
    except (OSError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise InputError(
            f"{path}: found no complete citation ({type(error).__name__}: {error}); "
            "it needs title, authors and date-released; restore it from version control"
        ) from error


def _name(author: dict[str, str]) -> str:
    if "name" in author:
        return author["name"]
    return f"{author['family-names']}, {author['given-names']}"


def figure_citation(title: str, figure_id: str, digest: str, work: Work, lang: str) -> str:
    """One line to be put under a borrowed chart; the hash pins its data and drawing."""
    authors = _authors(work, lang)
    if lang == "zh":
        return (
            f"{authors}：{title}。图 {figure_id}，载《{SUITE[lang]}》，"
            f"{work.version} 版，{work.date}，sha256:{digest[:16]}。"
        )
    return (
        f"{authors} ({work.date[:4]}). “{title}.” Figure {figure_id}, in {SUITE[lang]}, "
        f"version {work.version}, sha256:{digest[:16]}."
    )


def site_citation(work: Work, date: str, digest: str, lang: str) -> str:
    """How to cite the site as a whole, with the date and hash of its data."""
    authors, doi = _authors(work, lang), f" doi:{work.doi}" if work.doi else ""
    if lang == "zh":
        return (
            f"{authors}：《{SUITE[lang]}》，{work.version} 版，数据 {date}，"
            f"sha256:{digest[:16]}。{doi}"
        )
    return (
        f"{authors} ({work.date[:4]}). {SUITE[lang]}, version {work.version}, "
        f"data of {date}, sha256:{digest[:16]}.{doi}"
    )


def _authors(work: Work, lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(work.authors)
