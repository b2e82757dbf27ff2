"""What must outlive a power cut: contents are on the disk before a name points at them.

A rename is whole for every reader at once, but not for the disk: without this the name may
be there after a power cut and the contents not.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

# Others mean that the file system cannot do it for folders, or not for open readers.
_LOST = frozenset((errno.EIO, errno.ENOSPC, errno.EDQUOT))


def settle(paths: Iterable[Path]) -> None:
    """Wait until files and folders are on the disk. Raises OSError where the disk fails."""
    for path in paths:
        handle = None
        try:
            handle = os.open(path, os.O_RDONLY)
            os.fsync(handle)
        except OSError as error:
            if error.errno in _LOST:
                raise
        finally:
            if handle is not None:
                os.close(handle)


def settle_tree(folder: Path) -> None:
    """The same for all below a folder of many files: one call where the system has it."""
    if hasattr(os, "sync"):
        os.sync()
    else:
        settle([*folder.rglob("*"), folder])


def rename_in(made: Iterable[tuple[Path, Path]]) -> None:
    """Rename new files to their final names, in order, so that a power cut loses neither."""
    pairs = list(made)
    settle(new for new, _ in pairs)
    for new, final in pairs:
        new.replace(final)
    settle(dict.fromkeys(final.parent for _, final in pairs))
