"""Doubtful values are flagged with a reason, right ones are not."""

from __future__ import annotations

import pytest
from sources_text import cleaned

from analysis.text.repair import RepairLexicon, clean
from analysis.text.suspicion import Suspicion, suspicions


def found(text: str, period: tuple[int | None, int | None] = (None, None)) -> list[Suspicion]:
    return suspicions(clean(text, RepairLexicon.empty()), period)


@pytest.mark.parametrize(
    ("text", "kind", "span"),
    [
        ("让每位学生掌握12项运动技能。", "lost_hyphen", "12"),
        ("公示期为2022年927日。", "broken_date", "2022年927日"),
        ("规划期为2025年—2021年。", "period_order", "2025年—2021"),
        ("到2022年,全面完成“十三五”规划任务。", "period_order", "2022"),
        ("普惠园覆盖率达到108%。", "share_above_100", "108"),
        ("持证比例均达到100%以上。", "share_above_100", "100"),
        ("入学率、巩固率保持100,高中更好。", "lost_unit", "100"),
        ("到2025年达到\ufffd5%。", "lost_characters", "\ufffd"),
        ("在园幼儿12。5万人。", "split_number", "儿12。5万人"),
    ],
)
def test_flagged(text: str, kind: str, span: str) -> None:
    (one,) = found(text)
    assert (one.kind, one.text) == (kind, span)
    assert text[one.start : one.end] == span
    assert one.reason_zh
    assert one.reason_en


def test_a_paragraph_that_comes_back_is_flagged_where_it_comes_back() -> None:
    paragraph = "推进学前教育普及普惠发展，新建幼儿园12所。" * 3
    (one,) = found(f"{paragraph}\n短句。\n短句。\n　{paragraph}\n")
    assert (one.kind, one.text) == ("repeated", paragraph)
    assert one.start == len(paragraph) + len("\n短句。\n短句。\n　")


@pytest.mark.parametrize(
    "text",
    [
        "新建幼儿园12所,培养12名教师骨干。每年评选10名。",
        "每名学生掌握2项运动技能。",
        "2021—2025年,2016年至2018年。",
        "到2020年,完成“十三五”规划任务。",
        "毛入学率达到103%,经费增长120%,完成计划的103.5%。",
        "覆盖率达到100%,保持率98.5%。",
        "生师比为18:1,高考率为0.5个百分点。",
    ],
)
def test_not_flagged(text: str) -> None:
    assert found(text) == []


def test_years_outside_the_plan() -> None:
    text = "到2025年建成,到2030年普及,到2035年远景目标,2016年至2018年完成,力争到2020年确保实现。"
    flagged = [(s.text, s.kind) for s in found(text, (2021, 2025))]
    assert flagged == [("2030", "year_outside_plan"), ("2020", "year_outside_plan")]
    assert found(text) == []


def test_the_sources() -> None:
    kinds = {s.kind for s in suspicions(cleaned("zichuan"), (2021, 2025))}
    assert {"lost_hyphen", "broken_date"} <= kinds
    assert {s.kind for s in suspicions(cleaned("heping"))} == {"period_order", "lost_unit"}
    assert suspicions(cleaned("zibo"), (2020, 2020)) == []
