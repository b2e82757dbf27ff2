"""Each family of rules on tiny texts: what it mends and what it leaves alone."""

from __future__ import annotations

import pytest
from sources_text import lexicon

from analysis.text.repair import RepairLexicon, Slip, clean
from analysis.text.repair.adjacency import Adjacency
from analysis.text.repair.script import traditional_share

NONE = RepairLexicon.empty()
LATIN = "教育".encode().decode("latin-1")
HEAD = "\n某区教育发展规划\n7\n"

MENDED = {
    "width": [
        ("到２０２５年达到８５．５％", "到2025年达到85.5%"),
        ("投资2，580万元", "投资2,580万元"),
        ("５Ｇ网络", "5G网络"),
        ("提高12．3个百分点，１２．3个", "提高12.3个百分点，12.3个"),
        ("投入１，２３４．５万元", "投入1,234.5万元"),
    ],
    "script": [
        ("編著教材,學術專著,沿著道路", "编著教材,学术专著,沿着道路"),
        ("加快推進教育現代化,顯著提高", "加快推进教育现代化,显著提高"),
        ("陜西將推進鄉鎮衞生與教育", "陕西将推进乡镇卫生与教育"),
    ],
    "html": [
        ("&amp;ldquo;五育&amp;rdquo;", "“五育”"),
        ("<p>第一段。</p><p>第二段&nbsp;好。</p>", "第一段。\n第二段\xa0好。"),
        ("占<b>5</b>&#37;。<br/>完", "占5%。\n完"),
        ("<td>甲</td><td>1</td>", "甲\t1"),
        ("甲<script>var a = '<p>';</script>乙", "甲乙"),
        ("甲<!-- 注 -->乙", "甲乙"),
        ("<div>甲</div><div>乙</div>", "甲\n乙"),
        ("发放补助?/p>完毕", "发放补助完毕"),
        ("小学 |\n46 |\n48 |\n初中", "小学\n46\n48\n初中"),
    ],
    "page_marks": [
        ("发展规划教育,加快\n— 7 —\n推进现代化。", "发展规划教育,加快推进现代化。"),
        ("完成任务。\n- 12 -\n下一段开始。", "完成任务。\n下一段开始。"),
        ("完成了,建设\n第 3 页 共 34 页\n任务。", "完成了,建设任务。"),
    ],
    "line_breaks": [
        ("(二)推进义务教育优质均\n衡发展。到2025年,达到98%。",
         "(二)推进义务教育优质均衡发展。到2025年,达到98%。"),
        ("人民群众满意,老百姓对优\n质教育的需求越来越强烈,打造学校。",
         "人民群众满意,老百姓对优质教育的需求越来越强烈,打造学校。"),
        ("坚持立德树人,\n培养人才。", "坚持立德树人,培养人才。"),
        ("总投资1\n8.6亿元,全部完成。", "总投资18.6亿元,全部完成。"),
        ("比例控制在2.\n5%以内,达标。", "比例控制在2.5%以内,达标。"),
        ("竣工面积4.5\n万平方米。", "竣工面积4.5万平方米。"),
        ("安排,建设教师周转房\n90\n套;安排资金。", "安排,建设教师周转房90套;安排资金。"),
        ("甲。\r\n乙。", "甲。\n乙。"),
        ("甲。\u2028乙。\x0b丙。", "甲。\n乙。\n丙。"),
        ("投入资金1617\n.96万元，新建学校。", "投入资金1617.96万元，新建学校。"),
    ],
    "spaces": [
        ("到 2025年,建成 2 所,水平, 推进", "到2025年,建成2所,水平,推进"),
        ("中 共 中 央 国务院", "中共中央 国务院"),
        ("教学楼8 600平方米", "教学楼8600平方米"),
        ("零\u200b宽", "零宽"),
        ("控\x01制\xad码", "控制码"),
        ("共有 1 234 567 人参加", "共有1234567人参加"),
        ("投入8\u2009600\u202f万元", "投入8600万元"),
        ("教　育　事　业　发　展", "教育事业发展"),
    ],
    "forms": [
        ("“⼗四五”期间⽣均⺠办", "“十四五”期间生均民办"),
        ("敎育羣众有９０﹪，", "教育群众有90%，"),
        ("加强领导﹐健全机制｡", "加强领导，健全机制。"),
        ("\uf06c推进教育公平", "•推进教育公平"),
    ],
    "digits": [
        ("到2O25年，达到9O%", "到2025年，达到90%"),
        ("新建学校l2所，新增学位3.lＯ万个", "新建学校12所，新增学位3.10万个"),
        ("毛入园率达到96。5%以上", "毛入园率达到96.5%以上"),
        ("二O二五年，二○三五年", "二〇二五年，二〇三五年"),
    ],
    "mojibake": [
        (f"推进{LATIN}公平", "推进教育公平"),
        (f"推进{LATIN.encode('latin-1').decode('gbk')}公平", "推进教育公平"),
        ("&ldquo;五育&rdquo;â€”â€”", "“五育”——"),
    ],
    "running_heads": [
        (f"加强学校建设，推进{HEAD}教育公平，扩大优质{HEAD}资源供给，提高义务{HEAD}教育质量。",
         "加强学校建设，推进教育公平，扩大优质资源供给，提高义务教育质量。"),
        (f"某区教育发展规划\n第一段完。{HEAD}第二段完。{HEAD}第三段完。{HEAD}第四段完。",
         "某区教育发展规划\n第一段完。\n第二段完。\n第三段完。\n第四段完。"),
    ],
    "footnotes": [
        ("增长12%。[16]下同", "增长12%。下同"),
        ("规划［1］［2］提出", "规划提出"),
        ("发展¹的", "发展的"),
        ("教育①，发展〔2〕。", "教育，发展。"),
    ],
}  # fmt: skip

