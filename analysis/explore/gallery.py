"""Twelve worked questions, as data: what analysts ask and the one call that answers it."""

from __future__ import annotations

import ast
from typing import Any

import pandas as pd

from analysis import store
from analysis.errors import InputError
from analysis.explore.queries import in_language
from analysis.paths import Project

CALLS = ("compare", "find", "region", "funding", "themes", "sql")


def _questions(project: Project) -> list[dict[str, str]]:
    return sorted(store.rows(project, "questions"), key=lambda row: int(row["position"]))


def listing(project: Project, lang: str) -> pd.DataFrame:
    """DataFrame[n, question, code] in one language, in order; the code runs as it stands."""
    rows = [
        (int(row["position"]), row[f"question_{lang}"], in_language(row["code"], lang))
        for row in _questions(project)
    ]
    return pd.DataFrame(rows, columns=["n", "question", "code"])


def chosen(project: Project, question: int | str, lang: str) -> dict[str, str]:
    """The row of a question, its code in one language. Raises InputError naming what there is."""
    rows = _questions(project)
    for row in rows:
        if str(question) in (row["position"], row["question_id"]):
            return {**row, "code": in_language(row["code"], lang)}
    raise InputError(
        f"没有第 {question} 题 / no question {question}; "
        f"1–{len(rows)}: {', '.join(row['question_id'] for row in rows)}"
    )


def answered(session: object, question: dict[str, str]) -> pd.DataFrame:
    """Run the code of a question on a session: one call ``ex.NAME("literal", …)``, nothing else.

    The table is data, so its code is read as a call with literal arguments and never evaluated.
    Raises InputError for anything but that.
    """
    name, arguments = _call(question)
    result: pd.DataFrame = getattr(session, name)(*arguments)
    return result


def _call(question: dict[str, str]) -> tuple[str, list[Any]]:
    try:
        match ast.parse(question["code"], mode="eval").body:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="ex"), attr=name), args=args, keywords=[]
            ) if name in CALLS:
                return name, [ast.literal_eval(one) for one in args]
    except (SyntaxError, ValueError):
        pass
    raise InputError(
        f"questions.csv {question['question_id']}: found the code {question['code']!r}; it must be "
        f"one call ex.NAME(…) with literal arguments, NAME one of {', '.join(CALLS)}"
    )
