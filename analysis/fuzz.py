"""Texts nobody would write, against what must hold for every text.

``python -m analysis.fuzz --minutes 10`` runs until its time is over and exits 1 when a
case crashed, took longer than 10 s a MB, or broke an invariant; the case is kept in
``reports/failed/fuzz`` with the seed that makes it again, and beside it the smallest part
of it that still fails.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis import store
from analysis.errors import InputError
from analysis.extraction import Record, records_of_reading
from analysis.fuzz_cases import case
from analysis.ingest import content_of
from analysis.paths import Project
from analysis.progress import Progress, finish, reporter
from analysis.reading import Lexicons, Reading, load_lexicons, read_text
from analysis.scale.task import TooSlowError, deadline
from analysis.text.spans import CleanText

SECONDS, SECONDS_A_MB = 5.0, 10.0
SHRINK_SECONDS = 60.0
TAKEN_OUT = frozenset((None, "page_number", "list_number", "code"))
CLASS_OF = {"targets": "target", "funding": "funding"}
NUMERAL = re.compile("[0-9０-９零〇○一二三四五六七八九十百千万亿两萬億兩]")


@dataclass(frozen=True)
class Failure:
    """One case that must not be: what kind, the seed that makes it, and what was seen."""

    kind: str
    seed: int
    detail: str
    data: bytes


@dataclass(frozen=True)
class Known:
    """What every case is read with and held against."""

    lexicons: Lexicons
    classes: frozenset[str]

    @classmethod
    def of(cls, project: Project) -> Known:
        """From the word lists and the codes of the ledger."""
        codes = store.schema_of(project, "numerals").column("class").codes
        return cls(load_lexicons(project), frozenset(codes))


def broken(raw: str, reading: Reading, records: list[Record], known: Known) -> Iterator[str]:
    """Every invariant that the reading of ``raw`` breaks, in words."""
    clean = reading.clean
    if CleanText.replay(raw, (*clean.repairs, *clean.marks)).text != clean.text:
        yield "the repairs replayed on the raw text do not give the clean text"
    for repair in (*clean.repairs, *clean.marks):
        if raw[repair.start : repair.end] != repair.before:
            yield f"the repair at {repair.start} was not made of what stands in the raw text"
    yield from _broken_map(clean)
    yield from _broken_structure(reading)
    yield from _broken_records(raw, records)
    yield from _broken_ledger(raw, reading, records, known.classes)


def _broken_map(clean: CleanText) -> Iterator[str]:
    """Clean characters have raw places in order that leave nothing unrepaired out."""
    last_start, last_end = 0, 0
    for position in range(len(clean.text)):
        start, end = clean.offsets.raw_of(position)
        if not last_start <= start < end <= len(clean.raw) or end < last_end:
            yield f"the clean character {position} has its raw place out of order"
            return
        last_start, last_end = start, end


def _broken_records(raw: str, records: list[Record]) -> Iterator[str]:
    ids = [record["statement_id"] for record in records]
    if len(ids) != len(set(ids)):
        yield "two statements have one id"
    for record in records:
        start, end = record["char_start"], record["char_end"]
        if raw[start:end] != record["quote"]:
            yield f"{record['statement_id']}: the quote is not what stands in the raw text"
        if not start <= record["number_start"] < record["number_end"] <= end:
            yield f"{record['statement_id']}: the number is not inside the quote"


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


def _broken_ledger(
    raw: str, reading: Reading, records: list[Record], classes: frozenset[str]
) -> Iterator[str]:
    owner: list[str | None] = [None] * len(raw)
    for numeral in reading.statements.numerals:
        start, end, name = numeral["char_start"], numeral["char_end"], numeral["class"]
        if any(owner[start:end]):
            yield f"the numeral at {start} is in the ledger twice"
        if raw[start:end] != numeral["text"] or name not in classes:
            yield f"the numeral at {start} ({name}) has another text or no class"
        owner[start:end] = [name] * (end - start)
    lost = next((m.start() for m in NUMERAL.finditer(raw) if owner[m.start()] is None), None)
    if lost is not None:
        yield f"the numeral at {lost} ({raw[max(0, lost - 8) : lost + 8]!r}) is not in the ledger"
    for record in records:
        # A rule of growth (只增不减) stands on words alone, and may run across what was taken out.
        found = set(owner[record["number_start"] : record["number_end"]]) - TAKEN_OUT
        if found and CLASS_OF[record["table"]] not in found:
            yield f"{record['statement_id']}: its number is {found} in the ledger"


def failures_of(seed: int, data: bytes, known: Known) -> list[Failure]:
    """What goes wrong with one case; a file refused in one sentence is no failure."""
    try:
        with deadline(SECONDS + SECONDS_A_MB * len(data) / 1e6, of_work=True):
            raw = content_of(data, "case").text
            reading = read_text(raw, known.lexicons)
            records = records_of_reading(reading, "case", known.lexicons)
        found = list(broken(raw, reading, records, known))
    except InputError:
        return []
    except TooSlowError:
        return [Failure("hang", seed, f"{len(data)} bytes took too long", data)]
    except Exception as error:  # whatever escapes is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
        return [Failure("crash", seed, detail, data)]
    return [Failure("invariant", seed, detail, data) for detail in found[:3]]


def shrunk(failure: Failure, known: Known, seconds: float = SHRINK_SECONDS) -> bytes:
    """The smallest part of a failing case found in ``seconds`` that fails in the same way.

    Stretches are left out, at first half of it, then ever smaller ones (delta
    debugging, Zeller & Hildebrandt 2002). A hang is given back as it is: each try of one
    costs what the hang costs.
    """
    units, stop = _units(failure.data), time.monotonic() + seconds
    size = 0 if failure.kind == "hang" else len(units) // 2
    while size:
        at = 0
        while at < len(units) and time.monotonic() < stop:
            less = units[:at] + units[at + size :]
            found = failures_of(failure.seed, b"".join(less), known)
            if any(other.kind == failure.kind for other in found):
                units = less
            else:
                at += size
        size = min(size // 2, len(units))
    return b"".join(units)


def _units(data: bytes) -> list[bytes]:
    """The characters of UTF-8, the bytes of anything else."""
    try:
        return [character.encode("utf-8") for character in data.decode("utf-8")]
    except UnicodeDecodeError:
        return [data[i : i + 1] for i in range(len(data))]


def run(
    project: Project, seconds: float, first_seed: int, progress: Progress
) -> tuple[int, list[Failure]]:
    """Cases until the time is over: (how many, what went wrong)."""
    known = Known.of(project)
    texts = [path.read_text(encoding="utf-8") for path in sorted(project.raw.glob("*.txt"))]
    failures: list[Failure] = []
    began, count, said = time.monotonic(), 0, 0.0
    while (spent := time.monotonic() - began) < seconds:
        seed = first_seed + count
        failures.extend(failures_of(seed, case(seed, texts), known))
        count += 1
        if spent - said > 5:
            said = spent
            progress(f"{count} cases, {len(failures)} failures, {spent:.0f} of {seconds:.0f} s")
    return count, failures


def keep(project: Project, failures: Sequence[Failure]) -> Path:
    """Each failing case as it was, and the smallest part of it that fails; returns the folder."""
    folder, known = project.reports / "failed" / "fuzz", Known.of(project)
    folder.mkdir(parents=True, exist_ok=True)
    for failure in {(f.kind, f.seed): f for f in failures}.values():
        name = f"{failure.kind}-{failure.seed}"
        (folder / f"{name}.bin").write_bytes(failure.data)
        (folder / f"{name}.small.bin").write_bytes(shrunk(failure, known))
    return folder


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: runs, keeps what failed, returns 1 when something did."""
    parser = argparse.ArgumentParser(prog="python -m analysis.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1, help="seed of the first case")
    options = parser.parse_args(arguments)
    project = Project.here()
    count, failures = run(project, options.minutes * 60, options.seed, reporter())
    finish()
    for failure in failures:
        print(f"{failure.kind}, seed {failure.seed}: {failure.detail}")
    kept = f"; cases kept in {keep(project, failures)}" if failures else ""
    print(f"{count} cases, {len(failures)} failures{kept}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
