"""Exploring in JupyterLab: short calls that give tables, one linked view, and a way to publish.

from analysis import explore
ex = explore.open()
ex.compare("学前三年毛入园率")
ex.view()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.explore.session import Session
    from analysis.paths import Project

__all__ = ["open"]


def open(lang: str = "zh", project: Project | None = None) -> Session:
    """A session on the curated tables, opened read-only; ``lang`` is zh or en.

    Raises InputError for an unknown language or a database that is not there.
    """
    from analysis.explore.session import Session

    return Session(lang, project)
