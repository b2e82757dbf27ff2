"""How long a choice in the linked view takes to be seen, for our documents and for many more.

A choice never waits for the kernel: the view filters and draws in the browser, and tells the
kernel afterwards. So the way from the click to the painted picture is measured in a browser
alone, and is the whole way. Both sizes are measured in one run, beside what the browser needs
for two frames in which nothing changed.
"""

from __future__ import annotations

from typing import Any

from analysis.errors import WorkError
from analysis.explore import pace
from analysis.paths import Project

MANY = 200_000


def run(project: Project, count: int = MANY, rounds: int = 9) -> dict[str, Any]:
    """Milliseconds for the project's statements and for ``count``, and their ratio.

    Without a browser the reason stands in their place: the other figures need none.
    """
    try:
        few = pace.measure(project, rounds=rounds)
        many = pace.measure(project, count, rounds)
    except WorkError as error:
        return {"left_out": str(error)}
    rows = [
        {
            "statements": one.statements,
            "median_ms": one.median_ms,
            "worst_ms": one.worst_ms,
            "two_frames_ms": one.still_ms,
        }
        for one in (few, many)
    ]
    return {"runs": rows, "many_over_few": round(many.median_ms / few.median_ms, 2)}
