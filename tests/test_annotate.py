import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from analysis.publish.annotate import Annotator, Mark


def mark(start, end, name, rank=0):
    return Mark(start, end, rank, f'<i id="{name}">', "<i>", "</i>")


def test_a_span_inside_another_is_nested():
    made = Annotator("abcdef", [mark(0, 6, "a"), mark(2, 4, "b")]).piece(0, 6)
    assert made == '<i id="a">ab<i id="b">cd</i>ef</i>'


def test_crossing_spans_are_cut_and_the_later_piece_has_no_id():
    made = Annotator("abcdef", [mark(0, 4, "a"), mark(2, 6, "b")]).piece(0, 6)
    assert made == '<i id="a">ab<i id="b">cd</i></i><i>ef</i>'


def test_equal_spans_nest_by_rank():
    made = Annotator("ab", [mark(0, 2, "inner", 1), mark(0, 2, "outer", 0)]).piece(0, 2)
    assert made == '<i id="outer"><i id="inner">ab</i></i>'


def test_a_span_over_two_pieces_keeps_one_id():
    annotator = Annotator("abcd", [mark(1, 3, "a")])
    assert annotator.piece(0, 2) + annotator.piece(2, 4) == 'a<i id="a">b</i><i>c</i>d'


def test_an_empty_span_stands_at_its_point_once():
    annotator = Annotator("abcd", [mark(2, 2, "gone"), mark(4, 4, "end")])
    made = annotator.piece(0, 2) + annotator.piece(2, 4)
    assert made == 'ab<i id="gone"></i>cd<i id="end"></i>'


def test_text_is_escaped():
    assert Annotator("<b>&", []).piece(0, 4) == "&lt;b&gt;&amp;"


class Reading(HTMLParser):
    def __init__(self):
        super().__init__()
        self.depth = 0
        self.text = ""
        self.ids = []

    def handle_starttag(self, tag, attrs):
        self.depth += 1
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        self.depth -= 1
        assert self.depth >= 0

    def handle_data(self, data):
        self.text += data


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=8)


@given(SPANS, st.integers(0, 12))
def test_any_spans_give_balanced_elements_whole_text_and_each_id_once(spans, cut):
    text = "abcdefghijkl"
    marks = [mark(min(s), max(s), f"m{n}", n % 3) for n, s in enumerate(spans)]
    annotator = Annotator(text, marks)
    made = annotator.piece(0, cut) + annotator.piece(cut, 12)
    reading = Reading()
    reading.feed(made)
    assert (reading.depth, reading.text) == (0, text)
    assert sorted(reading.ids) == sorted(f"m{n}" for n in range(len(marks)))


@given(SPANS)
def test_each_character_stands_in_just_the_spans_that_cover_it(spans):
    marks = [Mark(min(s), max(s), 0, f"<m{n}>", f"<m{n}>", f"</m{n}>") for n, s in enumerate(spans)]
    made = Annotator("abcdefghijkl", marks).piece(0, 12)
    inside = []
    seen = []
    for token in re.findall(r"</?m\d+>|.", made):
        if token.startswith("</"):
            assert inside.pop() == token[2:-1]
        elif token.startswith("<"):
            inside.append(token[1:-1])
        else:
            seen.append(set(inside))
    assert seen == [
        {f"m{n}" for n, m in enumerate(marks) if m.start <= at < m.end} for at in range(12)
    ]


def test_in_a_table_only_the_row_of_the_number_is_marked():
    # Label and number stand apart, and another row's cell lies between them.
    text = "甲率乙率1020"
    mark = Mark(0, 6, 0, "<b id='a'>", "<b>", "</b>", number=4)
    annotator = Annotator(text, [mark])
    first, second = [(0, 2), (4, 6)], [(2, 4), (6, 8)]
    cells = [annotator.piece(*span, row=row) for row in (first, second) for span in row]
    assert cells == ["<b id='a'>甲率</b>", "<b>10</b>", "乙率", "20"]
