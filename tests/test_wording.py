from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures.align import AlignRule, seeds, shared
from analysis.measures.relations import Relations
from analysis.measures.wording import leave_out, wording
from analysis.text.spans import CleanText, Repair
from analysis.text.tokens import han_count

RAW = Path(__file__).resolve().parent.parent / "data" / "raw"
REGIONS = pd.DataFrame(
    [("city", None), ("district", "city"), ("far", None), ("east", None), ("west", "empty"),
     ("empty", None)],
    columns=["region_id", "parent_id"],
)  # fmt: skip
COPIED = "持续推进义务教育学校管理标准化建设"
EDITED = "持续推进义务教育学校教学管理标准化建设"


def corpus(**texts):
    """One passage a sentence; documents are named after their regions."""
    rows = []
    for region, text in texts.items():
        at = 0
        for index, sentence in enumerate(text.split("。")):
            end = at + len(sentence)
            rows.append((f"{region}-{index}", region, "s", "sentence", at, end, sentence))
            at = end + 1
    columns = ["passage_id", "doc_id", "section_id", "kind", "char_start", "char_end", "text"]
    frame = pd.DataFrame(rows, columns=columns)
    documents = pd.DataFrame({"doc_id": list(texts), "region_id": list(texts)})
    return frame, documents


def found(formulas=(), **texts):
    passages, documents = corpus(**texts)
    return wording(passages, documents, REGIONS, formulas), passages


def codes(text):
    return np.array([ord(c) - 0x3000 if ord(c) >= 0x3000 else ord(c) for c in text], dtype=np.int64)


def test_seeds_are_maximal_runs():
    first, second = np.array([9, 1, 2, 3, 4, 8]), np.array([1, 2, 3, 4, 7, 1, 2, 3])
    assert seeds(first, second, 3) == [(1, 0, 4), (1, 5, 3)]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=25), st.lists(st.integers(0, 3), max_size=25))
def test_seeds_equal_a_search_by_brute_force(first, second):
    expected = set()
    for i in range(len(first)):
        for j in range(len(second)):
            if i and j and first[i - 1] == second[j - 1]:
                continue
            length = 0
            while (
                i + length < len(first)
                and j + length < len(second)
                and first[i + length] == second[j + length]
            ):
                length += 1
            if length >= 3:
                expected.add((i, j, length))
    got = seeds(np.array(first, dtype=np.int64), np.array(second, dtype=np.int64), 3)
    assert set(got) == expected
    assert len(got) == len(expected)


def test_a_stretch_with_a_word_put_in_stays_one():
    (chain,) = shared(np.arange(20), np.array([*range(10), 90, 91, *range(10, 20)]), AlignRule())
    assert chain.first == (0, 20)
    assert chain.second == (0, 22)
    assert chain.matched == 20
    assert chain.similarity == pytest.approx(20 / 22)


def test_short_and_loose_matches_are_not_shared():
    rule = AlignRule()
    assert shared(np.arange(9), np.arange(9), rule) == []
    # Two runs of five with eight strange characters between: 10 of 18 are equal.
    second = np.array([*range(5), *range(80, 88), *range(5, 10)])
    assert shared(np.arange(10), second, rule) == []


def test_city_and_district_share_and_the_direction_is_told():
    result, _ = found(city=COPIED, district=f"我们{EDITED}")
    (row,) = result.stretches.to_dict("records")
    assert (row["kind"], row["relation"], row["class"]) == ("near", "parent", "passed_to_child")
    assert row["text_a"] == COPIED
    assert row["text_b"] == EDITED
    assert (row["char_start_b"], row["char_end_b"]) == (2, 2 + len(EDITED))
    shares = result.shares.set_index(["doc_id", "class"])["characters"]
    assert shares["city", "passed_to_child"] == len(COPIED)
    # The two inserted characters and 我们 are the district's own.
    assert shares["district", "borrowed_from_parent"] == len(COPIED)
    assert shares["district", "own"] == 4


def test_three_independent_regions_make_it_national():
    result, _ = found(far=COPIED, east=COPIED, west=COPIED)
    assert set(result.spans["class"]) == {"national"}


def test_city_and_district_count_as_one_region():
    result, _ = found(city=COPIED, district=COPIED, far=COPIED)
    classes = result.spans.groupby("doc_id")["class"].agg(set).to_dict()
    assert classes == {
        "city": {"passed_to_child"},
        "district": {"borrowed_from_parent"},
        "far": {"shared_with_others"},
    }


