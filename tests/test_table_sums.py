"""Sums in tables of projects."""

from __future__ import annotations

from decimal import Decimal

from tiny_texts import numerals, read

TABLE = (
    "附表 重点项目表\n序号\t项目名称\t建设内容\t总投资（万元）\t其中省级资金（万元）\n"
    "1\t县一中迁建\t新建教学楼1.2万平方米\t12000\t2000\n"
    "2\t中心幼儿园\t新建幼儿园3所\t2,400.5\t\n合计\t\t\t14400.5\t2000\n"
)


def test_each_sum_is_a_row_with_the_unit_of_its_column():
    rows = [row for row in read(TABLE).funding if row["payer"] is None]
    assert [(row["purpose"], row["amount"], row["unit"]) for row in rows] == [
        ("县一中迁建", Decimal(12000), "万元"),
        ("中心幼儿园", Decimal("2400.5"), "万元"),
        ("合计", Decimal("14400.5"), "万元"),
    ]
    assert [row["amount_cny"] for row in rows][1] == Decimal(24_005_000)


def test_the_lines_are_parts_of_their_total():
    rows = [row for row in read(TABLE).funding if row["payer"] is None]
    assert [row["part_of"] for row in rows] == [rows[-1]["number_start"]] * 2 + [None]


def test_a_column_may_name_who_pays():
    assert {r["amount"] for r in read(TABLE).funding if r["payer"] == "省级"} == {Decimal(2000)}


def test_what_the_cells_say_is_read_beside_the_sums():
    rows = read(TABLE).targets
    assert [(row["indicator"], row["value"]) for row in rows] == [
        ("新建教学楼", Decimal("1.2")),
        ("新建幼儿园", Decimal(3)),
    ]


def test_a_unit_without_its_number_is_no_amount():
    assert {n.kind for n in numerals("总投资（万元），单位：亿元")} == {"lexical"}
