"""Which findings survive other reasonable choices: the same figure, made again and again.

A variant changes one choice (segmenter, repair of spun text, a document left out,
boilerplate left out, weights of themes) and leaves the rest as it is. A finding holds
when it has the same sign and is as sure in every variant that can speak about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from analysis.measures.emphasis import (
    block_characters,
    bootstraps,
    differences,
    sureness,
)
from analysis.measures.keyness import keyness, word_counts
from analysis.measures.relations import Relations
from analysis.measures.themes import Codebook, Coding, code_passages
from analysis.measures.wording import leave_out
from analysis.text.spans import CleanText
from analysis.text.tokens import Engine, Vocabulary, cut

SPUN = "spun"
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


def word_bounds(vocabulary: Vocabulary, engine: Engine) -> Callable[[str], set[int]]:
    """Where words begin and end in a text, for `code_passages`."""

    def bounds(text: str) -> set[int]:
        tokens = cut(text, vocabulary, engine)
        return {edge for token in tokens for edge in (token.start, token.end)}

    return bounds


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
    base: Material,
    spans: pd.DataFrame,
    cleans: Mapping[str, CleanText],
    doubtful: Sequence[str] = (),
) -> dict[str, Material]:
    """The standard variants by name, ``published`` first.

    ``spans`` from `wording`; ``doubtful`` are documents to be left out in turn (a source
    that is not to be trusted).
    """
    unrepaired = without_repair(base.passages, cleans)
    found = {
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
    for doc_id in doubtful:
        found[f"without_{doc_id}"] = replace(
            base,
            passages=base.passages[base.passages["doc_id"] != doc_id],
            texts=base.texts[base.texts["doc_id"] != doc_id],
        )
    return found


def figure(material: Material, seed: int, resamples: int = RESAMPLES) -> pd.DataFrame:
    """The figure that is tested: `emphasis.sureness` of all pairs of documents."""
    bounds = word_bounds(material.vocabulary, material.engine) if material.bounded else None
    coded = code_passages(
        material.passages, material.sections, material.codebook, material.coding, bounds
    )
    themes = list(material.codebook.themes)
    by_section = block_characters(material.texts, coded, themes)
    by_passage = block_characters(material.texts, coded, themes, "passage_id")
    return sureness(
        differences(bootstraps(by_section, seed, 1), themes, material.relations, seed, resamples),
        differences(bootstraps(by_passage, seed, 1), themes, material.relations, seed, 0),
    )


def compare(made: Mapping[str, Material], seed: int, resamples: int = RESAMPLES) -> pd.DataFrame:
    """`figure` of every variant: its columns with ``variant`` in front."""
    tables = []
    # Many small matrix products: threads would cost more than they save.
    with threadpool_limits(1):
        for name, material in made.items():
            table = figure(material, seed, resamples)
            table.insert(0, "variant", name)
            tables.append(table)
    return pd.concat(tables, ignore_index=True)


def findings(compared: pd.DataFrame) -> pd.DataFrame:
    """What the published figure finds (``firm`` or ``likely``), and where it fails to hold.

    DataFrame[doc_a, doc_b, theme_id, difference, low, high, sureness, variants,
    same_sign, as_sure, holds, fails_in]. ``variants`` counts those that can speak about
    the pair; ``as_sure`` those with the same sign that are at least as sure; ``holds``
    when all are; ``fails_in`` names the others, separated by semicolons.
    """
    keys = ["doc_a", "doc_b", "theme_id"]
    grade = {"open": 0, "related": 0, "likely": 1, "firm": 2}
    published = compared[compared["variant"] == "published"]
    found = published[published["sureness"].isin(["firm", "likely"])]
    others = compared[compared["variant"] != "published"]
    rows = []
    for row in found.to_dict("records"):
        same = others
        for key in keys:
            same = same[same[key] == row[key]]
        sign = same["difference"] * row["difference"] > 0
        sure = sign & (same["sureness"].map(grade) >= grade[row["sureness"]])
        rows.append(
            {key: row[key] for key in [*keys, "difference", "low", "high", "sureness"]}
            | {
                "variants": len(same),
                "same_sign": int(sign.sum()),
                "as_sure": int(sure.sum()),
                "holds": bool(sure.all()),
                "fails_in": ";".join(same.loc[~sure, "variant"]),
            }
        )
    table = pd.DataFrame(rows, columns=_FINDINGS)
    return table.sort_values(
        ["holds", *keys], ascending=[False, True, True, True], ignore_index=True
    )


_FINDINGS = [
    "doc_a", "doc_b", "theme_id", "difference", "low", "high", "sureness",
    "variants", "same_sign", "as_sure", "holds", "fails_in",
]  # fmt: skip


def distinctive_words(
    made: Mapping[str, Material], focus: str, reference: Sequence[str], top: int = 20
) -> pd.DataFrame:
    """The same check for keyness: DataFrame[variant, doc_id, shared, words].

    ``shared``: part of the published ``top`` words of ``focus`` that the variant has
    too; ``words``: those the variant has, most distinctive first. Variants that only
    change the weights of themes do not touch words and are left out, as are those that
    leave out the focus.
    """
    tops: dict[str, list[str]] = {}
    for name, material in made.items():
        if name != "published" and not _changes_words(material, made["published"]):
            continue
        texts = material.texts
        others = [doc for doc in reference if (texts["doc_id"] == doc).any()]
        if not others or not (texts["doc_id"] == focus).any():
            continue
        counts = word_counts(texts, material.vocabulary, material.engine)
        tops[name] = keyness(counts, [focus], others)["word"].head(top).tolist()
    rows = [(name, focus, _shared(tops["published"], words), " ".join(words))
            for name, words in tops.items()]  # fmt: skip
    return pd.DataFrame(rows, columns=["variant", "doc_id", "shared", "words"])


def _changes_words(material: Material, published: Material) -> bool:
    return material.texts is not published.texts or material.engine != published.engine


def _shared(published: Iterable[str], words: Iterable[str]) -> float:
    first = list(published)
    return len(set(first) & set(words)) / len(first) if first else float("nan")
