"""The published site in headless Chromium, from disk; all it says and asks for is noted."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import accessibility
import pandas as pd
import pytest
import tiny_site as tiny
from playwright.sync_api import Page, sync_playwright

from analysis.publish import publish_site
from analysis.text.spans import CleanText

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
SPOT = f"aa-{tiny.RAW.index('85%')}"


@dataclass
class Window:
    """A page and what happened in it."""

    page: Page
    site: Path
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def go(self, name: str) -> None:
        path = re.split(r"[?#]", name)[0]
        self.page.goto((self.site / path).as_uri() + name[len(path) :])

    def fault(self) -> str:
        """Console messages and requests that leave the site; empty when all is well."""
        inside = self.site.resolve().as_uri()
        outside = [a for a in self.asked if not a.startswith((inside, self.site.as_uri(), "data:"))]
        return "\n".join([*self.said, *outside])


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def window(chromium, published):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    made = Window(context.new_page(), published.project.site)
    watch(made)
    yield made
    context.close()


def watch(window: Window) -> None:
    window.page.on("console", lambda message: window.said.append(message.text))
    window.page.on("pageerror", lambda error: window.said.append(str(error)))
    window.page.on("request", lambda request: window.asked.append(request.url))
    window.page.on("dialog", lambda dialog: (window.said.append("a dialog"), dialog.dismiss()))


def pages(site: Path) -> list[str]:
    return [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]


def test_every_page_is_for_every_reader_silent_fits_and_asks_for_nothing_outside(window):
    window.page.emulate_media(reduced_motion="reduce")
    found = []
    for width in (1280, 390):
        window.page.set_viewport_size({"width": width, "height": 800})
        for name in pages(window.site):
            window.go(name)
            told = accessibility.faults(window.page)
            if width == 1280:
                told += accessibility.faint(window.page)
                window.page.evaluate("document.documentElement.dataset.theme = 'dark'")
                told += accessibility.faint(window.page)
            wide = window.page.evaluate("document.documentElement.scrollWidth")
            told += [f"is {wide} wide"] if wide > width else []
            found += [f"{name} at {width}: {fault}" for fault in told]
    assert found == []
    assert window.fault() == ""


def test_a_link_from_a_report_opens_the_reader_at_the_lit_quote(window):
    window.go("02_targets.zh.html")
    window.page.click(".answer a.to-statement")
    window.page.wait_for_selector(".lit")
    assert window.page.inner_text(".lit") == "入园率达到85%以上"
    assert window.page.evaluate(
        "(() => { const b = document.querySelector('.lit').getBoundingClientRect();"
        " return b.top >= 0 && b.bottom <= innerHeight; })()"
    )
    assert "≥ 85%" in window.page.inner_text("#card")
    assert window.fault() == ""


def test_a_mark_shows_its_quote_and_opens_the_reader_by_pointer_and_by_key(window):
    window.go("02_targets.en.html")
    window.page.wait_for_selector("figure[data-live=yes]")
    window.page.locator(".live .mark-symbol path").first.hover()
    window.page.wait_for_selector(".hover-card:not([hidden])")
    assert "入园率达到85%以上" in window.page.inner_text(".hover-card")
    mark = window.page.locator(".live [role=link]").first
    mark.focus()
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/sources/aa.en.html#*")
    assert window.page.url.endswith(f"#{SPOT}")
    window.go("02_targets.en.html")
    window.page.wait_for_selector("figure[data-live=yes]")
    window.page.locator(".live .mark-symbol path").first.click()
    window.page.wait_for_url("**/sources/aa.en.html#*")
    assert window.fault() == ""


def test_a_narrow_window_gets_the_narrow_drawing_alive_and_a_wide_one_the_other(window):
    window.page.set_viewport_size({"width": 390, "height": 800})
    window.go("02_targets.en.html")
    window.page.wait_for_selector("figure[data-live=yes][data-form=narrow]")
    narrow = window.page.locator(".live svg").bounding_box()
    frame = window.page.locator(".drawing").first
    assert frame.evaluate("e => e.scrollWidth <= e.clientWidth")
    window.page.locator(".live [role=link]").first.focus()
    window.page.wait_for_selector(".hover-card:not([hidden])")
    assert "入园率达到85%以上" in window.page.inner_text(".hover-card")
    window.page.set_viewport_size({"width": 1280, "height": 800})
    window.page.wait_for_selector("figure[data-form=page]")
    window.page.wait_for_function("document.querySelectorAll('.live').length === 1")
    window.page.wait_for_selector(".live:not([hidden])")
    wide = window.page.locator(".live svg").bounding_box()
    assert narrow["height"] / narrow["width"] > 1.5 * wide["height"] / wide["width"]
    window.page.emulate_media(media="print")
    assert window.page.locator("figure svg.chart").first.is_visible()
    assert not window.page.locator("img.narrow").first.is_visible()
    assert window.fault() == ""


def test_search_finds_a_statement_and_its_link_lights_the_quote(window):
    window.go("index.html")
    window.page.fill(".find input", "达到 90")
    window.page.press(".find input", "Enter")
    window.page.wait_for_selector("#results li")
    assert window.page.locator("#results li").count() == 1
    assert window.page.inner_text("#found") == "1 条"
    window.page.click("#results a")
    window.page.wait_for_selector(".lit")
    assert window.page.inner_text(".lit") == "入园率达到90%"
    assert window.fault() == ""


def test_search_finds_sentences_that_hold_no_statement(window):
    window.go("search.en.html?q=入园率达到90%")
    window.page.wait_for_selector("#results li")
    assert window.page.locator("#sentences li").count() == 1
    window.page.fill("#q", "到2025年，入园率达到85%以上")
    window.page.wait_for_selector("#sentences li")
    assert window.page.inner_text("#found") == "0 statements"
    assert window.page.inner_text("#further") == "1 further sentences of the texts"
    window.page.click("#sentences a")
    window.page.wait_for_url("**/sources/aa.en.html#aa-p*")
    window.page.wait_for_selector(":target, .lit")
    window.go("search.html?q=没有的词")
    assert window.page.inner_text("#found") == "没有找到。"
    assert window.fault() == ""


def test_a_count_on_the_index_leads_to_the_statements_it_counts(window):
    window.go("index.html")
    window.page.click("#region-raa .sums a")
    window.page.wait_for_selector("#results li")
    assert window.page.locator("#results li").count() == 2
    assert window.page.input_value("#filter-region") == "raa"
    assert window.page.input_value("#filter-status") == "target"
    assert window.fault() == ""


def test_a_table_is_filtered_sorted_copied_and_saved(chromium, published):
    context = chromium.new_context(offline=True, permissions=["clipboard-read", "clipboard-write"])
    made = Window(context.new_page(), published.project.site)
    watch(made)
    made.go("02_targets.zh.html")
    table = made.page.locator("#table-long")
    assert table.locator("tbody tr").count() == 14
    table.locator("th button", has_text="数值").click()
    first = table.locator("tbody tr td:nth-child(2)")
    assert [first.nth(n).inner_text() for n in (0, 12, 13)] == ["85 %", "9000万元", "1.2亿元"]
    table.locator("th button", has_text="数值").click()
    assert first.first.inner_text() == "1.2亿元"
    assert table.locator("th").nth(1).get_attribute("aria-sort") == "descending"
    table.locator("input").fill("幼儿园")
    assert table.locator("tbody tr:visible").count() == 1
    assert table.locator("[role=status]").inner_text() == "显示 1 行，共 14 行"
    table.locator(".table-tools button").first.click()
    copied = made.page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[0] == "指标\t数值\t状态\t可信程度\t说明\t出处\t原文"
    assert copied[1].startswith("'=HYPERLINK(1) 幼儿园\t85 %\t")
    assert copied[1].endswith(f"\t{SPOT}\t入园率达到85%以上")
    with made.page.expect_download() as download:
        table.locator(".table-tools button").last.click()
    assert download.value.suggested_filename == "02_targets.zh--table-long.csv"
    rows = pd.read_csv(download.value.path(), encoding="utf-8-sig")
    assert rows["原文"].tolist() == ["入园率达到85%以上"]
    assert made.fault() == ""
    context.close()


def test_a_wide_table_is_told_row_by_row_on_a_phone(window):
    window.page.set_viewport_size({"width": 390, "height": 800})
    window.go("02_targets.zh.html")
    box = window.page.locator("#table-long .scroll")
    assert box.evaluate("e => e.scrollWidth <= e.clientWidth")
    row = box.locator("tr").nth(1)
    assert row.get_attribute("role") == "row"
    assert box.locator("td").nth(1).evaluate("e => getComputedStyle(e, '::before').content") == (
        '"数值 "'
    )
    window.page.set_viewport_size({"width": 1280, "height": 800})
    assert box.locator("td").first.evaluate("e => getComputedStyle(e).display") == "table-cell"


def test_the_place_of_the_keyboard_is_always_seen(window):
    for name in ("02_targets.en.html", f"sources/aa.html#{SPOT}", "search.html"):
        window.go(name)
        assert accessibility.lost_focus(window.page, 30) == []


def test_own_colours_of_a_reader_leave_the_lit_quote_marked(window):
    window.page.emulate_media(forced_colors="active")
    window.go(f"sources/aa.html#{SPOT}")
    window.page.wait_for_selector(".lit")
    assert (
        window.page.locator(".lit").first.evaluate("e => getComputedStyle(e).outlineStyle")
        == "solid"
    )


def test_the_data_behind_a_figure_downloads(window):
    window.go("02_targets.zh.html")
    with window.page.expect_download() as download:
        window.page.click(".downloads a:has-text('数据')")
    text = Path(download.value.path()).read_text()
    assert text.splitlines()[0].split(",")[:2] == ["statement_id", "value"]
    assert SPOT in text


def test_the_language_switch_keeps_the_place(window):
    window.go("02_targets.zh.html#figure-rate")
    window.page.click("a.lang")
    window.page.wait_for_url("**/02_targets.en.html#figure-rate")
    assert window.page.inner_text("#figure-rate h2") == "A promises 85 %"
    window.go(f"sources/aa.html#{SPOT}")
    window.page.click("a.lang")
    window.page.wait_for_url(f"**/sources/aa.en.html#{SPOT}")
    assert window.page.inner_text(".lit") == "入园率达到85%以上"
    assert window.fault() == ""


def test_repairs_and_raw_text_are_shown_on_demand(window):
    window.go("sources/aa.html")
    removed = window.page.locator(".fx del").first
    assert not removed.is_visible()
    window.page.check("[data-show=repairs]")
    assert removed.is_visible()
    window.page.click(".to-raw")
    lines = window.page.locator(".lines p")
    assert lines.nth(1).inner_text().endswith(tiny.RAW.split("\n")[1])
    assert window.page.locator(".lines .at").nth(1).inner_text() == str(tiny.RAW.index("\n") + 1)


def test_light_and_dark_are_kept_and_readable(window):
    window.go("02_targets.zh.html")
    for _ in range(2):
        window.page.click("[data-theme-switch]")
        assert contrast(window.page, ".answer p") >= 7
        assert contrast(window.page, ".caption") >= 4.5
        assert contrast(window.page, ".kicker") >= 4.5
    window.page.click("[data-theme-switch]")
    chosen = window.page.evaluate("document.documentElement.dataset.theme")
    window.go("index.html")
    assert window.page.evaluate("document.documentElement.dataset.theme") == chosen


CONTRAST = """selector => {
  const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(Number).map(x => x / 255)
    .map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
  const element = document.querySelector(selector);
  let ground = element;
  const clear = 'rgba(0, 0, 0, 0)';
  while (getComputedStyle(ground).backgroundColor === clear) ground = ground.parentElement;
  const pair = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor]
    .map(light);
  pair.sort((a, b) => b - a);
  return (pair[0] + 0.05) / (pair[1] + 0.05);
}"""


def contrast(page: Page, selector: str) -> float:
    """WCAG contrast of the first element that fits ``selector`` with what it stands on."""
    return float(page.evaluate(CONTRAST, selector))


def test_chinese_is_set_in_the_font_of_the_site(window):
    window.go("02_targets.zh.html")
    window.page.evaluate("document.fonts.ready")
    loaded = window.page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    )
    assert any("Plan Sans SC" in family for family in loaded)


def test_everything_can_be_reached_by_keyboard(window):
    window.go("02_targets.zh.html")
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(60):
        window.page.keyboard.press("Tab")
        reached.add(window.page.evaluate("document.activeElement.textContent.trim().slice(0, 20)"))
    assert {"EN", "85 %", "SVG", "数据", "引用", "图后数据表"} <= reached


def test_a_page_works_without_scripts(chromium, published):
    context = chromium.new_context(java_script_enabled=False, offline=True)
    made = Window(context.new_page(), published.project.site)
    made.go("02_targets.zh.html")
    assert made.page.locator("figure svg.chart").is_visible()
    assert not made.page.locator("figure img.narrow").is_visible()
    made.page.set_viewport_size({"width": 390, "height": 800})
    assert not made.page.locator("figure svg.chart").is_visible()
    made.page.wait_for_function("document.querySelector('img.narrow').naturalWidth > 0")
    made.page.click(".answer a.to-statement")
    assert made.page.url.endswith(f"sources/aa.html#{SPOT}")
    context.close()


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


def hostile_content():
    """Documents, titles and regions that try to run, to leave, and to turn text round."""
    raw = (
        f"第一章 {HOSTILE}[点](javascript:alert(3))\n"
        '"onmouseover="alert(4)入园率达到85%以上\u202e。规(guī)划建8所学校。\n'
        "第二章 =HYPERLINK(1)\n投入300万元。../../../etc\n"
    )
    content = tiny.content(raw)
    documents = content.tables["documents"].assign(
        title_zh=HOSTILE, title_en="../../x", source_url="javascript:alert(5)",
        defects=HOSTILE, issuer="\u202e" + HOSTILE,
    )  # fmt: skip
    regions = content.tables["regions"].assign(name_zh=HOSTILE, name_en="=1+1")
    start, end = tiny.span(raw, '"onmouseover="alert(4)入园率达到85%以上')
    evil = (
        content.tables["targets"]
        .iloc[[0]]
        .assign(
            quote=raw[start:end],
            char_start=start,
            char_end=end,
            indicator="=HYPERLINK(1)" + HOSTILE,
        )
    )
    targets = pd.concat([evil, content.tables["targets"].iloc[1:]])
    return tiny.content(raw, documents=documents, regions=regions, targets=targets)


def test_hostile_text_runs_nowhere_and_leaves_nothing_outside(chromium, tmp_path):
    project = tiny.project(tmp_path / "project")
    content = hostile_content()
    publish_site(project, [], content, today="2026-03-01")
    outside = sorted(p.relative_to(tmp_path) for p in tmp_path.iterdir())
    assert [p.name for p in outside] == ["project"]
    context = chromium.new_context(offline=True)
    made = Window(context.new_page(), project.site)
    watch(made)
    for name in pages(project.site):
        made.go(name)
        made.page.wait_for_timeout(50)
    made.go("search.html?q=onmouseover")
    made.page.wait_for_selector("#results li")
    assert made.page.locator("#results img, #results script").count() == 0
    assert made.fault() == ""
    written = (project.site / "data" / "targets.csv").read_text()
    assert "'=HYPERLINK(1)" in written
    context.close()


def test_a_line_of_two_megabytes_opens(chromium, tmp_path):
    raw = "第一章 长\n" + "教育" * 350_000 + "达到85%。\n"
    clean = CleanText.replay(raw, [])
    base = tiny.content()
    content = type(base)(
        {"documents": tiny.documents(), "regions": tiny.regions()},
        {"aa": (clean, tiny.structure_of(clean)), "bb": base.texts["bb"]},
    )
    project = tiny.project(tmp_path)
    publish_site(project, [], content, today="2026-03-01")
    context = chromium.new_context(offline=True)
    made = Window(context.new_page(), project.site)
    watch(made)
    made.go("sources/aa.html")
    assert made.page.locator(".text .paragraph").count() == 1
    assert made.fault() == ""
    context.close()
