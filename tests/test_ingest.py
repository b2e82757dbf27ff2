"""Plans in the formats they come in: the same words, whatever the file."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.ingest import content_of, read_document
from analysis.ingest.numbering import printed_number

PLAN = "甲县教育规划\n到2025年，毛入园率达到90%以上。\n"


def page(body, head="", charset="utf-8"):
    markup = f'<html><head><meta charset="{charset}">{head}</head><body>{body}</body></html>'
    return markup.encode("gb18030" if charset.startswith("gb") else charset)


def text_of(data):
    return content_of(data, "x").text


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16", "utf-16-le"])
def test_text_files_of_every_usual_encoding(encoding, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_bytes((PLAN * 3).encode(encoding))
    content = read_document(path)
    assert (content.text, content.format) == (PLAN * 3, "text")
    assert content.is_bytes == (encoding == "utf-8")


def test_a_page_gives_its_article_without_menu_script_and_hidden_text():
    body = """
    <div class="nav"><a href="/">首页</a><a href="/x">政府信息公开</a></div>
    <div style="display: none">隐藏的9999个字</div>
    <div id="main"><h1>甲县教育规划</h1><p>到2025年，毛入园
    率达到90%以上。<script>var n=1;</script></p><p>新建<b>3</b>所<br>学校</p></div>
    <footer>备案号 12345</footer>"""
    assert text_of(page(body)) == "甲县教育规划\n到2025年，毛入园率达到90%以上。\n新建3所\n学校\n"


def test_a_page_of_a_publishing_system_gives_the_text_and_no_related_links():
    furniture = """<div class="tools">来源：甲县教育局 字体：大 中 小</div>"""
    related = (
        """<div><h3>相关文档</h3><ul><li><a href="/a">关于新建15所学校的通知</a></li></ul></div>"""
    )
    prose = "<p>甲县教育规划</p><p>到2025年，毛入园率达到90%以上。</p><p>新建3所学校。</p>"
    body = (
        f'<div>{furniture}<div id="zoom" class="TRS_Editor">{prose}</div>分享到微信{related}</div>'
    )
    expected = "甲县教育规划\n到2025年，毛入园率达到90%以上。\n新建3所学校。\n"
    assert text_of(page(body)) == expected
    # A link inside the text is text, and so is a table of contents of the page itself.
    inside = f'<div id="zoom">{prose}<p>见<a href="/b">附件</a>。</p></div>'
    assert text_of(page(inside)) == expected + "见附件。\n"
    contents = '<ul><li><a href="#1">一、学前教育</a></li></ul>'
    assert "一、学前教育" in text_of(page(f"<div>{contents}{prose}</div>"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_is_no_character_of_the_text(encoding):
    mark = "" if encoding == "utf-8-sig" else "\ufeff"
    assert text_of((mark + PLAN * 3).encode(encoding)) == PLAN * 3


def table(*rows):
    return (
        f"<p>甲县教育指标如下表所列</p><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    )


def row(*cells):
    return "".join(f"<td><p>{cell}</p></td>" for cell in cells)


def lines_of(body):
    return text_of(page(body)).split("\n")[1:-1]


def test_a_table_of_values_keeps_its_columns():
    body = table(row("指标", "2020年", "2025年"), row("毛入园率（%）", "", " 95 "))
    assert lines_of(body) == ["指标\t2020年\t2025年", "毛入园率（%）\t\t95"]


def test_a_table_of_words_comes_out_one_cell_a_line_in_reading_order():
    body = table(row("任务", "内容", "单位"), row("扩大资源", "新建幼儿园12所", "县教育局"))
    assert lines_of(body) == ["任务", "内容", "单位", "扩大资源", "新建幼儿园12所", "县教育局"]


def test_merged_cells_stand_where_they_begin_and_a_head_of_two_rows_is_one():
    body = table(
        "<th rowspan=2>学段</th><th rowspan=2>指标</th><th colspan=2>指标值</th>",
        "<th>2020年</th><th>2025年</th>",
        "<td rowspan=2>学前</td><td>毛入园率</td><td>91%</td><td>95%</td>",
        "<td>普惠率</td><td>85%</td><td>90%</td>",
    )
    assert lines_of(body) == [
        "学段\t指标\t2020年\t2025年",
        "学前\t毛入园率\t91%\t95%",
        "\t普惠率\t85%\t90%",
    ]


def test_a_table_that_only_sets_the_page_keeps_the_paragraphs_of_its_cell():
    prose = (
        "<p>甲县教育规划</p><p>到2025年，学前三年毛入园率达到95%。</p>" + "<p>加强领导。</p>" * 12
    )
    assert text_of(page(f"<table><tr><td>{prose}</td></tr></table>")).split("\n")[:2] == [
        "甲县教育规划",
        "到2025年，学前三年毛入园率达到95%。",
    ]


def test_a_page_that_says_gb2312_and_uses_more_is_read():
    content = content_of(page("<p>镕基喆瑄教育规划</p>", charset="gb2312"), "x.html")
    assert content.text == "镕基喆瑄教育规划\n"


def test_a_page_tells_title_date_and_address_by_the_names_of_government_sites():
    head = (
        '<meta name="ArticleTitle" content="甲县教育规划">'
        '<meta name="PubDate" content="2022-03-18">'
        '<meta name="SiteName" content="甲县政府网"><title>别的</title>'
        '<link rel="canonical" href="http://www.jia.gov.cn/1.html">'
    )
    facts = content_of(page("<p>到2025年</p>", head), "x.html").facts
    assert facts == {
        "title": "甲县教育规划",
        "published": "2022-03-18",
        "site": "甲县政府网",
        "url": "http://www.jia.gov.cn/1.html",
    }


def test_a_web_archive_gives_its_page():
    archive = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://jia.gov.cn/a\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
        b"--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page("<p>甲县教育规划</p>")
        + b"\r\n--B--\r\n"
    )
    content = content_of(archive, "x.mhtml")
    assert (content.text, content.facts["url"]) == ("甲县教育规划\n", "http://jia.gov.cn/a")


def test_a_page_nested_without_end_is_refused():
    with pytest.raises(InputError, match="nested"):
        text_of(page("<div>" * 2000 + "甲" + "</div>" * 2000))


def word_file(build):
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_word_file_keeps_the_order_of_paragraphs_and_tables():
    def build(document):
        document.add_paragraph("甲县教育规划")
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "毛入园率", "95%"
        document.add_paragraph("到2025年").add_run("达到\t90%")

    assert text_of(word_file(build)) == "甲县教育规划\n毛入园率\n95%\n到2025年达到\t90%\n"


NUMBERED = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def test_numbers_that_the_program_counts_are_written_down():
    def build(document):
        root = document.part.numbering_part.element
        for element in list(parse_xml(NUMBERED)):
            root.append(element)
        for level, words in (
            (0, "发展基础"),
            (1, "成绩"),
            (1, "问题"),
            (0, "主要目标"),
            (1, "总体"),
        ):
            properties = document.add_paragraph(words)._p.get_or_add_pPr()
            properties.append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                    '<w:numId w:val="7"/></w:numPr>'
                )
            )
        document.add_paragraph("不编号")

    assert text_of(word_file(build)).split("\n")[:-1] == [
        "一、发展基础", "（1）成绩", "（2）问题", "二、主要目标", "（1）总体", "不编号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [
        (10, "chineseCounting", "十"), (12, "japaneseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (110, "chineseCounting", "一百一十"),
        (3, "decimalEnclosedCircle", "③"), (2, "lowerLetter", "b"), (4, "upperRoman", "IV"),
        (7, "decimal", "7"), (1000, "chineseCounting", "1000"),
    ],
)  # fmt: skip
def test_a_number_in_the_form_its_list_asks_for(value, form, printed):
    assert printed_number(value, form) == printed


def test_a_box_of_text_stands_after_its_paragraph():
    def build(document):
        run = document.add_paragraph("正文。").add_run()
        run._r.append(
            parse_xml(
                f"<w:pict {nsdecls('w')}><w:txbxContent><w:p><w:r><w:t>专栏一</w:t></w:r></w:p>"
                "</w:txbxContent></w:pict>"
            )
        )

    assert text_of(word_file(build)) == "正文。\n专栏一\n"


def test_a_word_file_gives_insertions_and_leaves_deletions_out():
    def build(document):
        paragraph = document.add_paragraph("新建")
        for tag, text, kind in (("ins", "3", "t"), ("del", "5", "delText")):
            paragraph._p.append(
                parse_xml(
                    f"<w:{tag} {nsdecls('w')}><w:r><w:{kind}>{text}</w:{kind}></w:r></w:{tag}>"
                )
            )
        paragraph.add_run("所学校")

    assert text_of(word_file(build)) == "新建3所学校\n"


def pdf_file(lines):
    """A one-page PDF whose font maps each character by a ToUnicode table."""
    characters = sorted(set("".join(lines)))
    code = {c: i + 1 for i, c in enumerate(characters)}
    rows = "\n".join(f"<{code[c]:04X}> <{c.encode('utf-16-be').hex()}>" for c in characters)
    cmap = f"""/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
{len(characters)} beginbfchar
{rows}
endbfchar endcmap end""".encode()
    shown = "\n".join(f"<{''.join(f'{code[c]:04X}' for c in line)}> Tj 0 -20 Td" for line in lines)
    content = f"BT /F1 12 Tf 50 700 Td\n{shown}\nET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        _stream(content),
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H"
        b"/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        _stream(cmap),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def _stream(data):
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)


def test_a_pdf_gives_its_lines():
    lines = ["甲县教育规划", "到2025年，毛入园率达到90%以上。"]
    content = content_of(pdf_file(lines), "x.pdf")
    assert content.format == "pdf"
    assert content.text.split("\n")[:2] == lines


def test_rows_of_a_table_in_a_pdf_keep_their_columns():
    lines = ["主要指标如下", "指标 单位 2020年 2025年", "毛入园率 % 91.2 95", "巩固率 % 98 99"]
    told = content_of(pdf_file(lines), "x.pdf").text.split("\n")
    assert told[:4] == [lines[0], *(line.replace(" ", "\t") for line in lines[1:])]
    cut = [*lines[1:], "某区教育规划", "— 3 —", "普及率 % 97 98", "第二章", "共 2 所"]
    told = content_of(pdf_file(cut), "x.pdf").text.split("\n")
    assert told[3:8] == ["某区教育规划", "— 3 —", "普及率\t%\t97\t98", "第二章", "共 2 所"]
    prose = ["到 2025 年 建成 3 所", "共 2 所"]
    assert content_of(pdf_file(prose), "x.pdf").text.split("\n")[:2] == prose


def test_a_scan_without_text_says_what_to_do():
    with pytest.raises(InputError, match=r"scan.pdf: found 1 page\(s\) without text; it is a scan"):
        content_of(pdf_file([" "]), "scan.pdf")


def test_a_locked_pdf_says_what_to_do():
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_file(["甲县教育规划"])))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(InputError, match="locked"):
        content_of(stream.getvalue(), "x.pdf")


def _archive(name, content):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old .doc"),
        (b"\x89PNG\r\n" + bytes(100), "picture"),
        (b"%PDF-1.7\nnothing", "PDF is broken"),
        (b"PK\x03\x04" + bytes(60), "cut short or broken"),
        (_archive("a.txt", "x"), "no DOCX"),
        (_archive("xl/workbook.xml", "x"), "spreadsheet"),
        (_archive("OFD.xml", "x"), "OFD file; open it and save it as PDF"),
        (b"GIF89a" + bytes(20), "picture"),
        (b"CAJ\x00" + bytes(20), "CAJ file"),
        ("甲縣教育規劃要求學校發展".encode("big5") * 9, "reads like Big5"),
        (PLAN.encode()[:-2], r"byte \d+ is not UTF-8 while all but \d of the others are"),
        (PLAN.encode().replace(b"20", b"\xff", 1), "is not UTF-8 while all but 1"),
        (_archive("word/document.xml", "<broken"), "no DOCX that can be read"),
        (b"<html><body></body></html>", "no text"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence(data, sentence):
    with pytest.raises(InputError, match=sentence):
        content_of(data, "x.bin")


def test_a_document_that_unpacks_to_gigabytes_is_refused(monkeypatch):
    from analysis.ingest import office

    monkeypatch.setattr(office, "LARGEST_UNPACKED", 1000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "0" * 5000)
    with pytest.raises(InputError, match="when unpacked"):
        content_of(stream.getvalue(), "bomb.docx")


def test_a_folder_and_a_missing_file_get_one_sentence(tmp_path):
    with pytest.raises(InputError, match="folder"):
        read_document(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        read_document(tmp_path / "none.txt")


@given(
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"MIME-Version: 1.0\r\n"]),
    st.binary(max_size=300),
)
def test_any_bytes_give_text_or_one_sentence(magic, data):
    try:
        content = content_of(magic + data, "x")
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert content.text.strip()
