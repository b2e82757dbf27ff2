"""Exploring: calls, names, SQL that cannot harm, the gallery checked against the tables."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile

import explored
import pandas as pd
import pytest

from analysis import explore, store
from analysis.errors import InputError
from analysis.explore import views
from analysis.explore.completion import candidates
from analysis.explore.frames import Answer
from analysis.explore.names import Names


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return explored.project(tmp_path_factory.mktemp("explored"))


@pytest.fixture(scope="module")
def ex(project):
    session = explore.open("zh", project)
    yield session
    session.data.close()


@pytest.fixture(scope="module")
def tables(project):
    names = ("targets", "funding", "coverage", "documents", "passages", "responsibilities")
    return {name: store.read(project, name) for name in names}


# --- names ---------------------------------------------------------------------------------

RATE = ("rate", ["入园率", "Enrolment rate"])
COST = ("cost", ["入园费", "Fees"])


def test_a_name_is_an_id_either_language_or_an_alias():
    names = Names.of("指标", "indicator", [RATE, COST])
    assert {names.resolve(n) for n in ("rate", "入园率", "enrolment  RATE")} == {"rate"}


def test_an_unknown_name_brings_the_nearest_in_both_languages():
    names = Names.of("指标", "indicator", [RATE, COST])
    with pytest.raises(InputError, match=r"没有名为“入园”的指标.*入园率\(rate\).*no indicator"):
        names.resolve("入园")
    with pytest.raises(InputError, match="nearest: none"):
        names.resolve("%")


def test_a_spelling_of_two_things_is_not_guessed():
    names = Names.of("地区", "region", [("a", ["江北区"]), ("b", ["江北区"])])
    with pytest.raises(InputError, match="nearest: a, b"):
        names.resolve("江北区")


# --- calls ---------------------------------------------------------------------------------


def test_compare_has_a_row_for_silence(ex, tables):
    answer = ex.compare("学前三年毛入园率")
    cells = tables["coverage"].query("indicator_id == 'preschool_ger'")
    own = tables["targets"].query("indicator_id == 'preschool_ger'")
    assert set(answer["statement_id"].dropna()) == set(own["statement_id"])
    silent = answer[answer["coverage"] != "stated"]
    assert len(silent) == (cells["coverage"] != "stated").sum()
    assert silent["reason"].notna().all()
    assert silent["value"].isna().all()


def test_find_gives_every_passage_that_holds_the_text(ex, tables):
    answer = ex.find("双师型")
    held = tables["passages"]["text"].str.contains("双师型", regex=False)
    assert set(answer["passage_id"]) == set(tables["passages"].loc[held, "passage_id"])


def test_region_gives_targets_and_money_together(ex, tables):
    both = pd.concat([tables["targets"], tables["funding"]])
    expected = set(both.loc[both["region_id"] == "yumen", "statement_id"])
    assert set(ex.region("玉门市")["statement_id"]) == expected
    with pytest.raises(InputError, match="yumen"):
        ex.region("yumn")


def test_an_answer_is_a_frame_shown_with_quotes_and_never_with_tags():
    hostile = pd.DataFrame({"quote": ["<script>x</script>"], "certainty": ["probable"]})
    answer = Answer.of(hostile, "<b>")
    page = answer._repr_html_()
    assert "<script>" not in page and "&lt;script&gt;" in page and "◐ probable" in page
    assert "<b>" not in page
    assert isinstance(answer[answer["certainty"] == "probable"], Answer)


def test_opening_and_the_linked_view_load_no_library_that_only_drawing_or_measuring_needs(project):
    code = (
        "import sys; from analysis import explore; ex = explore.open('zh'); ex.view(); "
        "print(*{'altair', 'vl_convert', 'scipy', 'sklearn', 'jsonschema'} & set(sys.modules))"
    )
    environment = os.environ | {"EDUCATION_PLANS_ROOT": str(project.root)}
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == []


# --- SQL -----------------------------------------------------------------------------------


@pytest.mark.parametrize("view", [view.name for view in views.VIEWS])
def test_every_view_is_documented_and_has_rows(ex, view):
    assert len(ex.sql(f'SELECT * FROM "{view}" LIMIT 1')) == 1
    described = ex.schema(view)
    assert list(described.columns) == ["column", "type", "zh", "en", "unit"]
    assert described[["zh", "en"]].ne("").all().all()


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM targets",
        "DROP TABLE targets",
        "CREATE TABLE a (b INT)",
        "COPY targets TO 'out.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "CREATE TABLE memory.main.a (b INT); COPY memory.main.a TO 'a.csv'",
    ],
)
def test_no_query_changes_anything_or_reaches_a_file(ex, project, query):
    before = store.fingerprint(project)
    with pytest.raises(InputError, match="the query cannot run"):
        ex.sql(query)
    assert store.fingerprint(project) == before


def test_an_unknown_table_brings_the_nearest(ex):
    with pytest.raises(InputError, match="targets"):
        ex.schema("target")


def test_schema_words_are_those_of_the_schema_files(ex):
    column = ex.schema("targets").set_index("column").loc["baseline_value"]
    assert (column["zh"], column["en"]) == ("基期值", "Baseline value")
    assert {"targets", "targets_wide"} <= set(ex.schema()["name"])


def test_completion_inside_quotes(ex):
    assert candidates(ex.data, 'ex.sql("SELECT * FROM targets_w')[1] == ["targets_wide"]
    fragment, words = candidates(ex.data, 'ex.sql("SELECT basel FROM targets WHERE baseline_v')
    assert (fragment, words) == ("baseline_v", ["baseline_value"])
    assert candidates(ex.data, "ex.region('玉")[1] == ["玉门市"]
    assert candidates(ex.data, "print('ta")[1] == []


# --- the gallery ---------------------------------------------------------------------------


def expected_answers(tables):
    """Each answer worked out from the CSV tables with pandas alone: question → set of keys."""
    targets, funding, coverage = tables["targets"], tables["funding"], tables["coverage"]
    cover = coverage.merge(tables["documents"][["doc_id", "region_id"]], on="doc_id")
    stated = cover[cover["coverage"] == "stated"]
    shared = stated.groupby("indicator_id")["region_id"].nunique()
    silent = cover[(cover["coverage"] == "not_stated")]
    silent = silent[silent["indicator_id"].isin(stated["indicator_id"])]
    totals = funding[(funding["basis"] == "total") & funding["amount_cny"].notna()]
    totals = totals[totals["part_of"].isna()]
    duties = tables["responsibilities"].merge(tables["documents"], on="doc_id")
    lead = duties[duties["role"] == "lead"].groupby(["region_id", "agency_id"]).size()
    both = pd.concat([targets, funding])
    aims = targets[targets["baseline_value"].notna() & (targets["status"] == "target")]
    per_person = funding[funding["basis"].str.startswith("per_person")]
    return {
        "shared": set(shared[shared >= 2].items()),
        "counts": set(targets.groupby("region_id").size().items()),
        "money": (len(totals), sum(totals["amount_cny"])),
        "baseline": set(aims["statement_id"]),
        "binding": set(targets.loc[targets["nature"].notna(), "statement_id"]),
        "silent": set(zip(silent["region_id"], silent["indicator_id"], strict=True)),
        "rates": set(per_person["statement_id"]),
        "agencies": {(*key, count) for key, count in lead.items()},
        "doubts": set(both.loc[both["certainty"] == "uncertain", "statement_id"]),
    }


def test_the_gallery_answers_as_the_tables_do(ex, tables):
    expected = expected_answers(tables)
    pairs = {
        "shared": ["indicator_id", "regions"],
        "silent": ["region_id", "indicator_id"],
        "agencies": ["region_id", "agency_id", "duties"],
    }
    for question, columns in pairs.items():
        found = ex.ask(question)[columns].itertuples(index=False, name=None)
        assert set(found) == expected[question], question
    for question in ("baseline", "binding", "rates", "doubts"):
        assert set(ex.ask(question)["statement_id"]) == expected[question], question
    counts = ex.ask("counts")
    counts = counts[counts["total"] > 0]
    assert set(zip(counts["region_id"], counts["total"], strict=True)) == expected["counts"]
    assert (counts[["targets", "norms", "achieved"]].sum(axis=1) == counts["total"]).all()
    money = ex.ask("money")
    assert money["statements"].sum() == expected["money"][0]
    assert float(money["amount_cny"].sum()) == float(expected["money"][1])


def test_shares_of_themes_are_shares(ex):
    shares = ex.ask("emphasis").set_index("theme")
    assert ((shares >= 0) & (shares <= 1)).all().all()
    assert (shares.sum() <= 1.0001).all()


def test_twelve_questions_in_both_languages_each_run(ex):
    listing = ex.gallery()
    assert list(listing["n"]) == list(range(1, 13))
    assert all(len(ex.ask(n)) for n in listing["n"] if n != 12)
    with pytest.raises(InputError, match="no question 13"):
        ex.ask(13)


def test_the_code_of_a_question_is_one_call_and_nothing_else(ex):
    from analysis.explore.gallery import answered

    for code in ("__import__('os').getcwd()", "ex.reload()", "ex.find(open('x').read())", "1 +"):
        with pytest.raises(InputError, match="literal arguments"):
            answered(ex, {"question_id": "bad", "code": code})


# --- basket, reload ------------------------------------------------------------------------


def test_the_basket_gives_rows_with_all_evidence(ex, tables):
    ids = list(tables["targets"]["statement_id"].head(3))
    basket = ex.basket.replace([]).add(*ids).add(ids[0])
    rows = list(csv.DictReader(io.StringIO(basket.csv().decode())))
    assert [row["statement_id"] for row in rows] == ids
    own = tables["targets"].set_index("statement_id").loc[ids[0]]
    assert rows[0]["quote"] == own["quote"]
    assert rows[0]["reader"] == f"sources/{own['doc_id']}.html#{ids[0]}"
    assert len(rows[0]["sha256"]) == 64
    with pytest.raises(InputError, match="nowhere-1"):
        basket.add("nowhere-1")
    basket.remove(*ids)
    with pytest.raises(InputError, match="basket is empty"):
        basket.to_csv("x.csv")


def test_the_basket_becomes_a_figure_with_its_citation(ex, tables):
    ids = list(tables["targets"]["statement_id"].head(4))
    packed = zipfile.ZipFile(io.BytesIO(ex.basket.figure_files("四条陈述", ids)))
    kinds = {name.rsplit(".", 1)[-1] for name in packed.namelist()}
    assert {"svg", "png", "pdf", "csv", "bib"} <= kinds
    picture = next(packed.read(n).decode() for n in packed.namelist() if n.endswith(".svg"))
    assert "四条陈述" in picture


def test_any_answer_with_statements_is_shown_as_svg(ex):
    shown = ex.figure(ex.compare("preschool_ger"), "入园率")._repr_mimebundle_()
    assert shown["image/svg+xml"].startswith("<svg")
    with pytest.raises(InputError, match="statement_id"):
        ex.figure(ex.gallery())


def test_a_refresh_during_exploration_succeeds_and_reload_sees_it(tmp_path):
    project = explored.project(tmp_path)
    session = explore.open("en", project)
    before = len(session.region("yumen"))
    path = project.curated / "targets.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(row for row in rows if ",yumen,yumen," not in row)
    path.write_text(kept, encoding="utf-8")
    store.build_database(project)
    assert len(session.region("yumen")) == before
    gone = sum(store.read(project, "targets")["region_id"] == "yumen")
    after = session.reload().region("yumen")
    assert gone == 0 and set(after["table"]) == {"funding"}
    session.data.close()


def test_opening_again_gives_a_session_that_sees_the_tables_as_they_are(tmp_path):
    project = explored.project(tmp_path)
    first = explore.open("zh", project)
    path = project.curated / "funding.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    store.build_database(project)
    second = explore.open("en", project)
    assert len(first.sql("SELECT * FROM funding")) > 0
    assert len(second.sql("SELECT * FROM funding")) == 0
    first.data.close()
    second.data.close()


def test_a_database_that_is_not_there_is_told(tmp_path):
    project = explored.project(tmp_path)
    project.database.unlink()
    with pytest.raises(InputError, match="python -m analysis build"):
        explore.open("zh", project)
