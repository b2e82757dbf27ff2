"""The linked view: one chart, one table, one text; what is chosen in one is chosen in all.

Filtering and drawing happen in the browser on typed columns, so no choice waits for the kernel;
the kernel answers only what needs the texts: the context of a statement, and exports. Nothing
is fetched from anywhere: script and style travel with the widget.
"""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from analysis.errors import PlanError
from analysis.explore.basket import Basket
from analysis.explore.columns import payload
from analysis.explore.context import Excerpt
from analysis.explore.data import Data
from analysis.explore.frames import Answer
from analysis.explore.front import STYLE, script
from analysis.explore.words import word, words


class Explorer(anywidget.AnyWidget):
    """The linked view of a session's statements; ``state`` is what is chosen, both ways."""

    _esm = script("elements", "context", "chart", "table", "view")
    _css = STYLE
    data = traitlets.Bytes().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("zh").tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    basket = traitlets.List(traitlets.Unicode()).tag(sync=True)
    focus = traitlets.Unicode("").tag(sync=True)

    @classmethod
    def of(cls, data: Data, basket: Basket) -> Explorer:
        """A view of these tables that shares the basket of its session."""
        lang = data.view.lang
        made = cls(data=payload(data), words=words(lang), lang=lang, basket=list(basket.ids))
        made._tables, made._kept = data, basket
        made.on_msg(made._asked)
        made.observe(made._set_aside, "basket")
        return made

    _tables: Data
    _kept: Basket

    def _repr_mimebundle_(self, **wanted: Any) -> Any:
        """The live view, and what stands in its place where no kernel or no script runs."""
        made = super()._repr_mimebundle_(**wanted)
        bundle, told = made if isinstance(made, tuple) else (made or {}, {})
        return {**bundle, "text/html": self._still()}, told

    def _still(self) -> str:
        counts = self._tables.query("SELECT * FROM targets_by_region ORDER BY total DESC")
        return Answer.of(counts, word(self.lang)("still"))._repr_html_()

    def reload(self, data: Data) -> None:
        """Show the tables as they are read now."""
        self._tables = data
        self.data = payload(data)

    def _set_aside(self, change: Any) -> None:
        self._kept.replace(change["new"])

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
        if content["ask"] == "context":
            excerpt = Excerpt.of(self._tables, str(content["id"]))
            return {"told": "context", **excerpt.message()}, []
        ids = [str(one) for one in content["ids"]]
        if content["ask"] == "csv":
            name, made = "statements.csv", self._kept.csv(ids)
        else:
            name, made = "figure.zip", self._kept.figure_files(str(content["title"]), ids)
        return {"told": "file", "name": name}, [made]