BLOCKS = (
    "article aside blockquote body caption center dd div dl dt footer form h1 h2 h3 h4 h5 h6 "
    "header li main nav ol p pre section table tbody tfoot thead title ul"
)
INLINE = "a abbr b big code em font i label o:p s small span strong sub sup u"

KEPT = [
    "编著教材,显著提高,著名学校",  # Simplified text never passes through opencc
    "1、新建学校。\n2、扩建学校。\n3、改建学校。",  # a list, not page marks
    "一、总体要求\n(一)指导思想\n以习近平新时代中国特色社会主义思想为指导。",
    "加强领导,\n二、保障措施",  # an item begins a line of its own, though a comma stands before it
    "加强领导,\n电话:8号",  # and so does a label
    "指标\n2020\n2025\n1.8\n90.0",
    "新建,\t3所,\n扩建学校。",  # a row of a table, though it ends in a comma
    "中共淄博市委教育工委 淄博市教育局\n2020年4月3日\n2020年工作要点",
    "面积30米²,小于<5%",
    "政发[2022]30号文件",
    "发布时间:2021-03-08\n2020年,新建学校5所。",
    "表A(jiào yù)",  # syllables in brackets after no Chinese character read nothing out
    "联系人:刘延金 谷鑫",
    "标准化考点\n原标题: 通知",
    "增长8%，500人参加",
    "1．加强领导\n2．健全机制",
    "1．3月前完成摸底。",
    "推进O2O模式、5G网络和H1N1防控，Office 365第I期",
    "其他：①教育；②发展。",
    "排名第3。5所学校获评",
    "某区教育局\n通知一：加强管理。\n某区教育局\n通知二。\n某区教育局\n通知三。\n某区教育局",
    "毛入园率 % 91.5 96\n公办园占比 % 52 60",
    "（一）加强组织领导\n强化责任。各校要成立工作专班。",
]


@pytest.mark.parametrize(
    ("family", "raw", "expected"),
    [(family, raw, after) for family, cases in MENDED.items() for raw, after in cases],
)
def test_mended(family: str, raw: str, expected: str) -> None:
    result = clean(raw, NONE)
    assert result.text == expected
    assert any(family in repair.rule for repair in result.repairs)


@pytest.mark.parametrize("text", KEPT)
def test_left_alone(text: str) -> None:
    assert clean(text, NONE).text == text


def test_share_site_page_marks_come_in_a_run() -> None:
    raw = "1、加快推进学\n2、前教育普及,促进公\n3、平发展。"
    assert clean(raw, NONE).text == "加快推进学前教育普及,促进公平发展。"


