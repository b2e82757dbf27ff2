"""What is to be read: files, folders and lists of paths become documents with an id."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.extraction import doc_id_of
from analysis.ingest import SUFFIXES

LEAST_BATCH, MOST_BATCH = 50, 500
MOST_BATCH_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A file to read. ``named`` tells one given on the command line from one found."""

    path: str
    doc_id: str
    size: int
    mtime_ns: int
    named: bool = False

    @property
    def identity(self) -> tuple[str, int, int]:
        """What must be equal for a file to count as read already."""
        return recorded(self.path), self.size, self.mtime_ns


def recorded(path: str) -> str:
    """A path as a table can hold it, also where a file name is no valid text."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def find(arguments: Iterable[str], known: Mapping[str, str] | None = None) -> list[Document]:
    """Documents of files, folders and ``@lists`` in order, each path once.

    ``known`` maps recorded paths to ids that were given before; they keep them.
    Raises InputError for a list that cannot be read or when there is nothing to read.
    """
    named: dict[str, bool] = {}
    for argument in arguments:
        for path, is_named in _expand(argument):
            named[path] = named.get(path, False) or is_named
    if not named:
        raise InputError(
            f"{' '.join(arguments)}: found no document; name a file, a folder with files "
            f"ending in {', '.join(SUFFIXES)}, or @list.txt with one path a line"
        )
    ids = _ids(named, known or {})
    return [_document(path, ids[path], is_named) for path, is_named in named.items()]


def _expand(argument: str) -> Iterator[tuple[str, bool]]:
    if argument.startswith("@"):
        yield from ((path, False) for path in _listed(Path(argument[1:])))
    elif Path(argument).is_dir():
        yield from ((path, False) for path in _inside(argument))
    else:
        yield os.path.abspath(argument), True  # noqa: PTH100 - Path would follow links


def _listed(source: Path) -> Iterator[str]:
    try:
        lines = source.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"@{source}: cannot be read as a list; it must be UTF-8 text with one path a line"
        ) from error
    for line in lines:
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        path = source.parent / entry
        if path.is_dir():
            yield from _inside(str(path))
        else:
            yield os.path.abspath(path)  # noqa: PTH100 - per file of a corpus, and several times as fast


def _inside(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield os.path.abspath(os.path.join(parent, name))  # noqa: PTH100, PTH118 - per file of a corpus, and several times as fast


def _ids(paths: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """The stem as id; a second file of that stem gets a hash of its path, stable by itself."""
    result: dict[str, str] = {}
    taken = set(known.values())
    for path in paths:
        doc_id = known.get(recorded(path))
        if doc_id is None:
            doc_id = recorded(doc_id_of(Path(path)))
            if doc_id in taken:
                digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:8]
                doc_id = f"{doc_id}_{digest}"
            taken.add(doc_id)
        result[path] = doc_id
    return result


def _document(path: str, doc_id: str, named: bool) -> Document:
    try:
        status = os.stat(path)  # noqa: PTH116 - per file of a corpus, and several times as fast
    except OSError:
        return Document(path, doc_id, 0, 0, named)  # named in one sentence when it is read
    return Document(path, doc_id, status.st_size, status.st_mtime_ns, named)


def batches(documents: Sequence[Document], jobs: int, size: int = 0) -> list[list[Document]]:
    """Batches of at least 50 documents (``size`` overrides), at most 16 MB of input.

    Cut over the whole list before what is done is left out, so that a restart cuts the
    same batches again and a late worker and its successor write the very same part.
    """
    count = size or min(MOST_BATCH, max(LEAST_BATCH, len(documents) // (jobs * 40) or 1))
    result: list[list[Document]] = []
    current: list[Document] = []
    held = 0
    for document in documents:
        if current and (len(current) >= count or held + document.size > MOST_BATCH_BYTES):
            result.append(current)
            current, held = [], 0
        current.append(document)
        held += document.size
    return [*result, current] if current else result
