"""Report 05: whose words a document is made of, and where they stand on the other side."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.figures import charts_wording
from analysis.narrative.prose import link
from analysis.narrative.study import SPUN, families_of, main_documents, study_of
from analysis.narrative.tables import document_links, page_table, rows_of
from analysis.narrative.view import View
from analysis.narrative.wording_quotes import between, excerpt, known_names
from analysis.publish import cells
from analysis.publish.cells import Block
from analysis.publish.values import count_text

PAGE = "wording"
PARTS = ("national", "parent", "shared", "own")
MOST_FAMILIES = 6
MOST_LONGEST = 30
MOST_PAIRS = 60
MOST_ROWS = 40


def title(view: View) -> Block:
    """The question of the page."""
    return cells.title(view.prose(PAGE)("title"))


@lru_cache(maxsize=4)
def _parts(view: View) -> pd.DataFrame:
    """Characters and shares of every document by part, documents in display order."""
    table = study_of(view).wording_shares
    rank = {doc: n for n, doc in enumerate(view.doc_ids)}
    return table.assign(_o=table["doc_id"].map(rank)).sort_values(["_o", "part"], kind="stable")


def _of(view: View, part: str) -> pd.Series:
    rows = _parts(view)
    return rows[rows["part"] == part].set_index("doc_id")["share"]


def answer(view: View) -> Block:
    """How much is own, how much formula, and what the district takes from its city."""
    say, own, national = view.prose(PAGE), _of(view, "own"), _of(view, "national")
    if len(view.doc_ids) < 2:
        return cells.answer(say("answer_alone", national=_percent(national.max(), "shares")))
    sentences = [
        say(
            "answer_own",
            low=_percent(own.min(), "shares"),
            high=_percent(own.max(), "shares"),
            low_doc=document_links(view, [own.idxmin()])[0],
            high_doc=document_links(view, [own.idxmax()])[0],
            national_low=_percent(national.min(), "shares"),
            national_high=_percent(national.max(), "shares"),
        ),
        *(_family_sentence(view, *family) for family in families_of(view)[:2]),
        say("answer_longest", **_longest_words(view)) if len(_stretches(view)) else "",
    ]
    return cells.answer(view.join(sentences))


def _percent(share: float, table: str) -> str:
    return link(f"{100 * share:.1f}%", f"#table-{table}")


def _family_sentence(view: View, parent: str, child: str) -> str:
    documents = main_documents(view)
    rows = _parts(view)
    borrowed = rows[(rows["doc_id"] == documents[child]) & (rows["part"] == "parent")]
    found = between(view, documents[parent], documents[child])
    return view.prose(PAGE)(
        "answer_family",
        parent=view.setting.region(parent),
        child=view.setting.region(child),
        share=_percent(float(borrowed["share"].sum()), "shares"),
        characters=link(int(borrowed["characters"].sum()), "#table-shares"),
        n=link(len(found), f"#table-beside_{documents[parent]}_{documents[child]}"),
    )


def _longest_words(view: View) -> dict[str, str]:
    row = rows_of(_stretches(view).head(1))[0]
    one, two = document_links(view, [row["doc_a"], row["doc_b"]])
    return {"n": link(row["characters"], "#table-longest"), "a": one, "b": two}


def warning(view: View) -> Block:
    """What equal words do not prove."""
    say = view.prose(PAGE)
    spun = view.documents[view.documents["spun_share"].fillna(0) > SPUN]
    told = view.listing(document_links(view, spun["doc_id"]))
    return cells.warning(
        view.join([say("warning"), say("warning_spun", listing=told) if len(spun) else ""])
    )


def explain(view: View, part: str) -> Block:
    """Running text of the page."""
    return cells.prose(view.prose(PAGE)(f"explain_{part}"))


def shares(view: View) -> Block:
    """The bar of each document's text."""
    return cells.figure(charts_wording.wording_shares(_parts(view), view.setting))


def share_table(view: View) -> Block:
    """The same in numbers."""
    known_parts = {(row["doc_id"], row["part"]): row for row in rows_of(_parts(view))}
    records = []
    for doc, name in zip(view.doc_ids, document_links(view, view.doc_ids), strict=True):
        own = {part: known_parts[doc, part] for part in PARTS if (doc, part) in known_parts}
        if not own:
            continue
        told = {part: _part(row) for part, row in own.items()}
        total = int(sum(row["characters"] for row in own.values()))
        records.append({"document": name, "characters": total, **told})
    frame = pd.DataFrame(records, columns=["document", "characters", *PARTS])
    return page_table(view, PAGE, frame, "shares", ["document"])


def _part(row: dict[str, Any]) -> str:
    return f"{100 * row['share']:.1f}% ({count_text(int(row['characters']))})"


def known(view: View) -> Block:
    """Names in quotation marks that stand in two documents, with their sentences."""
    records = [
        {
            "name": row["name"],
            "line_a": _line(view, row, "a", row["name"]),
            "line_b": _line(view, row, "b", row["name"]),
        }
        for row in known_names(view)[:MOST_ROWS]
    ]
    columns = ["name", "line_a", "line_b"]
    frame = pd.DataFrame(records, columns=columns)
    return page_table(view, PAGE, frame, "known", columns[1:])


