"""The whole suite through `report`, beside its measures and charts in one warm process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from analysis.errors import WorkError
from analysis.paths import Project
from analysis.publish.manifest import read_manifest

# One report, both languages: enough to see that the figures are measured.
QUICK = ("05_wording",)
EVERY_SECONDS = 0.5
PARTS = ("data", "notebooks")


def measure(project: Project, names: Sequence[str] = (), jobs: int = 2) -> dict[str, Any]:
    """Seconds, seconds of processor and memory of both ways, and their ratios.

    ``report`` starts from a clean copy: no database, no cache, no site. Warm means: every module
    is imported, every word list loaded and one page made before the clock starts; the same
    cells then run one after the other and export the same figures. Raises WorkError when either
    fails.
    """
    with tempfile.TemporaryDirectory(prefix="education-plans-suite-") as folder:
        root = Path(folder)
        for part in PARTS:
            copied = project.root / part
            shutil.copytree(copied, root / part, ignore=shutil.ignore_patterns("*.duckdb*", ".*"))
        shutil.copyfile(project.root / "CITATION.cff", root / "CITATION.cff")
        report = _watched(root, ["-m", "analysis", "report", *names, "--jobs", str(jobs)])
        warm = _watched(root, ["-m", "analysis.bench.warm", *names])
        warm |= json.loads(warm.pop("said").splitlines()[-1])
        pages = len(read_manifest(Project(root).site)["pages"])
        del report["said"]
    return {
        "pages": pages,
        "processes": jobs,
        "report": report,
        "warm": warm,
        "ratio": round(report["seconds"] / warm["seconds"], 2),
        "ratio_of_processor": round(report["processor_seconds"] / warm["processor_seconds"], 2),
    }


def _watched(root: Path, arguments: Sequence[str]) -> dict[str, Any]:
    """Run Python in the project at ``root``; its time and memory with all it starts."""
    package = str(Path(__file__).resolve().parent.parent.parent)
    paths = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "EDUCATION_PLANS_ROOT": str(root), "PYTHONPATH": paths}
    said, told = root / "said", root / "told"
    began = time.perf_counter()
    with said.open("w") as out, told.open("w") as err:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and words
            [sys.executable, *arguments], stdout=out, stderr=err, env=environment, cwd=root
        )
        used, peak = _follow(process)
    if process.returncode:
        last = (told.read_text(encoding="utf-8").strip().splitlines() or ["nothing said"])[-1]
        raise WorkError(f"bench: {' '.join(arguments[:3])} ended with {process.returncode}: {last}")
    return {
        "seconds": round(time.perf_counter() - began, 2),
        "processor_seconds": round(sum(used.values()), 2),
        "peak_memory_mb": round(peak / 1e6),
        "said": said.read_text(encoding="utf-8"),
    }


def _follow(process: subprocess.Popen[bytes]) -> tuple[dict[int, float], int]:
    """Seconds of processor by process, and the most memory all of them held at one time.

    A page of memory that several processes share counts once, a share of it for each (the
    proportional set size); where the system does not tell it, the resident size stands for it.
    """
    used: dict[int, float] = {}
    peak = 0
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        held = 0
        with suppress(psutil.Error):
            for one in [watched, *watched.children(recursive=True)]:
                with suppress(psutil.Error):
                    times = one.cpu_times()
                    used[one.pid] = times.user + times.system
                    held += _held(one)
        peak = max(peak, held)
        time.sleep(EVERY_SECONDS)
    return used, peak


def _held(process: psutil.Process) -> int:
    """Bytes of memory one process holds."""
    told = process.memory_full_info()
    return int(getattr(told, "pss", told.rss))
