"""The measuring itself: each fault a printer would send back is found and named, and no other."""

from __future__ import annotations

import pytest
from drawn import printer

from analysis.figures.theme import FONT, INK

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def press():
    with printer() as found:
        yield found


def svg(*parts: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60">{"".join(parts)}</svg>'


def text(words: str, x: float, y: float, fill: str = INK, font: str = FONT, more: str = "") -> str:
    style = f"font-family='{font}' font-size='12' fill='{fill}'"
    return f"<text x='{x}' y='{y}' {style} {more}>{words}</text>"


def test_a_sound_drawing_has_no_fault(press):
    pale = "<rect x='0' y='0' width='300' height='20' fill='#dce6ee'/>"
    assert press.faults(svg(pale, text("淄博市", 10, 15), text("80%", 60, 15))) == []


def test_texts_that_meet_are_named_both(press):
    (fault,) = press.faults(svg(text("淄博市八十", 10, 20), text("90%", 60, 20)))
    assert fault == '"淄博市八十" lies on "90%"'  # five ems of 12 reach from 10 to 70
    assert press.faults(svg(text("淄博市八十", 10, 20), text("90%", 72, 20))) == []
    turned = "transform='rotate(-90, 100, 50)'"
    assert press.faults(svg(text("四字名称", 100, 50, more=turned), text("9", 93, 30)))
    assert press.faults(svg(text("四字名称", 100, 50, more=turned), text("9", 110, 30))) == []


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (text("长", 295, 20), "leaves the drawing"),
        (text("灰", 10, 20, fill="#999999"), "too little contrast"),
        (text("A", 10, 20, font="serif"), "is set in serif"),
        ("<path d='M5,5h30v30h-30z' fill='#1a4896'/>" + text("A", 10, 20), "lies on a mark"),
        ("<line x1='0' x2='99' y1='16' y2='16' stroke='#1a1a1a'/>" + text("字", 9, 20), "crossed"),
    ],
)
def test_each_fault_is_told(press, part, told):
    (fault,) = press.faults(svg(part))
    assert told in fault


def test_white_on_a_dark_bar_is_readable(press):
    bar = "<rect x='0' y='0' width='300' height='40' fill='#22384f'/>"
    assert press.faults(svg(bar, text("93%", 100, 20, fill="#ffffff"))) == []
