"""Exploring: calls, names, SQL that cannot harm, the gallery checked against the tables."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from decimal import Decimal

import explored
import numpy as np
import pandas as pd
import pytest

from analysis import explore, standing, store
from analysis.errors import InputError
from analysis.explore import views
from analysis.explore.completion import candidates
from analysis.explore.frames import Answer
from analysis.explore.names import Names
from analysis.paths import Project


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
        "EXPORT DATABASE 'elsewhere'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM '/etc/passwd'",
        "LOAD httpfs",
        "SET lock_configuration = false",
        "PRAGMA enable_external_access = true",
        "UPDATE targets SET value = 1",
        "CREATE SECRET s (TYPE s3)",
        "USE memory",
        "DETACH policy",
        "DROP VIEW targets_wide",
        "SELECT 1; DROP VIEW targets_wide",
        "CHECKPOINT policy",
        "",
    ],
)
def test_no_query_changes_anything_or_reaches_a_file(ex, project, query):
    before = store.fingerprint(project)
    with pytest.raises(InputError, match="the query cannot run"):
        ex.sql(query)
    assert store.fingerprint(project) == before
    assert len(ex.sql("SELECT * FROM targets_wide")) > 0


@pytest.mark.parametrize(
    "query",
    [
        "FROM targets",
        "DESCRIBE targets_wide",
        "SUMMARIZE targets",
        "EXPLAIN SELECT * FROM targets",
        "WITH a AS (SELECT status FROM targets) SELECT status, count(*) FROM a GROUP BY ALL",
        "PIVOT (SELECT region_id, status FROM targets) ON status USING count(*)",
    ],
)
def test_every_way_of_reading_is_open(ex, query):
    assert len(ex.sql(query)) > 0


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


def stated_and_not(tables, indicator_names):
    """Indicator name → (regions that state it, regions that do not), counted from the CSVs."""
    region = dict(zip(tables["documents"]["doc_id"], tables["documents"]["region_id"], strict=True))
    found = {name: (set(), set()) for name in indicator_names.values()}
    cells = tables["coverage"][["indicator_id", "doc_id", "coverage"]]
    for indicator, doc, coverage in cells.itertuples(index=False):
        if coverage in ("stated", "not_stated"):
            kind = ["stated", "not_stated"].index(coverage)
            found[indicator_names[indicator]][kind].add(REGIONS[region[doc]])
    return found


REGIONS = {
    row["region_id"]: row["name_zh"] for row in store.rows(Project.here(), "regions")
}  # names as they stand in the table of regions


def sets_of(answer, *columns):
    """Rows as tuples, lists as sets."""
    rows = answer[list(columns)].itertuples(index=False, name=None)
    return {
        tuple(frozenset(v) if isinstance(v, list | np.ndarray) else v for v in row) for row in rows
    }


@pytest.fixture(scope="module")
def named(tables, project):
    names = {row["indicator_id"]: row["name_zh"] for row in store.rows(project, "indicators")}
    return stated_and_not(tables, names)


def test_which_documents_there_are_and_how_many_statements_each_has(ex, tables):
    counts = tables["targets"].groupby(["doc_id", "status"]).size()
    expected = {
        (
            REGIONS[row.region_id],
            row.kind,
            row.completeness,
            *(counts.get((row.doc_id, status), 0) for status in ("target", "norm", "achieved")),
        )
        for row in tables["documents"].itertuples()
    }
    answer = ex.ask("documents")
    columns = ("region", "kind", "completeness", "targets", "norms", "achieved")
    assert sets_of(answer, *columns) == expected
    assert answer["quality"].is_monotonic_decreasing


def test_which_indicators_can_stand_side_by_side_and_which_are_left_unsaid(ex, named):
    shared = {
        (name, len(stated), frozenset(stated))
        for name, (stated, _) in named.items()
        if len(stated) >= 2
    }
    assert sets_of(ex.ask("shared"), "indicator", "regions", "stated_by") == shared
    unsaid = {
        (name, frozenset(stated), frozenset(silent))
        for name, (stated, silent) in named.items()
        if stated and silent
    }
    assert sets_of(ex.ask("silent"), "indicator", "stated_by", "not_stated_by") == unsaid


def test_kindergarten_enrolment_now_as_a_target_and_who_is_silent(ex, tables, named):
    own = tables["targets"].query("indicator_id == 'preschool_ger'")
    answer = ex.ask("preschool")
    stated = answer[answer["statement_id"].notna()]
    expected = {(REGIONS[row.region_id], row.status, float(row.value)) for row in own.itertuples()}
    assert sets_of(stated.astype({"value": float}), "region", "status", "value") == expected
    silent = set(answer.loc[answer["coverage"] == "not_stated", "region"])
    assert silent == named["学前三年毛入园率"][1]


def test_what_the_regions_state_beside_the_national_target(ex, tables, project):
    nation = {
        row["indicator_id"]: (Decimal(row["value"]), row["unit"])
        for row in store.rows(project, "benchmarks")
        if row["kind"] == "target"
    }
    expected = {
        (row.statement_id, float(Decimal(str(row.value)) - nation[row.indicator_id][0]))
        for row in tables["targets"].itertuples()
        if row.indicator_id in nation and row.unit == nation[row.indicator_id][1]
    }
    answer = ex.ask("national").astype({"above": float}).round({"above": 6})
    assert sets_of(answer, "statement_id", "above") == {(i, round(v, 6)) for i, v in expected}


def test_which_targets_say_where_they_start(ex, tables):
    targets = tables["targets"]
    aims = targets[targets["baseline_value"].notna() & (targets["status"] == "target")]
    answer = ex.ask("baseline").set_index("statement_id")
    assert set(answer.index) == set(aims["statement_id"])
    for row in aims.itertuples():
        change = Decimal(str(row.value)) - Decimal(str(row.baseline_value))
        assert float(answer.at[row.statement_id, "change"]) == pytest.approx(float(change))


def test_where_the_money_goes_with_nothing_counted_twice(ex, tables, project):
    purposes = {
        row["purpose_class"]: row["name_zh"] for row in store.rows(project, "purpose_classes")
    }
    totals: dict = {}
    for row in tables["funding"].itertuples():
        if row.basis == "total" and not pd.isna(row.amount_cny) and pd.isna(row.part_of):
            key = (REGIONS[row.region_id], purposes[row.purpose_class], row.status)
            totals[key] = totals.get(key, 0) + row.amount_cny
    answer = ex.ask("money")
    found = answer.set_index(["region", "purpose", "status"])["amount_cny"].astype(float)
    assert found.to_dict() == {key: float(total) for key, total in totals.items()}


def test_rates_a_person_and_readings_in_doubt(ex, tables):
    funding = tables["funding"]
    rates = funding[funding["basis"].fillna("").str.startswith("per_person")]
    assert set(ex.ask("rates")["statement_id"]) == set(rates["statement_id"])
    both = pd.concat([tables["targets"], funding])
    doubts = both[both["certainty"].isin(["probable", "uncertain"])]
    assert set(ex.ask("doubts")["statement_id"]) == set(doubts["statement_id"])


def test_who_writes_of_a_word_and_who_leads(ex, tables):
    held = tables["passages"]["text"].str.contains("双师型", regex=False)
    assert set(ex.ask("word")["passage_id"]) == set(tables["passages"].loc[held, "passage_id"])
    duties = tables["responsibilities"].merge(tables["documents"], on="doc_id")
    lead = duties[duties["role"] == "lead"].groupby(["region_id", "agency_id"]).size()
    expected = {(*key, count) for key, count in lead.items()}
    assert sets_of(ex.ask("agencies"), "region_id", "agency_id", "duties") == expected


def test_how_much_text_each_theme_takes_is_counted_character_by_character(ex, project):
    """The weights of a passage times its length, over the body without headings; plain CSV."""
    body = {r["section_id"] for r in store.rows(project, "sections") if r["part"] == "body"}
    length, document, whole = {}, {}, {}
    for row in store.rows(project, "passages"):
        if row["section_id"] in body and row["kind"] != "heading":
            length[row["passage_id"]] = len(row["text"])
            document[row["passage_id"]] = row["doc_id"]
            whole[row["doc_id"]] = whole.get(row["doc_id"], 0) + len(row["text"])
    names = {row["theme_id"]: row["name_zh"] for row in store.rows(project, "themes")}
    expected: dict = {}
    for row in store.rows(project, "passage_themes"):
        one = row["passage_id"]
        if one in length:
            key = (names[row["theme_id"]], document[one])
            part = float(row["weight"]) * length[one] / whole[document[one]]
            expected[key] = expected.get(key, 0.0) + part
    shares = ex.ask("emphasis").set_index("theme")
    found = {
        (theme, doc): shares.at[theme, doc]
        for theme in shares.index
        for doc in shares.columns
        if shares.at[theme, doc]
    }
    kept = {key: value for key, value in expected.items() if round(value, 4)}
    assert found.keys() == kept.keys()
    for key, value in kept.items():
        assert found[key] == pytest.approx(value, abs=6e-5)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_twelve_questions_in_each_language_each_with_an_answer(project, lang):
    session = explore.open(lang, project)
    listing = session.gallery()
    assert list(listing["n"]) == list(range(1, 13))
    assert all(len(session.ask(n)) for n in listing["n"])
    for row in listing.itertuples():
        assert "_LANG" not in row.code
    with pytest.raises(InputError, match="no question 13"):
        session.ask(13)
    session.data.close()


def test_every_call_that_help_lists_runs_as_it_stands(ex, project, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    listed = ex.help()
    assert list(listed.columns) == ["call", "does"]
    for call in listed["call"]:
        if call != "ex.reload()":
            assert eval(call, {"ex": ex}) is not None, call
    named = {call.removeprefix("ex.").split("(")[0] for call in listed["call"]}
    public = {name for name in vars(type(ex)) if not name.startswith("_")}
    assert public - named == {"help", "state"}


def test_the_code_of_a_question_is_one_call_and_nothing_else(ex):
    from analysis.explore.gallery import answered

    for code in ("__import__('os').getcwd()", "ex.reload()", "ex.find(open('x').read())", "1 +"):
        with pytest.raises(InputError, match="literal arguments"):
            answered(ex, {"question_id": "bad", "code": code})


def test_the_guide_runs_as_it_is_written(ex, project, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    guide = (Project.here().notebooks / "guides" / "exploring.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    calls = [line for block in blocks for line in block.splitlines()]
    assert len(calls) > 15
    for call in calls:
        assert eval(call, {"ex": ex}) is not None, call
    with (tmp_path / "statements.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["statement_id"] for row in csv.DictReader(stream)] == ex.basket.ids
    assert zipfile.is_zipfile(tmp_path / "figure.zip")
    assert not standing.files(project)
    ex.basket.replace([])


# --- basket, reload ------------------------------------------------------------------------


def test_the_basket_gives_rows_with_all_evidence(ex, tables):
    ids = list(tables["targets"]["statement_id"].head(3))
    basket = ex.basket.replace([]).add(*ids).add(ids[0])
    rows = list(csv.DictReader(io.StringIO(basket.csv().decode("utf-8-sig"))))
    assert [row["statement_id"] for row in rows] == ids
    own = tables["targets"].set_index("statement_id").loc[ids[0]]
    assert rows[0]["quote"] == own["quote"]
    assert rows[0]["reader"] == f"sources/{own['doc_id']}.html#{ids[0]}"
    assert len(rows[0]["sha256"]) == 64
    assert {"passage", "document_zh", "source_url", "char_start", "char_end"} <= set(rows[0])
    with pytest.raises(InputError, match="nowhere-1"):
        basket.add("nowhere-1")
    basket.remove(*ids)
    with pytest.raises(InputError, match="basket is empty"):
        basket.to_csv("x.csv")


def test_a_spreadsheet_takes_words_of_a_text_for_words_and_reads_chinese(ex, tables, monkeypatch):
    one = str(tables["targets"]["statement_id"].iloc[0])
    hostile = ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "＠SUM(A1)"]
    frame = pd.concat([ex.basket.frame([one])] * len(hostile)).assign(quote=hostile)
    monkeypatch.setattr(ex.basket, "frame", lambda ids=None: frame)
    content = ex.basket.csv([one])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["quote"] for row in rows] == [f"'{text}" for text in hostile]


def test_a_fault_in_a_cell_is_one_sentence_and_the_cell_fails():
    from IPython.core.interactiveshell import InteractiveShell

    from analysis.explore.faults import told_in_one_sentence

    shell, shown = InteractiveShell.instance(), []
    shell._showtraceback = lambda kind, value, lines: shown.append((kind, lines))
    try:
        told_in_one_sentence()
        result = shell.run_cell("from analysis.errors import InputError; raise InputError('no x')")
    finally:
        InteractiveShell.clear_instance()
    assert not result.success
    [(kind, lines)] = shown
    assert kind is InputError and len(lines) == 1 and lines[0].endswith("no x")


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
