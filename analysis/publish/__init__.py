"""Charts become pages: the only writer of the reports folder.

`publish_site` runs notebooks and publishes the site; notebooks use `analysis.publish.cells`.
Names are looked up when they are first used, so that a notebook pays for nothing else.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "Content": "content",
    "Job": "jobs",
    "Published": "edition",
    "RunLimits": "run",
    "publish_site": "edition",
}
__all__ = ["Content", "Job", "Published", "RunLimits", "publish_site"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"analysis.publish.{_HOMES[name]}"), name)
