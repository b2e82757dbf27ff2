"""Answers: ordinary DataFrames that JupyterLab shows with quotes, badges and sortable columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.explore.plain import shown
from analysis.publish.markup import html

SHOWN = 50
BADGES = {"certain": "●", "probable": "◐", "uncertain": "○"}
STYLE = (
    "<style>.plan-answer td{text-align:left;max-width:34em;white-space:normal;vertical-align:top}"
    ".plan-answer .quote{font-style:normal;border-left:3px solid #56b4e9;padding-left:.5em}"
    ".plan-answer .number{text-align:right;font-variant-numeric:tabular-nums}</style>"
)


class Answer(pd.DataFrame):
    """A DataFrame with a rich display; every pandas method works and gives an Answer again."""

    _metadata = ("heading", "note")
    heading: str
    note: str

    @property
    def _constructor(self) -> Callable[..., Answer]:
        return Answer

    @classmethod
    def of(cls, frame: pd.DataFrame, heading: str = "", note: str = "") -> Answer:
        """``frame`` with a heading and a note to show beside it."""
        made = cls(frame)
        object.__setattr__(made, "heading", heading)
        object.__setattr__(made, "note", note)
        return made

    def _repr_html_(self) -> str:
        heading = html(getattr(self, "heading", "") or "")
        note = html(getattr(self, "note", "") or "")
        columns = [str(name) for name in self.columns]
        head = "".join(f"<th>{html(name)}</th>" for name in columns)
        rows = "".join(
            "<tr>" + "".join(map(_cell, columns, values)) + "</tr>"
            for values in self.head(SHOWN).itertuples(index=False, name=None)
        )
        more = f"<p>… {len(self) - SHOWN} +</p>" if len(self) > SHOWN else ""
        return (
            f'{STYLE}<div class="plan-answer">'
            f"{f'<h4>{heading}</h4>' if heading else ''}"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            f"{more}{f'<p><small>{note}</small></p>' if note else ''}</div>"
        )

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
    if name == "certainty":
        return f'<td title="{html(text)}">{BADGES.get(text, "")} {html(text)}</td>'
    if name in ("quote", "text"):
        return f'<td><span class="quote">{html(text)}</span></td>'
    if isinstance(value, int | float) or name in ("value", "amount_cny"):
        return f'<td class="number">{html(text)}</td>'
    return f"<td>{html(text)}</td>"
