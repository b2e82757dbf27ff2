"""Which documents are independent peers: a region inside another never is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.errors import InputError

Relation = Literal["same", "parent", "child", "peer"]


@dataclass(frozen=True)
class Relations:
    """Regions of documents and the regions above them."""

    region_of: Mapping[str, str]
    parents: Mapping[str, str | None]

    @classmethod
    def of(cls, documents: pd.DataFrame, regions: pd.DataFrame) -> Relations:
        """From documents[doc_id, region_id] and regions[region_id, parent_id].

        Raises InputError for a document whose region is not in the table.
        """
        region_of = dict(zip(documents["doc_id"], documents["region_id"], strict=True))
        parents = {
            region: parent if isinstance(parent, str) and parent else None
            for region, parent in zip(regions["region_id"], regions["parent_id"], strict=True)
        }
        unknown = sorted(set(region_of.values()) - set(parents))
        if unknown:
            raise InputError(
                f"documents: found region {unknown[0]!r}; "
                "every region must stand in regions.csv; add it there"
            )
        return cls(region_of, parents)

    def above(self, region: str) -> list[str]:
        """Regions that contain ``region``, nearest first; a cycle ends the list."""
        found: list[str] = []
        parent = self.parents.get(region)
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.parents.get(parent)
        return found

    def between(self, first: str, second: str) -> Relation:
        """What ``first`` is to ``second`` by their regions: its parent, child, same or peer."""
        one, two = self.region_of[first], self.region_of[second]
        if one == two:
            return "same"
        if one in self.above(two):
            return "parent"
        return "child" if two in self.above(one) else "peer"

    def related(self, first: str, second: str) -> bool:
        """Whether the two must not be treated as independent."""
        return self.between(first, second) != "peer"

    @property
    def families(self) -> dict[str, str]:
        """Document → the widest region that has a document and contains it.

        Regions that only share a parent without a document (two cities of one
        province) are different families.
        """
        present = set(self.region_of.values())
        return {
            doc: next((r for r in reversed(self.above(region)) if r in present), region)
            for doc, region in self.region_of.items()
        }
