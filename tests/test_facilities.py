from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statements.facilities import FacilityLexicon, facilities_in
from analysis.text.spans import Passage

FACILITIES = ["幼儿园", "学校", "小学", "中学", "高中", "综合楼", "宿舍楼", "基地", "校区"]
GENERIC = ["公办", "民办", "乡镇", "寄宿制", "中等", "专业", "实训", "普通", "校园", "现有"]
LEXICON = FacilityLexicon.from_rows(
    [{"term": t, "kind": "facility"} for t in FACILITIES]
    + [{"term": t, "kind": "generic"} for t in GENERIC]
)


def read(text: str) -> list[tuple[str, Decimal | None, str | None]]:
    passage = Passage(0, 0, "sentence", 0, len(text), text)
    return [(p.name, p.count, p.unit) for p in facilities_in(passage, LEXICON)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市新改扩建幼儿园103处。", [("全市新改扩建幼儿园", 103, "处")]),
        ("东城新建公办幼儿园两所。", [("东城新建公办幼儿园", 2, "所")]),
        ("新建、改扩建小学、幼儿园二十三所。", [("新建、改扩建小学、幼儿园", 23, "所")]),
        ("新建小学2所、幼儿园1所。", [("新建小学", 2, "所"), ("新建幼儿园", 1, "所")]),
        ("投资8600余万元新建学校3所。", [("新建学校", 3, "所")]),
        ("力争新建幼儿园2所。", [("新建幼儿园", 2, "所")]),
        ("2.建设实训基地1个。", [("建设实训基地", 1, "个")]),
        ("建成一所寄宿制学校。", [("建成寄宿制学校", 1, "所")]),
        ("各区县完成新建3处以上公办幼儿园任务。", [("各区县新建公办幼儿园", 3, "处")]),
        ("每个镇至少建成一所公办幼儿园。", [("每个镇建成公办幼儿园", 1, "所")]),
        ("完成10个区县63所学校“薄改”任务。", [("10个区县学校“薄改”任务", 63, "所")]),
        ("投入2亿元\uff0c实施重点建设项目12个。", [("重点建设项目", 12, "个")]),
        (
            "推进普及计划(普通高中25所、中等专业学校7所)。",
            [("普及计划:普通高中", 25, "所"), ("普及计划:中等专业学校", 7, "所")],
        ),
    ],
)
def test_counted_projects(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert read(text) == [(name, Decimal(count), unit) for name, count, unit in expected]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("实施红石学校综合楼、柳林小学宿舍楼等建设项目。", ["红石学校综合楼", "柳林小学宿舍楼"]),
        ("重点推进红石学校、柳林学校改建、扩建项目。", ["红石学校", "柳林学校"]),
        ("建成第四小学,改善条件。", ["第四小学"]),
        ("完成第二中学、柳林小学等4个项目建设。", ["第二中学", "柳林小学"]),
        ("新建双泉小学、西南部中学。", ["双泉小学", "西南部中学"]),
        ("对红石中等专业学校进行搬迁改造。", ["红石中等专业学校"]),
        ("在老城新建实训基地。", ["老城实训基地"]),
    ],
)
def test_named_projects(text: str, names: list[str]) -> None:
    assert read(text) == [(name, None, None) for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "加强乡镇寄宿制学校建设。",
        "对现有公办幼儿园进行改建。",
        "把红石学校建成名校和省示范性高中。",
        "新建、扩建、改建的学校必须配备设施。",
        "确保新建学校按标准配备。",
        "建成教育强市。",
        "建设5个专业。",
    ],
)
def test_general_wishes_are_no_projects(text: str) -> None:
    assert read(text) == []


@given(st.text(alphabet="新建成改扩所幼儿园学校3、,在对进行等项目(。", max_size=60))
def test_projects_of_a_sentence_never_overlap(text: str) -> None:
    passage = Passage(0, 0, "sentence", 0, len(text), text)
    spans = sorted((p.start, p.end) for p in facilities_in(passage, LEXICON))
    assert all(start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
