"""What each region stresses: every figure of themes, words and wording from one set of tables.

A `Study` holds the tables and works out each figure once, when it is asked for. Its
frames are ready to be charted: columns are named as the charts expect them, regions
stand beside documents, and every estimate beside its interval and counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.measures import emphasis as em
from analysis.measures import keyness as kn
from analysis.measures.readers import coding_quality, machine_codes, pairs_of_readers, themes_of
from analysis.measures.relations import Relations
from analysis.measures.resample import RatioBootstrap
from analysis.measures.sensitivity import Material, compare, findings, speaking, variants
from analysis.measures.similarity import similarity
from analysis.measures.themes import Codebook, code_passages
from analysis.measures.topics import TermMatrix, against_codebook, stability, term_matrix, topics
from analysis.measures.wording import CLASSES, Wording, leave_out, wording
from analysis.text.spans import CleanText
from analysis.text.tokens import Vocabulary

PARTS = {
    "national": "national",
    "borrowed_from_parent": "parent",
    "passed_to_child": "shared",
    "shared_with_others": "shared",
    "own": "own",
}
NORMAL_95 = 1.959964
TOPIC_NUMBERS = (6, 8, 10)
TOPIC_SEEDS = 3
ADJUDICATED = "adjudicated"


def proper_names(agency_aliases: pd.DataFrame, regions: pd.DataFrame) -> list[str]:
    """Names of agencies and places, which are no words of a topic.

    Stems (财政) are ordinary words and count; with their level and 局 they are names.
    """
    names = set()
    for alias, form in zip(agency_aliases["alias"], agency_aliases["form"], strict=True):
        if form == "stem":
            names |= {f"{level}{alias}局" for level in ("", "区", "市", "县")}
        elif len(alias) > 2:
            names |= {f"{level}{alias}" for level in ("", "区", "市", "县")}
    for name in regions["name_zh"]:
        names |= {name, name[:-1]}
    return sorted(names)


@dataclass(frozen=True)
class Study:
    """Curated tables as `store.read` gives them, and the clean texts by document.

    ``passages`` may hold whole documents: only bodies are measured. ``exclude`` names
    documents to be left out everywhere.
    """

    passages: pd.DataFrame
    sections: pd.DataFrame
    documents: pd.DataFrame
    regions: pd.DataFrame
    themes: pd.DataFrame
    theme_terms: pd.DataFrame
    vocabulary: Vocabulary
    formulas: Sequence[str] = ()
    cleans: Mapping[str, CleanText] = field(default_factory=dict)
    seed: int = 1
    exclude: Sequence[str] = ()

    @cached_property
    def body(self) -> pd.DataFrame:
        """Passages of the bodies of the documents compared."""
        inside = self.sections.loc[self.sections["part"] == "body", "section_id"]
        kept = self.passages["section_id"].isin(inside)
        kept &= ~self.passages["doc_id"].isin(list(self.exclude))
        return self.passages[kept].reset_index(drop=True)

    @cached_property
    def codebook(self) -> Codebook:
        return Codebook.of(
            self.theme_terms.assign(theme_id=self.theme_terms["theme_id"].fillna(""))
        )

    @cached_property
    def relations(self) -> Relations:
        return Relations.of(self.documents, self.regions)

    @cached_property
    def passage_themes(self) -> pd.DataFrame:
        """DataFrame[passage_id, theme_id, weight] of the bodies."""
        return code_passages(self.body, self.sections, self.codebook)

    @cached_property
    def characters(self) -> pd.DataFrame:
        """`emphasis.block_characters` by section."""
        return em.block_characters(self.body, self.passage_themes, self._theme_ids)

    @property
    def _theme_ids(self) -> list[str]:
        return self.themes.sort_values("position")["theme_id"].tolist()

    @cached_property
    def _bootstraps(self) -> dict[str, RatioBootstrap]:
        return em.bootstraps(self.characters, self.seed)

    @cached_property
    def emphasis(self) -> pd.DataFrame:
        """`emphasis.shares` with region_id, ``baseline`` and ``passages`` (how many hold it).

        ``baseline``: the theme's share in the national formula of all documents
        together; NaN where there is none.
        """
        table = em.shares(self._bootstraps, self.characters).merge(
            self.documents[["doc_id", "region_id"]], on="doc_id"
        )
        coded = self.passage_themes.merge(self.body[["passage_id", "doc_id"]], on="passage_id")
        held = coded.groupby(["doc_id", "theme_id"]).size().rename("passages").reset_index()
        table = table.merge(held, on=["doc_id", "theme_id"], how="left")
        return table.assign(
            passages=table["passages"].fillna(0).astype(int),
            baseline=table["theme_id"].map(self._baseline),
        )

    @cached_property
    def _baseline(self) -> dict[str, float]:
        other = [name for name in CLASSES if name != "national"]
        national = leave_out(self.body, self.wording.spans, other)
        table = em.block_characters(national, self.passage_themes, self._theme_ids)
        sums = dict(zip(table.columns, table.to_numpy().sum(axis=0), strict=True))
        return {theme: float(sums[theme] / sums["all"]) for theme in self._theme_ids if sums["all"]}

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """`emphasis.ranks`: among independent peers only, with intervals."""
        return em.ranks(self._bootstraps, self._theme_ids, self.relations)

    @cached_property
    def compared(self) -> pd.DataFrame:
        """Every difference under every variant that can change it: `sensitivity.compare`."""
        base = Material.of(self.body, self.sections, self.codebook, self.relations, self.vocabulary)
        made = variants(base, self.wording.spans, self.cleans)
        return speaking(compare(made, self.seed), made)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """Which differences hold in every variant: `sensitivity.findings`."""
        return findings(self.compared)

    def pair(self, doc_a: str, doc_b: str) -> pd.DataFrame:
        """What ``doc_a`` stresses more than ``doc_b``, theme by theme, and how sure that is.

        `emphasis.between` with ``q_value``, ``holds`` (the finding holds in every
        variant), ``fails_in`` and ``survives`` (``firm`` or ``likely``, and holds).
        """
        published = self.compared[self.compared["variant"] == "published"]
        table = em.between(published.drop(columns="variant"), doc_a, doc_b)
        inside = self.findings[["doc_a", "doc_b"]].isin([doc_a, doc_b]).all(axis=1)
        found = self.findings[inside].set_index("theme_id")
        holding, failing = found["holds"].to_dict(), found["fails_in"].to_dict()
        holds = np.array([bool(holding.get(theme, False)) for theme in table["theme_id"]])
        return table.assign(
            q_value=table["q"],
            holds=holds,
            fails_in=[str(failing.get(theme, "")) for theme in table["theme_id"]],
            survives=holds & table["sureness"].isin(["firm", "likely"]).to_numpy(),
        )

    @cached_property
    def words(self) -> pd.DataFrame:
        """`keyness.word_counts` of the bodies, lists of responsible agencies left out."""
        texts = [self.codebook.without_lists(text) for text in self.body["text"].tolist()]
        return kn.word_counts(self.body.assign(text=texts), self.vocabulary)

    def keyness(self, region: str, reference: kn.Reference = "others") -> pd.DataFrame:
        """Distinctive words: `keyness.keyness` with the columns of the chart beside it.

        ``score`` is the log-odds ratio with Dirichlet prior in powers of two, ``low``
        and ``high`` its 95 % interval; ``term``, ``count``, ``reference_count`` and
        ``dispersion`` repeat word, counts and DP.
        """
        documents = self.documents[~self.documents["doc_id"].isin(list(self.exclude))]
        others = kn.reference_documents(documents, self.regions, region, reference)
        own = documents.loc[documents["region_id"] == region, "doc_id"].tolist()
        table = kn.keyness(self.words, own, others)
        with np.errstate(invalid="ignore", divide="ignore"):
            error = (table["log_odds"] / table["z"]).fillna(0.0)
        score = table["log_odds"] / np.log(2)
        reach = NORMAL_95 * error / np.log(2)
        return table.assign(
            term=table["word"],
            score=score,
            low=score - reach,
            high=score + reach,
            count=table["count_focus"],
            reference_count=table["count_reference"],
            dispersion=table["dp"],
        )

    def concordance(self, word: str) -> pd.DataFrame:
        """`keyness.concordance` of a word in the bodies."""
        return kn.concordance(self.body, word, self.cleans)

    @cached_property
    def wording(self) -> Wording:
        """Shared stretches, spans by class and shares of running text (headings left out)."""
        text = self.body[self.body["kind"] != "heading"].reset_index(drop=True)
        return wording(text, self.documents, self.regions, self.formulas, self.cleans)

    @cached_property
    def wording_shares(self) -> pd.DataFrame:
        """DataFrame[doc_id, part, characters, share]; parts national, parent, shared, own."""
        table = self.wording.shares.assign(part=self.wording.shares["class"].map(PARTS))
        return table.groupby(["doc_id", "part"], as_index=False)[["characters", "share"]].sum()

    @cached_property
    def matrix(self) -> TermMatrix:
        return term_matrix(self.words)

    @cached_property
    def topic_stability(self) -> pd.DataFrame:
        """`topics.stability` for some numbers of topics."""
        seeds = range(self.seed, self.seed + TOPIC_SEEDS)
        return stability(self.matrix, TOPIC_NUMBERS, list(seeds))

    def topics(self, number: int | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
        """(topics, their correlation with themes); the most stable number unless one is given."""
        table = self.topic_stability
        best = int(table["topics"].iloc[int(table["stability"].argmax())])
        described, held = topics(self.matrix, number or best, self.seed)
        return described, against_codebook(held, self.characters)

    @cached_property
    def similarity(self) -> pd.DataFrame:
        """`similarity.similarity` of all pairs."""
        return similarity(self.matrix, self.relations, self.seed)

    def reliability(self, readings: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """(kappas of every pair of readers, quality of the codebook against each reader).

        `readers.pairs_of_readers` of those who read, and `readers.coding_quality` with
        ``reader`` in front, the adjudicated reading among them. ``readings``:
        theme_readings.csv.
        """
        codes = {
            str(reader): dict(
                zip(group["reading_id"], [themes_of(t) for t in group["themes"]], strict=True)
            )
            for reader, group in readings.groupby("reader")
        }
        machine = machine_codes(readings, self.body, self.passage_themes)
        tables = []
        for reader, reading in codes.items():
            table = coding_quality(machine, reading, self._theme_ids)
            table.insert(0, "reader", reader)
            tables.append(table)
        alone = {reader: reading for reader, reading in codes.items() if reader != ADJUDICATED}
        return pairs_of_readers(alone, self._theme_ids), pd.concat(tables, ignore_index=True)
