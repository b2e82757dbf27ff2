"""A document comes and goes with one command each, and the others never notice."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
import yaml
from two_documents import HERE, make

from analysis import sources, store
from analysis.cli import main
from analysis.documents import regions
from analysis.documents import stage as staging
from analysis.documents.add import add, knowledge, source_kind
from analysis.documents.remove import remove
from analysis.documents.tell import told
from analysis.errors import InputError, WorkError
from analysis.paths import Project
from analysis.pipeline import build

EXAMPLE = HERE.root / "notebooks" / "guides" / "examples" / "gulou_plan.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return make(tmp_path_factory.mktemp("project"))


@pytest.fixture
def project(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "p")
    return Project(tmp_path / "p")


def contents(project):
    """Every file of the project by its path, the derived database and folders left out."""
    return {
        str(path.relative_to(project.root)): path.read_bytes()
        for path in sorted(project.root.rglob("*"))
        if path.is_file() and path.suffix != ".duckdb"
    }


def test_an_example_with_damage_is_added_and_removed_without_a_trace(project):
    before = contents(project)
    added = add(project, EXAMPLE, {})
    after = contents(project)
    report = told(added)

    assert added.doc_id == "gulou"
    assert (added.region["adcode"], added.region["parent_id"]) == ("410204", "kaifeng")
    assert added.new_regions == ("kaifeng", "gulou")
    assert set(after) - set(before) == {"data/raw/gulou.txt", "data/raw/gulou.yml"}
    for name in ("targets", "funding", "passages", "repairs", "numerals", "coverage"):
        assert _without(after, name, "gulou") == before[f"data/curated/{name}.csv"]
    targets = [r for r in store.rows(project, "targets") if r["doc_id"] == "gulou"]
    assert {"95", "97", "12.1"} <= {r["value"] for r in targets}
    with store.connect(project) as connection:
        count = connection.execute("SELECT count(*) FROM targets WHERE doc_id = 'gulou'")
        assert count.fetchone() == (len(targets),)
    assert "Looks damaged" in report and "2022年3月18日" in report
    assert "guessed in data/raw/gulou.yml: region_id, title_zh" in report

    removed = remove(project, "gulou")
    assert removed.regions == ("gulou", "kaifeng")
    assert contents(project) == before


def _without(files, table, doc_id):
    """The bytes of a table without the lines of one document (no cell of it spans lines)."""
    lines = files[f"data/curated/{table}.csv"].decode("utf-8").splitlines(keepends=True)
    kept, inside = [], False
    for line in lines:
        starts = line.startswith(f"{doc_id}-") or f",{doc_id}," in line
        open_cell = line.count('"') % 2 == 1
        if starts or inside:
            inside = inside != open_cell if starts or inside else inside
            continue
        kept.append(line)
    return "".join(kept).encode("utf-8")


def test_the_sidecar_says_what_was_guessed_and_what_was_given(project):
    given = {"region": "320106", "title_en": "Gulou plan", "kind": "draft_plan", "doc_id": "gl"}
    sidecar = add(project, EXAMPLE, given).sidecar
    on_disk = yaml.safe_load((project.raw / "gl.yml").read_text(encoding="utf-8"))
    assert on_disk == dict(sidecar)
    assert {"region_id", "kind", "title_en"}.isdisjoint(sidecar["guessed"])
    assert {"title_zh", "issuer", "period_start"} <= set(sidecar["guessed"])
    (region,) = [r for r in store.rows(project, "regions") if r["region_id"] == "gulou"]
    assert (region["name_en"], region["province_en"]) == ("Gulou District (Nanjing)", "Jiangsu")
    source = next(s for s in sources.registered(project) if s.doc_id == "gl")
    assert hashlib.sha256(source.path.read_bytes()).hexdigest() == sidecar["sha256"]
    assert sources.read(source).startswith("鼓楼区教育事业发展")


def test_a_utf8_text_is_copied_byte_for_byte(project, tmp_path):
    data = "淄博市2023年教育工作要点\r\n新建学校3所。\r\n".encode()
    (tmp_path / "w.txt").write_bytes(data)
    added = add(project, tmp_path / "w.txt", {})
    assert (project.raw / f"{added.doc_id}.txt").read_bytes() == data
    assert (added.doc_id, added.region["region_id"]) == ("zibo_work_points", "zibo")
    assert added.new_regions == ()


@pytest.mark.parametrize(
    ("text", "given", "sentence"),
    [
        ("鼓楼区教育规划\n建成3所学校。\n", {}, "320106 江苏省南京市鼓楼区"),
        ("我县要办好3所学校。\n", {"title_zh": "教育规划"}, "no name of a place"),
        ("淄博市建成3所学校。\n", {}, "--title"),
        ("淄博市教育规划\n建成3所。\n", {"region": "999999"}, "--region '999999'"),
        ("淄博市教育规划\n建成3所。\n", {"region": "../../x"}, "--region"),
        ("淄博市教育规划\n建成3所。\n", {"doc_id": "../x"}, "--id '../x'"),
        ("淄博市教育规划\n建成3所。\n", {"doc_id": "zibo"}, "there is a document of that id"),
    ],
)
def test_what_must_be_told_is_asked_for_and_nothing_is_left(
    project, tmp_path, text, given, sentence
):
    path = tmp_path / "new.txt"
    path.write_text(text, encoding="utf-8")
    before = contents(project)
    with pytest.raises(InputError, match=sentence):
        add(project, path, given)
    assert contents(project) == before


def test_a_copy_is_refused_unless_allowed(project, tmp_path):
    raw = (project.raw / "zibo.txt").read_text(encoding="utf-8")
    path = tmp_path / "copy.txt"
    path.write_text(raw, encoding="utf-8")
    with pytest.raises(InputError, match="byte for byte"):
        add(project, path, {})
    path.write_text("转载自某网\n" + raw, encoding="utf-8")
    with pytest.raises(InputError, match="near-copy of zibo"):
        add(project, path, {})
    assert add(project, path, {"region": "370300"}, copy_allowed=True).doc_id.startswith("zibo_")


@pytest.mark.parametrize("failing", ["build", "write"])
def test_a_failure_on_the_way_leaves_everything_as_it_was(project, monkeypatch, failing):
    before = contents(project)
    if failing == "build":
        from analysis.documents import add as adding

        def broken(*_):
            raise WorkError("a check failed; the curated tables were not changed")

        monkeypatch.setattr(adding, "build", broken)
    else:
        original = Path.replace
        calls = []

        def replace(self, target):
            calls.extend([target] if self.suffix == ".new" else [])
            if len(calls) > 4 and self.suffix == ".new":
                raise OSError(28, "No space left on device")
            return original(self, target)

        monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(WorkError):
        add(project, EXAMPLE, {})
    assert contents(project) == before


def test_an_interrupt_while_files_are_brought_in_is_undone(project, monkeypatch):
    before = contents(project)
    with staging.stage(project) as staged:
        (staged.raw / "zibo.txt").write_text("x", encoding="utf-8")
        (staged.raw / "new.txt").write_text("x", encoding="utf-8")
        original = Path.replace

        def replace(self, target):
            if target.name == "zibo.txt" and self.suffix == ".new":
                raise KeyboardInterrupt
            return original(self, target)

        monkeypatch.setattr(Path, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            staging.bring_in(project, staged)
    assert contents(project) == before


def test_rows_of_others_that_are_out_of_date_stop_the_addition(project):
    path = project.curated / "targets.csv"
    path.write_bytes(path.read_bytes().replace(b",target,", b",norm,", 1))
    with pytest.raises(WorkError, match=r"targets\.csv: rows of other documents"):
        add(project, EXAMPLE, {})
    assert not (project.raw / "gulou.txt").exists()


def test_removing_takes_the_decisions_along_and_refuses_what_is_not_there(project):
    added = add(project, EXAMPLE, {})
    row = next(r for r in store.rows(project, "targets") if r["doc_id"] == added.doc_id)
    raw = (project.raw / "gulou.txt").read_text(encoding="utf-8")
    start, end = int(row["char_start"]), int(row["char_end"])
    decision = {
        "decision_id": "gulou-1",
        "doc_id": "gulou",
        "table": "targets",
        "statement_id": row["statement_id"],
        "action": "confirm",
        "field": "",
        "old": "",
        "new": "",
        "char_start": str(start),
        "char_end": str(end),
        "expect": raw[start:end],
        "reason": "read",
        "by": "reviewer",
        "date": "2026-11-21",
    }
    rows = [*store.rows(project, "decisions"), decision]
    (project.curated / "decisions.csv").write_bytes(regions.written(project, "decisions", rows))
    themes = store.rows(project, "themes")
    passage = next(r for r in store.rows(project, "passages") if r["doc_id"] == "gulou")
    themes[0] |= {"positive_doc_id": "gulou", "positive_quote": passage["text"]}
    quoted = regions.written(project, "themes", themes)
    (project.curated / "themes.csv").write_bytes(quoted)
    build(project)
    assert remove(project, "gulou").rows == {"decisions": 1}
    assert (project.curated / "themes.csv").read_bytes() == quoted  # the example stays
    with pytest.raises(InputError, match="no such document"):
        remove(project, "../raw/zibo")


@pytest.mark.parametrize(
    ("url", "site", "kind"),
    [
        ("http://www.jia.gov.cn/1.html", None, "official"),
        (None, "枣庄市市中区人民政府", "official"),
        (None, "甲县教育和体育局网站", "official"),
        (None, "某某教师招聘网", "repost"),
        (None, None, "repost"),
    ],
)
def test_the_site_of_a_state_organ_is_official(url, site, kind):
    assert source_kind({"source_url": url}, site) == kind


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lin'an District", "linan"),
        ("Lüliang City", "luliang"),
        ("Enshi Tujia and Miao Autonomous Prefecture", "enshi"),
        ("Xilingol League", "xilingol"),
        ("Jishishan Bonan, Dongxiang and Salar Autonomous County", "jishishan"),
        ("Ke'erqin Left Rear Banner", "keerqin"),
        ("Beijing", "beijing"),
    ],
)
def test_a_region_is_named_by_plain_letters(name, expected):
    assert regions.slug(name) == expected


def test_every_place_makes_an_id_a_document_may_have():
    for place in knowledge(HERE).gazetteer.places:
        assert sources.DOC_ID.match(regions.slug(place.name_en)), place


def test_the_command_tells_and_returns(project, monkeypatch, capsys):
    monkeypatch.setenv("EDUCATION_PLANS_ROOT", str(project.root))
    assert main(["add", str(EXAMPLE)]) == 0
    assert "Registered gulou" in capsys.readouterr().out
    assert main(["remove", "gulou"]) == 0
    assert "region kaifeng" in capsys.readouterr().out
    assert main(["add", str(EXAMPLE), "--period", "2030-2020"]) == 2
    assert main(["add", str(EXAMPLE), "--issued-on", "soon"]) == 2
    assert "write the first and the last year" in capsys.readouterr().err
