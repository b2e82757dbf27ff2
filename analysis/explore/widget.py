"""The linked view: one chart, one table, one text; what is chosen in one is chosen in all.

Filtering and drawing happen in the browser on typed columns, so no choice waits for the kernel;
the kernel answers only what needs the texts: the context of a statement, and exports. Nothing
is fetched from anywhere: script and style travel with the widget.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from analysis.errors import PlanError
from analysis.explore.columns import payload
from analysis.explore.context import Excerpt
from analysis.explore.words import words

if TYPE_CHECKING:
    from analysis.explore.session import Session

FRONT = Path(__file__).parent / "front"


def script(*names: str) -> str:
    """Parts of the front end as one module; only the last one exports."""
    return "\n".join((FRONT / f"{name}.js").read_text(encoding="utf-8") for name in names)


class Explorer(anywidget.AnyWidget):
    """The linked view of a session's statements; ``state`` is what is chosen, both ways."""

    _esm = script("elements", "chart", "table", "view")
    _css = (FRONT / "view.css").read_text(encoding="utf-8")
    data = traitlets.Bytes().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("zh").tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    basket = traitlets.List(traitlets.Unicode()).tag(sync=True)
    focus = traitlets.Unicode("").tag(sync=True)

    @classmethod
    def of(cls, session: Session) -> Explorer:
        """A view that shares the session's basket."""
        made = cls(
            data=payload(session.data),
            words=words(session.lang),
            lang=session.lang,
            basket=list(session.basket.ids),
        )
        made._session = session
        made.on_msg(made._asked)
        made.observe(made._set_aside, "basket")
        return made

    _session: Session

    def reload(self, session: Session) -> None:
        """Show the tables as the session reads them now."""
        self._session = session
        self.data = payload(session.data)

    def _set_aside(self, change: Any) -> None:
        self._session.basket.replace(change["new"])

    def _asked(self, _: Any, content: dict[str, Any], buffers: Any) -> None:
        """Answer the browser; a failure is told in words and never ends the view."""
        try:
            answer, files = self._answer(content)
        except PlanError as error:
            answer, files = {"told": "error", "text": str(error)}, []
        except (KeyError, TypeError, ValueError) as error:
            answer, files = {"told": "error", "text": f"{type(error).__name__}: {error}"}, []
        self.send(answer, files)

    def _answer(self, content: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        session = self._session
        if content["ask"] == "context":
            excerpt = Excerpt.of(session.data, str(content["id"]))
            return {"told": "context", **excerpt.message()}, []
        ids = [str(one) for one in content["ids"]]
        if content["ask"] == "csv":
            name, made = "statements.csv", session.basket.csv(ids)
        else:
            name, made = "figure.zip", session.basket.figure_files(str(content["title"]), ids)
        return {"told": "file", "name": name}, [made]