def _line(view: View, row: dict[str, Any], side: str, words: str) -> str:
    """A document by name and its sentence with the shared words as a link."""
    (document,) = document_links(view, [row[f"doc_{side}"]])
    quote = excerpt(view, row[f"passage_{side}"], [words])
    return view.prose(PAGE)("line", document=document, quote=quote)


def beside(view: View) -> list[Block]:
    """Each region beside the one it lies in: passages that share wording, joined."""
    documents, families = main_documents(view), families_of(view)
    if not families:
        return [cells.prose(view.prose(PAGE)("no_family"))]
    return [
        _beside(view, documents[parent], documents[child])
        for parent, child in families[:MOST_FAMILIES]
    ]


def _beside(view: View, parent: str, child: str) -> Block:
    say, records = view.prose(PAGE), []
    for row in between(view, parent, child)[:MOST_ROWS]:
        records.append(
            {
                "characters": row["characters"],
                "class": say("is_formula" if row["is_formula"] else "is_borrowed"),
                "first": excerpt(view, row["passage_a"], row["texts_a"]),
                "second": excerpt(view, row["passage_b"], row["texts_b"]),
            }
        )
    columns = ["characters", "class", "first", "second"]
    frame = pd.DataFrame(records, columns=columns)
    names = {
        "a": view.setting.name("documents", parent),
        "b": view.setting.name("documents", child),
    }
    regions = {doc: view.setting.region(region) for region, doc in main_documents(view).items()}
    short = {"a": regions[parent], "b": regions[child]}
    labels = {name: say(f"column_{name}", **short) for name in columns}
    return cells.table(
        frame,
        say("beside_title", **names),
        labels,
        say("beside_note"),
        f"beside_{parent}_{child}",
        ["first", "second"],
    )


@lru_cache(maxsize=4)
def _stretches(view: View) -> pd.DataFrame:
    """Shared stretches between independent regions, longest first, each text once."""
    table = study_of(view).wording.stretches
    rows = table[(table["relation"] == "peer") & (table["kind"] != "name")]
    kept: list[dict[str, Any]] = []
    for row in rows_of(rows):
        if not any(row["text_a"] in one["text_a"] for one in kept):
            kept.append(row)
        if len(kept) == MOST_LONGEST:
            break
    return pd.DataFrame(kept, columns=table.columns)


def longest(view: View) -> Block:
    """The longest wording that independent regions share."""
    rows = rows_of(_stretches(view))
    frame = pd.DataFrame(
        {
            "characters": [row["characters"] for row in rows],
            "class": [_class(view, row) for row in rows],
            "line_a": [_line(view, row, "a", row["text_a"]) for row in rows],
            "line_b": [_line(view, row, "b", row["text_b"]) for row in rows],
        }
    )
    return page_table(view, PAGE, frame, "longest", ["line_a", "line_b"])


def _class(view: View, row: dict[str, Any]) -> str:
    """Formula or not, and whether every character is the same."""
    say = view.prose(PAGE)
    kind = say(f"kind_{row['kind']}")
    return say("class_and_kind", what=say(f"class_{row['class']}"), kind=kind)


def matrix(view: View) -> Block:
    """How much every two documents share, and how alike their vocabulary is."""
    study, say = study_of(view), view.prose(PAGE)
    spans = study.wording.spans
    totals, held_by = spans.groupby("doc_id")["characters"].sum(), _held(spans)
    alike = {(r["doc_a"], r["doc_b"]): r for r in rows_of(study.similarity)}
    records = []
    for one, two in combinations([doc for doc in view.doc_ids if doc in totals.index], 2):
        held = [held_by[two_of] / totals[two_of[0]] for two_of in ((one, two), (two, one))]
        row = alike.get((one, two)) or alike.get((two, one))
        if row is None:
            continue
        related = say("related" if row["related"] else "independent")
        reach = f"{row['corrected']:.2f} [{row['low']:.2f}, {row['high']:.2f}]"
        names = dict(
            zip(("document_a", "document_b"), document_links(view, [one, two]), strict=True)
        )
        told = {"share_a": f"{100 * held[0]:.1f}", "share_b": f"{100 * held[1]:.1f}"}
        records.append({**names, "relation": related, **told, "similarity": reach,
                        "_o": -row["corrected"]})  # fmt: skip
    records.sort(key=lambda record: record["_o"])
    columns = ["document_a", "document_b", "relation", "share_a", "share_b", "similarity"]
    frame = pd.DataFrame(records[:MOST_PAIRS], columns=columns)
    return page_table(view, PAGE, frame, "matrix", columns[:2])


def _held(spans: pd.DataFrame) -> Counter[tuple[str, str]]:
    """(document, partner) → characters of the document that its partner has too."""
    held: Counter[tuple[str, str]] = Counter()
    columns = (spans[name].tolist() for name in ("doc_id", "partners", "characters"))
    for doc, partners, characters in zip(*columns, strict=True):
        for partner in str(partners).split(";"):
            held[doc, partner] += characters
    return held


def method(view: View) -> Block:
    """Method and limits."""
    return cells.method(view.prose(PAGE)("method"))


__all__ = [
    "answer", "beside", "explain", "known", "longest", "matrix", "method", "share_table",
    "shares", "title", "warning",
]  # fmt: skip
