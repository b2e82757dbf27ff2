"""Documents as streams of Han characters, with the way back to passages and raw text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.align import Chain, Ints
from analysis.measures.places import raw_place
from analysis.text.spans import CleanText
from analysis.text.tokens import HAN

HAN_CHARACTER = re.compile(rf"[{HAN}]")
Names = dict[str, list[int]]
NAME = re.compile(rf"[“「『‘\"]([{HAN}]{{3,16}})[”」』’\"]")


@dataclass(frozen=True)
class Stream:
    """The Han characters of one document in reading order.

    ``rows`` indexes the passages frame, ``offsets`` the passage's text, by character.
    """

    doc_id: str
    text: str
    rows: Ints
    offsets: Ints


def streams(passages: pd.DataFrame) -> dict[str, Stream]:
    """Han streams by document; passages in order of their raw start."""
    texts = passages["text"].tolist()
    starts = passages["char_start"].to_numpy(np.int64)
    documents = passages["doc_id"].to_numpy()
    found = {}
    for doc_id in sorted(set(documents)):
        order = np.flatnonzero(documents == doc_id)
        order = order[np.argsort(starts[order], kind="stable")]
        places = [(r, m.start()) for r in order for m in HAN_CHARACTER.finditer(texts[r])]
        rows = np.array([row for row, _ in places], dtype=np.int64)
        offsets = np.array([offset for _, offset in places], dtype=np.int64)
        found[str(doc_id)] = Stream(
            str(doc_id), "".join(texts[row][offset] for row, offset in places), rows, offsets
        )
    return found


def coded(found: Mapping[str, Stream]) -> dict[str, Ints]:
    """Small integers for the characters of all streams together."""
    alphabet = {c: i for i, c in enumerate(sorted(set("".join(s.text for s in found.values()))))}
    return {
        doc_id: np.array([alphabet[c] for c in stream.text], dtype=np.int64)
        for doc_id, stream in found.items()
    }


def quoted_names(passages: pd.DataFrame, found: Mapping[str, Stream]) -> dict[str, Names]:
    """Names in quotation marks by document → where they start in its stream."""
    texts = passages["text"].tolist()
    return {doc_id: _names(texts, stream) for doc_id, stream in found.items()}


def shared_names(one: Names, two: Names) -> list[Chain]:
    """Names in quotation marks that both documents use: a programme's name is short but telling.

    Each use in the first is joined to the first in the second, and each further use in
    the second to the first in the first.
    """
    pairs = []
    for name in sorted(one.keys() & two.keys()):
        uses = [(place, two[name][0]) for place in one[name]]
        uses += [(one[name][0], place) for place in two[name][1:]]
        pairs += [(i, j, len(name)) for i, j in uses]
    return [Chain((pair,)) for pair in pairs]


def _names(texts: list[str], stream: Stream) -> Names:
    where = zip(stream.rows.tolist(), stream.offsets.tolist(), strict=True)
    position = {place: at for at, place in enumerate(where)}
    found: Names = {}
    for row in dict.fromkeys(stream.rows.tolist()):
        for match in NAME.finditer(texts[row]):
            found.setdefault(match.group(1), []).append(position[row, match.start(1)])
    return found


class Places:
    """From stretches of a stream back to passages and raw characters."""

    def __init__(self, passages: pd.DataFrame, cleans: Mapping[str, CleanText]) -> None:
        # Plain rows: thousands of spans are looked up, and a frame is slow at one row.
        self.rows = passages.to_dict("records")
        self.cleans = cleans

    def passage_id(self, row: int) -> str:
        return str(self.rows[row]["passage_id"])

    def raw(self, row: int, start: int, end: int) -> tuple[int, int]:
        """Raw span of ``text[start:end]`` of the passage in ``row``."""
        passage = self.rows[row]
        return raw_place(self.cleans.get(passage["doc_id"]), passage, start, end)

    def of(self, stream: Stream, start: int, end: int) -> tuple[str, int, int, str]:
        """(passage of the first character, raw start, raw end, clean text between)."""
        first, last = int(stream.rows[start]), int(stream.rows[end - 1])
        low, high = int(stream.offsets[start]), int(stream.offsets[end - 1]) + 1
        between = [self.rows[r]["text"] for r in dict.fromkeys(stream.rows[start:end].tolist())]
        if first == last:
            text = between[0][low:high]
        else:
            text = between[0][low:] + "".join(between[1:-1]) + between[-1][:high]
        raw_start = self.raw(first, low, low + 1)[0]
        raw_end = self.raw(last, high - 1, high)[1]
        return self.passage_id(first), raw_start, raw_end, text
