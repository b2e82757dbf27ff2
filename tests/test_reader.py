import re

import pandas as pd
import tiny_site as tiny

from analysis.publish.content import Content
from analysis.publish.labels import Labels
from analysis.publish.layout import lay_out
from analysis.publish.reader import build_reader, section_anchor
from analysis.text.spans import CleanText, Repair, Structure


def page(content, doc="aa", lang="zh"):
    reader = build_reader(doc, content, Labels(lang))
    return reader, "".join(str(body) for _, body in reader.parts)


def plain(html):
    """The text a reader sees: what was there before a repair is hidden."""
    return re.sub(r"<[^>]+>", "", re.sub(r"<del>.*?</del>", "", html))


def test_the_clean_text_is_all_there_and_in_order():
    _, body = page(tiny.content())
    clean = tiny.clean_of(tiny.RAW).text
    assert "".join(plain(body).split()) == "".join(clean.split())


def test_every_statement_is_an_anchor_and_its_number_leads_to_its_row():
    content = tiny.content()
    reader, body = page(content)
    assert [fact["id"] for fact in reader.facts] == [
        f"aa-{tiny.RAW.index('85%')}",
        f"aa-{tiny.RAW.index('8所')}",
        f"aa-{tiny.RAW.index('300')}",
    ]
    for fact in reader.facts:
        assert body.count(f'id="{fact["id"]}"') == 1
        assert f'href="#fact-{fact["id"]}"' in body
    spot = f"aa-{tiny.RAW.index('85%')}"
    marked = f'<span class="st st-target" id="{spot}" data-s="{spot}">入园率达到<a class="no"'
    assert marked in body


def test_every_passage_is_an_anchor_that_holds_its_words():
    start = tiny.RAW.index("入园率达到85%")
    passages = pd.DataFrame(
        [{"passage_id": "aa-p1", "doc_id": "aa", "char_start": start, "char_end": start + 10}]
    )
    _, body = page(tiny.content(passages=passages))
    assert body.count('id="aa-p1"') == 1
    inside = body[body.index('id="aa-p1"') :]
    assert plain("<" + inside).startswith("入园率达到85%")


def test_a_repair_shows_before_and_after_inside_the_evidence():
    _, body = page(tiny.content())
    assert "规" in plain(body)
    assert "<del>(guī)</del><ins></ins>" in body


def test_headings_carry_the_anchor_of_their_section():
    content = tiny.content()
    reader, body = page(content)
    assert [entry["heading"] for entry in reader.outline] == ["目标", "投入"]
    second = tiny.RAW.index("第二章")
    assert reader.outline[1]["anchor"] == f"s{second}"
    assert f'<h3 id="s{second}">第二章 投入</h3>' in body


def test_sections_that_begin_together_have_anchors_of_their_own():
    clean = CleanText.replay("甲乙\n", [])
    whole = tiny.Section(0, None, 0, "", "甲", "body", 0, 3)
    part = tiny.Section(1, 0, 1, "", "乙", "body", 0, 3)
    structure = Structure((whole, part), (), ())
    assert [section_anchor(clean, structure, i) for i in (0, 1)] == ["s0", "s0x"]


def test_text_outside_any_passage_is_still_shown():
    clean = CleanText.replay("甲。\n散落的字\n乙。", [])
    passages = (
        tiny.Passage(0, 0, "sentence", 0, 2, "甲。"),
        tiny.Passage(1, 0, "sentence", 8, 10, "乙。"),
    )
    section = tiny.Section(0, None, 0, "", "", "body", 0, 10)
    blocks = lay_out(clean, Structure((section,), passages, ()))
    assert [(b.kind, clean.text[b.start : b.end]) for b in blocks] == [
        ("paragraph", "甲。"),
        ("gap", "散落的字"),
        ("paragraph", "乙。"),
    ]


def test_a_table_becomes_a_table_and_its_statement_is_found_in_its_cell():
    raw = "第一章 目标\n指标 80% 85%\n"
    clean = CleanText.replay(raw, [])
    structure = tiny.structure_of(clean)
    table = tiny.small_table(clean)
    structure = Structure(structure.sections, structure.passages, (table,))
    targets = pd.DataFrame([tiny.target(raw, "aa", "指标 80% 85%", "85%", "85")])
    content = Content(
        {"targets": targets, "documents": tiny.documents(), "regions": tiny.regions()},
        {"aa": (clean, structure)},
    )
    _, body = page(content)
    row = re.search(r"<tbody>.*?</tbody>", body, re.DOTALL)[0]
    assert plain(row) == "指标80%85%"
    name = f"aa-{raw.index('85%')}"
    assert body.count(f'id="{name}"') == 1
    assert f'id="{name}"' in row
    printed = re.search(r'<details class="printed">.*?</details>', body, re.DOTALL)[0]
    assert "指标 80% 85%" in plain(printed)


def test_a_statement_whose_text_was_removed_keeps_an_anchor():
    raw = "甲(85%)乙。\n"
    clean = CleanText.replay(raw, [Repair(1, 6, "(85%)", "", "pinyin")])
    targets = pd.DataFrame([tiny.target(raw, "aa", "85%", "85%", "85")])
    content = Content({"targets": targets}, {"aa": (clean, tiny.structure_of(clean))})
    _, body = page(content)
    assert 'id="aa-2"' in body


def test_hostile_text_is_text():
    raw = '第一章 <script>alert(1)</script>\n入园率"onmouseover="x达到85%，\u202e反向。\n'
    targets = pd.DataFrame([tiny.target(raw, "aa", '率"onmouseover="x达到85%', "85%", "85")])
    clean = CleanText.replay(raw, [])
    content = Content({"targets": targets}, {"aa": (clean, tiny.structure_of(clean))})
    reader, body = page(content)
    assert "<script" not in body
    assert "&#34;onmouseover=&#34;x达到" in body
    assert "⟨U+202E⟩" in body
    assert reader.outline[0]["heading"] == "<script>alert(1)</script>"  # escaped by the template
