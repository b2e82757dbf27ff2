"""Numbers written and read back: half- and full-width, with separators, in Chinese."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_texts import one

from analysis.text.numerals.values import arabic, chinese, read

FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
counts = st.integers(min_value=1, max_value=99_999_999)


@settings(deadline=None)
@given(amounts)
def test_an_arabic_number_reads_the_same_in_any_print(value):
    assert arabic(f"{value:f}") == value
    assert arabic(f"{value:f}".translate(FULL_WIDTH)) == value
    assert arabic(f"{value:,f}") == value


@settings(deadline=None)
@given(counts)
def test_a_chinese_number_reads_as_cn2an_writes_it(value):
    assert chinese(cn2an.an2cn(value, "low")) == value


@settings(deadline=None)
@given(counts)
def test_a_chinese_number_reads_as_cn2an_reads_it(value):
    text = cn2an.an2cn(value, "low")
    assert chinese(text) == cn2an.cn2an(text, "strict")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两万五", "25000"),
        ("一百零五", "105"),
        ("一百五", "150"),
        ("三点五", "3.5"),
        ("二〇二五", "2025"),
        ("百", "100"),
        ("十", "10"),
        ("一千零一十", "1010"),
        ("三万亿", "3000000000000"),
    ],
)
def test_chinese_numbers_by_hand(text, value):
    assert chinese(text) == Decimal(value)


@settings(deadline=None)
@given(st.integers(1, 9999), st.integers(1, 9), st.integers(0, 9))
def test_digits_with_words_of_power_add_up(first, thousands, hundreds):
    text = f"{first}亿{thousands}千" + (f"{hundreds}百" if hundreds else "") + "万"
    assert read(text) == first * 10**8 + thousands * 10**7 + hundreds * 10**6
    assert one(f"投入{text}元").text == text


def test_a_character_that_is_no_numeral_is_refused():
    with pytest.raises(ValueError, match="no numeral"):
        chinese("三甲十")


@settings(deadline=None)
@given(counts, st.sampled_from(["所", "名", "万元", "%", "平方米"]))
def test_any_count_is_found_in_a_clause_with_its_unit(value, unit):
    numeral = one(f"全市共有{value}{unit}。")
    assert numeral.value * numeral.power == value * (10_000 if unit == "万元" else 1)


@settings(deadline=None)
@given(counts)
def test_a_chinese_count_is_found_in_a_clause(value):
    numeral = one(f"新建校舍{cn2an.an2cn(value, 'low')}平方米。")
    assert numeral.value * numeral.power == value


def test_read_takes_either_script():
    assert read("１２") == read("十二") == 12
