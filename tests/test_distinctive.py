"""The index names what a region stresses against unrelated regions only."""

from __future__ import annotations

import pandas as pd

from analysis.measures.distinctive import distinctive_themes


def test_the_excess_is_against_unrelated_regions():
    # city: moral 50 %, digital 50 %; its district: moral 100 %; far: digital 100 %.
    passages = pd.DataFrame(
        {
            "passage_id": ["a", "b", "c", "d"],
            "doc_id": ["city", "city", "district", "far"],
            "text": ["十个字十个字十个字一"] * 4,
        }
    )
    themes = pd.DataFrame(
        {
            "passage_id": ["a", "b", "c", "d"],
            "theme_id": ["moral", "digital", "moral", "digital"],
            "weight": [1.0, 1.0, 1.0, 1.0],
        }
    )
    documents = pd.DataFrame(
        {"doc_id": ["city", "district", "far"], "region_id": ["city", "district", "far"]}
    )
    found = distinctive_themes(passages, themes, documents, {"district": "city"})
    # The district is compared with "far" alone: moral 1.0 against 0.
    assert found["district"] == ["moral"]
    # The city too: moral 0.5 against 0; digital 0.5 against 1.0 is no excess.
    assert found["city"] == ["moral"]
    # "far": digital 1.0 against (0.5 + 0) / 2.
    assert found["far"] == ["digital"]
