"""A release is complete, repeats to the byte, and loads without any of our code."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import zipfile
from decimal import Decimal

import duckdb
import frictionless
import pandas as pd
import pytest
import small_project as small
import tiny_site as tiny
import yaml

from analysis import store
from analysis.cli import main
from analysis.errors import InputError, WorkError
from analysis.paths import Project
from analysis.publish import earlier
from analysis.publish.release import check_request, release
from analysis.publish.release_texts import errata, markdown
from analysis.schema import DUCKDB_TYPES

CFF = (
    tiny.CITATION + "license: MIT\nkeywords: [plans]\nabstract: Tiny | plans.\nmessage: Cite it.\n"
)
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A project that can be built and checked."""
    project = small.make(tmp_path_factory.mktemp("small"))
    (project.root / "CITATION.cff").write_text(CFF)
    return project


@pytest.fixture(scope="module")
def built(whole, tmp_path_factory):
    """The same without the long word lists, which only cost time here."""
    root = tmp_path_factory.mktemp("built") / "p"
    shutil.copytree(whole.root, root)
    project = Project(root)
    for name, schema in store.schemas(project).items():
        path = project.curated / f"{name}.csv"
        if schema.origin == "added" and path.stat().st_size > 4000:
            path.unlink()
            (project.curated / f"{name}.schema.yml").unlink()
    return project


@pytest.fixture(scope="module")
def released(built):
    return release(built, "1.0.0", built.root / "dist")


@pytest.fixture
def project(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "p", ignore=shutil.ignore_patterns("dist"))
    return Project(tmp_path / "p")


def add_site(project, tables=("units",)):
    """A published site of one figure, as far as a release looks at it."""
    from analysis.publish import Content

    folder = project.site / "figures" / "f-en"
    folder.mkdir(parents=True)
    item = {
        "id": "f-en", "title": "T", "author": [{"literal": "A"}], "container-title": "C",
        "issued": {"date-parts": [[2020, 1, 2]]}, "version": "0.0.1", "language": "en",
        "note": "figure f-en, sha256:00", "type": "figure",
    }  # fmt: skip
    contents = {"f-en.csv": "a\n1\n", "f-en.vl.json": "{}\n", "page.js": "x"}
    contents |= {"citation.json": json.dumps([item]), "citation.bib": "", "citation.ris": ""}
    for name, text in contents.items():
        (folder / name).write_text(text)
    made = Content({n: store.read(project, n) for n in store.schemas(project)}).csv
    manifest = {
        "tables": {n: {"sha256": hashlib.sha256(t.encode()).hexdigest()} for n, t in made.items()},
        "files": {
            f"figures/f-en/{name}": hashlib.sha256(text.encode()).hexdigest()
            for name, text in contents.items()
        },
        "pages": {"02_t.en": {"notebook": "02_t", "parameters": {"lang": "en"}}},
        "figures": {"f-en": {"page": "02_t.en", "sha256": "0"}},
    }
    (project.site / "manifest.json").write_text(json.dumps(manifest))


def test_two_builds_give_the_same_bytes(built, released, tmp_path):
    again = release(built, "1.0.0", tmp_path)
    assert again.archive.read_bytes() == released.archive.read_bytes()
    with zipfile.ZipFile(again.archive) as archive:
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 2, 0, 0, 0)}
        inside = {name: archive.read(name) for name in names}
    folder = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes()
        for path in again.folder.rglob("*")
        if path.is_file()
    }
    assert inside == folder
    assert names == sorted(names)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "education-plans-1.0.0",
        "education-plans-1.0.0.zip",
    ]


