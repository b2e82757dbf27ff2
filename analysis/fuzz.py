"""Texts nobody would write, against what must hold for every text.

``python -m analysis.fuzz --minutes 10`` runs until its time is over and exits 1 when a
case crashed, took longer than 10 s a MB, or broke an invariant; the case is kept in
``reports/failed/fuzz`` with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.extraction import records_of_reading
from analysis.ingest import content_of
from analysis.paths import Project
from analysis.progress import Progress, finish, reporter
from analysis.reading import Lexicons, Reading, load_lexicons, read_text
from analysis.scale.task import TooSlowError, deadline
from analysis.text.spans import CleanText

SECONDS, SECONDS_A_MB = 5.0, 10.0
DIGITS = frozenset("0123456789０１２３４５６７８９")
ODD = (
    "\x00\ufeff\u200b\u202e\u3000\xa0\r\n\t（）()【】[]〔〕《》“”‘’<>&;%‰％/\\*#@!|~—–-－…·、，。；：？！"
    "0123456789０１２３４５６７８９零一二三四五六七八九十百千万亿两半几余多每第年月日元所个名人"
    "𠮷龘規劃教育āáǎàüABCxyz😀é"
)
Texts = Sequence[str]
Mutator = Callable[[random.Random, str, Texts], str]


@dataclass(frozen=True)
class Failure:
    """One case that must not be: what kind, the seed that makes it, and what was seen."""

    kind: str
    seed: int
    detail: str
    data: bytes


def _delete(rng: random.Random, text: str, _: Texts) -> str:
    start, size = rng.randrange(len(text) + 1), rng.randrange(1, 200)
    return text[:start] + text[start + size :]


def _insert(rng: random.Random, text: str, _: Texts) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + "".join(rng.choices(ODD, k=rng.randrange(1, 40))) + text[at:]


def _scatter(rng: random.Random, text: str, _: Texts) -> str:
    characters = list(text)
    for _number in range(len(characters) // 50 + 1):
        characters[rng.randrange(len(characters))] = rng.choice(ODD)
    return "".join(characters)


def _splice(rng: random.Random, text: str, texts: Texts) -> str:
    other = rng.choice(texts)
    start, at = rng.randrange(len(other)), rng.randrange(len(text) + 1)
    return text[:at] + other[start : start + rng.randrange(1, 2000)] + text[at:]


def _shuffle_lines(rng: random.Random, text: str, _: Texts) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def _one_line(rng: random.Random, text: str, _: Texts) -> str:
    return text.replace("\n", rng.choice(["", " ", "。", "\r", "\f"]))


def _break_lines(rng: random.Random, text: str, _: Texts) -> str:
    width = rng.randrange(1, 40)
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def _repeat(rng: random.Random, text: str, _: Texts) -> str:
    size = rng.choice([1, 2, 3, 7])
    start = rng.randrange(max(1, len(text) - size))
    piece = text[start : start + size] if rng.random() < 0.5 else rng.choice(ODD)
    return text + piece * rng.randrange(1, 60_000 // len(piece))


def _markup(rng: random.Random, text: str, _: Texts) -> str:
    tag = rng.choice(["p", "div", "td", "script", "!--", "b"])
    return "".join(f"<{tag}>{line}</{tag}>&nbsp;&#{rng.randrange(99999)};" for line in text.split())


def _numbers(rng: random.Random, text: str, _: Texts) -> str:
    wide = {d: chr(ord(d) + 0xFEE0) for d in "0123456789"}
    drop = rng.random() < 0.5
    return "".join(
        ("" if drop else wide[c]) if c in wide and rng.random() < 0.2 else c for c in text
    )


MUTATORS: tuple[Mutator, ...] = (
    _delete,
    _insert,
    _scatter,
    _splice,
    _shuffle_lines,
    _one_line,
    _break_lines,
    _repeat,
    _markup,
    _numbers,
)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "utf-16-be")


def case(seed: int, texts: Texts) -> bytes:
    """The bytes of one case: a mutated plan, cut or not, or no plan at all."""
    rng = random.Random(seed)  # noqa: S311 - cases, not secrets
    if rng.random() < 0.1:
        magic = rng.choice([b"", b"%PDF-1.5\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"{\\rtf"])
        return magic + rng.randbytes(rng.randrange(3000))
    text = rng.choice(texts)
    if rng.random() < 0.7:
        start = rng.randrange(len(text))
        text = text[start : start + rng.randrange(1, 5000)]
    for _ in range(rng.randrange(1, 5)):
        text = rng.choice(MUTATORS)(rng, text or "空", texts) or "空"
    data = text.encode(rng.choice(ENCODINGS), "replace")
    return data[: rng.randrange(1, len(data) + 1)] if rng.random() < 0.3 else data


def broken(raw: str, reading: Reading, lexicons: Lexicons) -> Iterator[str]:
    """Every invariant that the reading of ``raw`` breaks, in words."""
    clean = reading.clean
    if CleanText.replay(raw, (*clean.repairs, *clean.marks)).text != clean.text:
        yield "the repairs replayed on the raw text do not give the clean text"
    yield from _broken_structure(reading)
    records = records_of_reading(reading, "case", lexicons)
    ids = [record["statement_id"] for record in records]
    if len(ids) != len(set(ids)):
        yield "two statements have one id"
    for record in records:
        start, end = record["char_start"], record["char_end"]
        if raw[start:end] != record["quote"]:
            yield f"{record['statement_id']}: the quote is not what stands in the raw text"
        if not start <= record["number_start"] < record["number_end"] <= end:
            yield f"{record['statement_id']}: the number is not inside the quote"
    yield from _broken_ledger(raw, reading)


def _broken_structure(reading: Reading) -> Iterator[str]:
    length = len(reading.clean.text)
    last = 0
    for passage in reading.structure.passages:
        if not 0 <= passage.start <= passage.end <= length or passage.start < last:
            yield f"passage {passage.index} is out of bounds or order"
        if reading.clean.text[passage.start : passage.end] != passage.text:
            yield f"passage {passage.index} has another text than its span"
        last = passage.start
        low, high = reading.clean.raw_span(passage.start, passage.end)
        if not 0 <= low <= high <= len(reading.clean.raw):
            yield f"passage {passage.index} has no place in the raw text"
    for section in reading.structure.sections:
        if section.parent is not None and section.parent >= section.index:
            yield f"section {section.index} stands before its parent"


def _broken_ledger(raw: str, reading: Reading) -> Iterator[str]:
    covered = bytearray(len(raw))
    for numeral in reading.statements.numerals:
        start, end = numeral["char_start"], numeral["char_end"]
        if any(covered[start:end]):
            yield f"the numeral at {start} is in the ledger twice"
        covered[start:end] = b"\x01" * (end - start)
    lost = next((i for i, c in enumerate(raw) if c in DIGITS and not covered[i]), None)
    if lost is not None:
        yield f"the digit at {lost} ({raw[max(0, lost - 8) : lost + 8]!r}) is not in the ledger"


def failures_of(seed: int, data: bytes, lexicons: Lexicons) -> list[Failure]:
    """What goes wrong with one case; a file refused in one sentence is no failure."""
    try:
        with deadline(SECONDS + SECONDS_A_MB * len(data) / 1e6, of_work=True):
            raw = content_of(data, "case").text
            reading = read_text(raw, lexicons)
            found = list(broken(raw, reading, lexicons))
    except InputError:
        return []
    except TooSlowError:
        return [Failure("hang", seed, f"{len(data)} bytes took too long", data)]
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
        return [Failure("crash", seed, detail, data)]
    return [Failure("invariant", seed, detail, data) for detail in found[:3]]


def run(
    project: Project, seconds: float, first_seed: int, progress: Progress
) -> tuple[int, list[Failure]]:
    """Cases until the time is over: (how many, what went wrong)."""
    lexicons = load_lexicons(project)
    texts = [path.read_text(encoding="utf-8") for path in sorted(project.raw.glob("*.txt"))]
    failures: list[Failure] = []
    began, count, said = time.monotonic(), 0, 0.0
    while (spent := time.monotonic() - began) < seconds:
        seed = first_seed + count
        failures.extend(failures_of(seed, case(seed, texts), lexicons))
        count += 1
        if spent - said > 5:
            said = spent
            progress(f"{count} cases, {len(failures)} failures, {spent:.0f} of {seconds:.0f} s")
    return count, failures


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: runs, keeps what failed, returns 1 when something did."""
    parser = argparse.ArgumentParser(prog="python -m analysis.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1, help="seed of the first case")
    options = parser.parse_args(arguments)
    project = Project.here()
    count, failures = run(project, options.minutes * 60, options.seed, reporter())
    finish()
    folder = project.reports / "failed" / "fuzz"
    for failure in failures:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{failure.kind}-{failure.seed}.bin").write_bytes(failure.data)
        print(f"{failure.kind}, seed {failure.seed}: {failure.detail}")
    kept = f"; cases kept in {folder}" if failures else ""
    print(f"{count} cases, {len(failures)} failures{kept}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
