"""Report 04: what each region stresses, and how sure that is."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.figures import charts_themes
from analysis.measures.stress import Study
from analysis.narrative.prose import Prose, link
from analysis.narrative.study import (
    PLANS,
    SPUN,
    best_pair,
    families_of,
    interval,
    main_documents,
    one_document_each,
    series,
    signed,
    study_of,
    theme_name,
)
from analysis.narrative.tables import document_links, page_table, rows_of
from analysis.narrative.themes_checks import (
    findings,
    sensitivity,
    tested,
    tested_pairs,
    topics,
    variant_names,
)
from analysis.narrative.themes_words import concordance, distinctive, words
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block
from analysis.publish.labels import Labels
from analysis.publish.values import count_text

__all__ = [
    "answer", "concordance", "difference", "differences", "distinctive", "emphasis", "explain",
    "findings", "leading", "method", "sensitivity", "title", "topics", "warning", "words",
]  # fmt: skip

PAGE = "themes"
LEADING = 3


def title(view: View) -> Block:
    """The question of the page."""
    return cells.title(view.prose(PAGE)("title"))


@lru_cache(maxsize=4)
def _pair(view: View) -> pd.DataFrame | None:
    """The differences of the two regions that compare best, as `Study.pair` gives them."""
    pair = best_pair(view)
    if pair is None:
        return None
    documents = main_documents(view)
    return pair_of(tested(view), documents[pair[0]], documents[pair[1]])


def pair_of(study: Study, doc_a: str, doc_b: str) -> pd.DataFrame:
    """`Study.pair`, themes that neither text holds left out."""
    table = study.pair(doc_a, doc_b)
    return table[(table["share_a"] > 0) | (table["share_b"] > 0)].reset_index(drop=True)


def answer(view: View) -> Block:
    """What one region stresses more than the other, what holds everywhere, what leads."""
    say, pair = view.prose(PAGE), best_pair(view)
    if pair is None:
        return cells.answer(view.join([say("answer_alone"), *_leading_sentences(view, ())]))
    sentences = [pair_sentence(view, *pair, _pair(view)), _all_pairs_sentence(view)]
    return cells.answer(view.join([*sentences, *_leading_sentences(view, pair)]))


def pair_sentence(view: View, a: str, b: str, table: pd.DataFrame | None) -> str:
    """What holds between two regions, or what comes nearest to holding."""
    say = view.prose(PAGE)
    assert table is not None  # there is a pair
    names = {"a": view.setting.region(a), "b": view.setting.region(b)}
    counts = {"n": link(len(table), "#table-differences")}
    firm = table[table["survives"].astype(bool)]
    if len(firm):
        parts = [
            say(key, **{**names, "listing": series(view, _items(view, rows))})
            for key, rows in (
                ("more_a", firm[firm["difference"] > 0]),
                ("more_b", firm[firm["difference"] < 0][::-1]),
            )
            if len(rows)
        ]
        n = link(len(firm), "#table-differences")
        return view.join([say("answer_pair", **names, **counts, k=n), *parts])
    near = table[table["sureness"].isin(["firm", "likely"])]
    if near.empty:
        return say("answer_pair_none", **names, **counts)
    return view.join(
        [
            say("answer_pair_none", **names, **counts),
            say(
                "answer_pair_near",
                k=link(len(near), "#table-differences"),
                listing=series(view, [_nearly(view, row, names) for row in rows_of(near)]),
            ),
        ]
    )


def _items(view: View, rows: pd.DataFrame) -> list[str]:
    return [gap_words(view, row) for row in rows_of(rows)]


def gap_words(view: View, row: dict[str, Any], address: str = "#table-differences") -> str:
    """One difference in words: theme, percentage points and their interval."""
    gap = signed(abs(100 * row["difference"]))
    low, high = row["low"], row["high"]
    ends = (low, high) if row["difference"] >= 0 else (-high, -low)
    reach = link(f"{gap} {interval(*ends)}", address)
    return view.prose(PAGE)("gap_item", theme=theme_name(view, row["theme_id"]), gap=reach)


def _nearly(view: View, row: dict[str, Any], names: dict[str, str]) -> str:
    more = names["a"] if row["difference"] > 0 else names["b"]
    failing = variant_names(view, str(row["fails_in"]))
    return view.prose(PAGE)("near_item", region=more, gap=gap_words(view, row), failing=failing)


def _all_pairs_sentence(view: View) -> str:
    say, found = view.prose(PAGE), tested(view).findings
    holding = found[found["holds"].astype(bool)]
    kinds = dict(zip(view.documents["doc_id"], view.documents["kind"], strict=True))
    alike = [
        kinds[row["doc_a"]] in PLANS and kinds[row["doc_b"]] in PLANS for row in rows_of(holding)
    ]
    numbers = {
        "pairs": tested_pairs(view),
        "found": len(found),
        "firm": int((found["sureness"] == "firm").sum()),
        "holds": len(holding),
        "alike": sum(alike),
    }
    linked = {key: link(value, "#table-findings") for key, value in numbers.items()}
    return say("answer_all" if len(holding) else "answer_all_none", **linked)


def _leading_sentences(view: View, pair: tuple[str, ...]) -> list[str]:
    """The theme that takes most of the text, of the regions of the pair or of the only one."""
    say, chosen = view.prose(PAGE), pair or tuple(view.region_ids[:1])
    told = []
    for region in chosen:
        rows = _shares(view, region)
        if len(rows) and rows.iloc[0]["share"] > 0:
            row = rows_of(rows.head(1))[0]
            told.append(
                say(
                    "answer_leading_item",
                    region=view.setting.region(region),
                    theme=theme_name(view, row["theme_id"]),
                    share=link(share_words(row), "#table-leading"),
                )
            )
    return [say("answer_leading", listing=series(view, told))] if told else []


def share_words(row: dict[str, Any]) -> str:
    """A share of text with its interval: `13.2% [9.0, 18.4]`."""
    return f"{100 * row['share']:.1f}% {interval(row['low'], row['high'])}"


def _shares(view: View, region: str) -> pd.DataFrame:
    rows = one_document_each(view, study_of(view).emphasis)
    rows = rows[rows["region_id"] == region]
    return rows.sort_values(["share", "theme_id"], ascending=[False, True], kind="stable")


def warning(view: View) -> Block:
    """Kinds of documents, related regions and damaged sources, as they are here."""
    say = view.prose(PAGE)
    related = [
        say("warning_related_item", child=view.setting.region(c), parent=view.setting.region(p))
        for p, c in families_of(view)
    ]
    spun = view.documents[view.documents["spun_share"].fillna(0) > SPUN]
    sentences = [
        say("warning_kinds"),
        say("warning_related", listing=view.listing(related[:5], len(related))) if related else "",
        say("warning_spun", listing=view.listing(document_links(view, spun["doc_id"])))
        if len(spun)
        else "",
    ]
    return cells.warning(view.join(sentences))


def emphasis(view: View) -> Block:
    """Share of text a theme, one small panel a region."""
    frame = one_document_each(view, study_of(view).emphasis)
    return cells.figure(charts_themes.emphasis(frame, view.setting))


def leading(view: View) -> Block:
    """The themes that take most of each text, with their intervals."""
    labels, documents = Labels(view.lang), view.documents.set_index("doc_id")
    records = []
    for region, doc in main_documents(view).items():
        rows = rows_of(_shares(view, region))
        told = {
            f"theme_{n + 1}": f"{theme_name(view, row['theme_id'])} {share_words(row)}"
            for n, row in enumerate(rows[:LEADING])
        }
        none = sum(row["share"] == 0 for row in rows)
        kind = labels.code("kind", documents.at[doc, "kind"])
        characters = int(rows[0]["total"]) if rows else 0
        records.append(
            {"region": link(view.setting.region(region), f"region:{region}"), "kind": kind,
             "characters": characters, **told, "absent": none}
        )  # fmt: skip
    return page_table(view, PAGE, pd.DataFrame(records), "leading", ["region"])


def difference(view: View) -> Block:
    """The two regions that compare best, theme by theme."""
    table, pair = _pair(view), best_pair(view)
    if table is None or pair is None:
        return cells.prose(view.prose(PAGE)("no_pair"))
    return cells.figure(charts_themes.differences(table, view.setting, *pair))


def differences(view: View) -> Block:
    """The same in numbers, with what each difference survives."""
    table, pair = _pair(view), best_pair(view)
    if table is None or pair is None:
        return cells.prose(view.prose(PAGE)("no_pair_table"))
    return difference_table(view, table, pair)


def difference_table(view: View, table: pd.DataFrame, pair: tuple[str, str]) -> Block:
    """Shares of both regions, their difference, its interval, q and what it survives."""
    say, rows = view.prose(PAGE), rows_of(table)
    frame = pd.DataFrame(
        {
            "theme": [theme_name(view, row["theme_id"]) for row in rows],
            "share_a": [f"{100 * row['share_a']:.1f}" for row in rows],
            "share_b": [f"{100 * row['share_b']:.1f}" for row in rows],
            "difference": [signed(100 * row["difference"], plus=True) for row in rows],
            "interval": [interval(row["low"], row["high"]) for row in rows],
            "q": [view.optional(None) if pd.isna(q) else f"{q:.3f}" for q in table["q"]],
            "sureness": [say(f"sureness_{row['sureness']}") for row in rows],
            "holds": [_holding(view, say, row) for row in rows],
        }
    )
    names = {"a": view.setting.region(pair[0]), "b": view.setting.region(pair[1])}
    labels = {name: say(f"column_{name}", **names) for name in frame.columns}
    note = "differences_note"
    if table["related"].any():
        frame, labels = frame.drop(columns=["q", "holds"]), dict(labels)
        labels.pop("q"), labels.pop("holds")
        note = "differences_note_related"
    title = say("differences_title", **names)
    return cells.table(frame, title, labels, say(note), "differences")


def _holding(view: View, say: Prose, row: dict[str, Any]) -> str:
    if row["sureness"] in ("open", "related"):
        return "–"
    return say("holds_all") if row["holds"] else variant_names(view, str(row["fails_in"]))


def explain(view: View, part: str) -> Block:
    """Running text of the page."""
    numbers = {
        "themes": count_text(len(view.table("themes"))),
        "terms": count_text(int((view.table("theme_terms")["role"] == "counts").sum())),
    }
    return cells.prose(view.prose(PAGE)(f"explain_{part}", **numbers))


def method(view: View) -> Block:
    """Method and limits."""
    return cells.method(view.prose(PAGE)("method"))
