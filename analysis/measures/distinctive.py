"""Three words on what a region stresses: themes whose share of text most exceeds the others'."""

from __future__ import annotations

import pandas as pd

from analysis.measures.promises import are_related


def distinctive_themes(
    passages: pd.DataFrame,
    passage_themes: pd.DataFrame,
    documents: pd.DataFrame,
    parents: dict[str, str],
    most: int = 3,
) -> dict[str, list[str]]:
    """Region → theme_ids, largest excess first: a pointer for an index, not a finding.

    The excess is the theme's share of a region's characters minus its mean share among
    the unrelated other regions; intervals are on the page on themes. Frames:
    ``[passage_id, doc_id, text]``, ``[passage_id, theme_id, weight]``, ``[doc_id, region_id]``.
    """
    told = passages[["passage_id", "doc_id"]].assign(length=passages["text"].str.len())
    told = told.merge(documents[["doc_id", "region_id"]], on="doc_id")
    totals = told.groupby("region_id")["length"].sum()
    coded = told.merge(passage_themes, on="passage_id")
    coded = coded.assign(part=coded["length"] * coded["weight"].astype(float))
    parts = coded.pivot_table(
        index="region_id", columns="theme_id", values="part", aggfunc="sum", fill_value=0.0
    )
    shares = parts.reindex(totals.index, fill_value=0.0).div(totals, axis=0)
    result = {}
    for region in shares.index:
        others = [
            one
            for one in shares.index
            if one != region and not are_related(str(one), str(region), parents)
        ]
        excess = shares.loc[region] - (shares.loc[others].mean() if others else 0.0)
        ranked = excess.sort_values(ascending=False, kind="stable")
        result[str(region)] = [str(theme) for theme in ranked.index[:most] if ranked[theme] > 0]
    return result
