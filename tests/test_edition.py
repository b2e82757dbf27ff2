import json
import shutil
from decimal import Decimal

import pandas as pd
import pytest
import tiny_site as tiny
from conftest import ALLOWED

from analysis.errors import InputError, WorkError
from analysis.publish import Content, Job, edition, publish_site
from analysis.publish.manifest import file_hashes
from analysis.publish.swap import releases

pytestmark = pytest.mark.notebook


def again(project, content=None, jobs=None, **more):
    more = {"allowed": ALLOWED, "today": "2026-03-02"} | more
    return publish_site(project, jobs or tiny.jobs(), content or tiny.content(), **more)


def test_the_site_holds_every_page_figure_and_file(published):
    site = published.project.site
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {"index", "codebook", "search", "sources/aa", "sources/bb", "changes/index"}
    assert {f"{page}{lang}.html" for page in pages for lang in ("", ".en")} <= names
    assert {"02_targets.zh.html", "02_targets.en.html", "changes/feed.xml"} <= names
    for lang in ("zh", "en"):
        folder = f"figures/rate-{lang}/rate-{lang}"
        assert {f"{folder}.{kind}" for kind in ("svg", "png", "pdf", "csv", "vl.json")} <= names
    assert {"data/targets.csv", "assets/vega.js", "assets/PlanSansSC-Regular.woff2"} <= names
    assert published.outcome.changed
    assert published.outcome.kernels == 2
    assert sorted(published.outcome.ran) == ["02_targets.en", "02_targets.zh"]


def test_the_manifest_tells_inputs_parameters_and_hashes(published):
    site = published.project.site
    manifest = json.loads((site / "manifest.json").read_text())
    assert manifest["pages"]["02_targets.en"] == {
        "notebook": "02_targets",
        "parameters": {"lang": "en", "seed": 1},
    }
    assert manifest["documents"] == {"aa": "0" * 64, "bb": "0" * 64}
    assert manifest["tables"]["targets"]["rows"] == 3
    assert manifest["date"] == "2026-03-01"
    found = file_hashes(site)
    found.pop("manifest.json")
    assert manifest["files"] == found


def test_nothing_changed_starts_no_kernel_and_leaves_every_byte(copied):
    before = file_hashes(copied.site)
    outcome = again(copied)
    assert (outcome.changed, outcome.kernels, outcome.ran) == (False, 0, ())
    assert file_hashes(copied.site) == before
    assert len(releases(copied)) == 1


def test_the_same_inputs_give_the_same_bytes_from_scratch(copied):
    """A second checkout, run anew through kernels, publishes the same figures and pages."""
    before = file_hashes(copied.site)
    shutil.rmtree(copied.reports)
    outcome = again(copied, today="2026-03-01")
    assert outcome.kernels == 2
    assert file_hashes(copied.site) == before


def test_a_changed_value_is_told_and_only_its_pages_differ(copied):
    content = tiny.content()
    targets = content.tables["targets"].copy()
    targets.loc[2, "value"] = Decimal(91)
    outcome = again(copied, tiny.content(targets=targets))
    assert outcome.changed
    assert outcome.kernels == 0
    assert outcome.changes == {"value": 1}
    told = outcome.edition.changes[0]
    assert (told.severity, told.field, told.before, told.after) == ("major", "value", "90", "91")
    page = (copied.site / "changes" / "2026-03-02.en.html").read_text()
    assert "<del>90%</del>" in page
    assert "<ins>91%</ins>" in page
    assert f"sources/bb.en.html#{told.record}" in page
    feed = (copied.site / "changes" / "feed.xml").read_text()
    assert "urn:education-plans:changes:2026-03-02" in feed
    assert (copied.site / "changes" / "2026-03-01.html").exists()


def test_only_the_page_whose_inputs_changed_is_run(copied):
    jobs = [Job("02_targets", {"lang": "zh"}, "2"), tiny.jobs()[1]]
    outcome = again(copied, jobs=jobs)
    assert outcome.ran == ("02_targets.zh",)
    assert outcome.kernels == 1
    assert not outcome.changed


