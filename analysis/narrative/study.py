"""What the pages on themes and wording share: the study, its documents, pairs and links."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from analysis import sources
from analysis.figures.figure import Figure
from analysis.measures.relations import Relations
from analysis.measures.stress import Study, proper_names
from analysis.narrative.view import View
from analysis.publish.markup import markdown_escape
from analysis.text.spans import CleanText, Repair
from analysis.text.tokens import Vocabulary

# Kinds of documents that promise for years ahead, most alike first.
PLANS = ("plan", "draft_plan", "long_term_plan")
# Above this share of swapped words the wording of a document is not to be trusted.
SPUN = 0.05


def study_of(view: View) -> Study:
    """One study of the documents of a view, whatever its language; no other region is read."""
    return _study(replace(view, lang="zh", certainty="uncertain"))


@lru_cache(maxsize=4)
def _study(view: View) -> Study:
    words, stop = view.table("domain_words")["word"], view.table("stopwords")["word"]
    regions = view.table("regions")
    names = proper_names(view.table("agency_aliases"), regions)
    names += sorted({name for full in regions["province_zh"] for name in (full, full[:-1])})
    return Study(
        view.table("passages"),
        view.table("sections"),
        view.documents,
        regions,
        view.table("themes"),
        view.table("theme_terms"),
        Vocabulary.of(words, stop, names),
        view.table("national_formulas")["formula"].tolist(),
        clean_texts(view),
        view.seed,
    )


def narrower(view: View, regions: tuple[str, ...]) -> View:
    """The same view of these regions alone."""
    return replace(view, regions=regions)


def clean_texts(view: View) -> dict[str, CleanText]:
    """The repaired text of every document of a view, replayed from the table of repairs."""
    rows = view.table("repairs")
    found = {}
    for source in sources.registered(view.project):
        if source.doc_id not in view.doc_ids:
            continue
        own = rows[rows["doc_id"] == source.doc_id].fillna({"before": "", "after": ""})
        columns = ("char_start", "char_end", "before", "after", "rule", "certainty")
        values = zip(*(own[name].tolist() for name in columns), strict=True)
        repairs = [Repair(int(s), int(e), b, a, r, c) for s, e, b, a, r, c in values]
        found[source.doc_id] = CleanText.replay(sources.read(source), repairs)
    return found


def main_documents(view: View) -> dict[str, str]:
    """region_id → the document that speaks for it: its longest one, in display order."""
    ordered = view.documents.sort_values("clean_count", ascending=False, kind="stable")
    longest = ordered.drop_duplicates("region_id").set_index("region_id")["doc_id"]
    return {region: str(longest[region]) for region in view.region_ids}


def relations_of(view: View) -> Relations:
    """Who lies within whom among the regions of a view."""
    return Relations.of(view.documents, view.table("regions"))


def best_pair(view: View) -> tuple[str, str] | None:
    """The two independent regions that compare best: both with a plan, the longest texts.

    In display order; None where the view holds no two independent regions.
    """
    rows = view.documents[view.documents["doc_id"].isin(main_documents(view).values())]
    rank = {kind: n for n, kind in enumerate(PLANS)}
    rows = rows.assign(_k=rows["kind"].map(rank).fillna(len(PLANS)))
    rows = rows.sort_values(["_k", "clean_count"], ascending=[True, False], kind="stable")
    relations, ordered = relations_of(view), rows["doc_id"].tolist()
    for at, second in enumerate(ordered):
        for first in ordered[:at]:
            if not relations.related(first, second):
                pair = {relations.region_of[first], relations.region_of[second]}
                one, two = (region for region in view.region_ids if region in pair)
                return one, two
    return None


def families_of(view: View) -> list[tuple[str, str]]:
    """(parent, child) of regions of the view, in display order."""
    relations = relations_of(view)
    return [
        (above, region)
        for region in view.region_ids
        for above in relations.above(region)[:1]
        if above in view.region_ids
    ]


def theme_name(view: View, theme_id: object) -> str:
    """The name of a theme in the language of the view."""
    return view.setting.name("themes", theme_id)


def one_document_each(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the documents that speak for their regions."""
    return frame[frame["doc_id"].isin(main_documents(view).values())]


def passage_link(text: str, passage_id: object) -> str:
    """Words of a document as Markdown that leads to their passage in the reader."""
    return f"[{markdown_escape(text)}](passage:{passage_id})"


def own_figure(drawn: Figure, key: str, subject: str) -> Figure:
    """A figure under an id that names the page it belongs to.

    The same kind of figure stands on the page of every region; each needs an id of its own.
    """
    stem = drawn.figure_id.removesuffix(f"-{drawn.lang}")
    return replace(drawn, figure_id=f"{stem}--{key}-{subject}-{drawn.lang}")


def interval(low: float, high: float, digits: int = 1) -> str:
    """An interval of shares in per cent, as `[9.8, 19.4]`."""
    return f"[{signed(100 * low, digits)}, {signed(100 * high, digits)}]"


def signed(number: float, digits: int = 1, plus: bool = False) -> str:
    """A number with a true minus sign, and with a plus sign where asked for."""
    text = f"{abs(number):.{digits}f}"
    if float(text) == 0:
        return text
    return f"−{text}" if number < 0 else f"+{text}" if plus else text


def series(view: View, parts: list[str]) -> str:
    """Longer items one after the other, parted so that commas inside them do no harm."""
    return ("；" if view.lang == "zh" else "; ").join(parts)
