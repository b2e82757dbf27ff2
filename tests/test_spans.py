"""The map between raw and clean text: total, monotone, and what replaying the repairs gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.spans import CleanText, Repair

RAW = "規(guī)劃到20\n25年"
REPAIRS = [
    Repair(0, 1, "規", "规", "script"),
    Repair(1, 6, "(guī)", "", "pinyin"),
    Repair(6, 7, "劃", "划", "script"),
    Repair(10, 11, "\n", "", "line_breaks"),
    Repair(8, 13, "20\n25", "2025", "dates", "uncertain"),
]


def test_replay_applies_all_but_the_uncertain() -> None:
    clean = CleanText.replay(RAW, REPAIRS)
    assert clean.text == "规划到2025年"
    assert [m.rule for m in clean.marks] == ["dates"]


def test_spans_go_both_ways() -> None:
    clean = CleanText.replay(RAW, REPAIRS)
    assert clean.raw_span(0, 1) == (0, 1)
    assert clean.raw_span(0, 2) == (0, 7)  # both characters, with the pinyin between them
    assert clean.raw_span(3, 7) == (8, 13)  # 2025, with the break inside
    assert clean.clean_span(8, 13) == (3, 7)
    assert clean.clean_span(1, 6) == (1, 1)  # deleted
    assert clean.raw_span(2, 2) == (7, 7)


def test_an_uneven_repair_maps_every_character_to_the_whole() -> None:
    clean = CleanText.replay("认真实行。", [Repair(2, 4, "实行", "贯彻落实", "spun")])
    assert [clean.raw_span(i, i + 1) for i in range(2, 6)] == [(2, 4)] * 4
    assert clean.clean_span(3, 4) == (2, 6)


@pytest.mark.parametrize(
    "repairs",
    [
        [Repair(0, 1, "x", "y", "wrong_before")],
        [Repair(0, 2, "規(", "", "a"), Repair(1, 3, "(g", "", "overlap")],
    ],
)
def test_repairs_that_do_not_fit_are_refused(repairs: list[Repair]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        CleanText.replay(RAW, repairs)


@st.composite
def texts_with_repairs(draw: st.DrawFn) -> tuple[str, list[Repair]]:
    text = draw(st.text(alphabet="教育规划(aā)\n12、", max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    repairs = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = draw(st.text(alphabet="甲乙丙丁", max_size=4))
        certainty = draw(st.sampled_from(["certain", "probable", "uncertain"]))
        repairs.append(Repair(start, end, text[start:end], after, "any", certainty))  # type: ignore[arg-type]
    return text, repairs


@given(texts_with_repairs())
def test_map_is_total_and_monotone(case: tuple[str, list[Repair]]) -> None:
    raw, repairs = case
    clean = CleanText.replay(raw, repairs)
    starts, ends = clean.raw_starts, clean.raw_ends
    assert len(starts) == len(ends) == len(clean.text)
    assert all(0 <= s < e <= len(raw) for s, e in zip(starts, ends, strict=True))
    assert list(starts) == sorted(starts)
    assert list(ends) == sorted(ends)
    assert CleanText.replay(raw, clean.repairs).text == clean.text


@given(texts_with_repairs(), st.integers(0, 40), st.integers(0, 40))
def test_clean_span_agrees_with_the_definition(
    case: tuple[str, list[Repair]], start: int, length: int
) -> None:
    raw, repairs = case
    clean = CleanText.replay(raw, repairs)
    start = min(start, len(raw))
    end = min(start + length, len(raw))
    low = sum(e <= start for e in clean.raw_ends)
    high = sum(s < end for s in clean.raw_starts)
    assert clean.clean_span(start, end) == (low, max(low, high))


def test_inside_a_repair_of_equal_length_characters_keep_their_places() -> None:
    clean = CleanText.replay("甲乙丙丁", [Repair(0, 3, "甲乙丙", "丁丁丁", "any", "certain")])
    assert [clean.clean_span(at, at + 1) for at in range(4)] == [(0, 1), (1, 2), (2, 3), (3, 4)]