def test_parameters_that_part_the_languages_are_refused(copied):
    jobs = [Job("02_targets", {"lang": "zh"}, "1"), Job("02_targets", {"lang": "en", "seed": 2})]
    with pytest.raises(WorkError, match="found no page in the other language"):
        again(copied, jobs=jobs)


def test_a_failing_notebook_is_kept_aside_and_the_old_site_stays(copied):
    before = file_hashes(copied.site)
    path = copied.notebooks / "02_targets.ipynb"
    broken = json.loads(path.read_text())
    broken["cells"][1]["source"] = 'if lang == "en":\n    raise ValueError("no such column: x")'
    broken["cells"][2:] = []
    path.write_text(json.dumps(broken))
    told = []
    with pytest.raises(WorkError) as caught:
        again(copied, progress=told.append)
    message = str(caught.value)
    assert message.startswith("02_targets.en could not be made: cell ")
    assert "ValueError: no such column: x" in message
    assert "\n" not in message
    kept = copied.reports / "failed" / "02_targets.en.ipynb"
    assert "Traceback" in kept.read_text()
    assert any("02_targets.zh" in line and "failed" not in line for line in told)
    assert file_hashes(copied.site) == before


@pytest.mark.parametrize(
    "parameters", [{"lnag": "zh"}, {"lang": "fr"}, {"lang": 3}, {"lang": "zh", "seed": "x"}]
)
def test_a_wrong_parameter_starts_nothing(copied, parameters, monkeypatch):
    monkeypatch.setattr(edition, "run_jobs", lambda *a: pytest.fail("a kernel was started"))
    before = file_hashes(copied.reports)
    with pytest.raises(InputError):
        again(copied, jobs=[Job("02_targets", parameters)])
    assert file_hashes(copied.reports) == before


def test_a_site_with_a_dead_link_is_not_published(copied):
    before = file_hashes(copied.site)
    content = tiny.content()
    without = content.tables["targets"].iloc[:2]
    with pytest.raises(WorkError, match=r"02_targets\.zh\.html: found a link to '#missing"):
        again(copied, tiny.content(targets=without))
    assert file_hashes(copied.site) == before


def test_a_damaged_cache_is_not_trusted(copied):
    job = tiny.jobs()[0]
    assert edition._cached(copied, job) is not None
    (copied.reports / ".cache" / job.name / "run" / "executed.ipynb").write_text("{}")
    assert edition._cached(copied, job) is None


def test_a_clock_that_jumps_back_never_dates_before_the_last_site(copied):
    targets = tiny.content().tables["targets"].assign(reviewed=True)
    outcome = again(copied, tiny.content(targets=targets), today="1999-01-01")
    assert outcome.edition.stamp == "2026-03-01-2"


def test_a_document_and_its_money_stand_on_the_index(published):
    index = (published.project.site / "index.html").read_text()
    assert "300 万元" in index
    assert "可直接引用" in index
    assert "仅作线索" in index
    english = (published.project.site / "index.en.html").read_text()
    assert "CNY 3 million" in english
    assert "not stated" in english


def test_pages_of_one_language_may_be_published_alone(copied):
    outcome = again(copied, jobs=tiny.jobs()[:1])
    assert outcome.changed
    assert not (copied.site / "02_targets.en.html").exists()
    page = (copied.site / "02_targets.zh.html").read_text()
    assert 'href="index.en.html" hreflang="en"' in page


def test_documents_alone_make_a_site(tmp_path):
    project = tiny.project(tmp_path)
    whole = tiny.content()
    content = Content({"documents": pd.DataFrame()} | dict(whole.tables), whole.texts)
    outcome = publish_site(project, [], content, today="2026-03-01")
    assert (outcome.path.parent / "sources" / "aa.html").exists()
