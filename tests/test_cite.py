"""A citation is what was published, in the reader's format; an unknown id is answered kindly."""

from __future__ import annotations

import json

import pytest

from analysis.cli import main
from analysis.errors import InputError
from analysis.paths import Project
from analysis.publish.cite import FORMS, citation, find_figure, pinned, published_figures

pytestmark = pytest.mark.notebook


def test_machine_formats_are_the_published_files(published):
    folder = published.project.site / "figures" / "rate-en"
    assert citation(published.project, "rate-en", "bibtex") + "\n" == (
        folder / "citation.bib"
    ).read_text(encoding="utf-8")
    ris = citation(published.project, "rate-en", "ris")
    assert ris.splitlines() == (folder / "citation.ris").read_text(encoding="utf-8").splitlines()
    told = json.loads(citation(published.project, "rate-en", "csl-json"))
    assert told == json.loads((folder / "citation.json").read_text(encoding="utf-8"))


def test_text_follows_the_language_and_pins_the_version(published):
    english = citation(published.project, "rate-en")
    chinese = citation(published.project, "rate-zh")
    assert english.startswith("The tiny maintainers. (2026). A promises 85 % [Figure].")
    assert "甲区承诺 85 %//Tiny plans" in chinese and not chinese.startswith("[1]")
    for name, text in (("rate-en", english), ("rate-zh", chinese)):
        figure = find_figure(published.project, name)
        version = pinned(figure.path(".csv"), figure.path(".vl.json"))
        assert text.endswith(f"[figure {name}, sha256:{version}]")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_names_work_and_title(published, form):
    text = citation(published.project, "rate-en", form)
    assert "tiny plans" in text.lower() and "promises 85" in text.lower()


def test_an_unknown_id_names_the_nearest_and_never_leaves_the_site(published, monkeypatch, capsys):
    monkeypatch.setenv("EDUCATION_PLANS_ROOT", str(published.project.root))
    assert main(["cite", "rate"]) == 2
    assert "rate-en" in capsys.readouterr().err
    assert main(["cite", "../../../etc/passwd"]) == 2
    assert main(["cite", "rate-en", "--style", "mla9"]) == 2
    assert "allowed are text, bibtex" in capsys.readouterr().err
    assert main(["cite", "rate-en"]) == 0


def test_a_site_that_is_not_there_or_damaged_is_told(copied, tmp_path):
    with pytest.raises(InputError, match="no published site"):
        published_figures(Project(tmp_path / "none"))
    for damage in ("", "[]", '[{"id": "rate-en"}]', '["x"]'):
        (copied.site / "figures" / "rate-en" / "citation.json").write_text(damage)
        with pytest.raises(InputError, match="damaged"):
            citation(copied, "rate-en")
