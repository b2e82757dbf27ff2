"""The verb `extract`: from arguments to statements on standard output or in a folder."""

from __future__ import annotations

import argparse
import csv
import fcntl
import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from analysis import store
from analysis.errors import InputError, WorkError
from analysis.paths import Project
from analysis.progress import Progress, finish
from analysis.scale import corpus, engines, inputs, parts
from analysis.scale.inputs import Document
from analysis.scale.task import Batch, Outcome

SMALL_BYTES = 2_000_000
NOT_RULES = frozenset(("decisions", "regions", "places", "glosses", "readings", "reports"))


@dataclass
class Tally:
    """What a run has done so far."""

    total: int
    done: int = 0
    bad: int = 0
    bad_named: int = 0
    statements: int = 0
    size: int = 0
    began: float = field(default_factory=time.perf_counter)
    told: float = 0.0

    def add(self, outcome: Outcome, named: set[str]) -> list[str]:
        """Count an outcome; returns the sentences about its bad documents."""
        sentences = []
        for row in outcome.documents:
            self.done += 1
            self.size += row["size"]
            self.statements += row["targets"] + row["funding"]
            if row["status"] == "bad":
                self.bad += 1
                self.bad_named += row["path"] in named
                sentences.append(str(row["reason"]))
        return sentences

    def tell(self, progress: Progress, live: bool) -> None:
        """One line of progress: at every batch on a terminal, every ten seconds in a log."""
        now = time.perf_counter()
        if not live and self.done < self.total and now - self.told < 10:
            return
        self.told = now
        rate = self.size / 1e6 / max(now - self.began, 1e-6)
        progress(
            f"{self.done} of {self.total} documents, {self.statements} statements, "
            f"{self.bad} bad, {rate:.2f} MB/s"
        )


def extract_files(project: Project, options: argparse.Namespace, progress: Progress) -> int:
    """Read every document named by the arguments.

    Returns 2 when a file given by name was bad or every document was, else 0: what is bad
    inside a folder or a list is recorded with its reason.
    """
    _check(options)
    jobs = options.jobs or engines.cores()
    if options.out is None:
        documents = inputs.find(options.files)
        tally = Tally(len(documents))
        _stream(project, documents, options, jobs, tally, progress)
    else:
        tally = _to_folder(project, options, jobs, progress)
    return 2 if tally.bad_named or (tally.bad and tally.bad == tally.total) else 0


def _check(options: argparse.Namespace) -> None:
    if options.format == "parquet" and options.out is None:
        raise InputError(
            "--format parquet: found no --out; parts need a folder (--out DIR); "
            "on standard output jsonl and csv are possible"
        )
    if options.jobs < 0 or options.batch < 0:
        raise InputError("--jobs and --batch must be 0 (chosen for you) or more")
    if options.scheduler and options.engine != "dask":
        raise InputError("--scheduler: found --engine local; it needs --engine dask")


def _run(
    batches: Sequence[Batch], options: argparse.Namespace, jobs: int
) -> Iterator[engines.Numbered]:
    if options.engine == "dask":
        return engines.on_dask(batches, options.scheduler, jobs)
    count = sum(len(batch.documents) for batch in batches)
    size = sum(document.size for batch in batches for document in batch.documents)
    small = len(batches) < 2 or (count < inputs.LEAST_BATCH and size < SMALL_BYTES)
    if jobs == 1 or small:
        return engines.in_process(batches)
    return engines.in_pool(batches, jobs)


def _stream(
    project: Project,
    documents: list[Document],
    options: argparse.Namespace,
    jobs: int,
    tally: Tally,
    progress: Progress,
) -> None:
    """Statements as JSON lines, in the order of the documents whatever the engine."""
    size = options.batch or (1 if len(documents) < inputs.LEAST_BATCH else 0)
    cut = inputs.batches(documents, jobs, size)
    batches = [Batch(str(project.root), tuple(members)) for members in cut]
    early: dict[int, Outcome] = {}
    following = 0
    named = {inputs.recorded(d.path) for d in documents if d.named}
    write = _writer(project, options.format)
    for number, outcome in _run(batches, options, jobs):
        early[number] = outcome
        while following in early:
            ready = early.pop(following)
            following += 1
            _say_bad(tally.add(ready, named), progress)
            write(ready.lines)
            if len(documents) > 1:
                tally.tell(progress, sys.stderr.isatty())
    finish()


