import pytest

from analysis.publish.check import POLICY, check_site

HEAD = (
    f'<!doctype html><html lang="zh"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
)
KINDS = ("svg", "png", "pdf", "csv", "vl.json")


def site(root, **pages):
    for name, body in pages.items():
        path = root / name.replace("__", "/").replace("_en", ".en")
        path = path.with_name(path.name + ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + body, encoding="utf-8")
    return root


def test_a_sound_site_has_no_failure(tmp_path):
    made = site(
        tmp_path,
        index='<a href="sources/a.html#x">x</a><a href="https://example.org">w</a>',
        index_en='<a href="sources/a.en.html#x">x</a>',
        sources__a='<p id="x"><a href="../index.html">up</a></p>',
        sources__a_en='<p id="x"></p>',
    )
    assert check_site(made) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<a href="none.html">x</a>', "a link to 'none.html'; expected a file of the site"),
        ('<a href="#none">x</a>', "a link to '#none'; expected an element with that id"),
        ('<a href="../../etc">x</a>', "outside the site"),
        ('<p onclick="x()">', "the event handler onclick on <p>"),
        ("<script>x()</script>", "a script written into the page"),
        ('<a href="javascript:x()">x</a>', "the address 'javascript:x()' on <a>"),
        ('<img src="https://example.org/x.png">', "the address 'https://example.org/x.png'"),
        ('<script src="//example.org/x.js"></script>', "'//example.org/x.js'"),
        ("<iframe></iframe>", "a <iframe> element"),
        ('<p id="a"></p><p id="a"></p>', "the id 'a' twice"),
        ("<svg><foreignObject></foreignObject></svg>", "a <foreignobject> element"),
    ],
)
def test_each_fault_is_named_with_its_page(tmp_path, body, found):
    failures = check_site(site(tmp_path, index=body, index_en=""))
    assert any(found in failure and failure.startswith("index.html: ") for failure in failures)


def test_a_page_without_the_policy_is_refused(tmp_path):
    made = site(tmp_path, index="", index_en="")
    (made / "index.html").write_text("<!doctype html><html lang=zh>")
    assert "found the policy ''" in check_site(made)[0]


def test_both_languages_must_show_the_same(tmp_path):
    made = site(tmp_path, index='<figure id="figure-a"></figure>', index_en="", only="")
    failures = check_site(made)
    assert any("index.html: figure-a stands in one language only" in f for f in failures)
    assert any("only.html: found no page in the other language" in f for f in failures)
    assert check_site(made, ("zh",)) == []


def test_a_figure_needs_all_its_files(tmp_path):
    made = site(tmp_path, index='<figure data-figure="a"></figure>', index_en="")
    folder = made / "figures" / "a"
    folder.mkdir(parents=True)
    for kind in KINDS:
        (folder / f"a.{kind}").write_text("x")
    assert check_site(made) == []
    (folder / "a.pdf").unlink()
    assert "figure a has no .pdf" in check_site(made)[0]
