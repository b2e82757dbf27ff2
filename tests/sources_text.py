"""The five texts and the curated repair lists, for tests that read them."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from analysis.text.repair import RepairLexicon, clean
from analysis.text.segment import segment
from analysis.text.spans import CleanText, Structure

DATA = Path(__file__).parents[1] / "data"
DOCUMENTS = ("zichuan", "zibo", "yumen", "jiangbei", "heping")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / "curated" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def lexicon() -> RepairLexicon:
    return RepairLexicon.from_rows(rows("spun_map"), rows("ocr_slips"), rows("page_chrome"))


def raw(doc_id: str) -> str:
    return (DATA / "raw" / f"{doc_id}.txt").read_bytes().decode("utf-8")


@lru_cache(maxsize=8)
def cleaned(doc_id: str) -> CleanText:
    return clean(raw(doc_id), lexicon())


@lru_cache(maxsize=8)
def structure(doc_id: str) -> Structure:
    return segment(cleaned(doc_id))
