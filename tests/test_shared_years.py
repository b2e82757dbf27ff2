"""A list of years and the list of numbers told for them."""

from __future__ import annotations

from tiny_texts import read


def years(text: str) -> list[tuple[int, int | None]]:
    return [(int(row["value"]), row["target_year"]) for row in read(text).targets]


def test_each_number_takes_the_year_at_its_place():
    assert years("2023年、2024年、2025年，普惠率分别达到85%、88%、90%以上。") == [
        (85, 2023),
        (88, 2024),
        (90, 2025),
    ]


def test_years_without_their_sign_at_the_start_of_a_line_are_years():
    assert years("一、目标\n2023、2024年巩固率分别达到97%和98%。") == [(97, 2023), (98, 2024)]


def test_a_range_of_years_shares_where_the_text_says_one_each():
    assert years("2021—2023年分别新建幼儿园3所、5所、4所。") == [(3, 2021), (5, 2022), (4, 2023)]
    assert years("2021—2023年新建幼儿园3所、小学5所、初中4所。") == [
        (3, 2023),
        (5, 2023),
        (4, 2023),
    ]


def test_a_second_list_shares_the_same_years():
    text = "到2025年、2030年，普惠率分别达到85%、90%，巩固率分别达到96%、97%。"
    assert years(text) == [(85, 2025), (90, 2030), (96, 2025), (97, 2030)]


def test_subjects_listed_before_the_numbers_take_them():
    assert {year for _, year in years("到2024年和2025年，小学、初中本科率分别达到85%、95%。")} == {
        2025
    }


def test_the_quote_shows_the_year_and_the_name_is_what_is_counted():
    first, last = read("2022年、2023年分别完成2所、3所薄弱学校改造。").targets
    assert first["quote"].startswith("2022年、2023年分别完成2所")
    assert [first["indicator"], last["indicator"]] == ["完成薄弱学校改造"] * 2


def test_money_is_told_for_its_year():
    rows = read("2022年和2023年分别投入教育资金3000万元、4500万元。").funding
    assert [row["period"] for row in rows] == ["2022年", "2023年"]
