"""Sections, passages and tables of a clean text."""

from __future__ import annotations

import re

from analysis.text.spans import CleanText, Passage, Section, Structure

SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]?[”’」』）)]*")


def segment(clean: CleanText) -> Structure:
    """Cut the clean text into sections, passages and tables, in clean offsets."""
    text = clean.text
    root = Section(0, None, 0, "", "", "body", 0, len(text))
    passages: list[Passage] = []
    for match in SENTENCE.finditer(text):
        found = match.group()
        stripped = found.strip()
        if not stripped:
            continue
        start = match.start() + found.index(stripped)
        end = start + len(stripped)
        passages.append(Passage(len(passages), 0, "sentence", start, end, stripped))
    return Structure((root,), tuple(passages), ())
