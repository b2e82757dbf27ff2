"""Verbs follow."""

from typing import Any


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
