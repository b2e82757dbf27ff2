"""What a document says about itself, guessed from texts nobody tuned for."""

from __future__ import annotations

import pytest

from analysis.documents.add import knowledge
from analysis.ingest.content import Content
from analysis.ingest.doubts import doubts
from analysis.ingest.guess import guess, issued_on, kind_of, period_of
from analysis.paths import Project

NOTICE = """海教发〔2021〕17号
海盐县教育局关于印发《海盐县教育事业发展“十四五”规划》的通知
各镇（街道）、各学校：
现将《海盐县教育事业发展“十四五”规划》印发给你们，请认真贯彻执行。
海盐县教育局
2021年12月6日
海盐县教育事业发展“十四五”规划
一、发展基础
“十三五”期间，全县学前三年毛入园率达到99%。
"""


@pytest.fixture(scope="module")
def known():
    return knowledge(Project.here())


def content(text, **facts):
    return Content(text, "text", "0", facts)


def test_a_notice_names_the_plan_it_brings(known):
    found = guess(content(NOTICE), NOTICE, known)
    assert dict(found.fields) == {
        "title_zh": "海盐县教育事业发展“十四五”规划",
        "kind": "plan",
        "issuer": "海盐县教育局",
        "document_number": "海教发〔2021〕17号",
        "issued_on": "2021-12-06",
        "period_start": 2021,
        "period_end": 2025,
        "completeness": "full",
        "source_name": None,
        "source_url": None,
    }
    assert found.region.place.adcode == "330424"


def test_a_title_given_by_hand_decides_kind_and_period(known):
    found = guess(content(NOTICE), NOTICE, known, "海盐县教育局2023年工作要点")
    assert (found.fields["kind"], found.fields["period_start"]) == ("work_points", 2023)


def test_a_page_s_own_date_and_title_win_over_the_text(known):
    page = content(
        "正文", title="海盐县教育规划（2021—2025年）-海盐县人民政府网", published="2022-01-05 10:00"
    )
    found = guess(page, "到2025年，海盐县建成3所学校。\n2021年1月1日\n", known)
    assert found.fields["title_zh"] == "海盐县教育规划（2021—2025年）"
    assert found.fields["issued_on"] == "2022-01-05"
    assert (found.fields["period_start"], found.fields["period_end"]) == (2021, 2025)


def test_the_day_of_signing_wins_over_that_of_the_page(known):
    page = content("正文", published="2022-01-12 09:30")
    assert issued_on(page, "海盐县教育局\n2021年12月28日\n", known) == "2021-12-28"
    assert issued_on(page, "动员大会\n2021年12月28日\n", known) == "2022-01-12"


def test_a_text_that_names_nothing_gives_nothing(known):
    found = guess(content("今天天气好。"), "今天天气好。", known)
    assert found.fields["title_zh"] is None and found.region.place is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某县教育“十四五”规划政策解读", "interpretation"),
        ("某县教育规划（征求意见稿）", "draft_plan"),
        ("某县教育局2021年工作要点", "work_points"),
        ("某县教育现代化2035", "long_term_plan"),
        ("某县学前教育行动计划", "plan"),
        ("某县教育通讯", "other"),
    ],
)
def test_the_kind_follows_from_the_title(known, title, kind):
    assert kind_of(title, known) == kind


@pytest.mark.parametrize(
    ("title", "kind", "period"),
    [
        ("教育“十五五”规划", "plan", (2026, 2030)),
        ("教育规划（2019－2030年）", "plan", (2019, 2030)),
        ("2024年工作要点", "work_points", (2024, 2024)),
        ("教育现代化2035", "long_term_plan", (None, 2035)),
        ("教育规划", "plan", (None, None)),
        ("2022年工作总结和2023年工作打算", "work_points", (2023, 2023)),
        ("三年发展规划（2022.9-2025.8）", "plan", (2022, 2025)),
    ],
)
def test_the_period_follows_from_the_title(known, title, kind, period):
    assert period_of(title, "", kind, known) == period


