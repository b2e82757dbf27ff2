"""A change re-runs what rests on it and nothing else, and the outcome is that of a clean run."""

from __future__ import annotations

import json
from collections import Counter

import pytest
import small_project as small
import tiny_site as tiny

from analysis.cli import main
from analysis.errors import InputError
from analysis.paths import Project
from analysis.publish.manifest import file_hashes
from analysis.refresh import Request, make_report

pytestmark = pytest.mark.notebook
OTHERS = {
    "second": ("yumen", small.TEXT.replace("92%", "88%")),
    "third": ("jiangbei", small.TEXT.replace("92%", "81%")),
}
# Written by the kernel itself, so that what ran is counted where it ran.
COUNTING = """import os, pathlib
with pathlib.Path(os.environ["EDUCATION_PLANS_ROOT"], "ran").open("a") as told:
    told.write(f"NAME {lang} {os.getpid()}\\n")"""
PAIR = """from analysis import store
from analysis.paths import Project
rows = store.read(Project.here(), "documents")
own = rows[rows["region_id"].isin([region_a, region_b])]
show.table(own[["doc_id", "issuer"]], "x", table_id="documents")"""
ALL = 'region_a = region_b = ""\n' + PAIR.replace(".isin([region_a, region_b])", ".notna()")


def write(project, name, parameters, source):
    counting = COUNTING.replace(
        "NAME", name if name != "07_pair" else "07_pair {region_a} {region_b}"
    )
    book = tiny.notebook(tiny.HEADER, counting, tiny.TITLE, source, parameters=parameters)
    (project.notebooks / f"{name}.ipynb").write_text(json.dumps(book), encoding="utf-8")


def ran(project):
    """Pages that ran since this was last asked, and how many kernels ran them."""
    path = project.root / "ran"
    lines = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    pages = Counter(line.rpartition(" ")[0] for line in lines)
    return pages, len({line.rpartition(" ")[2] for line in lines})


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    made = small.make(tmp_path_factory.mktemp("refresh"), others=OTHERS)
    small.only_reports(made, **{"02_targets": "all", "07_pair": "pair"})
    write(made, "02_targets", 'lang: str = "zh"', ALL)
    pair = 'lang: str = "zh"\nregion_a: str = "zibo"\nregion_b: str = "yumen"'
    write(made, "07_pair", pair, PAIR)
    make_report(made, Request(processes=1))
    return made


def test_the_sidecar_of_one_document_reruns_only_what_rests_on_it(project, monkeypatch, capsys):
    pages, kernels = ran(project)
    assert (len(pages), set(pages.values()), kernels) == (8, {1}, 1)

    small.register(project, OTHERS["third"][1], "third", "jiangbei", issuer="另一机关")
    make_report(project, Request(processes=1))
    pages, kernels = ran(project)
    assert sum(pages.values()) == 6 and kernels == 1
    assert not [page for page in pages if "07_pair" in page and "jiangbei" not in page]
    assert {page.split()[0] for page in pages} == {"02_targets", "07_pair"}
    told = (project.site / "02_targets.en.html").read_text()
    assert "另一机关" in told

    # What was not run is what a run from nothing gives: the graph leaves nothing out.
    incremental = {k: v for k, v in file_hashes(project.site).items() if "pair" in k or "02_" in k}
    (project.reports / ".cache").rename(project.root / "cache-of-before")
    make_report(project, Request(processes=1))
    assert sum(ran(project)[0].values()) == 8
    again = {k: v for k, v in file_hashes(project.site).items() if "pair" in k or "02_" in k}
    assert again == incremental

    # Nothing changed: nothing starts, and the log says so.
    monkeypatch.setenv("EDUCATION_PLANS_ROOT", str(project.root))
    assert main(["refresh"]) == 0
    assert capsys.readouterr().out == "no change\n"
    assert ran(project) == (Counter(), 0)
    last = json.loads((project.reports / "runs.jsonl").read_text().splitlines()[-1])
    assert (last["outcome"], last["exit"], last["verb"]) == ("no change", 0, "refresh")

    # A page gone from the site is a change, though every input is as it was; no kernel starts.
    (project.site / "codebook.html").unlink()
    assert main(["refresh"]) == 0
    assert (project.site / "codebook.html").is_file()
    assert ran(project) == (Counter(), 0)


def test_a_wrong_call_leaves_a_line_and_nothing_else(tmp_path, monkeypatch):
    project = Project(tmp_path)
    monkeypatch.setenv("EDUCATION_PLANS_ROOT", str(tmp_path))
    assert main(["report", "--jobs", "9"]) == 2
    (line,) = (project.reports / "runs.jsonl").read_text().splitlines()
    told = json.loads(line)
    assert (told["exit"], told["outcome"]) == (2, "failed") and "--jobs" in told["message"]
    with pytest.raises(InputError, match="allowed are 1 to 4"):
        make_report(project, Request(processes=0))
