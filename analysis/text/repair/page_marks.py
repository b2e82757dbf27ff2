"""Page numbers that an extraction left between or inside sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

_DASHES = "-–—－―─·•~"
_OWN_LINE = re.compile(
    rf"\n[ \t\u3000\xa0]*(?:[{_DASHES}]{{1,3}}[ \t]*\d{{1,4}}[ \t]*[{_DASHES}]{{1,3}}"
    r"|第[ \t]*\d{1,4}[ \t]*页(?:[ \t]*[,，/]?[ \t]*共[ \t]*\d{1,4}[ \t]*页)?"
    r"|[Pp](?:age|AGE)[ \t]*\d{1,4}(?:[ \t]*(?:of|/)[ \t]*\d{1,4})?"
    r"|\d{1,4}[ \t]*/[ \t]*\d{1,4})[ \t\u3000\xa0]*(?=\n|\Z)"
)
_SHARED = re.compile(r"\n[ \t\u3000]*(\d{1,4})、")
_FIRST = re.compile(r"[ \t\u3000]*(1)、")
_BARE = re.compile(r"\n[ \t\u3000]*\n?[ \t\u3000]*\d{1,4}[ \t\u3000]*\n(?=[^\n\d])")
_CLOSED = "。！？!?；;：:”’」』）)》】…"
_RUNNING = re.compile(r"[，,。；;、]")
_COUNTED = re.compile(
    r"[万亿]元|(?:元|[余多]?万?(?:名|套|所|人次|人|个(?!人|性|体)|项|座|间|台|册|平方米)(?!师|校))"
    r"[^\n]{0,12}[，,。；;、]"
)
_SEQUENCE = 3
_CUT_SHARE = 0.5


def edits(text: str) -> Iterator[Edit]:
    """Deletions: with both line breaks inside a sentence, with one between paragraphs."""
    if "\n" not in text:
        return
    yield from _own_lines(text)
    yield from _share_site(text)
    yield from _bare(text)
    if "\f" in text:
        for match in re.finditer(r"\f", text):
            yield Edit(match.start(), match.end(), "\n", "page_marks")


def _is_open(text: str, end: int) -> bool:
    """Whether the text in front of ``end`` stops in the middle of a sentence."""
    head = text[max(0, end - 200) : end].rstrip(" \t\u3000\xa0\n")
    line = head.rsplit("\n", 1)[-1]
    return bool(line) and line[-1] not in _CLOSED and (len(line) > 60 or _is_running(line))


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """Whether the next line goes on with what the number counts (建设周转房, 90, 套；…)."""
    before = text[: match.start()].rstrip()[-1:]
    return before not in "每各0123456789" and _COUNTED.match(text, match.end()) is not None


def _is_running(line: str) -> bool:
    return bool(_RUNNING.search(line))


def _own_lines(text: str) -> Iterator[Edit]:
    for match in _OWN_LINE.finditer(text):
        start, end = match.span()
        opened = _is_open(text, start)
        if opened:
            while start and text[start - 1] in " \t\n":
                start -= 1
            while end < len(text) and text[end] in "\n \t\u3000":
                end += 1
        yield Edit(start, end, "", "page_marks")


def _share_site(text: str) -> Iterator[Edit]:
    """``\\n12、`` of document-sharing sites: a run 1, 2, 3 … that mostly cuts sentences."""
    run = [match] if (match := _FIRST.match(text)) else []
    for match in _SHARED.finditer(text):
        if int(match.group(1)) == len(run) + 1:
            run.append(match)
    cut = [match for match in run if _cuts(text, match)]
    if len(run) < _SEQUENCE or len(cut) < _CUT_SHARE * len(run):
        return
    for match in run:
        start = match.start()
        keep = "" if match in cut or start == 0 else "\n"
        yield Edit(start, match.end(), keep, "page_marks")


def _cuts(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 1) : match.start()]
    return bool(before) and before not in _CLOSED + "\n "


def _bare(text: str) -> Iterator[Edit]:
    """A line that is only a number, in the middle of a running sentence."""
    for match in _BARE.finditer(text):
        after = text[match.end() : match.end() + 1]
        if _is_counted(text, match):
            continue
        if _is_open(text, match.start()) and "\u4e00" <= after <= "\u9fff":
            yield Edit(match.start(), match.end(), "", "page_marks", "probable")
