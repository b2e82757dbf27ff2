"""Who carries the load: tasks led and shared by each agency, and the themes they fall under.

A task is one list of responsible bodies: that of a project, that of an item of the text, at
whose end it stands and for which it answers as a whole, or that of a single sentence.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

# Raw characters that may follow the last body of a list that closes an item: 负责,列第一位的为
# 牵头部门,下同) and a full stop.
CLOSING = 24
LOAD_COLUMNS = [
    "doc_id",
    "agency_id",
    "name_zh",
    "name_en",
    "kind",
    "lead",
    "member",
    "tasks",
    "projects",
    "lead_share",
    "passage_ids",
    "project_ids",
]


def owner_load(responsibilities: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """How many tasks each agency leads and shares, by document.

    DataFrame[doc_id, agency_id, name_zh, name_en, kind, lead, member, tasks, projects,
    lead_share, passage_ids, project_ids]: ``lead`` and ``member`` count tasks, ``projects``
    those of them that are projects, ``lead_share`` is the part of all led tasks of the
    document that this agency leads. A body named twice for one task counts once, as lead
    if it leads. Sorted by document and load.
    """
    tasks = _tasks(responsibilities)
    led = tasks[tasks["role"] == "lead"].groupby("doc_id")["task"].nunique().to_dict()
    names = agencies.set_index("agency_id")
    rows: list[dict[str, Any]] = []
    for (doc_id, agency_id), group in tasks.groupby(["doc_id", "agency_id"], sort=True):
        lead = int((group["role"] == "lead").sum())
        rows.append(
            {
                "doc_id": doc_id,
                "agency_id": agency_id,
                **{n: names.at[agency_id, n] for n in ("name_zh", "name_en", "kind")},
                "lead": lead,
                "member": len(group) - lead,
                "tasks": len(group),
                "projects": int(group["project_id"].notna().sum()),
                "lead_share": lead / led[doc_id] if led.get(doc_id) else 0.0,
                "passage_ids": _unique(group["passage_id"]),
                "project_ids": _unique(group["project_id"]),
            }
        )
    rows.sort(key=lambda r: (r["doc_id"], -r["lead"], -r["tasks"], r["agency_id"]))
    return pd.DataFrame(rows, columns=LOAD_COLUMNS)


def _tasks(responsibilities: pd.DataFrame) -> pd.DataFrame:
    """One row an agency and task, with the column ``task``: its project's id or its passage's."""
    frame = responsibilities.copy()
    frame["task"] = frame["project_id"].where(frame["project_id"].notna(), frame["passage_id"])
    frame = frame[frame["task"].notna()]
    frame = frame.sort_values(["doc_id", "task", "agency_id", "role"], kind="stable")
    return frame.drop_duplicates(["doc_id", "task", "agency_id"], keep="first")


def _unique(values: pd.Series) -> list[str]:
    return list(dict.fromkeys(str(value) for value in values.dropna()))


def main_theme_load(
    responsibilities: pd.DataFrame, passages: pd.DataFrame, passage_themes: pd.DataFrame
) -> pd.DataFrame:
    """Tasks of each agency by the main theme of the task, so that counts add up.

    DataFrame[doc_id, agency_id, theme_id, lead, member, passage_ids]: every task stands once,
    under the theme with the largest weight (the first by id among equals); a task without any
    theme stays out. A task's themes are those of the passages it covers: its own row for a
    project; for a list that closes an item the running text of its section up to there (from
    the list before it, if there is one); otherwise the sentence that names the bodies.
    """
    covered = _Coverage(responsibilities, passages, passage_themes)
    cells: dict[tuple[str, str, str], dict[str, Any]] = defaultdict(
        lambda: {"lead": 0, "member": 0, "passage_ids": []}
    )
    for row in _tasks(responsibilities).to_dict("records"):
        themes = covered.themes(row["passage_id"], isinstance(row["project_id"], str))
        if not themes:
            continue
        main = min(themes, key=lambda theme: (-themes[theme], theme))
        cell = cells[(row["doc_id"], row["agency_id"], main)]
        cell[row["role"]] += 1
        cell["passage_ids"].append(row["passage_id"])
    keys = ("doc_id", "agency_id", "theme_id")
    rows = [dict(zip(keys, key, strict=True)) | cells[key] for key in sorted(cells)]
    return pd.DataFrame(rows, columns=[*keys, "lead", "member", "passage_ids"])


class _Coverage:
    """Themes of what a task covers, from its passage."""

    def __init__(
        self, responsibilities: pd.DataFrame, passages: pd.DataFrame, passage_themes: pd.DataFrame
    ) -> None:
        self.section = dict(zip(passages["passage_id"], passages["section_id"], strict=True))
        self.running: dict[Any, list[str]] = defaultdict(list)
        for row in passages.sort_values("char_start", kind="stable").to_dict("records"):
            if row["kind"] != "table_row":
                self.running[row["section_id"]].append(row["passage_id"])
        last = responsibilities.groupby("passage_id")["char_end"].max().to_dict()
        ends = dict(zip(passages["passage_id"], passages["char_end"], strict=True))
        self.closing = {key for key, end in last.items() if int(ends[key]) - int(end) <= CLOSING}
        self.weights: dict[str, dict[str, float]] = defaultdict(dict)
        for row in passage_themes.to_dict("records"):
            self.weights[row["passage_id"]][row["theme_id"]] = float(row["weight"])

    def _passages(self, passage_id: Any, is_project: bool) -> list[Any]:
        """What the task covers, in reading order."""
        if is_project or passage_id not in self.closing:
            return [passage_id]
        running = self.running[self.section[passage_id]]
        if passage_id not in running:
            return [passage_id]
        at = running.index(passage_id)
        before = [i for i in range(at) if running[i] in self.closing]
        return running[before[-1] + 1 if before else 0 : at + 1]

    def themes(self, passage_id: Any, is_project: bool) -> dict[str, float]:
        """The weight of each theme over the passages, nothing where none has a theme."""
        total: dict[str, float] = defaultdict(float)
        for passage in self._passages(passage_id, is_project):
            for theme, weight in self.weights.get(passage, {}).items():
                total[theme] += weight
        return total
