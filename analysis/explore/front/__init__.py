"""Script and style of the widgets; they travel with the widget and are fetched from nowhere."""

from __future__ import annotations

from pathlib import Path

FRONT = Path(__file__).parent
STYLE = (FRONT / "view.css").read_text(encoding="utf-8")


def script(*names: str) -> str:
    """Parts of the front end as one module; only the last one exports."""
    return "\n".join((FRONT / f"{name}.js").read_text(encoding="utf-8") for name in names)
