"""Any answer as a table that sorts and filters in place."""

from __future__ import annotations

import json

import anywidget
import pandas as pd
import traitlets

from analysis.explore.front import STYLE, script
from analysis.explore.plain import shown
from analysis.explore.words import words
from analysis.figures.figure import is_missing

MOST = 20_000


class TableView(anywidget.AnyWidget):
    """A read-only table of at most `MOST` rows; cells are set as text, never as markup."""

    _esm = script("elements", "table", "answer")
    _css = STYLE
    data = traitlets.Bytes().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    @classmethod
    def of(cls, answer: pd.DataFrame) -> TableView:
        """The table of an answer, with its heading and note."""
        return cls(data=packed(answer), words=words("zh"))


def packed(answer: pd.DataFrame) -> bytes:
    """UTF-8 JSON: heading, note, and per column its name, cells as text, numbers to sort by."""
    rows = answer.head(MOST)
    columns = [
        {
            "name": str(name),
            "cells": [shown(value) for value in rows[name]],
            "numbers": _numbers(rows[name]),
        }
        for name in rows.columns
    ]
    content = {
        "heading": getattr(answer, "heading", "") or "",
        "note": getattr(answer, "note", "") or "",
        "n": len(rows),
        "of": len(answer),
        "columns": columns,
    }
    return json.dumps(content, ensure_ascii=False).encode("utf-8")


def _numbers(values: pd.Series) -> list[float | None] | None:
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return None
    return [None if is_missing(one) else float(one) for one in values.astype(object)]
