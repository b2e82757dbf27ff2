"""Quality is a product of factors that can be checked by hand."""

from __future__ import annotations

import pytest
from sources_text import cleaned, lexicon

from analysis.text.quality import assess, how_far_spun, looks_truncated
from analysis.text.repair import RepairLexicon, clean
from analysis.text.spans import CleanText, Repair

NONE = RepairLexicon.empty()


def test_a_clean_plan_is_perfect() -> None:
    quality = assess(clean("到2025年建成教育强市。", NONE), NONE)
    assert quality.score == 1.0
    assert {part.factor for part in quality.parts} == {1.0}


def test_parts_by_hand() -> None:
    raw = "教" * 90 + "乙" * 9 + "。"
    repairs = [
        Repair(90, 95, "乙" * 5, "甲" * 5, "slips", "probable"),
        Repair(95, 97, "乙" * 2, "", "dates", "uncertain"),
        Repair(97, 99, "乙" * 2, "丙丁", "width", "certain"),
    ]
    quality = assess(CleanText.replay(raw, repairs), NONE, kind="draft_plan")
    factors = {part.name: part.factor for part in quality.parts}
    assert factors["repairs_certain"] == pytest.approx(1 - 0.10 * 0.02)
    assert factors["repairs_probable"] == pytest.approx(1 - 0.05)
    assert factors["repairs_uncertain"] == pytest.approx(1 - 2 * 0.02)
    assert factors["kind"] == 0.95
    assert quality.score == round(0.998 * 0.95 * 0.96 * 0.95, 2)


def test_redaction_truncation_and_kind() -> None:
    text = clean("*教育现代化,教育发展加快推进,建设", NONE)
    assert looks_truncated(text)
    parts = {part.name: part for part in assess(text, NONE, kind="interpretation").parts}
    assert parts["completeness"].factor == 0.9
    assert parts["redaction"].factor == 0.85  # one in 18 characters: the most it can cost
    assert parts["kind"].factor == 0.85
    with pytest.raises(KeyError):
        assess(text, NONE, completeness="half")


def test_every_part_speaks_both_languages() -> None:
    for part in assess(cleaned("heping"), lexicon()).parts:
        assert part.words_zh
        assert part.words_en
        assert 0 <= part.factor <= 1


def test_the_sources_in_their_order() -> None:
    kinds = {
        "yumen": ("full", "plan"),
        "zibo": ("full", "work_points"),
        "zichuan": ("full", "draft_plan"),
        "jiangbei": ("summary", "interpretation"),
        "heping": ("truncated", "long_term_plan"),
    }
    scores = [
        assess(cleaned(doc), lexicon(), completeness=completeness, kind=kind).score
        for doc, (completeness, kind) in kinds.items()
    ]
    assert scores == sorted(scores, reverse=True)
    assert how_far_spun(cleaned("heping"), lexicon()) > 0.9
    assert how_far_spun(cleaned("yumen"), lexicon()) == 0.0


def test_chrome_behind_the_text_is_not_its_end() -> None:
    lexicon_ = RepairLexicon(chrome=(r"^关注",))
    assert not looks_truncated(clean("建成强市。\n关注公众号,获取信息", lexicon_))
