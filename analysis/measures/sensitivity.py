"""Which findings survive other reasonable choices: the same figure, made again and again.

A variant changes one choice (segmenter, repair of spun text, boilerplate left out,
weights of themes) and leaves the rest as it is. A finding holds when it has the same sign
and is as sure in every variant that can change it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from analysis.measures.emphasis import bootstraps, characters_by_block, differences, sureness
from analysis.measures.relations import Relations
from analysis.measures.resample import Floats
from analysis.measures.themes import (
    AtWords,
    Codebook,
    Coding,
    TermMatch,
    own_points,
    passed_points,
    weights_of,
)
from analysis.measures.wording import leave_out
from analysis.text.spans import CleanText
from analysis.text.tokens import RUN, Engine, Vocabulary, cut

SPUN = "spun"
GRADE = {"open": 0, "related": 0, "likely": 1, "firm": 2}
RESAMPLES = 2000


@dataclass(frozen=True)
class Material:
    """Everything a figure of emphasis is made of; a variant is this with one part replaced.

    ``texts`` are the passages whose characters are counted, ``passages`` those that are
    coded: they differ only where boilerplate is left out of the count.
    """

    passages: pd.DataFrame
    texts: pd.DataFrame
    sections: pd.DataFrame
    codebook: Codebook
    relations: Relations
    vocabulary: Vocabulary
    coding: Coding = field(default_factory=Coding)
    engine: Engine = "rjieba"
    bounded: bool = False

    @classmethod
    def of(
        cls,
        passages: pd.DataFrame,
        sections: pd.DataFrame,
        codebook: Codebook,
        relations: Relations,
        vocabulary: Vocabulary,
    ) -> Material:
        """The choices of the published figures."""
        return cls(passages, passages, sections, codebook, relations, vocabulary)


def at_words(vocabulary: Vocabulary, engine: Engine) -> AtWords:
    """Keeps the terms that begin and end where a segmenter's words do, for `own_points`.

    Only runs of characters that touch a term are cut, each once: segmenters see no
    further than a run, and the Python one is slow.
    """
    known: dict[str, tuple[int, ...]] = {}

    def edges(run: str) -> tuple[int, ...]:
        if run not in known:
            tokens = cut(run, vocabulary, engine)
            known[run] = tuple(edge for token in tokens for edge in (token.start, token.end))
        return known[run]

    def kept(text: str, matches: tuple[TermMatch, ...]) -> tuple[TermMatch, ...]:
        found = {
            run.start() + edge
            for run in RUN.finditer(text)
            if any(m.start <= run.end() and m.end >= run.start() for m in matches)
            for edge in edges(run.group())
        }
        return tuple(m for m in matches if m.start in found and m.end in found)

    return kept


def without_repair(
    passages: pd.DataFrame, cleans: Mapping[str, CleanText], rule: str = SPUN
) -> pd.DataFrame:
    """The passages as they would read had repairs of ``rule`` not been made; raw spans stay."""
    undone = {
        doc_id: CleanText.replay(clean.raw, [r for r in clean.repairs if rule not in r.rule])
        for doc_id, clean in cleans.items()
        if any(rule in r.rule for r in clean.repairs)
    }
    texts = []
    columns = (passages[n].tolist() for n in ("doc_id", "char_start", "char_end", "text"))
    for doc_id, start, end, text in zip(*columns, strict=True):
        if doc_id in undone:
            low, high = undone[doc_id].clean_span(int(start), int(end))
            text = undone[doc_id].text[low:high]
        texts.append(text)
    return passages.assign(text=texts)


def variants(
    base: Material, spans: pd.DataFrame, cleans: Mapping[str, CleanText]
) -> dict[str, Material]:
    """The standard variants by name, ``published`` first. ``spans`` from `wording`."""
    unrepaired = without_repair(base.passages, cleans)
    return {
        "published": base,
        "words_rjieba": replace(base, bounded=True),
        "words_jieba": replace(base, bounded=True, engine="jieba"),
        "spun_unrepaired": replace(base, passages=unrepaired, texts=unrepaired),
        "no_boilerplate": replace(base, texts=leave_out(base.texts, spans)),
        "equal_weights": replace(base, coding=replace(base.coding, equal=True)),
        "no_headings": replace(base, coding=replace(base.coding, heading=0.0)),
        "strict_terms": replace(base, coding=replace(base.coding, threshold=2.0, share=0.6)),
        "broad_terms": replace(base, coding=replace(base.coding, threshold=1.0, share=0.3)),
    }


def speaking(compared: pd.DataFrame, made: Mapping[str, Material]) -> pd.DataFrame:
    """The rows of `compare` of pairs that a variant can change; ``published`` keeps all.

    A variant that leaves both texts of a pair, and the way they are coded, as they are says
    nothing about it: counted in, it would hold whatever the finding.
    """
    base = made["published"]
    touched = {name: _touched(base, material) for name, material in made.items()}
    rows = zip(compared["variant"], compared["doc_a"], compared["doc_b"], strict=True)
    kept = [name == "published" or bool(touched[name] & {a, b}) for name, a, b in rows]
    return compared[kept].reset_index(drop=True)


def _touched(base: Material, material: Material) -> frozenset[str]:
    """The documents that a variant reads or codes in another way."""
    ways = [(one.coding, one.bounded, one.engine) for one in (base, material)]
    found = set(base.passages["doc_id"]) if ways[0] != ways[1] else set()
    for old, new in ((base.passages, material.passages), (base.texts, material.texts)):
        if old is not new:
            before, after = (dict(_by_document(frame)) for frame in (old, new))
            found |= {doc for doc in before | after if before.get(doc) != after.get(doc)}
    return frozenset(found)


def _by_document(passages: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    for doc_id, rows in passages.groupby("doc_id"):
        yield str(doc_id), rows["text"].tolist()


def figure(material: Material, seed: int, resamples: int = RESAMPLES) -> pd.DataFrame:
    """The figure that is tested: `emphasis.sureness` of all pairs of documents."""
    return compare({"": material}, seed, resamples).drop(columns="variant")


def compare(made: Mapping[str, Material], seed: int, resamples: int = RESAMPLES) -> pd.DataFrame:
    """`emphasis.sureness` of every variant, with ``variant`` in front.

    Variants of the same texts differ in their codings only: these stand side by side,
    and each resample of sections is drawn once for all of them.
    """
    tables, points = [], Points()
    for names in _same_texts(made):
        first = made[names[0]]
        themes = list(first.codebook.themes)
        weights = np.hstack([points.weights(made[name]) for name in names])
        columns = [f"{name}/{theme}" for name in names for theme in themes]
        counted = [
            characters_by_block(first.texts, weights, columns, block)
            for block in ("section_id", "passage_id")
        ]
        # Many small matrix products: threads would cost more than they save.
        with threadpool_limits(1):
            found, single = bootstraps(counted[0], seed, resamples), bootstraps(counted[1], seed, 1)
            pairs = (themes, first.relations, seed)
            by_section = differences(found, *pairs, resamples, layers=names)
            by_passage = differences(single, *pairs, 0, layers=names)
        tables.append(sureness(by_section, by_passage))
    table = pd.concat(tables, ignore_index=True).rename(columns={"layer": "variant"})
    order = {name: place for place, name in enumerate(made)}
    return table.sort_values(
        "variant", key=lambda names: names.map(order), kind="stable", ignore_index=True
    )


def _same_texts(made: Mapping[str, Material]) -> list[list[str]]:
    """Names of variants whose characters are counted on one and the same texts."""
    groups: dict[int, list[str]] = {}
    for name, material in made.items():
        groups.setdefault(id(material.texts), []).append(name)
    return list(groups.values())


@dataclass
class Points:
    """Points of passages by theme, scored once for all variants that read the same passages."""

    own: dict[tuple[int, int, Engine | None], Floats] = field(default_factory=dict)
    passed: dict[tuple[int, float, Engine | None], Floats] = field(default_factory=dict)

    def weights(self, material: Material) -> Floats:
        """`themes.weights_of` of a variant, (N, K)."""
        coding, book, passages = material.coding, material.codebook, material.passages
        engine = material.engine if material.bounded else None
        key = (id(passages), coding.repeats, engine)
        if key not in self.own:
            words = at_words(material.vocabulary, engine) if engine else None
            self.own[key] = own_points(passages, book, coding.repeats, words)
        own, over = self.own[key], (id(passages), coding.heading, engine)
        if over not in self.passed:
            self.passed[over] = passed_points(passages, material.sections, book, coding, own)
        return weights_of(own + self.passed[over], coding)


def findings(compared: pd.DataFrame) -> pd.DataFrame:
    """What the published figure finds (``firm`` or ``likely``), and where it fails to hold.

    DataFrame[doc_a, doc_b, theme_id, difference, low, high, sureness, variants,
    same_sign, as_sure, holds, fails_in]. ``variants`` counts those that
    `speaking` left; ``as_sure`` those with the same sign that are at least as sure; ``holds``
    when all are; ``fails_in`` names the others, separated by semicolons.
    """
    keys = ["doc_a", "doc_b", "theme_id"]
    shown = ["difference", "low", "high", "sureness"]
    published = compared["variant"] == "published"
    found = compared[published & compared["sureness"].isin(["firm", "likely"])][[*keys, *shown]]
    others = compared.loc[~published, ["variant", *keys, "difference", "sureness"]]
    both = found.merge(others, on=keys, suffixes=("", "_other"))
    sign = both["difference_other"] * both["difference"] > 0
    grade, least = (both[name].map(GRADE) for name in ("sureness_other", "sureness"))
    both = both.assign(same_sign=sign, as_sure=sign & (grade >= least))
    told = both.groupby(keys).agg(
        variants=("variant", "size"), same_sign=("same_sign", "sum"), as_sure=("as_sure", "sum")
    )
    failing = both[~both["as_sure"]].groupby(keys)["variant"].agg(";".join).rename("fails_in")
    table = found.join(told, on=keys).join(failing, on=keys)
    counts = {name: table[name].fillna(0).astype(int) for name in told.columns}
    table = table.assign(**counts, fails_in=table["fails_in"].fillna(""))
    table = table.assign(holds=table["fails_in"] == "")[_FINDINGS]
    return table.sort_values(
        ["holds", *keys], ascending=[False, True, True, True], ignore_index=True
    )


_FINDINGS = [
    "doc_a", "doc_b", "theme_id", "difference", "low", "high", "sureness",
    "variants", "same_sign", "as_sure", "holds", "fails_in",
]  # fmt: skip
