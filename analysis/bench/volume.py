"""Time, size and memory of whole corpora, by engine and number of workers."""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis.bench.corpus import make
from analysis.paths import Project
from analysis.progress import Progress
from analysis.scale import corpus, engines, inputs, parts
from analysis.scale.task import Batch, memory_mb


def run(
    project: Project, documents: Path, out: Path, engine: str, jobs: int
) -> dict[str, float | int | str]:
    """One reading of a folder: seconds, MB a second, statements, MB of output and a worker."""
    found = inputs.find([str(documents)])
    batches = [
        Batch(str(project.root), tuple(members), str(out), engine)
        for members in inputs.batches(found, jobs)
    ]
    began = time.perf_counter()
    results = {
        "in process": lambda: engines.in_process(batches),
        "pool": lambda: engines.in_pool(batches, jobs),
        "dask": lambda: engines.on_dask(batches, None, jobs),
    }[engine]()
    statements, memory = 0, 0.0
    for _, outcome in results:
        statements += sum(row["targets"] + row["funding"] for row in outcome.documents)
        memory = max(memory, outcome.memory_mb)
    read = time.perf_counter() - began
    corpus.write_copies(out)
    corpus.write_views(out)
    size = sum(document.size for document in found) / 1e6
    written = sum(p.stat().st_size for p in parts.folder_of(out).rglob("*.parquet")) / 1e6
    return {
        "engine": engine,
        "workers": jobs,
        "documents": len(found),
        "input_mb": round(size, 1),
        "seconds": round(read, 2),
        "seconds_with_copies": round(time.perf_counter() - began, 2),
        "mb_s": round(size / read, 3),
        "statements": statements,
        "output_mb": round(written, 1),
        "worker_memory_mb": round(memory),
        "client_memory_mb": round(memory_mb()),
    }


def scaling(project: Project, texts: Sequence[str], folder: Path, count: int) -> dict[str, Any]:
    """One corpus by one worker, by two, and by two of Dask; and what that amounts to."""
    documents = folder / "scaling"
    make(documents, texts, count, seed=1)
    rows = []
    for engine, jobs in (("pool", 1), ("pool", 2), ("dask", 2)):
        out = folder / f"out-{engine}-{jobs}"
        rows.append(run(project, documents, out, engine, jobs))
        shutil.rmtree(out)
    shutil.rmtree(documents)
    one, two, dask = (float(row["seconds"]) for row in rows)
    return {
        "runs": rows,
        "speed_up_two_workers": round(one / two, 2),
        "dask_over_pool": round(dask / two - 1, 3),
    }


def growth(
    project: Project, texts: Sequence[str], folder: Path, counts: Sequence[int], say: Progress
) -> dict[str, Any]:
    """Corpora of growing size, and the exponent of their time: 1 is linear."""
    rows = []
    for count in counts:
        say(f"making and reading {count} documents")
        documents, out = folder / f"n{count}", folder / f"out-n{count}"
        make(documents, texts, count, seed=count)
        rows.append(run(project, documents, out, "pool", engines.cores()))
        shutil.rmtree(documents)
        shutil.rmtree(out)
    return {"runs": rows, "exponents": exponents(rows)}


def exponents(rows: Sequence[dict[str, Any]]) -> list[float]:
    """Between neighbours: log of the ratio of times over log of the ratio of sizes."""
    return [
        round(
            math.log(high["seconds_with_copies"] / low["seconds_with_copies"])
            / math.log(high["input_mb"] / low["input_mb"]),
            3,
        )
        for low, high in pairwise(rows)
    ]
