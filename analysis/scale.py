"""`extract` over many files: the very function of one text, run in order or in processes."""

from __future__ import annotations

import argparse
import json
import sys

from analysis.errors import InputError
from analysis.extraction import records_of_file
from analysis.paths import Project
from analysis.progress import Progress
from analysis.reading import load_lexicons


def extract_files(project: Project, options: argparse.Namespace, progress: Progress) -> int:
    """Write the statements of every file to standard output; exit 2 when one was bad."""
    lexicons = load_lexicons(project)
    bad = 0
    for path in options.files:
        try:
            records = records_of_file(path, lexicons)
        except InputError as error:
            progress(f"error: {error}")
            bad += 1
            continue
        for record in records:
            sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 2 if bad else 0