def test_every_file_is_summed_and_told_in_the_crate(released):
    lines = (released.folder / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    files = {
        p.relative_to(released.folder).as_posix(): p
        for p in released.folder.rglob("*")
        if p.is_file()
    }
    assert sums.keys() == files.keys() - {"SHA256SUMS"}
    assert all(hashlib.sha256(files[n].read_bytes()).hexdigest() == d for n, d in sums.items())
    graph = json.loads((released.folder / "ro-crate-metadata.json").read_text())["@graph"]
    entities = {entity["@id"]: entity for entity in graph}
    assert len(entities) == len(graph)
    parts = {part["@id"] for part in entities["./"]["hasPart"]}
    assert parts == sums.keys() - {"ro-crate-metadata.json"}
    assert all(entities[name]["sha256"] == sums[name] for name in parts)


def test_the_crate_tells_the_run_that_made_the_tables(released):
    told = json.loads((released.folder / "ro-crate-metadata.json").read_text())
    assert told["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    entities = {entity["@id"]: entity for entity in told["@graph"]}
    descriptor, root = entities["ro-crate-metadata.json"], entities["./"]
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert descriptor["about"] == {"@id": "./"}
    assert root["datePublished"] == "2026-01-02" and root["@type"] == "Dataset"
    action = entities[root["mentions"]["@id"]]
    assert action["@type"] == "CreateAction"
    went_in = {entry["@id"] for entry in action["object"]}
    came_out = {entry["@id"] for entry in action["result"]}
    assert {"raw/tiny.txt", "raw/tiny.yml", "data/units.csv"} <= went_in
    assert {"data/targets.csv", "data/targets.parquet"} <= came_out and not went_in & came_out
    # Every reference of the graph leads to an entity of the graph.
    references = {e["@id"] for entity in told["@graph"] for e in _references(entity)}
    known = entities.keys() | {"https://w3id.org/ro/crate/1.1"}
    assert references <= known


def _references(entity):
    for value in entity.values():
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                yield entry


def test_frictionless_finds_no_fault_and_sees_the_keys(released):
    report = frictionless.validate(str(released.folder / "datapackage.json"))
    assert report.valid, report.flatten(["taskNumber", "rowNumber", "type", "note"])[:5]
    package = json.loads((released.folder / "datapackage.json").read_text())
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (package["name"], package["version"]) == ("education-plans", "1.0.0")
    by_name = {resource["name"]: resource for resource in package["resources"]}
    schema = by_name["targets"]["schema"]
    assert schema["primaryKey"] == ["statement_id"]
    assert {"fields": ["doc_id"], "reference": {"resource": "documents", "fields": ["doc_id"]}} in (
        schema["foreignKeys"]
    )
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["char_start"]["unit"] == "code point"
    assert fields["value"]["type"] == "number"
    assert "target" in fields["status"]["constraints"]["enum"]


def test_frictionless_would_see_a_broken_key(released, tmp_path):
    shutil.copytree(released.folder, tmp_path / "r")
    path = tmp_path / "r" / "data" / "documents.csv"
    path.write_text(path.read_text().replace("tiny,", "tinny,", 1))
    report = frictionless.validate(str(tmp_path / "r" / "datapackage.json"))
    kinds = {kind for (kind,) in report.flatten(["type"])}
    assert "foreign-key" in kinds


def test_plain_pandas_and_plain_duckdb_read_the_same_tables_with_their_types(built, released):
    connection = duckdb.connect()
    for name, schema in store.schemas(built).items():
        path = released.folder / "data" / f"{name}.parquet"
        described = connection.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
        types = {column.name: DUCKDB_TYPES[column.type] for column in schema.columns}
        assert {row[0]: row[1] for row in described} == types
        mine = pd.read_parquet(path, dtype_backend="pyarrow")
        rows = connection.execute(f"SELECT * FROM '{path}'").fetchall()
        plain = mine.astype(object).where(mine.notna(), None)
        assert list(plain.columns) == schema.names
        assert list(plain.itertuples(index=False, name=None)) == rows
        from_csv = connection.execute(
            "SELECT * FROM read_csv(?, header=true, columns=?, nullstr='')",
            [str(path.with_suffix(".csv")), types],
        ).fetchall()
        assert from_csv == rows


def test_values_and_units_survive(released):
    frame = pd.read_parquet(released.folder / "data" / "targets.parquet")
    at = small.TEXT.index("97.5%")
    row = frame.set_index("statement_id").loc[f"tiny-{at}"]
    assert row["value"] == Decimal("97.5")
    raw = (released.folder / "raw" / "tiny.txt").read_bytes().decode()
    assert raw[row["char_start"] : row["char_end"]] == row["quote"]


def test_citation_files_come_from_one_source(released):
    cff = yaml.safe_load((released.folder / "CITATION.cff").read_text())
    datacite = json.loads((released.folder / "datacite.json").read_text())
    assert (cff["type"], cff["version"], cff["date-released"]) == ("dataset", "1.0.0", "2026-01-02")
    assert datacite["version"] == "1.0.0" and datacite["publicationYear"] == "2026"
    assert datacite["creators"][0]["name"] == cff["authors"][0]["name"]
    assert datacite["titles"] == [{"title": cff["title"]}]


def test_the_codebook_tells_every_column_in_both_languages(built, released):
    for lang in ("zh", "en"):
        text = (released.folder / f"codebook.{lang}.md").read_text()
        for name, schema in store.schemas(built).items():
            assert f"## `{name}` {markdown(schema.title[lang])}" in text
            for column in schema.columns:
                assert f"| `{column.name}` | {column.type} |" in text


def test_machine_files_keep_cells_as_they_are_and_the_readme_says_so(project, tmp_path):
    path = project.curated / "glosses.csv"
    lines = path.read_text().splitlines()[:1]
    names = lines[0].split(",")
    stream = io.StringIO()
    row = dict.fromkeys(names, FORMULA) | {"statement_id": "s-1"}
    csv.writer(stream, lineterminator="\n").writerow(row[name] for name in names)
    path.write_text(lines[0] + "\n" + stream.getvalue())
    made = release(project, "1.0.0", tmp_path / "out")
    assert f",{FORMULA}" in (made.folder / "data" / "glosses.csv").read_text()
    assert "a spreadsheet would run as a formula" in (made.folder / "README.md").read_text()


def test_changes_against_the_release_before(project, tmp_path):
    out = tmp_path / "out"
    first = release(project, "1.9.0", out)
    assert "The first release." in (first.folder / "CHANGES.md").read_text()
    shutil.rmtree(first.folder)  # the zip alone is enough
    small.edit(project, "targets", ",92,", ",95,")
    add_site(project)
    made = release(project, "1.10.0", out)
    told = (made.folder / "CHANGES.md").read_text()
    assert "Against 1.9.0." in told
    assert "| targets | 0 | 0 | 1 |" in told
    assert f"- `tiny-{small.TEXT.index('92%')}` value: 92 → 95" in told
    assert "- `f-en`: new" in told


def test_figures_come_from_the_site_with_the_citation_of_the_release(project, tmp_path):
    add_site(project)
    made = release(project, "2.0.0", tmp_path / "out")
    names = sorted(path.name for path in (made.folder / "figures" / "f-en").iterdir())
    assert names == ["citation.bib", "citation.json", "citation.ris", "f-en.csv", "f-en.vl.json"]
    (item,) = json.loads((made.folder / "figures" / "f-en" / "citation.json").read_text())
    assert item["version"] == "2.0.0" and item["issued"] == {"date-parts": [[2026, 1, 2]]}
    assert "version = {2.0.0}" in (made.folder / "figures" / "f-en" / "citation.bib").read_text()
    graph = json.loads((made.folder / "ro-crate-metadata.json").read_text())["@graph"]
    (action,) = [e for e in graph if e["@id"] == "#page-02_t.en"]
    assert {"@id": "figures/f-en/f-en.csv"} in action["result"]
    assert {"@id": "#parameter-02_t.en-lang"} in action["object"]


def test_a_site_of_other_tables_or_an_altered_figure_is_refused(project, tmp_path):
    add_site(project)
    (project.site / "figures" / "f-en" / "f-en.csv").write_text("a\n2\n")
    with pytest.raises(InputError, match="is not what was published"):
        release(project, "1.0.0", tmp_path / "out")
    small.edit(project, "targets", ",92,", ",95,")
    with pytest.raises(InputError, match=r"shows other tables than data/curated \(targets\)"):
        release(project, "1.0.0", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_errata_are_words_and_nothing_else():
    row = dict.fromkeys(
        ("decision_id", "table", "statement_id", "field", "old", "expect", "by", "date"), "x"
    )
    hostile = "<script>|[a](javascript:1)\u202e\nnew"
    rows = [
        row | {"action": "set", "new": "5", "reason": hostile},
        row | {"action": "confirm", "new": "", "reason": ""},
    ]
    text = errata(rows).decode()
    assert "Corrections: 1; readings confirmed: 1." in text
    (line,) = [line for line in text.splitlines() if line.startswith("| x |")]
    assert "\\<script\\>\\|\\[a\\](javascript:1)⟨U+202E⟩ new" in line


def test_a_release_is_never_changed_and_a_version_is_a_version(built, released, tmp_path):
    with pytest.raises(InputError, match="this release exists"):
        release(built, "1.0.0", built.root / "dist")
    for wrong in ("1.0", "v1.0.0", "1.0.0-rc1", "01.0.0", "../1.0.0", "1.0.0\n"):
        with pytest.raises(InputError, match=r"write X\.Y\.Z"):
            check_request(wrong, tmp_path, None)
    with pytest.raises(InputError, match="is no earlier release"):
        check_request("1.0.1", tmp_path, tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="is a file"):
        check_request("1.0.1", tmp_path / "file", None)


def test_the_release_before_is_the_last_older_one(tmp_path):
    for name in ("education-plans-1.2.0", "education-plans-1.10.0", "education-plans-2.0.0", "x"):
        (tmp_path / name).mkdir()
    assert earlier.find(tmp_path, "1.11.0", None).version == "1.10.0"
    assert earlier.find(tmp_path, "1.2.0", None) is None
    given = earlier.find(tmp_path, "1.2.0", tmp_path / "education-plans-2.0.0")
    assert given.version == "2.0.0"


def test_a_folder_that_cannot_be_written_is_told(built, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkError, match="could not be written"):
        release(built, "1.0.0", tmp_path / "file" / "below")


def test_the_verb_refuses_tables_that_raw_does_not_give(whole, monkeypatch, capsys, tmp_path):
    project = Project(tmp_path / "p")
    shutil.copytree(whole.root, project.root)
    monkeypatch.setenv("EDUCATION_PLANS_ROOT", str(project.root))
    small.edit(project, "targets", ",92,", ",95,")
    assert main(["release", "1.0.0", "--out", str(tmp_path / "out")]) == 1
    assert "nothing was released" in capsys.readouterr().err
    small.edit(project, "targets", ",95,", ",92,")
    assert main(["release", "1.0.0", "--out", str(tmp_path / "out")]) == 0
    assert "education-plans-1.0.0.zip" in capsys.readouterr().out
