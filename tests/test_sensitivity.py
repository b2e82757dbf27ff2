from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analysis.measures.relations import Relations
from analysis.measures.sensitivity import (
    Material,
    at_words,
    compare,
    figure,
    findings,
    speaking,
    variants,
    without_repair,
)
from analysis.measures.themes import Codebook, code_passages
from analysis.measures.wording import wording
from analysis.text.spans import CleanText, Repair
from analysis.text.tokens import Vocabulary

TERMS = pd.DataFrame(
    [
        ("preschool", "幼儿园", "counts", 2),
        ("teachers", "教师", "counts", 2),
        ("digital", "网络", "counts", 2),
    ],
    columns=["theme_id", "term", "role", "weight"],
)
REGIONS = pd.DataFrame(
    {"region_id": ["city", "district", "far"], "parent_id": [None, "city", None]}
)
DOCUMENTS = pd.DataFrame({"doc_id": list(REGIONS["region_id"]), "region_id": REGIONS["region_id"]})
SENTENCES = {
    "preschool": "新建{n}所公办幼儿园",
    "teachers": "选派{n}名优秀教师到乡镇支教",
    "digital": "接入{n}条高速网络线路",
}


def material():
    """City and district write of kindergartens mostly, far of teachers and networks."""
    plan = {
        "city": ["preschool"] * 12 + ["teachers"] * 4,
        "district": ["preschool"] * 12 + ["teachers"] * 4,
        "far": ["teachers"] * 12 + ["digital"] * 4,
    }
    rows, sections = [], []
    for doc_id, themes in plan.items():
        at = 0
        for n, theme in enumerate(themes):
            text = SENTENCES[theme].format(n=n) + "好" * (n % 3)
            rows.append(
                (f"{doc_id}-{n}", doc_id, f"{doc_id}-s{n}", "sentence", at, at + len(text), text)
            )
            sections.append((f"{doc_id}-s{n}", None, "其他"))
            at += len(text)
    columns = ["passage_id", "doc_id", "section_id", "kind", "char_start", "char_end", "text"]
    return Material.of(
        pd.DataFrame(rows, columns=columns),
        pd.DataFrame(sections, columns=["section_id", "parent_id", "heading"]),
        Codebook.of(TERMS),
        Relations.of(DOCUMENTS, REGIONS),
        Vocabulary(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def made():
    base = material()
    spans = wording(base.passages, DOCUMENTS, REGIONS).spans
    return variants(base, spans, {})


@pytest.fixture(scope="module")
def compared(made):
    return compare(made, seed=1, resamples=400)


def test_every_variant_changes_what_it_says(made):
    assert made["published"].passages is made["published"].texts
    assert made["words_jieba"].engine == "jieba"
    assert made["equal_weights"].coding.equal
    assert made["no_headings"].coding.heading == 0


def test_a_clear_difference_is_found_and_holds_everywhere(compared, made):
    table = findings(compared)
    row = table[(table["doc_a"] == "city") & (table["theme_id"] == "preschool")].iloc[0]
    assert (row["doc_b"], row["sureness"], row["holds"]) == ("far", "firm", True)
    assert row["variants"] == row["as_sure"] == len(made) - 1
    assert row["fails_in"] == ""


def test_a_variant_speaks_only_of_pairs_it_can_change(made, compared):
    base = made["published"]
    changed = base.passages.assign(
        text=[
            text + ("一" if doc_id == "district" else "")
            for doc_id, text in zip(base.passages["doc_id"], base.passages["text"], strict=True)
        ]
    )
    some = {
        "published": base,
        "equal_weights": made["equal_weights"],
        "spun_unrepaired": replace(base, passages=changed, texts=changed),
        "no_boilerplate": replace(base, texts=base.texts.copy()),
    }
    table = speaking(compared, some | dict.fromkeys(made.keys() - some.keys(), base))
    pairs = {
        name: {*zip(rows["doc_a"], rows["doc_b"], strict=True)}
        for name, rows in table.groupby("variant")
    }
    all_pairs = {("city", "district"), ("city", "far"), ("district", "far")}
    assert pairs["published"] == pairs["equal_weights"] == all_pairs
    assert pairs["spun_unrepaired"] == all_pairs - {("city", "far")}
    assert set(pairs) == {"published", "equal_weights", "spun_unrepaired"}


def test_related_regions_give_no_findings(compared):
    table = findings(compared)
    assert not ((table["doc_a"] == "city") & (table["doc_b"] == "district")).any()


def test_a_finding_that_fails_somewhere_says_where():
    keys = {"doc_a": "a", "doc_b": "b", "theme_id": "x", "low": 0.0, "high": 0.2}
    rows = [
        keys | {"variant": "published", "difference": 0.1, "sureness": "likely"},
        keys | {"variant": "one", "difference": 0.1, "sureness": "firm"},
        keys | {"variant": "two", "difference": 0.1, "sureness": "open"},
        keys | {"variant": "three", "difference": -0.1, "sureness": "firm"},
    ]
    (row,) = findings(pd.DataFrame(rows)).to_dict("records")
    assert (row["variants"], row["same_sign"], row["as_sure"], row["holds"]) == (3, 2, 1, False)
    assert row["fails_in"] == "two;three"


def test_terms_across_word_ends_do_not_count_when_bounded():
    texts = pd.DataFrame(
        [("p0", "s", "sentence", "网络信息"), ("p1", "s", "sentence", "上网络绎不绝")],
        columns=["passage_id", "section_id", "kind", "text"],
    )
    sections = pd.DataFrame([("s", None, "其他")], columns=["section_id", "parent_id", "heading"])
    codebook = Codebook.of(TERMS)
    assert len(code_passages(texts, sections, codebook)) == 2
    for engine in ("rjieba", "jieba"):
        coded = code_passages(texts, sections, codebook, at_words=at_words(Vocabulary(), engine))
        assert coded["passage_id"].tolist() == ["p0"]


def test_variants_side_by_side_are_what_each_is_alone(made):
    together = compare(made, seed=3, resamples=200)
    for name, material in made.items():
        alone = figure(material, seed=3, resamples=200)
        part = together[together["variant"] == name].drop(columns="variant")
        pd.testing.assert_frame_equal(part.reset_index(drop=True), alone)


def test_undoing_the_repair_of_spun_words_leaves_other_repairs():
    raw = "发展教化 事业"
    clean = CleanText.replay(
        raw, [Repair(2, 4, "教化", "教育", "spun"), Repair(4, 5, " ", "", "spaces")]
    )
    columns = ["doc_id", "char_start", "char_end", "text"]
    passages = pd.DataFrame([("d", 0, 7, "发展教育事业"), ("e", 0, 2, "其他")], columns=columns)
    undone = without_repair(passages, {"d": clean})
    assert undone["text"].tolist() == ["发展教化事业", "其他"]


def test_the_figure_is_the_same_each_time():
    base = material()
    assert figure(base, 3, 200).equals(figure(base, 3, 200))
