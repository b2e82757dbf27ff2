"""Fixtures that several test files share."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
import tiny_site as tiny
from narrative_blocks import blocks

from analysis.paths import Project
from analysis.publish import Published, publish_site

# A slow moment of the machine is no fault of the program.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

ALLOWED = {"lang": ["zh", "en"]}


@dataclass(frozen=True)
class Site:
    """A published tiny site and how its publication went."""

    project: Project
    outcome: Published


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The tiny project, run through real kernels and published once for all tests."""
    project = tiny.project(tmp_path_factory.mktemp("tiny"))
    outcome = publish_site(
        project, tiny.jobs(), tiny.content(), allowed=ALLOWED, today="2026-03-01"
    )
    return Site(project, outcome)


@pytest.fixture
def copied(published: Site, tmp_path: Path) -> Project:
    """A copy of the published project, to be changed; its notebooks need no kernel."""
    root = tmp_path / "copy"
    shutil.copytree(published.project.root, root, symlinks=True)
    return Project(root)


@pytest.fixture(scope="module")
def pages(request: pytest.FixtureRequest) -> dict[str, list[dict]]:
    """Every block of the report that the test file names as ``PAGE``, in both languages."""
    return {lang: blocks(request.module.PAGE, lang) for lang in ("zh", "en")}