def test_a_listed_formula_is_national_wherever_it_stands():
    result, _ = found(["全面贯彻党的教育方针"], far="全面贯彻党的教育方针,办好学校")
    assert result.spans["class"].tolist() == ["national", "own"]
    assert result.shares.set_index("class").loc["national", "share"] == pytest.approx(10 / 14)


def test_a_short_programme_name_in_quotes_is_found():
    result, _ = found(city="深化思政课“同城大课堂”活动", district="推进“同城大课堂”项目")
    (row,) = result.stretches.to_dict("records")
    assert (row["kind"], row["text_a"], row["characters"]) == ("name", "同城大课堂", 5)
    assert row["passage_b"] == "district-0"


def test_punctuation_and_line_ends_hide_nothing_and_spans_lead_back_to_raw():
    raw = "继续\n教育(yu)学校,管理标准化建设与发展"
    clean = CleanText.replay(raw, [Repair(2, 3, "\n", "", "line_breaks"),
                                   Repair(5, 9, "(yu)", "", "pinyin")])  # fmt: skip
    passages, documents = corpus(far="做好继续教育、学校管理标准化建设与发展", east=clean.text)
    passages.loc[passages["doc_id"] == "east", "char_end"] = len(raw)
    result = wording(passages, documents, REGIONS, (), {"east": clean})
    row = result.stretches.iloc[0]
    assert (row["doc_a"], row["kind"]) == ("east", "exact")
    assert raw[row["char_start_a"] : row["char_end_a"]] == raw
    assert row["text_b"] == "继续教育、学校管理标准化建设与发展"


def test_left_out_boilerplate_keeps_lengths_and_offsets():
    result, passages = found(far=f"{COPIED},我市特色", east=COPIED, west=COPIED)
    left = leave_out(passages, result.spans)
    far = left.loc[left["doc_id"] == "far", "text"].item()
    assert far == "\u3000" * len(COPIED) + ",我市特色"
    assert left["text"].str.len().tolist() == passages["text"].str.len().tolist()


def test_every_han_character_has_one_class():
    result, passages = found(city=f"{COPIED}。2所学校", district=EDITED)
    assert result.spans["characters"].sum() == sum(han_count(t) for t in passages["text"])
    assert result.shares.groupby("doc_id")["share"].sum().round(9).eq(1).all()
    for span in result.spans.to_dict("records"):
        text = passages.set_index("passage_id").loc[span["passage_id"], "text"]
        inside = text[span["text_start"] : span["text_end"]]
        assert han_count(inside) == span["characters"]


def test_random_unrelated_texts_share_nothing():
    # Characters of two real plans in random order: the same frequencies, no common wording.
    rng = np.random.default_rng(5)
    texts = {}
    for name, source in (("far", "yumen"), ("east", "zichuan")):
        characters = list((RAW / f"{source}.txt").read_text(encoding="utf-8"))
        texts[name] = "".join(rng.permutation(characters)).replace("。", "")
    result, _ = found(**texts)
    assert result.stretches.query("kind != 'name'").empty
    assert (result.shares.query("`class` == 'own'")["share"] > 0.999).all()


def test_known_borrowings_of_the_district_from_its_city():
    texts = {
        region: (RAW / f"{source}.txt").read_text(encoding="utf-8")
        for region, source in (("city", "zibo"), ("district", "zichuan"))
    }
    result, passages = found(**texts)
    text = passages.set_index("passage_id")["text"]
    table = result.stretches.query("doc_a == 'city' and doc_b == 'district'")
    shown = table.assign(
        stretches=table["text_a"],
        text_a=table["passage_a"].map(text),
        text_b=table["passage_b"].map(text),
    )
    held = shown[shown["stretches"].str.contains("同城大课堂")]
    assert held["text_a"].str.contains("深化思政课“同城大课堂”活动").any()
    assert held["text_b"].str.contains("积极推进“同城大课堂”项目").any()
    projects = shown[shown["stretches"].str.contains("五个一批")]
    assert projects["text_b"].str.contains("全面加强“五个一批”项目库建设").any()
    assert projects["text_b"].str.contains("统筹推进“五个一批”项目库建设").any()


def test_relations_know_parent_child_and_peer():
    _, documents = corpus(city="", district="", far="", west="")
    relations = Relations.of(documents, REGIONS)
    assert relations.between("city", "district") == "parent"
    assert relations.between("district", "city") == "child"
    assert relations.between("city", "far") == "peer"
    assert not relations.related("west", "far")
    # The parent without a document of its own joins nobody.
    assert relations.families == {"city": "city", "district": "city", "far": "far", "west": "west"}
    with pytest.raises(InputError, match="found region 'moon'"):
        Relations.of(pd.DataFrame([("d", "moon")], columns=["doc_id", "region_id"]), REGIONS)
