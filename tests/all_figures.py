"""The figures of the notebooks, in each size: what the tests of print look at."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

import pytest

import analysis.figures
from analysis import suite
from analysis.figures.figure import Figure
from analysis.figures.setting import Setting
from analysis.figures.theme import SIZES, size_of
from analysis.paths import Project
from analysis.publish import Job


@dataclass(frozen=True)
class Drawn:
    """One chart of a page, drawn in one size."""

    page: str
    size: str
    figure: Figure

    @property
    def name(self) -> str:
        return f"{self.page} {self.figure.figure_id} ({self.size})"


def every_figure(project: Project, names: Sequence[str] = ()) -> list[Drawn]:
    """What these reports (all without names) publish, each kind of chart in all sizes.

    The notebooks run here without a kernel; a chart is drawn in all sizes from the frame it was
    given. In the second language only those cells run that drew something in the first, and on
    further pages of pairs those that drew on the first: the same calls with other words or
    numbers. Pages of a region or a pair after the first are drawn as published, for a page.
    """
    made: list[Drawn] = []
    drawing: dict[tuple[str, ...], set[int]] = {}
    seen: set[tuple[str, str]] = set()
    with pytest.MonkeyPatch.context() as patch:
        for job in suite.suite(project, names):
            kind = (job.notebook, str(job.parameters["lang"]))
            sizes = ["page"] if kind in seen else list(SIZES)
            seen.add(kind)
            for module, name, chart in _charts():
                patch.setattr(module, name, _in_sizes(sizes, chart, made, job.name))
            subject = (job.notebook, str(job.parameters.get("region", "")))
            drawing[subject] = _run(project, job, made, drawing.get(subject))
            patch.undo()
    return made


def _charts() -> Iterator[tuple[Any, str, Callable[..., Figure]]]:
    for found in pkgutil.iter_modules(analysis.figures.__path__):
        if not found.name.startswith("charts_"):
            continue
        module = importlib.import_module(f"analysis.figures.{found.name}")
        for name, chart in vars(module).items():
            own = inspect.isfunction(chart) and chart.__module__ == module.__name__
            if own and not name.startswith("_") and _returns_figure(chart):
                yield module, name, chart


def _returns_figure(chart: Callable[..., Any]) -> bool:
    return inspect.signature(chart).return_annotation == "Figure"


def _in_sizes(
    sizes: Sequence[str], chart: Callable[..., Figure], made: list[Drawn], page: str
) -> Callable[..., Figure]:
    @wraps(chart)
    def drawn(frame: Any, setting: Setting, *rest: Any, **more: Any) -> Figure:
        figures = {
            size: chart(frame, replace(setting, size=size_of(size)), *rest, **more)
            for size in sizes
        }
        made.extend(Drawn(page, size, figure) for size, figure in figures.items())
        return figures[setting.size.name]

    return drawn


def _run(project: Project, job: Job, made: list[Drawn], only: set[int] | None) -> set[int]:
    """Execute the cells (``only`` those, where given); the numbers of the cells that drew."""
    path = project.notebooks / f"{job.notebook}.ipynb"
    names: dict[str, Any] = {"display": lambda *shown: None}
    parameters, view, *cells = (
        "".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    )
    exec(parameters, names)
    names |= job.parameters
    exec(view, names)
    drew = set()
    for number, cell in enumerate(cells):
        before = len(made)
        if only is None or number in only:
            exec(cell, names)
        if len(made) > before:
            drew.add(number)
    return drew
