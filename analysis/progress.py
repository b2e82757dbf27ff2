"""Progress of long work: one live line on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TextIO

Progress = Callable[[str], None]


def silent(_: str) -> None:
    """Progress that says nothing."""


def reporter(stream: TextIO | None = None) -> Progress:
    """A function that shows one step of work on standard error."""
    target = stream or sys.stderr
    live = target.isatty()

    def say(step: str) -> None:
        line = f"\r\x1b[2K{step}" if live else f"{step}\n"
        target.write(line)
        target.flush()

    return say


def finish(stream: TextIO | None = None) -> None:
    """Clear the live line, so that the result stands on a line of its own."""
    target = stream or sys.stderr
    if target.isatty():
        target.write("\r\x1b[2K")
        target.flush()
