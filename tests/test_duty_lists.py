from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statements.agency_names import AgencyLexicon
from analysis.statements.duty_lists import cell_voice, duty_lists, first_leads_from

STEMS = ["教育", "教体", "财政", "发改", "人社", "公安"]
LEXICON = AgencyLexicon.from_rows(
    [],
    [{"alias": s, "agency_id": s, "form": "stem"} for s in STEMS]
    + [{"alias": n, "agency_id": n, "form": "name"} for n in ("工会", "妇联", "政府", "各学校")],
)


def read(text: str) -> list[tuple[str, list[str]]]:
    return [
        (d.voice, [text[m.start : m.end] for m in d.mentions]) for d in duty_lists(text, LEXICON)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进工作。(区教体局、区发改局负责)", [("plain", ["区教体局", "区发改局"])]),
        ("推进工作。\uff08区教体局\uff0c区发改局负责\uff09", [("plain", ["区教体局", "区发改局"])]),
        (
            "推进工作。区教体局发改局、区财政局负责)",
            [("plain", ["区教体局", "发改局", "区财政局"])],
        ),
        ("办出特色区教体局负责", [("plain", ["区教体局"])]),
        ("建成体系,(区教体局、区财政局)", [("plain", ["区教体局", "区财政局"])]),
        (
            "由市教育局牵头,市财政局、市人社局配合。",
            [("lead", ["市教育局"]), ("member", ["市财政局", "市人社局"])],
        ),
        (
            "(市教育局牵头,市财政局等部门按职责分工负责)",
            [("lead", ["市教育局"]), ("member", ["市财政局"])],
        ),
        (
            "牵头单位:市教育局;责任单位:市财政局、市人社局",
            [("lead", ["市教育局"]), ("member", ["市财政局", "市人社局"])],
        ),
        ("责任部门为市教育局、市财政局。", [("plain", ["市教育局", "市财政局"])]),
        (
            "市教育局会同市财政局、市发改委制定办法。",
            [("lead", ["市教育局"]), ("member", ["市财政局", "市发改委"])],
        ),
        (
            "全社会支持,教育、财政、公安、工会、妇联等部门要切实履行职责。",
            [("duty", ["教育", "财政", "公安", "工会", "妇联"])],
        ),
        ("市财政要加大投入。", [("duty", ["市财政"])]),
        ("教育部门要会同相关部门制定规划。", [("duty", ["教育部门"])]),
        ("由市教育局、市财政局共同牵头实施。", [("lead", ["市教育局", "市财政局"])]),
        ("市教体局负总责,各相关单位密切配合。", [("plain", ["市教体局"])]),
        ("\u3010责任单位:区教育局\u3011", [("plain", ["区教育局"])]),
        ("实施单位:区教育局 联系电话", [("plain", ["区教育局"])]),
        ("(市教育局、市财政局,各有关单位负责)", [("plain", ["市教育局", "市财政局"])]),
        (
            "区教育局、区财政局按照职责分工加强监管。",
            [("duty", ["区教育局", "区财政局"])],
        ),
        (
            "由教育局负责统筹,财政局配合。",
            [("plain", ["教育局"]), ("member", ["财政局"])],
        ),
    ],
)
def test_reads_the_forms_in_which_a_duty_is_given(
    text: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "落实党组织领导下的校长负责制",
        "谁主管谁负责、谁使用谁负责",
        "支持教育局主要负责人参与",
        "鼓励社会力量参与办学",
        "健全对教育局履行职责的督导评估",
        "政府要加大投入",
        "满足教育要求",
        "财政局应急管理",
        "与教育局、财政局联合发文",
    ],
)
def test_leaves_other_sentences_alone(text: str) -> None:
    assert read(text) == []


def test_the_span_covers_list_and_brackets() -> None:
    text = "推进工作。(区教体局、区财政局负责,列第一位的为牵头部门,下同)第二项"
    (duty,) = duty_lists(text, LEXICON)
    assert text[duty.start : duty.end] == "(区教体局、区财政局负责,列第一位的为牵头部门,下同)"


def test_the_span_begins_with_the_word_that_hands_the_duty_over() -> None:
    text = "推进工作,由区教体局、区财政局负责。区教体局负责检查。"
    assert [text[duty.start : duty.end] for duty in duty_lists(text, LEXICON)] == [
        "由区教体局、区财政局负责",
        "区教体局负责",
    ]


def test_first_leads_from_there_on_or_everywhere() -> None:
    text = "甲。(区教体局负责)乙。(区财政局负责,列第一位的为牵头部门,下同)"
    assert first_leads_from(text) == text.index("列第一位")
    assert first_leads_from("任务。注:排在第一位的为牵头单位。") == 0
    assert first_leads_from("教育摆在第一位,牢牢抓住") is None


def test_column_headings() -> None:
    assert cell_voice("牵头单位") == "lead"
    assert cell_voice("配合部门") == "member"
    assert cell_voice("责任单位") == "plain"
    assert cell_voice("建设内容") is None


@given(st.text(alphabet="教体财政局区负责牵头、,()。要等部门和\n", max_size=80))
def test_any_text_gives_disjoint_mentions_inside_it(text: str) -> None:
    mentions = [m for d in duty_lists(text, LEXICON) for m in d.mentions]
    starts = [m.start for m in mentions]
    assert starts == sorted(set(starts))
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
