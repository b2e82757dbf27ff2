"""What makes a new document another thing than it is taken for, in one sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.ingest.guess import Guess, Knowledge

_TOWN = re.compile(r"[\u4e00-\u9fff]{2,6}(?:镇|乡|街道)(?!村|校)")
_SCHOOL = re.compile(
    r"(?:实验|中心|附属|外国语|第[一二三四五六七八九十]{1,3})(?:小学|中学|幼儿园|学校)"
)
_AS_REGION = "its numbers would stand for the whole region; remove it unless that is meant"
_SHORT = 600  # characters: less is an excerpt, a notice without its annex, or a news item


def doubts(found: Guess, title: str, kind: str, text: str, known: Knowledge) -> Iterator[str]:
    """Sentences for whoever adds the document; none where nothing is odd."""
    heading = re.split("规划|计划|方案|要点|总结", title)[0]
    issuer = str(found.fields.get("issuer") or "")
    if _SCHOOL.search(heading) or issuer.endswith(known.schools):
        yield f"it is the document of a school: {_AS_REGION}"
    elif town := _TOWN.search(heading):
        yield f"the title names {town.group()}, a unit below the county: {_AS_REGION}"
    if kind == "other":
        yield "the title does not tell what kind of document it is: give it with --kind"
    if kind not in ("other", "interpretation") and found.fields.get("period_end") is None:
        yield "no period was found: give it with --period"
    if len(text.strip()) < _SHORT:
        yield (
            f"the text has only {len(text.strip())} characters: it may be a notice without the "
            "plan itself"
        )
