"""``clean`` and ``extract``: any text, with no registration."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from analysis.paths import Project
from analysis.progress import reporter


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    clean = verbs.add_parser("clean", help="print the readable text of any raw file")
    clean.add_argument("file", type=Path)
    clean.add_argument("--repairs", action="store_true", help="list what was changed and why")
    clean.set_defaults(run=run_clean)
    extract = verbs.add_parser("extract", help="extract the statements of any text")
    extract.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="files, folders, or @list.txt with one path per line",
    )
    extract.add_argument("--format", choices=("jsonl", "csv", "parquet"), default="jsonl")
    extract.add_argument("--out", type=Path, help="folder for parts; otherwise standard output")
    extract.add_argument("--engine", choices=("local", "dask"), default="local")
    extract.add_argument("--scheduler", help="address of a running Dask scheduler")
    extract.add_argument("--jobs", type=int, default=0, help="processes; 0 for one per core")
    extract.add_argument("--batch", type=int, default=0, help="documents per batch; 0 chooses")
    extract.set_defaults(run=run_extract)


def run_clean(project: Project, options: argparse.Namespace) -> int:
    """Print the repaired text, or the repairs as tab-separated lines."""
    from analysis import sources
    from analysis.reading import load_lexicons
    from analysis.text.repair import clean

    repaired = clean(sources.read_file(options.file), load_lexicons(project).repair)
    if not options.repairs:
        sys.stdout.write(repaired.text)
        return 0
    print("start\tend\tbefore\tafter\trule\tcertainty")
    for repair in sorted((*repaired.repairs, *repaired.marks), key=lambda r: (r.start, r.end)):
        fields = (_visible(repair.before), _visible(repair.after), repair.rule, repair.certainty)
        print(f"{repair.start}\t{repair.end}\t" + "\t".join(fields))
    return 0


def _visible(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def run_extract(project: Project, options: argparse.Namespace) -> int:
    """Write the statements of every file; a bad file is named and does not stop the others."""
    from analysis.scale import extract_files

    return extract_files(project, options, reporter())
