from __future__ import annotations

import pandas as pd
import pytest

from analysis import sources, store
from analysis.measures.stress import PARTS, Study, proper_names
from analysis.measures.wording import CLASSES
from analysis.paths import Project
from analysis.reading import load_lexicons
from analysis.text.repair import clean
from analysis.text.tokens import Vocabulary


@pytest.fixture(scope="module")
def study():
    """The five documents, as curated."""
    project = Project.here()
    lexicons = load_lexicons(project)

    def table(name: str) -> pd.DataFrame:
        return store.read(project, name)

    names = proper_names(table("agency_aliases"), table("regions"))
    return Study(
        table("passages"),
        table("sections"),
        table("documents"),
        table("regions"),
        table("themes"),
        table("theme_terms"),
        Vocabulary.of(table("domain_words")["word"], table("stopwords")["word"], names),
        table("national_formulas")["formula"].tolist(),
        {s.doc_id: clean(sources.read(s), lexicons.repair) for s in sources.registered(project)},
    )


def test_passages_carry_one_at_most_and_some_carry_nothing(study):
    sums = study.passage_themes.groupby("passage_id")["weight"].sum()
    assert (sums <= 1).all()
    assert len(sums) < len(study.body)


def test_the_codebook_agrees_with_every_reader(study):
    pairs, quality = study.reliability(store.read(Project.here(), "theme_readings"))
    pooled = pairs[pairs["theme_id"] == "all"]
    assert len(pooled) == 3
    assert (pooled["low"] >= 0.8).all()
    macro = quality[quality["theme_id"] == "macro"].set_index("reader")
    assert set(macro.index) == {"first", "second", "third", "adjudicated"}
    assert (macro["f1"] >= 0.80).all()


def test_emphasis_has_its_interval_counts_and_baseline(study):
    table = study.emphasis
    assert ((table["low"] <= table["share"]) & (table["share"] <= table["high"])).all()
    assert (table.groupby("doc_id")["share"].sum() <= 1).all()
    assert (table.loc[table["share"] > 0, "passages"] > 0).all()
    assert table["baseline"].between(0, 1).all()
    assert len(table) == len(study.themes) * study.documents["doc_id"].nunique()


def test_related_regions_are_never_ranked_or_tested_against_each_other(study):
    pair = study.pair("zichuan", "zibo")
    assert pair["related"].all()
    assert pair["q"].isna().all()
    assert not pair["survives"].any()
    peers = study.ranks.drop_duplicates("doc_id").set_index("doc_id")["peers"]
    assert peers["zichuan"] == peers["zibo"] == peers["yumen"] - 1


def test_a_pair_answers_for_every_theme_and_only_what_holds_survives(study):
    pair = study.pair("zichuan", "yumen")
    assert set(pair["theme_id"]) == set(study.themes["theme_id"])
    assert (pair["low"] <= pair["high"]).all()
    assert not (pair["survives"] & ~pair["holds"]).any()
    assert not (pair["survives"] & (pair["sureness"] == "open")).any()


def test_findings_say_in_which_variants_they_fail(study):
    table = study.findings
    assert (table["holds"] == (table["fails_in"] == "")).all()
    heping = (table["doc_a"] == "heping") | (table["doc_b"] == "heping")
    # Words of no other text were swapped, so their repair can change no other pair.
    assert table.loc[heping, "variants"].min() == table.loc[~heping, "variants"].max() + 1


def test_distinctive_words_have_counts_beside_scores_and_no_names(study):
    table = study.keyness("zichuan")
    assert (table["low"] <= table["score"]).all()
    assert (table["score"] <= table["high"]).all()
    assert (table["count"] + table["reference_count"] >= 3).all()
    assert not set(table["term"]) & {"淄川", "淄川区", "区发改局", "区财政局", "编办"}
    lines = study.concordance("创客空间")
    assert set(lines["node"]) == {"创客空间"}
    for line in lines.to_dict("records"):
        raw = study.cleans[line["doc_id"]].raw[line["char_start"] : line["char_end"]]
        assert raw == "创客空间"


def test_known_borrowings_of_the_curated_texts(study):
    shared = study.wording.stretches.query("doc_a == 'zibo' and doc_b == 'zichuan'")
    text = study.body.set_index("passage_id")["text"]
    for words in ("“五个一批”项目库建设", "同城大课堂"):
        rows = shared[shared["text_a"].str.contains(words, regex=False)]
        # Found with the sentences of both, which hold the words.
        assert len(rows)
        assert rows["passage_a"].map(text).str.contains(words, regex=False).all()
        assert rows["passage_b"].map(text).str.contains(words, regex=False).all()
    assert set(PARTS) == set(CLASSES)
    assert study.wording_shares.groupby("doc_id")["share"].sum().round(9).eq(1).all()


def test_topics_without_a_codebook_bear_the_codebook_out(study):
    described, table = study.topics()
    assert described["stability"].between(0, 1).all()
    best = table.groupby("theme_id")["correlation"].max()
    assert best["teachers"] > 0.5
    assert best["vocational"] > 0.5


def test_a_document_can_be_left_out_everywhere(study):
    fewer = Study(
        study.passages,
        study.sections,
        study.documents,
        study.regions,
        study.themes,
        study.theme_terms,
        study.vocabulary,
        exclude=("heping",),
    )
    assert set(fewer.emphasis["doc_id"]) == {"jiangbei", "yumen", "zibo", "zichuan"}
    same = study.emphasis[study.emphasis["doc_id"] == "yumen"]["share"].tolist()
    assert fewer.emphasis[fewer.emphasis["doc_id"] == "yumen"]["share"].tolist() == same


def test_names_keep_ordinary_words():
    aliases = pd.DataFrame([("财政", "stem"), ("教体局", "name")], columns=["alias", "form"])
    names = proper_names(aliases, pd.DataFrame({"name_zh": ["玉门市"]}))
    assert {"财政局", "区财政局", "区教体局", "玉门市", "玉门"} <= set(names)
    assert "财政" not in names
