"""The basket: statements set aside, as a table with all its evidence, and as a cited figure."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.errors import InputError
from analysis.explore.data import Data
from analysis.explore.frames import Answer
from analysis.figures.figure import Figure, csv_bytes
from analysis.figures.marks import href

EVIDENCE = """SELECT x.statement_id, r.name_zh AS region_zh, r.name_en AS region_en, x."table",
  x.what, x.class_id, x.level, x.comparator, x.value, x.value_high, x.unit, x.year, x.amount_cny,
  x.basis, x.status, x.certainty, x.reviewed, x.quote, p.text AS passage, s.heading AS section,
  d.title_zh AS document_zh, d.kind AS document_kind, d.quality, d.source_name, d.source_url,
  x.char_start, x.char_end, d.sha256, x.doc_id, x.region_id
FROM statements x JOIN documents d USING (doc_id) JOIN regions r ON r.region_id = x.region_id
LEFT JOIN passages p ON p.passage_id = x.passage_id
LEFT JOIN sections s ON s.section_id = x.section_id
WHERE list_contains(?, x.statement_id) ORDER BY list_position(?, x.statement_id)"""


class Basket:
    """Statement ids in the order in which they were set aside, each once."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.ids: list[str] = []

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, *statement_ids: str) -> Basket:
        """Set statements aside. Raises InputError for an id that is not there."""
        known = self._known(statement_ids)
        for one in statement_ids:
            if one not in known:
                raise InputError(
                    f"没有编号为“{one}”的陈述 / no statement {one!r}; "
                    "ids stand in the column statement_id"
                )
        self.ids = list(dict.fromkeys([*self.ids, *statement_ids]))
        return self

    def remove(self, *statement_ids: str) -> Basket:
        """Put statements back; one that is not in the basket is no matter."""
        self.ids = [one for one in self.ids if one not in statement_ids]
        return self

    def replace(self, statement_ids: Iterable[str]) -> Basket:
        """Hold exactly these, as far as they exist."""
        wanted = list(dict.fromkeys(statement_ids))
        known = self._known(wanted)
        self.ids = [one for one in wanted if one in known]
        return self

    def _known(self, ids: Sequence[str]) -> set[str]:
        frame = self.data.query(
            "SELECT statement_id FROM statements WHERE list_contains(?, statement_id)", [list(ids)]
        )
        return set(frame["statement_id"])

    def frame(self, ids: Sequence[str] | None = None) -> Answer:
        """The statements with everything that proves them: quote, passage, source, hash."""
        wanted = list(self.ids if ids is None else ids)
        found = self.data.query(EVIDENCE, [wanted, wanted])
        links = [href(d, s) for d, s in zip(found["doc_id"], found["statement_id"], strict=True)]
        return Answer.of(found.assign(reader=links), basket=self)

    def _repr_html_(self) -> str:
        return self.frame()._repr_html_()

    def csv(self, ids: Sequence[str] | None = None) -> bytes:
        """The table as CSV that a spreadsheet takes for text and numbers only.

        A mark at the start says that it is UTF-8: without it Excel shows Chinese as noise.
        """
        return codecs.BOM_UTF8 + csv_bytes(self.frame(ids))

    def to_csv(self, path: str | Path) -> Path:
        """Write the table; raises InputError for an empty basket or a place that is no place."""
        return _written(Path(path), self.csv(self._some()))

    def figure(self, title: str = "", ids: Sequence[str] | None = None) -> Figure:
        """The statements as a table drawn for print, with source line and citation."""
        from analysis.explore.picture import drawn

        return drawn(self.data, self.frame(self._some() if ids is None else ids), title)

    def figure_files(self, title: str = "", ids: Sequence[str] | None = None) -> bytes:
        """The figure as a ZIP of svg, png, pdf, csv, specification and citations."""
        from analysis.figures.export import rendered
        from analysis.publish.work import work_of

        files = rendered(self.figure(title, ids), work_of(self.data.project))
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in files.items():
                packed.writestr(zipfile.ZipInfo(name), content)
        return stream.getvalue()

    def save_figure(self, path: str | Path, title: str = "") -> Path:
        """Write `figure_files`; ``path`` ends in .zip."""
        return _written(Path(path), self.figure_files(title))

    def _some(self) -> list[str]:
        if not self.ids:
            raise InputError("篮子是空的 / the basket is empty; ex.basket.add(statement_id)")
        return self.ids


def _written(path: Path, content: bytes) -> Path:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); choose another") from error
    return path
