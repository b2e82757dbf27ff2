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
    share_interval,
)
from analysis.text.tokens import han_count

Block = Literal["section_id", "passage_id"]
Sureness = Literal["firm", "likely", "open", "related"]

LONG_SECTION = 800.0
"""Han characters above which a section is cut: about the longest numbered item of a plan."""

FEW_SECTIONS = 5
"""A theme that stands in fewer sections than this has too little to resample: marked ``thin``."""


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
    text = passages[passages["kind"] != "heading"]
    ids = text["passage_id"].tolist()
    row_of = {passage_id: row for row, passage_id in enumerate(ids)}
    column_of = {theme: column for column, theme in enumerate(themes)}
    shares = np.zeros((len(ids), len(themes)))
    columns = (passage_themes[name].tolist() for name in ("passage_id", "theme_id", "weight"))
    for passage_id, theme, weight in zip(*columns, strict=True):
        if passage_id in row_of and theme in column_of:
            shares[row_of[passage_id], column_of[theme]] += weight
    length = np.array([han_count(t) for t in text["text"].tolist()], dtype=np.float64)
    table = pd.DataFrame(shares * length[:, None], columns=list(themes)).assign(all=length)
    blocks = ids if block == "passage_id" else _runs(text, length)
    keys = [text["doc_id"].tolist(), blocks]
    grouped = table.groupby(keys).sum().rename_axis(["doc_id", "block"])
    return grouped[grouped["all"] > 0]


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


def shares(
    found: Mapping[str, RatioBootstrap], characters: pd.DataFrame, level: float = LEVEL
) -> pd.DataFrame:
    """DataFrame[doc_id, theme_id, share, low, high, characters, total, sections, blocks, thin].

    ``characters`` on the theme of ``total``; ``sections`` of ``blocks`` hold it.
    ``thin``: in fewer than FEW_SECTIONS sections, so that the interval is itself uncertain.
    """
    themes = [name for name in characters.columns if name != "all"]
    rows = []
    for doc_id, bootstrap in found.items():
        low, high = share_interval(bootstrap, level)
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
    level: float = LEVEL,
) -> pd.DataFrame:
    """Every pair of documents by theme: how much more of ``doc_a`` than of ``doc_b``.

    DataFrame[doc_a, doc_b, theme_id, share_a, share_b, difference, low, high, p, q,
    related, thin]. q controls the false-discovery rate over the themes of one pair: a
    pair is one question. Where one region lies within the other (``related``) the
    texts are not independent: the interval is shown, p and q are empty, and no claim
    is made. ``resamples`` 0 takes the normal distribution (for passages as blocks).
    ``thin``: in fewer than FEW_SECTIONS blocks of one of the two; the test holds, but
    the interval then covers less than it says (87 % in the worst case simulated).
    """
    rows = []
    for a, b in combinations(found, 2):
        if resamples:
            rng = generator(seed, "difference", a, b)
            gap = difference(found[a], found[b], rng, resamples, level)
        else:
            gap = normal_difference(found[a], found[b], level)
        related = relations.related(a, b)
        columns = {
            "share_a": found[a].estimate,
            "share_b": found[b].estimate,
            "difference": gap.estimate,
            "low": gap.low,
            "high": gap.high,
            "p": np.full(len(themes), np.nan) if related else gap.p,
            "q": np.full(len(themes), np.nan) if related else benjamini_hochberg(gap.p),
            "thin": np.minimum(found[a].blocks_with, found[b].blocks_with) < FEW_SECTIONS,
        }
        names = {"doc_a": a, "doc_b": b, "theme_id": list(themes), "related": related}
        rows.append(pd.DataFrame(names | columns))
    if not rows:
        return pd.DataFrame(columns=_DIFFERENCES)
    return pd.concat(rows, ignore_index=True)[_DIFFERENCES]


_DIFFERENCES = [
    "doc_a", "doc_b", "theme_id", "share_a", "share_b", "difference", "low", "high",
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
    keys = ["doc_a", "doc_b", "theme_id"]
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
        for k, theme in enumerate(themes):
            estimates = np.array([found[d].estimate[k] for d in peers])
            resampled = np.stack([found[d].shares[:, k] for d in peers], axis=1)
            rank, low, high = (values[0] for values in rank_intervals(estimates, resampled, level))
            rows.append((doc_id, theme, int(rank), int(low), int(high), len(peers)))
    return pd.DataFrame(rows, columns=["doc_id", "theme_id", "rank", "low", "high", "peers"])
