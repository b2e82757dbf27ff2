"""All figures of a run as one JSON file and one table."""

from __future__ import annotations

import json
import platform
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from analysis import bench_noise
from analysis.bench import explore, length, speed, suite, themes, volume
from analysis.paths import Project
from analysis.progress import Progress, silent
from analysis.reading import load_lexicons
from analysis.scale.engines import cores
from analysis.text.repair import clean

SCALING = 4000
COUNTS = (1000, 10_000)
SLOW_COUNTS = (1000, 10_000, 100_000)


def run(
    project: Project,
    progress: Progress = silent,
    *,
    scaling: int = SCALING,
    counts: Sequence[int] = COUNTS,
    rounds: int = 5,
    reports: Sequence[str] = (),
) -> dict[str, Any]:
    """Every figure; corpora are made in a temporary folder and removed.

    ``reports`` are the notebooks to measure the suite with, all without it.
    """
    lexicons = load_lexicons(project)
    texts = [path.read_text(encoding="utf-8") for path in sorted(project.raw.glob("*.txt"))]
    progress("measuring the stages beside jieba")
    measured = speed.measure(texts, lexicons, rounds)
    result: dict[str, Any] = {
        "machine": {
            "cores": cores(),
            "python": platform.python_version(),
            "system": platform.platform(terse=True),
        },
        "speed": {
            "extract_mb_s": round(measured.extract_mb_s, 3),
            "against_jieba": round(measured.against_jieba, 2),
            "mb_s": {n: round(1 / s, 2) for n, s in measured.seconds_per_mb.items()},
            "shares": {n: round(share, 3) for n, share in measured.shares.items()},
        },
        "profile": speed.profile(texts, lexicons),
    }
    progress("reading one long document beside its pieces")
    result["length"] = length.run(project, texts)
    progress("working out themes and words in a fresh process")
    result["themes"] = themes.run(project)
    progress("measuring how well repair undoes noise")
    cleaned = [clean(text, lexicons.repair).text for text in texts]
    result["noise"] = [_plain(row) for row in bench_noise.run(cleaned, lexicons.repair, seed=1)]
    progress("making the whole suite, and its measures and charts in one warm process")
    result["suite"] = suite.measure(project, reports)
    progress("measuring how soon a choice in the linked view is seen")
    result["explore"] = explore.run(project)
    with tempfile.TemporaryDirectory(prefix="education-plans-bench-") as folder:
        result["scaling"] = volume.scaling(
            project, texts, Path(folder), scaling, min(rounds, volume.ROUNDS), progress
        )
        result["growth"] = volume.growth(project, texts, Path(folder), counts, progress)
    return result


def _plain(row: Any) -> dict[str, Any]:
    names = [n for n in dir(row) if not n.startswith("_") and not callable(getattr(row, n))]
    return {
        name: round(value, 5) if isinstance(value := getattr(row, name), float) else value
        for name in names
    }


def write(project: Project, result: dict[str, Any]) -> Path:
    """``reports/bench/bench.json``."""
    folder = project.reports / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "bench.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def table(result: dict[str, Any]) -> str:
    """The figures for a reader of a terminal."""
    pace = result["speed"]
    lines = [
        f"extract                {pace['extract_mb_s']:.2f} MB/s a core "
        f"({pace['against_jieba']:.2f} × as fast as jieba cuts the same texts)"
    ]
    lines += [
        f"  {name:20} {value:8.2f} MB/s" + (f"  {share:.0%} of extract" if share else "")
        for name, value in pace["mb_s"].items()
        for share in [pace["shares"].get(name)]
    ]
    lines += ["", "One long document beside its pieces", *_rows(result["length"]), ""]
    lines += _themes(result["themes"])
    made, scaling, growth = result["suite"], result["scaling"], result["growth"]
    lines += [
        f"report of {made['pages']:3} pages    {made['ratio']:.2f} × the time of its measures and "
        f"charts in one warm process ({made['ratio_of_processor']:.2f} × of processor), "
        f"at most {made['report']['peak_memory_mb']} MB",
        *_scaling(scaling),
        f"exponent of growth     {', '.join(map(str, growth['exponents']))} "
        f"(processor time {', '.join(map(str, growth['work_exponents']))})",
        "",
        *_rows([*scaling["runs"], *growth["runs"]]),
        "",
        "From a click in the linked view to its picture",
        *_explored(result["explore"]),
        "",
        "Noise undone by repair",
        *_rows(result["noise"]),
        "",
        "Where the time of extract goes",
        *_rows(result["profile"]),
    ]
    return "\n".join(lines)


def _scaling(scaling: dict[str, Any]) -> list[str]:
    """What a second worker gains, of what the machine allows, and what Dask costs."""
    return [
        f"two workers            {scaling['speed_up_two_workers']:.2f} × one worker once both "
        f"have started ({scaling['speed_up_two_workers_whole']:.2f} × with start-up; "
        f"{scaling['work_two_over_one']:.2f} × the processor time)",
        f"  of this machine      {scaling['ceiling']:.2f} × is what two independent processes gain "
        f"({scaling['ceiling_work']:.2f} × the processor time): "
        f"the pool reaches {scaling['of_ceiling']:.0%} of it",
        f"Dask over the pool     {scaling['dask_over_pool']:+.1%} time once the workers have "
        f"started ({scaling['dask_over_pool_whole']:+.1%} with start-up; "
        f"{scaling['dask_over_pool_work']:+.1%} processor time)",
    ]


def _explored(found: dict[str, Any]) -> list[str]:
    if "left_out" in found:
        return [f"not measured: {found['left_out']}"]
    return [*_rows(found["runs"]), f"many statements take {found['many_over_few']:.2f} × as long"]


def _themes(found: dict[str, Any]) -> list[str]:
    """Themes and words of all documents: seconds of one core, in all and by part."""
    return [
        f"themes and words       {found['seconds']:.2f} s for {found['documents']} documents "
        f"({found['against_jieba']:.1f} × as long as jieba cuts them)",
        *(f"  {name:27} {seconds:6.3f} s" for name, seconds in found["parts"].items()),
    ]


def _rows(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Rows as aligned columns."""
    items = list(rows)
    if not items:
        return []
    names = list(items[0])
    cells = [names, *([str(row[name]) for name in names] for row in items)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(names))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