@pytest.mark.parametrize(
    ("raw", "before", "after"),
    [
        ("公示期为2022年927日止", "2022年927日", "2022年9月27日"),
        ("截止20221026日,", "20221026日", "2022年10月26日"),
        ("于2022年111日发布", "2022年111日", "2022年111日"),  # 1月11日 or 11月1日
        ("津党发202214号", "202214号", "〔2022〕14号"),
        ("关于印发*教育规划", "*", "*"),
        ("共12。5万人", "。", "."),
        ("达到\ufffd5%", "\ufffd", "\ufffd"),
        ("新建\ue123所", "\ue123", "\ue123"),
    ],
)
def test_marks_are_not_applied(raw: str, before: str, after: str) -> None:
    result = clean(raw, NONE)
    assert result.text == raw
    assert (before, after) in {(m.before, m.after) for m in result.marks}


def test_numbers_that_are_no_dates() -> None:
    assert clean("电话20221026001,代码doc_20221026x,学生20220人", NONE).marks == ()


def test_lost_signs_in_agency_lists_are_marked() -> None:
    result = clean("(区教体局区发改局、区财政局负责)", NONE)
    assert [(m.start, m.after) for m in result.marks] == [(5, "、区")]
    result = clean("满足需求。区教体局、区财政局负责)", NONE)
    assert [(m.start, m.after) for m in result.marks] == [(5, "(区")]


def test_slips_need_their_context() -> None:
    lexicon = RepairLexicon(slips=(Slip("教有", "教育", "学前", "", "probable"),))
    assert clean("学前教有普及,学有所教有成果", lexicon).text == "学前教育普及,学有所教有成果"


CURATED = lexicon()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("己建成，小学末达标，2025年未，毛人园率", "已建成，小学未达标，2025年末，毛入园率"),
        ("投人资金，不低干，5干元，太力发展", "投入资金，不低于，5千元，大力发展"),
        ("入民教育，入均，5万入，95入，工作曰", "人民教育，人均，5万人，95人，工作日"),
        ("发屉敦育，第—，师资カ量，人ロ，进ー步", "发展教育，第一，师资力量，人口，进一步"),
        *((kept, kept) for kept in (
            "自己达到，期末完成，年未成，引进人才，关注人民，深入民心，融入民族",
            "干部任用干部，对干部，中介人员，万入园，出入口，领导人，系列人才，抽屉",
            "的确，目的的确，建筑没有计较，在学校园区，人学习，第——，专家圆桌",
        )),
    ],
)  # fmt: skip
def test_curated_slips_know_their_neighbours(raw: str, expected: str) -> None:
    assert clean(raw, CURATED).text == expected


def test_a_text_spaced_out_as_a_whole_loses_all_its_gaps() -> None:
    words = "全面贯彻党的教育方针落实立德树人根本任务办好人民满意的教育"
    raw = f"{'　'.join(words)}，“十　四　五”规　划"
    assert clean(raw, NONE).text == f"{words}，“十四五”规划"


def test_a_lone_traditional_character_is_a_mark() -> None:
    result = clean("教师陈國强在学校工作多年,表现优秀。", NONE)
    assert "國" in result.text
    assert [(m.before, m.after) for m in result.marks] == [("國", "国")]


def test_traditional_share_by_hand() -> None:
    assert traditional_share("教育發展") == 0.25
    assert traditional_share("著名") == 0.0


def test_adjacency_wants_three_and_a_good_share() -> None:
    text = "教育教育教育局管理制度"
    assert Adjacency(text).belongs("教", "育")
    assert not Adjacency(text).belongs("理", "制")


@pytest.mark.parametrize("name", BLOCKS.split())
def test_an_element_that_stands_by_itself_begins_a_line(name: str) -> None:
    assert clean(f"甲<{name}>乙</{name}>丙", NONE).text == "甲\n乙\n丙"


@pytest.mark.parametrize("name", INLINE.split())
def test_an_element_inside_a_line_leaves_it_whole(name: str) -> None:
    assert clean(f"甲<{name}>乙</{name}>丙", NONE).text == "甲乙丙"


@pytest.mark.parametrize(
    ("tag", "between"),
    [
        ("br", "\n"),
        ("hr", "\n"),
        ("img", ""),
        ("input", ""),
        ("meta", ""),
        ("link", ""),
        ("col", ""),
    ],
)
def test_an_element_without_content_goes(tag: str, between: str) -> None:
    assert clean(f"甲<{tag}>乙", NONE).text == f"甲{between}乙"
