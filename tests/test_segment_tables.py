"""Flattened tables: Zichuan's two cell by cell, the plain form, grids of tabs and bars."""

from __future__ import annotations

import pytest
from sources_text import cleaned, structure

from analysis.text.segment import segment
from analysis.text.spans import CleanText, Table

# Read from the source by hand: group, label, 2020, 2025; every nature is 预期性.
INDICATORS = [
    ("学前教育", "幼儿在园人数(万人)", "1.8", "0.9"),
    ("学前教育", "学前三年毛入园率(%)", "90.0", "90.0"),
    ("义务教育", "在校生(万人)", "4.8", "5.2"),
    ("义务教育", "巩固率(%)", "99.5", "99.6"),
    ("高中段教育", "在校生(万人)", "2.1", "2.1"),
    ("高中段教育", "其中:中职在校生数(含技工学校学生数)", "0.8", "0.8"),
    ("高中段教育", "毛入学率(%)", "98.0", "98.5"),
    ("教师队伍", "幼儿园学前教育专业毕业专任教师比例(%)", "78.36", "85.00"),
    ("教师队伍", "义务教育阶段本科及以上学历专任教师比例(%)", "94.77", "95.00"),
    ("教师队伍", "城市与农村义务教育学校专任教师本科以上学历比例之比(%)", "1.03", "1.02"),
    ("教师队伍", "高中阶段教育专任教师中硕士研究生以上学历比例(%)", "20.94", "25.00"),
    ("教师队伍", "中职院校“双师型”教师占专任专业教师比例(%)", "74.00", "80.00"),
    ("", "劳动年龄人口平均受教育年限(年)", "11.9", "12.2"),
]

# Number, name, and how the content begins and ends.
PROJECTS = [
    ("幼儿园建设与提升工程", "计划支持8所幼儿园新建", "淄川规划办负责)"),
    ("中小学新建、改扩建工程", "新建双泉小学、西南部小学", "开发区管委会负责)"),
    ("义务教育薄弱环节改善与能力提升行动(2021-2025)", "以优先补齐农村", "区住房城乡建设局负责)"),
    ("乡村中小学厕所革命工程", "改善乡村中小学卫生条件", "区住房和城乡建设局负责)"),
    ("特色高中建设行动", "启动特色高中建设工作", "区住房和城乡建设局负责)"),
    ("五育并举育人品质提升行动", "提升德育实效", "(区委教育工委负责)"),
    ("身心健康关爱守护行动", "实施学生就餐质量提升工程", "区卫健委负责)"),
    ("青少年学生法治教育行动", "以宪法为核心", "(区教体局、区司法局负责)"),
    ("教育质量提升行动", "启动实施淄川区教育质量发展项目", "(区教体局负责)"),
    ("职业教育创新高地建设行动", "全面落实职业教育", "区人力资源和社会保障局负责)"),
    ("“十四五”特殊教育提升行动", "推进特殊教育学校建设", "区残联负责)"),
    ("社区教育提升行动", "完善区县、镇(街道)村", "(区教体局、区民政局负责)"),
    ("新时代教育评价改革行动", "健全政府履行教育职责", "区人力资源和社会保障局)"),
    ("教师队伍活力提升行动", "全面推行校长职级制改革", "区人力资源和社会保障局负责)"),
    ("教育信息化赋能增效行动", "建设应用交互式在线教学系统", "(区教体局、区大数据局负责)"),
    ("争创“全国义务教育优质均衡发展县", "全力破解城镇中小学大校额", "区农业农村局负责)"),
    ("争创“国家学前教育普及普惠县(区)", "加快扩增公办学前", "区农业农村局负责)"),
    ("现代教育治理体系建设行动", "全面加强现代学校制度建设", "区人力资源社会保障局负责)"),
    ("师生安全筑基固本行动", "进一步夯实校园安防基础", "区交警大队负责)"),
]


def tables(text: str) -> tuple[Table, ...]:
    return segment(CleanText.replay(text, ())).tables


def values(table: Table) -> list[tuple[str | None, ...]]:
    return [
        (row.group, row.label.text, *(cell.text if cell else None for cell in row.values))
        for row in table.rows
    ]


def test_zichuan_indicators_cell_by_cell() -> None:
    table = structure("zichuan").tables[0]
    assert (table.kind, table.headers) == ("indicators", ("2020", "2025", "属性"))
    assert "主要预期目标" in table.caption
    assert values(table) == [(*row, "预期性") for row in INDICATORS]


def test_zichuan_projects_cell_by_cell() -> None:
    table = structure("zichuan").tables[1]
    assert (table.kind, table.headers) == ("projects", ("名称", "内容"))
    assert [row.label.text for row in table.rows] == [str(n) for n in range(1, 20)]
    for row, (name, begins, ends) in zip(table.rows, PROJECTS, strict=True):
        found, content = row.values
        assert found is not None
        assert content is not None
        assert found.text == name
        assert content.text.startswith(begins)
        assert content.text.endswith(ends)


def test_cells_stand_where_they_say() -> None:
    text = cleaned("zichuan").text
    for table in structure("zichuan").tables:
        for row in table.rows:
            for cell in (row.label, *row.values):
                assert cell is not None
                assert text[cell.start : cell.end].replace("\n", "") == cell.text
                assert table.start <= cell.start < cell.end <= table.end


def test_sections_of_the_tables() -> None:
    sections = structure("zichuan").sections
    first, second = structure("zichuan").tables
    assert sections[first.section].heading == "发展目标"
    assert sections[second.section].part == "body"


