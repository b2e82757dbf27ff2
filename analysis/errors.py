"""The two ways in which a command can fail, each told in one sentence."""

from __future__ import annotations


class PlanError(Exception):
    """A failure a user can act on: one sentence, no traceback.

    The sentence names the record, what was found, what is allowed and what to do.
    """

    exit_code = 1


class InputError(PlanError):
    """The call or its input was wrong (exit 2): nothing was started."""

    exit_code = 2


class WorkError(PlanError):
    """The work itself failed (exit 1): nothing published was changed."""

    exit_code = 1
