"""The ledger: every numeral of the raw text, once, with a class."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_texts import lexicon, read

from analysis.statements.extract import statements
from analysis.text.segment import segment
from analysis.text.spans import CleanText, Repair

NUMERALS = "0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万亿两"
ALPHABET = NUMERALS + "年月所个名%元“”《》、，。；.-—:至（）\n学校教师每达到由提高新建其中只增不减a"


def covered_once(raw, rows):
    seen = [0] * len(raw)
    for row in rows:
        assert raw[row["char_start"] : row["char_end"]] == row["text"]
        for at in range(row["char_start"], row["char_end"]):
            seen[at] += 1
    assert max(seen, default=0) <= 1
    return all(seen[at] == 1 for at, character in enumerate(raw) if character in NUMERALS)


@settings(deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=120))
def test_every_numeral_of_any_text_is_in_the_ledger_once(raw):
    found = read(raw)
    assert covered_once(raw, found.numerals)
    for row in found.targets + found.funding:
        assert raw[row["char_start"] : row["char_end"]] == row["quote"]
        assert row["char_start"] <= row["number_start"] < row["number_end"] <= row["char_end"]


@settings(deadline=None)
@given(st.text(alphabet=ALPHABET, min_size=4, max_size=60), st.data())
def test_numerals_that_a_repair_took_away_stay_in_the_ledger(raw, data):
    start = data.draw(st.integers(0, len(raw) - 2))
    end = data.draw(st.integers(start + 1, len(raw) - 1))
    repair = Repair(start, end, raw[start:end], "", "page_mark")
    clean = CleanText.replay(raw, [repair])
    assert covered_once(raw, statements(clean, segment(clean), lexicon()).numerals)


def classes(raw):
    return {row["text"]: row["class"] for row in read(raw).numerals}


@pytest.mark.parametrize(
    ("raw", "text", "kind"),
    [
        ("三、总体要求\n推进一体化。", "三", "section_number"),
        ("到2025年建成学校5所。", "2025", "year"),
        ("到2025年建成学校5所。", "5", "target"),
        ("投入300万元。", "300万", "funding"),
        ("中考700分以上26人。", "700", "grade"),
        ("增强“四个意识”。", "四", "slogan"),
        ("电话：0533-5130281", "0533-5130281", "phone"),
        ("府发〔2021〕8号", "8", "document_number"),
        ("http://a.cn/art_99", "99", "code"),
        ("推进德育一体化。", "一", "lexical"),
    ],
)
def test_classes(raw, text, kind):
    assert classes(raw)[text] == kind


def test_a_page_number_keeps_its_class_when_the_text_is_joined_over_it():
    raw = "新建学校\n— 7 —\n36所。"
    assert {(row["text"], row["class"]) for row in read(raw).numerals} == {
        ("7", "page_number"),
        ("36", "target"),
    }


def test_a_baseline_and_a_divisor_belong_to_the_statement_they_serve():
    rows = {row["text"]: row for row in read("覆盖率由85%提高到90%。").numerals}
    assert rows["85"]["class"] == "target"
    assert rows["85"]["serves"] == rows["90"]["char_start"]
    rows = {row["text"]: row for row in read("每5所幼儿园配备1名督学。").numerals}
    assert rows["5"]["serves"] == rows["1"]["char_start"]
