"""Whose words are these: shared stretches between documents, and what is left as a text's own.

Found on Han characters of the clean text, so that punctuation and line ends do not
hide a borrowing, and given back in raw offsets. Every character gets one class:

- ``national``: in documents of at least three regions that do not contain each other,
  or in the curated list of national formulas;
- ``borrowed_from_parent`` / ``passed_to_child``: shared with the region above / below;
- ``shared_with_others``: shared with one other independent region;
- ``own``: in no other document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.align import AlignRule, Chain, shared
from analysis.measures.relations import Relations
from analysis.measures.streams import Places, Stream, coded, quoted_names, shared_names, streams
from analysis.text.spans import CleanText

CLASSES = ("national", "borrowed_from_parent", "passed_to_child", "shared_with_others", "own")
BLANK = "\u3000"

STRETCH_COLUMNS = [
    "stretch_id", "doc_a", "doc_b", "kind", "characters", "similarity", "relation", "class",
    "passage_a", "char_start_a", "char_end_a", "text_a",
    "passage_b", "char_start_b", "char_end_b", "text_b",
]  # fmt: skip
SPAN_COLUMNS = [
    "doc_id", "passage_id", "class", "text_start", "text_end", "char_start", "char_end",
    "characters", "partners",
]  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """What was found.

    ``stretches``: DataFrame[STRETCH_COLUMNS], one row a shared stretch and pair.
    ``spans``: DataFrame[SPAN_COLUMNS], every Han character of every passage in one span.
    ``shares``: DataFrame[doc_id, class, characters, share], shares of one document sum to 1.
    """

    stretches: pd.DataFrame
    spans: pd.DataFrame
    shares: pd.DataFrame


def wording(
    passages: pd.DataFrame,
    documents: pd.DataFrame,
    regions: pd.DataFrame,
    formulas: Sequence[str] = (),
    cleans: Mapping[str, CleanText] | None = None,
    rule: AlignRule | None = None,
) -> Wording:
    """Compare every pair of documents and class every character of each."""
    found = streams(passages)
    relations = Relations.of(documents, regions)
    places = Places(passages, cleans or {})
    held = {d: np.zeros((len(found), len(s.text)), dtype=bool) for d, s in found.items()}
    order = {doc_id: index for index, doc_id in enumerate(found)}
    chains = _chains(passages, found, rule or AlignRule())
    for a, b, _, chain in chains:
        for i, j, length in chain.pieces:
            held[a][order[b], i : i + length] = True
            held[b][order[a], j : j + length] = True
    classes = {d: _classes(s, held[d], order, relations, formulas) for d, s in found.items()}
    rows = [
        _row(chain, kind, found[a], found[b], places, relations, classes[a])
        for a, b, kind, chain in chains
    ]
    spans = [_spans(s, classes[d], held[d], order, places) for d, s in found.items()]
    table = pd.concat(spans, ignore_index=True)
    return Wording(_stretch_table(rows), table, _shares(table))


def _chains(
    passages: pd.DataFrame, found: Mapping[str, Stream], rule: AlignRule
) -> list[tuple[str, str, str, Chain]]:
    """(document, document, kind, chain) of every pair of documents."""
    codes, names = coded(found), quoted_names(passages, found)
    rows = []
    for a, b in combinations(found, 2):
        stretches = shared(codes[a], codes[b], rule)
        for chain in stretches:
            rows.append((a, b, "exact" if len(chain.pieces) == 1 else "near", chain))
        for name in shared_names(names[a], names[b]):
            if not any(chain.holds(name) for chain in stretches):
                rows.append((a, b, "name", name))
    return rows


def _row(
    chain: Chain,
    kind: str,
    a: Stream,
    b: Stream,
    places: Places,
    relations: Relations,
    classes: npt.NDArray[np.int64],
) -> tuple[object, ...]:
    first, second = places.of(a, *chain.first), places.of(b, *chain.second)
    # The class of a stretch is the one most of its equal characters have in the first text.
    each = np.concatenate([classes[i : i + length] for i, _, length in chain.pieces])
    label = CLASSES[int(np.bincount(each).argmax())]
    relation = relations.between(a.doc_id, b.doc_id)
    measured = (chain.matched, round(chain.similarity, 4), relation, label)
    return (a.doc_id, b.doc_id, kind, *measured, *first, *second)


def _stretch_table(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    """Longest first; ids are made of the place, so that a new find renumbers nothing."""
    table = pd.DataFrame(rows, columns=STRETCH_COLUMNS[1:])
    ids = [
        f"{row.doc_a}-{row.char_start_a}-{row.doc_b}-{row.char_start_b}"
        for row in table.itertuples()
    ]
    table.insert(0, "stretch_id", ids)
    table = table.sort_values(["characters", "stretch_id"], ascending=[False, True])
    return table.drop_duplicates("stretch_id").reset_index(drop=True)


def _classes(
    stream: Stream,
    partners: npt.NDArray[np.bool_],
    order: Mapping[str, int],
    relations: Relations,
    formulas: Sequence[str],
) -> npt.NDArray[np.int64]:
    """Index into CLASSES of every character of a stream."""
    family_of = relations.families
    own = family_of[stream.doc_id]
    families = sorted({family for doc, family in family_of.items() if doc in order})
    present = np.zeros((len(families), len(stream.text)), dtype=bool)
    result = np.full(len(stream.text), CLASSES.index("own"), dtype=np.int64)
    for doc_id, index in order.items():
        held = partners[index]
        present[families.index(family_of[doc_id])] |= held
        relation = relations.between(stream.doc_id, doc_id)
        if relation in ("child", "parent"):
            # The other side's place: we are the child of what we borrow from.
            name = "borrowed_from_parent" if relation == "child" else "passed_to_child"
            result[held & (result > CLASSES.index(name))] = CLASSES.index(name)
        elif doc_id != stream.doc_id:
            name = "shared_with_others"
            result[held & (result > CLASSES.index(name))] = CLASSES.index(name)
    present[families.index(own)] = True
    result[present.sum(axis=0) >= 3] = CLASSES.index("national")
    for formula in formulas:
        at = stream.text.find(formula)
        while at >= 0:
            result[at : at + len(formula)] = CLASSES.index("national")
            at = stream.text.find(formula, at + 1)
    return result


def _spans(
    stream: Stream,
    classes: npt.NDArray[np.int64],
    partners: npt.NDArray[np.bool_],
    order: Mapping[str, int],
    places: Places,
) -> pd.DataFrame:
    """Runs of one class within one passage."""
    names = list(order)
    breaks = np.flatnonzero((np.diff(classes) != 0) | (np.diff(stream.rows) != 0)) + 1
    edges = [0, *breaks.tolist(), len(classes)] if len(classes) else []
    rows = []
    for start, end in pairwise(edges):
        row = int(stream.rows[start])
        low, high = int(stream.offsets[start]), int(stream.offsets[end - 1]) + 1
        held: list[bool] = partners[:, start:end].max(axis=1).tolist()
        others = ";".join(name for name, there in zip(names, held, strict=True) if there)
        where = (low, high, *places.raw(row, low, high))
        passage_id = places.passage_id(row)
        label = CLASSES[classes[start]]
        rows.append((stream.doc_id, passage_id, label, *where, end - start, others))
    return pd.DataFrame(rows, columns=SPAN_COLUMNS)


def _shares(spans: pd.DataFrame) -> pd.DataFrame:
    """Characters and share of each class, every class of every document present."""
    counted = spans.groupby(["doc_id", "class"])["characters"].sum()
    index = pd.MultiIndex.from_product(
        [sorted(spans["doc_id"].unique()), CLASSES], names=["doc_id", "class"]
    )
    table = counted.reindex(index, fill_value=0).reset_index()
    table["share"] = table["characters"] / table.groupby("doc_id")["characters"].transform("sum")
    return table


def leave_out(
    passages: pd.DataFrame, spans: pd.DataFrame, classes: Sequence[str] = ("national",)
) -> pd.DataFrame:
    """The passages with stretches of the given classes blanked, lengths and offsets kept.

    Any measure can be run on the result; blanks are no Han characters and no words.
    """
    gone = spans[spans["class"].isin(classes)]
    cuts: dict[str, list[tuple[int, int]]] = {}
    columns = (gone[name].tolist() for name in ("passage_id", "text_start", "text_end"))
    for passage_id, start, end in zip(*columns, strict=True):
        cuts.setdefault(passage_id, []).append((start, end))
    texts = []
    for passage_id, text in zip(
        passages["passage_id"].tolist(), passages["text"].tolist(), strict=True
    ):
        for start, end in cuts.get(passage_id, ()):
            text = text[:start] + BLANK * (end - start) + text[end:]
        texts.append(text)
    return passages.assign(text=texts)
