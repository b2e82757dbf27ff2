"""What a document stresses: share of text by theme with intervals, and differences.

A share is Han characters on a theme over all Han characters of the document (headings
left out). Two intervals answer two questions. With *sections* as blocks: would the
share stand if other sections had been written? A theme with one section of its own
hardly can, so this interval is wide, and it is the one shown. With *passages* as
blocks, as if sentences were independent (Benoit, Laver & Mikhaylov 2009): do the texts
as they are differ by more than the wording of single sentences? Neither can say what
another kind of document of the same region would hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.measures.relations import Relations
from analysis.measures.resample import (
    LEVEL,
    RESAMPLES,
    Floats,
    RatioBootstrap,
    benjamini_hochberg,
    block_weights,
    bootstrap_ratio,
    difference,
    generator,
    normal_difference,
    rank_intervals,
)
from analysis.text.tokens import han_count

Block = Literal["section_id", "passage_id"]

LONG_SECTION = 800.0
"""Han characters above which a section is cut: about the longest numbered item of a plan."""

FEW_SECTIONS = 3
"""A theme in fewer sections than this is marked ``thin``: its interval covers more than it says."""


def block_characters(
    passages: pd.DataFrame,
    passage_themes: pd.DataFrame,
    themes: Sequence[str],
    block: Block = "section_id",
) -> pd.DataFrame:
    """Han characters by block (section or passage), on each theme and in all.

    DataFrame indexed [doc_id, block] with one column a theme and a column ``all``.
    A section longer than LONG_SECTION is cut into even runs of passages: a source that
    lost its lower headings would otherwise consist of a few huge blocks.
    Headings are left out: they announce and repeat what their section says.
    """
    row_of = {passage_id: row for row, passage_id in enumerate(passages["passage_id"].tolist())}
    column_of = {theme: column for column, theme in enumerate(themes)}
    weights = np.zeros((len(row_of), len(themes)))
    columns = (passage_themes[name].tolist() for name in ("passage_id", "theme_id", "weight"))
    for passage_id, theme, weight in zip(*columns, strict=True):
        if passage_id in row_of and theme in column_of:
            weights[row_of[passage_id], column_of[theme]] += weight
    return characters_by_block(passages, weights, list(themes), block)


def characters_by_block(
    passages: pd.DataFrame,
    weights: Floats,
    columns: Sequence[str],
    block: Block = "section_id",
) -> pd.DataFrame:
    """`block_characters` of weights given as a matrix: one row a passage, one column a theme.

    Several codings of the same passages can stand side by side in ``columns``.
    """
    running = (passages["kind"] != "heading").to_numpy(bool)
    text = passages[running]
    length = np.array([han_count(t) for t in text["text"].tolist()], dtype=np.float64)
    by_passage = block == "passage_id"
    blocks = text["passage_id"].tolist() if by_passage else _runs(text, length)
    table = np.column_stack([weights[running] * length[:, None], length])
    # A document's blocks side by side, in the order of their names.
    keys = [f"{doc_id}\0{one}" for doc_id, one in zip(text["doc_id"].tolist(), blocks, strict=True)]
    names, codes = np.unique(np.array(keys, dtype=str), return_inverse=True)
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(len(names)))
    sums = np.add.reduceat(table[order], starts) if len(starts) else table[:0]
    index = pd.MultiIndex.from_tuples(
        [tuple(name.split("\0")) for name in names.tolist()], names=["doc_id", "block"]
    )
    counted = pd.DataFrame(sums, index=index, columns=[*columns, "all"])
    return counted[counted["all"] > 0]


def _runs(text: pd.DataFrame, length: Floats) -> list[str]:
    """The block of every passage: its section, or an even run of a long section."""
    place = pd.DataFrame(
        {
            "section": text["section_id"].tolist(),
            "at": text["char_start"].tolist(),
            "length": length,
        }
    )
    reading = place.sort_values(["section", "at"], kind="stable")
    grouped = reading.groupby("section")["length"]
    total = grouped.transform("sum").to_numpy()
    middle = grouped.cumsum().to_numpy() - reading["length"].to_numpy() / 2
    number = np.maximum(np.ceil(total / LONG_SECTION), 1)
    run = np.floor(np.divide(middle, total, out=np.zeros_like(middle), where=total > 0) * number)
    reading["block"] = [
        f"{section}#{int(k) + 1}" for section, k in zip(reading["section"], run, strict=True)
    ]
    return reading["block"].sort_index().tolist()


def bootstraps(
    characters: pd.DataFrame, seed: int, resamples: int = RESAMPLES
) -> dict[str, RatioBootstrap]:
    """Resampled shares of every document, from `block_characters`.

    Each document has a generator of its own, so that leaving one out changes no other.
    """
    found = {}
    for doc_id, table in characters.groupby(level="doc_id"):
        values = table.drop(columns="all").to_numpy(np.float64)
        sizes = table["all"].to_numpy(np.float64)
        weights = block_weights(len(sizes), resamples, generator(seed, "emphasis", str(doc_id)))
        found[str(doc_id)] = bootstrap_ratio(values, sizes, weights)
    if not found:
        raise InputError("emphasis: found no text; name documents that have passages in their body")
    return found


def shares(found: Mapping[str, RatioBootstrap], characters: pd.DataFrame) -> pd.DataFrame:
    """DataFrame[doc_id, theme_id, share, low, high, characters, total, sections, blocks, thin].

    ``characters`` on the theme of ``total``; ``sections`` of ``blocks`` hold it.
    ``thin``: in fewer than FEW_SECTIONS sections, where the interval is wider than it need be.
    """
    themes = [name for name in characters.columns if name != "all"]
    rows = []
    for doc_id, bootstrap in found.items():
        low, high = bootstrap.limits
        table = characters.xs(doc_id, level="doc_id")
        rows.append(
            pd.DataFrame(
                {
                    "doc_id": doc_id,
                    "theme_id": themes,
                    "share": bootstrap.estimate,
                    "low": low,
                    "high": high,
                    "characters": table[themes].to_numpy().sum(axis=0),
                    "total": float(table["all"].to_numpy().sum()),
                    "sections": bootstrap.blocks_with,
                    "blocks": bootstrap.blocks,
                    "thin": bootstrap.blocks_with < FEW_SECTIONS,
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def differences(
    found: Mapping[str, RatioBootstrap],
    themes: Sequence[str],
    relations: Relations,
    seed: int,
    resamples: int = RESAMPLES,
    layers: Sequence[str] = ("",),
) -> pd.DataFrame:
    """Every pair of documents by theme: how much more of ``doc_a`` than of ``doc_b``.

    DataFrame[layer, doc_a, doc_b, theme_id, share_a, share_b, difference, low, high, p,
    q, related, thin]. q controls the false-discovery rate over the themes of one pair:
    a pair is one question. Where one region lies within the other (``related``) the
    texts are not independent: the interval is shown, p and q are empty, and no claim
    is made. ``resamples`` 0 takes the normal distribution (for passages as blocks).
    ``thin``: in fewer than FEW_SECTIONS blocks of one of the two; the interval is then
    wider than it need be. ``layers``: ``found`` may hold several codings of the same
    blocks side by side, each with all themes; they then share their draws.
    """
    rows = []
    for a, b in combinations(found, 2):
        related = relations.related(a, b)
        if resamples and not related:
            rng = generator(seed, "difference", a, b)
            gap = difference(found[a], found[b], rng, resamples)
        else:
            gap = normal_difference(found[a], found[b])
        p = np.full(len(gap.p), np.nan) if related else gap.p
        columns = {
            "share_a": found[a].estimate,
            "share_b": found[b].estimate,
            "difference": gap.estimate,
            "low": gap.low,
            "high": gap.high,
            "p": p,
            "q": np.concatenate([benjamini_hochberg(one) for one in np.split(p, len(layers))]),
            "thin": np.minimum(found[a].blocks_with, found[b].blocks_with) < FEW_SECTIONS,
        }
        where = {"layer": np.repeat(list(layers), len(themes)), "doc_a": a, "doc_b": b}
        names = {"theme_id": list(themes) * len(layers), "related": related}
        rows.append(pd.DataFrame(where | names | columns))
    if not rows:
        return pd.DataFrame(columns=_DIFFERENCES)
    return pd.concat(rows, ignore_index=True)[_DIFFERENCES]


_DIFFERENCES = [
    "layer", "doc_a", "doc_b", "theme_id", "share_a", "share_b", "difference", "low", "high",
    "p", "q", "related", "thin",
]  # fmt: skip


def sureness(
    by_section: pd.DataFrame, by_passage: pd.DataFrame, alpha: float = 1 - LEVEL
) -> pd.DataFrame:
    """How sure each difference is: `differences` by section with two columns more.

    ``q_passage`` is q with passages as blocks. ``sureness``: ``firm`` when q ≤ alpha with
    sections as blocks, ``likely`` when only with passages (the texts differ, but a
    section more or less would change it), ``open`` otherwise, ``related`` where no claim
    is made. Both tables must hold the same pairs and themes.
    """
    keys = ["layer", "doc_a", "doc_b", "theme_id"]
    table = by_section.merge(
        by_passage[[*keys, "q"]].rename(columns={"q": "q_passage"}),
        on=keys,
        how="left",
        validate="one_to_one",
    )
    labels = np.select(
        [table["related"].to_numpy(bool), table["q"] <= alpha, table["q_passage"] <= alpha],
        ["related", "firm", "likely"],
        "open",
    )
    return table.assign(sureness=labels)


def between(table: pd.DataFrame, doc_a: str, doc_b: str) -> pd.DataFrame:
    """The rows of `differences` for one pair, turned so that ``doc_a`` comes first.

    Largest difference in favour of ``doc_a`` first. Raises InputError for an unknown pair.
    """
    forward = table[(table["doc_a"] == doc_a) & (table["doc_b"] == doc_b)]
    back = table[(table["doc_a"] == doc_b) & (table["doc_b"] == doc_a)]
    if forward.empty and back.empty:
        known = ", ".join(sorted({*table["doc_a"], *table["doc_b"]}))
        raise InputError(f"no comparison of {doc_a!r} with {doc_b!r}; choose two of {known}")
    if forward.empty:
        names = {"doc_a": "doc_b", "doc_b": "doc_a", "share_a": "share_b", "share_b": "share_a"}
        forward = back.rename(columns=names).assign(
            difference=-back["difference"], low=-back["high"], high=-back["low"]
        )[list(table.columns)]
    order = ["difference", "theme_id"]
    return forward.sort_values(order, ascending=[False, True], ignore_index=True)


def ranks(
    found: Mapping[str, RatioBootstrap],
    themes: Sequence[str],
    relations: Relations,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Rank of each document among its independent peers, with the interval of the rank.

    DataFrame[doc_id, theme_id, rank, low, high, peers]; rank 1 is the largest share of
    ``peers`` documents, itself included. A region that lies within another, or
    contains it, is never ranked against it.
    """
    rows = []
    for doc_id in found:
        peers = [doc_id, *(d for d in found if not relations.related(doc_id, d))]
        estimates = np.stack([found[d].estimate for d in peers], axis=-1)
        resampled = np.stack([found[d].shares for d in peers], axis=-1)
        own = (values[..., 0].tolist() for values in rank_intervals(estimates, resampled, level))
        for theme, rank, low, high in zip(themes, *own, strict=True):
            rows.append((doc_id, theme, int(rank), int(low), int(high), len(peers)))
    return pd.DataFrame(rows, columns=["doc_id", "theme_id", "rank", "low", "high", "peers"])