def _writer(project: Project, kind: str) -> Callable[[Sequence[str]], None]:
    """What puts JSON lines on standard output: as they are, or as rows of one CSV.

    The CSV has ``table`` first, then the columns of targets and those only funding has;
    numbers keep the digits of the JSON.
    """
    if kind == "jsonl":
        return lambda lines: sys.stdout.writelines(line + "\n" for line in lines)
    columns = [n for t in ("targets", "funding") for n in store.schema_of(project, t).names]
    rows = csv.DictWriter(sys.stdout, list(dict.fromkeys(["table", *columns])), lineterminator="\n")
    rows.writeheader()

    def write(lines: Sequence[str]) -> None:
        for line in lines:
            row = json.loads(line, parse_float=str)
            rows.writerow({k: str(v).lower() if isinstance(v, bool) else v for k, v in row.items()})

    return write


def _say_bad(sentences: list[str], progress: Progress) -> None:
    for sentence in sentences:
        finish()
        print(f"error: {sentence}", file=sys.stderr)


def _to_folder(
    project: Project, options: argparse.Namespace, jobs: int, progress: Progress
) -> Tally:
    """Parts in ``--out``; what is there already is not read again."""
    out = Path(options.out)
    fingerprint = rules_fingerprint(project)
    with _held(out):
        _check_rules(out, fingerprint)
        parts.sweep(out)
        done, known = _done(out)
        documents = inputs.find(options.files, known)
        left = _left(out, documents, done, known, options, jobs)
        batches = [Batch(str(project.root), tuple(b), str(out), fingerprint) for b in left]
        tally = Tally(sum(len(members) for members in left))
        named = {inputs.recorded(d.path) for d in documents if d.named}
        if already := len(documents) - tally.total:
            progress(f"{already} of {len(documents)} documents were read before")
        for _, outcome in _run(batches, options, jobs):
            _say_bad(tally.add(outcome, named), progress)
            tally.tell(progress, sys.stderr.isatty())
        progress("looking for copies and writing the views")
        summary = corpus.finish(project, out, options.format)
    finish()
    print(summary)
    return tally


def _done(out: Path) -> tuple[dict[str, tuple[int, int, str]], dict[str, str]]:
    """Documents of earlier runs: path → (size, time, part), and path → id."""
    done, known = {}, {}
    for part, row in parts.manifest(out):
        done[row["path"]] = (row["size"], row["mtime_ns"], part)
        known[row["path"]] = row["doc_id"]
    return done, known


def _left(
    out: Path,
    documents: list[Document],
    done: dict[str, tuple[int, int, str]],
    known: dict[str, str],
    options: argparse.Namespace,
    jobs: int,
) -> list[list[Document]]:
    """Batches still to be read; a part with a changed document is taken away and read anew."""
    stale = {
        done[path][2]
        for path, size, mtime in (document.identity for document in documents)
        if path in done and done[path][:2] != (size, mtime)
    }
    listed = {inputs.recorded(document.path) for document in documents}
    again = [path for path, entry in done.items() if entry[2] in stale and path not in listed]
    for part in sorted(stale):
        parts.remove(out, part)
    kept = {path for path, entry in done.items() if entry[2] not in stale}
    if again:
        documents = [*documents, *inputs.find(again, known)]
    cut = inputs.batches(documents, jobs, options.batch)
    left = [[d for d in members if inputs.recorded(d.path) not in kept] for members in cut]
    return [members for members in left if members]


@contextmanager
def _held(out: Path) -> Iterator[None]:
    """The folder for one run at a time; the hold ends with the process, however it ends."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        stream = (out / ".lock").open("w")
    except OSError as error:
        raise InputError(
            f"--out {out}: cannot be written ({error.strerror}); name a folder you may write to"
        ) from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise WorkError(
                f"--out {out}: another extract is writing there; wait for it or choose another"
            ) from error
        yield


def _check_rules(out: Path, fingerprint: str) -> None:
    path = out / "run.json"
    if not path.exists():
        path.write_text(json.dumps({"rules": fingerprint}) + "\n", encoding="utf-8")
        return
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["rules"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: is not the record of a run; choose another --out") from error
    if found != fingerprint:
        raise InputError(
            f"--out {out}: its parts were read by other rules or word lists than today's; one "
            "corpus must be read by one set of rules: choose another --out or delete this one"
        )


def rules_fingerprint(project: Project) -> str:
    """A hash of all that decides what is read: the code of reading and the word lists."""
    package = Path(store.__file__).resolve().parent
    files = [package / "reading.py", package / "extraction.py"]
    for folder in ("text", "statements", "ingest"):
        files.extend(sorted((package / folder).rglob("*.py")))
    for name, schema in store.schemas(project).items():
        if schema.origin == "added" and name not in NOT_RULES:
            files.append(project.curated / f"{name}.csv")
    digest = hashlib.sha256()
    for path in files:
        if path.exists():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