PLAIN = (
    "专栏1 主要指标\n指标\n2020年值\n2025年值\n属性\n学前三年毛入园率（%）\n85.2\n90以上\n预期性\n"
    "九年义务教育巩固率（%）\n95.6\n96.5\n约束性\n第二节 任务\n"
)


def test_one_cell_a_line() -> None:
    (table,) = tables(PLAIN)
    assert table.caption == "专栏1 主要指标"
    assert table.headers == ("2020年值", "2025年值", "属性")
    assert values(table) == [
        ("", "学前三年毛入园率（%）", "85.2", "90以上", "预期性"),
        ("", "九年义务教育巩固率（%）", "95.6", "96.5", "约束性"),
    ]


def test_groups_in_the_plain_form_go_on_until_the_next() -> None:
    text = (
        "指标\n2020年\n2025年\n学前教育\n毛入园率\n80\n90\n公办率\n40\n50\n"
        "义务教育\n巩固率\n95\n96\n"
    )
    (table,) = tables(text)
    assert values(table) == [
        ("学前教育", "毛入园率", "80", "90"),
        ("学前教育", "公办率", "40", "50"),
        ("义务教育", "巩固率", "95", "96"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "指标\t2020年\t2025年\n毛入园率\t80\t90\n巩固率\t95\t\n",
        "| 指标 | 2020年 | 2025年 |\n|---|---|---|\n| 毛入园率 | 80 | 90 |\n| 巩固率 | 95 | |\n",
    ],
)
def test_grids(text: str) -> None:
    (table,) = tables(text)
    assert table.kind == "indicators"
    assert table.headers == ("2020年", "2025年")
    assert values(table) == [("", "毛入园率", "80", "90"), ("", "巩固率", "95", None)]


def test_a_line_between_two_grids_parts_them() -> None:
    grid = "指标\t2020年\t2025年\n毛入园率\t80\t90\n"
    first, second = tables(f"{grid}以下为另一张表。\n{grid}")
    assert values(first) == values(second) == [("", "毛入园率", "80", "90")]


def test_other_grids_and_no_tables() -> None:
    (table,) = tables("项目\t标准\t负担\n助学金\t每生每年1000元\t省级\n")
    assert table.kind == "other"
    assert tables("指标\n明显改善。\n2020\n年") == ()
    assert tables("指标\n" * 50) == ()


SPACED = (
    "专栏1 主要指标\n序号 指标 单位 2020 年 2025 年 年均增长（%） 属性\n学前教育\n"
    "1 学前三年毛入园率 % 85.2 ≥90 — 预期性\n2 普惠性幼儿园覆盖率 % 82 85 以上 - 约束性\n"
    "3 义务教育专任教师中本科\n及以上学历比例 % 75 85 [10]\n注：累计数在括号内。\n第二节 任务\n"
)


def test_one_row_a_line_parted_by_spaces() -> None:
    (table,) = tables(SPACED)
    assert table.caption == "专栏1 主要指标"
    assert table.headers == ("2020 年", "2025 年", "年均增长（%）", "属性")
    assert values(table) == [
        ("学前教育", "学前三年毛入园率", "85.2", "≥90", "—", "预期性"),
        ("学前教育", "普惠性幼儿园覆盖率", "82", "85 以上", "-", "约束性"),
        ("学前教育", "义务教育专任教师中本科及以上学历比例", "75", "85", "[10]", None),
    ]
    assert [row.unit.text for row in table.rows if row.unit] == ["%", "%", "%"]
    assert SPACED[table.end - 4 : table.end] == "[10]"


def test_a_label_goes_on_under_its_numbers_when_a_bracket_does() -> None:
    (table,) = tables(
        "指标 2020年 2025年\n劳动年龄人口平均受教育年限 11.3 12\n（年）\n巩固率 95 96"
    )
    assert values(table) == [
        ("", "劳动年龄人口平均受教育年限（年）", "11.3", "12"),
        ("", "巩固率", "95", "96"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "指标 2020年 2025年\n到2025年，全县各项指标达到 95 96。\n",
        "指标 完成情况 2025年\n巩固率 好 96\n",
    ],
)
def test_words_with_spaces_are_no_table(text: str) -> None:
    assert tables(text) == ()


def test_a_short_row_of_a_grid_lacks_a_merged_cell_in_front_or_empty_ones_at_its_end() -> None:
    (table,) = tables(
        "类别\t指标\t2020年\t2025年\t属性\n学前教育\t毛入园率\t80\t90\n普惠率\t70\t85\t约束性\n"
    )
    assert values(table) == [
        ("学前教育", "毛入园率", "80", "90", None),
        ("学前教育", "普惠率", "70", "85", "约束性"),
    ]


@pytest.mark.parametrize("head", ["指  标 单 位", "指标单位"])
def test_numbered_lines_between_rows_name_groups_and_a_header_may_be_spread(head: str) -> None:
    (table,) = tables(
        f"{head} 2020年 2025年 属  性\n一、学前教育\n毛入园率 % 80 90 预期性\n"
        "二、义务教育\n巩固率 % 95 96 约束性\n三、重点任务\n加快发展学前教育，扩大资源供给。\n"
    )
    assert values(table) == [
        ("学前教育", "毛入园率", "80", "90", "预期性"),
        ("义务教育", "巩固率", "95", "96", "约束性"),
    ]
