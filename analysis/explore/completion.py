"""Completion inside quotes: tables and columns in SQL, indicators, regions, tables in calls."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from analysis.explore.data import Data

CALL = re.compile(
    r"\.(compare|region|schema|sql|funding)\(\s*(?:f|r)?(\"\"\"|'''|\"|')((?:(?!\2).)*)\Z",
    re.DOTALL,
)
WORD = re.compile(r"[\w]*\Z")
MOST = 60


def candidates(data: Data, before: str) -> tuple[str, list[str]]:
    """What could follow ``before``, the text up to the cursor: (fragment to replace, words)."""
    found = CALL.search(before)
    if found is None:
        return "", []
    call, _, typed = found.groups()
    if call == "sql":
        fragment = WORD.search(typed)[0]  # type: ignore[index]  # matches the empty word, too
        return fragment, _of_query(data, fragment, typed)
    names = {
        "compare": data.indicators,
        "schema": data.table_names,
    }.get(call, data.regions)
    return typed, names.spellings(typed)[:MOST]


def _of_query(data: Data, fragment: str, typed: str) -> list[str]:
    """Tables first, then columns: of the tables the query names, or of all."""
    named = [name for name in data.tables if re.search(rf"\b{name}\b", typed)]
    columns = [c for name in named or data.tables for c in data.columns[name]]
    words = dict.fromkeys([*data.tables, *columns])
    return [word for word in words if word.startswith(fragment.lower())][:MOST]


def offer(current: Callable[[], Data]) -> None:
    """Teach the running IPython, if there is one, to complete inside the quotes of our calls."""
    try:
        from IPython import get_ipython
        from IPython.core.completer import SimpleCompletion, context_matcher
    except ImportError:
        return
    shell = get_ipython()
    if shell is None or getattr(shell, "Completer", None) is None:
        return

    def plan_matcher(context: Any) -> dict[str, Any]:
        before = context.full_text[: _offset(context)]
        fragment, words = candidates(current(), before)
        return {
            "completions": [SimpleCompletion(text=word, type="plan") for word in words],
            "matched_fragment": fragment,
            "suppress": bool(words),
        }

    matcher = context_matcher()(plan_matcher)
    others = [
        one for one in shell.Completer.custom_matchers if one.__name__ != plan_matcher.__name__
    ]
    shell.Completer.custom_matchers[:] = [*others, matcher]


def _offset(context: Any) -> int:
    lines = context.full_text.split("\n")
    above = sum(len(line) + 1 for line in lines[: context.cursor_line])
    return above + int(context.cursor_position)
