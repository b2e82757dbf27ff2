"""Answers: ordinary DataFrames that JupyterLab shows with quotes, badges and sortable columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.explore.data import Desk
from analysis.explore.plain import shown
from analysis.publish.markup import html

SHOWN = 50
BADGES = {"certain": "●", "probable": "◐", "uncertain": "○"}
# Styles stand on the cells: front ends that show saved notebooks drop style sheets.
LEFT = "text-align:left;vertical-align:top;max-width:34em;white-space:normal"
RIGHT = "text-align:right;vertical-align:top;font-variant-numeric:tabular-nums"
QUOTE = "border-left:3px solid #56b4e9;padding-left:.5em"


class Answer(pd.DataFrame):
    """A DataFrame with a rich display; every pandas method works and gives an Answer again."""

    _metadata = ("heading", "note", "basket")
    heading: str
    note: str
    basket: Desk | None

    @property
    def _constructor(self) -> Callable[..., Answer]:
        return Answer

    @classmethod
    def of(
        cls, frame: pd.DataFrame, heading: str = "", note: str = "", basket: Desk | None = None
    ) -> Answer:
        """``frame`` with a heading and a note to show beside it.

        With the ``basket`` of a session its rows can be read in their text and set aside, and
        columns and codes are shown in words; the frame itself keeps names and codes.
        """
        made = cls(frame)
        object.__setattr__(made, "basket", basket)
        object.__setattr__(made, "heading", heading)
        object.__setattr__(made, "note", note)
        return made

    def _repr_html_(self) -> str:
        heading = html(getattr(self, "heading", "") or "")
        note = html(getattr(self, "note", "") or "")
        columns = [str(name) for name in self.columns]
        head = "".join(
            f'<th style="text-align:left" title="{html(name)}">{html(self._called(name))}</th>'
            for name in columns
        )
        rows = "".join(
            "<tr>" + "".join(map(_cell, columns, values)) + "</tr>"
            for values in self.head(SHOWN).itertuples(index=False, name=None)
        )
        more = f"<p>… {len(self) - SHOWN} +</p>" if len(self) > SHOWN else ""
        return (
            '<div class="plan-answer">'
            f"{f'<h4>{heading}</h4>' if heading else ''}"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            f"{more}{f'<p><small>{note}</small></p>' if note else ''}</div>"
        )

    def _called(self, name: str) -> str:
        """The heading of a column: in words where a session knows them."""
        basket: Desk | None = getattr(self, "basket", None)
        if basket is None:
            return name
        told = basket.data.column_words.get(name)
        return name if told is None else told[0 if basket.data.view.lang == "zh" else 1]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """In a kernel a table that sorts and filters, and plain HTML for wherever it cannot run."""
        bundle = {"text/html": self._repr_html_(), "text/plain": repr(self)}
        if _in_kernel():
            from analysis.explore.table import TableView

            live = TableView.of(self)._repr_mimebundle_()
            bundle = {**(live[0] if isinstance(live, tuple) else live or {}), **bundle}
        return bundle


def _in_kernel() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return hasattr(get_ipython(), "kernel")


def _cell(name: str, value: Any) -> str:
    text = shown(value)
    if name == "certainty" and text in BADGES:
        return f'<td style="{LEFT}" title="{html(text)}">{BADGES[text]} {html(text)}</td>'
    if name in ("quote", "text") and text:
        return f'<td style="{LEFT}"><span style="{QUOTE}">{html(text)}</span></td>'
    number = isinstance(value, int | float) or name in ("value", "amount_cny")
    return f'<td style="{RIGHT if number else LEFT}">{html(text)}</td>'
