"""The command line: one verb a function, one sentence an error.

Exit 0 for done, 1 for failed work, 2 for a wrong call or bad input. Verbs import what
they need when they run, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from analysis import undo
from analysis.errors import InputError, PlanError
from analysis.paths import Project
from analysis.progress import finish

VERBS = ("data", "texts", "reports", "documents", "citing", "measuring")


class Parser(argparse.ArgumentParser):
    """argparse with the project's manner of failing: one sentence, exit 2."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{self.prog}: {message}; see {self.prog} --help")


def parser() -> Parser:
    """The parser of every verb; each verb's module adds its own."""
    from importlib import import_module

    top = Parser(prog="python -m analysis", description=__doc__, allow_abbrev=False)
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True, parser_class=Parser)
    for name in VERBS:
        import_module(f"analysis.cli.{name}").register(verbs)
    return top


def _settle(project: Project) -> None:
    """No verb reads documents of which a killed run, or one at work, brought in only a part."""
    if undo.is_pending(project.root / "data"):
        from analysis import store

        with store.building(project):
            pass  # whoever gets the lock has undone what was left


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    try:
        options = parser().parse_args(arguments)
        project = Project.here()
        _settle(project)
        code = int(options.run(project, options) or 0)
        sys.stdout.flush()
        return code
    except PlanError as error:
        finish()
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output has gone (`… | head`). Only then: with the signal's own
        # action a killed worker, whose pipe breaks too, would take this process along.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        finish()
        print("error: interrupted; nothing published was changed", file=sys.stderr)
        return 1
    except Exception as error:  # the last line of defence: no traceback for a reader
        if os.environ.get("EDUCATION_PLANS_DEBUG"):
            raise
        finish()
        print(
            f"error: unexpected {type(error).__name__}: {str(error)[:200]}; nothing published "
            "was changed; set EDUCATION_PLANS_DEBUG=1 to see where",
            file=sys.stderr,
        )
        return 1
