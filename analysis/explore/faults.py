"""In a notebook, too, a failure a user can act on is one sentence and no traceback."""

from __future__ import annotations

from typing import Any

from analysis.errors import PlanError


def told_in_one_sentence() -> None:
    """Teach the running IPython, if there is one, to show our failures as their sentence.

    The cell still counts as failed, so that a run of all cells stops there.
    """
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is not None:
        shell.set_custom_exc((PlanError,), _shown)


def _shown(shell: Any, kind: type[BaseException], value: BaseException, *_: Any, **__: Any) -> None:
    shell._showtraceback(kind, value, [f"\x1b[31m✗\x1b[0m {value}"])
