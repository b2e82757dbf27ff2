from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.statements.marks import half_width


def test_signs_of_both_widths_become_one() -> None:
    assert half_width("\uff08甲\uff0c乙\uff1b丙\uff09\u3010丁\u3011") == "(甲,乙;丙)(丁)"


def test_the_comma_inside_listed_levels_is_part_of_the_name() -> None:
    assert half_width("各县(市、区)、各镇") == "各县(市·区)、各镇"
    assert half_width("各市、县人民政府") == "各市·县人民政府"
    assert half_width("市、区教育局") == "市、区教育局"


@given(st.text())
def test_offsets_hold(text: str) -> None:
    assert len(half_width(text)) == len(text)
