"""What every format comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Content:
    """The text of a file, and what the file says about itself.

    ``facts`` may hold title, published, source, site and url. ``is_bytes`` tells that the
    file already was UTF-8 text, so that a copy may be byte for byte. ``sha256`` is that of
    the file as found.
    """

    text: str
    format: str
    sha256: str
    facts: Mapping[str, str] = field(default_factory=dict)
    is_bytes: bool = False
