"""Any answer as a table that sorts and filters in place, and whose statements can be read."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import anywidget
import pandas as pd
import traitlets

from analysis.errors import PlanError
from analysis.explore.context import Excerpt
from analysis.explore.data import Desk
from analysis.explore.front import STYLE, script
from analysis.explore.plain import shown
from analysis.explore.words import words
from analysis.figures.figure import is_missing
from analysis.figures.marks import SIGNS

MOST = 20_000
# Columns of codes whose words every reader of the reports knows.
CODED = ("status", "certainty", "coverage")


class TableView(anywidget.AnyWidget):
    """A read-only table of at most `MOST` rows; cells are set as text, never as markup."""

    _esm = script("elements", "context", "table", "answer")
    _css = STYLE
    data = traitlets.Bytes().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    _basket: Desk | None = None

    @classmethod
    def of(cls, answer: pd.DataFrame) -> TableView:
        """The table of an answer, with its heading and note."""
        basket = getattr(answer, "basket", None)
        lang = basket.data.view.lang if basket is not None else "zh"
        made = cls(data=packed(answer, basket), words=words(lang))
        made._basket = basket
        made.on_msg(made._asked)
        return made

    def _asked(self, _: Any, content: dict[str, Any], buffers: Any) -> None:
        """A row's statement in its text, or set aside; a failure is told in words."""
        if self._basket is None:
            return
        statement = str(content.get("id"))
        try:
            if content.get("ask") == "keep":
                self._basket.add(statement)
                return
            self.send({"told": "context", **Excerpt.of(self._basket.data, statement).message()}, [])
        except PlanError as error:
            self.send({"told": "error", "text": str(error)}, [])


def packed(answer: pd.DataFrame, basket: Desk | None = None) -> bytes:
    """UTF-8 JSON: heading, note, and per column its name, cells as text, numbers to sort by."""
    rows = answer.head(MOST)
    content = {
        "heading": getattr(answer, "heading", "") or "",
        "note": getattr(answer, "note", "") or "",
        "n": len(rows),
        "of": len(answer),
        "readable": basket is not None,
        "columns": [_column(str(name), rows[name], basket) for name in rows.columns],
    }
    return json.dumps(content, ensure_ascii=False).encode("utf-8")


def _column(name: str, values: pd.Series, basket: Desk | None) -> dict[str, Any]:
    """With a basket: headed by its words, the name below, for whoever goes on in code."""
    cells = [shown(value) for value in values]
    column: dict[str, Any] = {"name": name, "label": name, "cells": cells}
    column["numbers"] = _numbers(values)
    if basket is None:
        return column
    if told := basket.data.column_words.get(name):
        word = told[0] if basket.data.view.lang == "zh" else told[1]
        column |= {"label": word, "under": name, "hint": f"{name}: {word}"}
        if told[2] == "CNY" and column["numbers"]:
            column["cells"] = [one and f"{Decimal(one):,}" for one in cells]
    if name == "comparator":
        column["cells"] = [SIGNS.get(one, one) for one in cells]
    if name in CODED:
        setting = basket.data.view.setting
        column |= {"codes": cells, "cells": [one and setting.code(name, one) for one in cells]}
    return column


def _numbers(values: pd.Series) -> list[float | None] | None:
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return None
    return [None if is_missing(one) else float(one) for one in values.astype(object)]