def test_an_impossible_date_is_not_taken(known):
    text = "发布时间：2022-13-45\n"
    assert issued_on(content(text), text, known) is None


def test_a_text_that_stops_in_a_word_is_truncated(known):
    text = NOTICE + "继续扩大普惠性学前教育资源覆盖面，推动城乡义务教育一体化发展，加强教师队" * 90
    assert guess(content(text), text, known).fields["completeness"] == "truncated"


def test_the_day_of_signing_comes_before_that_of_publishing(known):
    text = "某县教育规划\n发布日期：2021-11-18\n某县人民政府\n2021年11月15日\n一、目标"
    assert issued_on(content(text), text, known) == "2021-11-15"
    assert issued_on(content(text), text.replace("2021年11月15日\n", ""), known) == "2021-11-18"


def test_a_summary_has_a_title(known):
    text = "某市教育局2022年工作总结和2023年工作打算\n2022年，各项工作取得新成效。"
    title = guess(content(text), text, known).fields["title_zh"]
    assert title == text.split("\n")[0]


SIGNED = {
    "淳安县教育局 淳安县财政局\n2023年5月18日": "淳安县教育局、淳安县财政局",
    "淳安县教育局\n淳安县财政局\n二〇二三年五月十八日": "淳安县教育局、淳安县财政局",
    "淳 安 县 教 育 局\n2023年5月18日": "淳安县教育局",
    "发布日期：2021-11-02 来源：淳安县教育局 浏览次数：321": "淳安县教育局",
    "西咸新区教育卫体局\n2021年12月": "西咸新区教育卫体局",
    "凉山州教育和体育局\n2022年3月1日": "凉山州教育和体育局",
    "淳安县实验小学\n2021年1月10日": "淳安县实验小学",
    "淳安县实验小学\n淳安县第二小学": None,
}


@pytest.mark.parametrize(("text", "issuer"), SIGNED.items())
def test_those_who_sign(known, text, issuer):
    assert guess(content(text), text, known).fields["issuer"] == issuer


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("淳安县教育局\n二〇二三年五月十八日", "2023-05-18"),
        ("甲县教育局\n二○二四年十二月三十一日".replace("○", "〇"), "2024-12-31"),
        ("甲县教育局 2022年6月30日\n2022年6月30日印发", "2022-06-30"),
    ],
)
def test_a_date_alone_on_its_line(known, text, day):
    assert issued_on(content(text), text, known) == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("宁陵县\n教育发展“十四五”规划\n（2021—2025年）\n宁陵县人民政府",
         "宁陵县教育发展“十四五”规划（2021—2025年）"),
        ("关于公开征求《仙游县教育规划（征求意见稿）》意见的公告\n时间为9月。",
         "仙游县教育规划（征求意见稿）"),
        ("《宁陵县教育规划》政策解读\n一、背景", "《宁陵县教育规划》政策解读"),
        ("中共中央、国务院印发《中国教育现代化2035》\n新华社电", "中国教育现代化2035"),
    ],
)  # fmt: skip
def test_the_name_of_the_document_itself(known, text, title):
    assert guess(content(text), text, known).fields["title_zh"] == title


def test_what_is_no_document_of_a_region_is_told(known):
    def told(text):
        found = guess(content(text), text, known)
        title, kind = str(found.fields["title_zh"]), str(found.fields["kind"])
        return " ".join(doubts(found, title, kind, text + "规划" * 400, known))

    assert "document of a school" in told("朝阳区实验小学三年发展规划（2021—2023年）\n")
    assert "递铺街道" in told("安吉县递铺街道教育发展规划（2021—2023年）\n")
    assert "--kind" in told("安吉县教育局2022年工作总结\n")
    assert "--period" in told("安吉县教育发展规划\n")
    assert not told("安吉县中小学校布局规划（2021—2025年）\n")
