"""Where things live. Nothing else in the package spells out a folder name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Project:
    """One checkout of the project: the folders every door reads from or writes to."""

    root: Path

    @classmethod
    def here(cls) -> Project:
        """The checkout in use: ``EDUCATION_PLANS_ROOT`` if set, else the one holding this file."""
        override = os.environ.get("EDUCATION_PLANS_ROOT")
        return cls(Path(override) if override else Path(__file__).resolve().parent.parent)

    @property
    def raw(self) -> Path:
        return self.root / "data" / "raw"

    @property
    def curated(self) -> Path:
        return self.root / "data" / "curated"

    @property
    def database(self) -> Path:
        return self.curated / "policy.duckdb"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def site(self) -> Path:
        return self.reports / "site"
