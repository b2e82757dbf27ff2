"""Which functions of the project each test calls, and runs of chosen tests only: for `mutate`."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

RECORD = "calls.json"


@dataclass
class Called:
    """What one test did when the program was right."""

    name: str
    file: str
    seconds: float = 0.0
    functions: set[str] = field(default_factory=set)


class Recorder:
    """Pytest plugin: which functions of the project each test calls, and how long it takes.

    Caches are emptied before each test, so that none is told apart by what ran before it. What a
    shared fixture calls counts for every test of its file, what an import calls for the test "".
    """

    def __init__(self, root: Path) -> None:
        self.root = f"{root}/analysis/"
        self.calls = [Called("", "")]
        self.shared: dict[str, set[str]] = {}
        self.codes: set[tuple[str, int]] = set()
        sys.settrace(self._seen)

    def _seen(self, frame, event, argument) -> None:
        code = frame.f_code
        if code.co_filename.startswith(self.root):
            self.codes.add((code.co_filename, code.co_firstlineno))

    def _taken(self) -> set[str]:
        cut = len(self.root) - len("analysis/")
        taken = {f"{name[cut:]}:{line}" for name, line in self.codes}
        self.codes.clear()
        return taken

    def pytest_collection_finish(self, session) -> None:
        self.calls[0].functions = self._taken()
        self.caches = [one for one in gc.get_objects() if hasattr(type(one), "cache_clear")]

    def pytest_runtest_setup(self, item) -> None:
        for one in self.caches:
            one.cache_clear()
        self.calls.append(Called(item.nodeid, item.nodeid.partition("::")[0]))
        sys.settrace(self._seen)

    def pytest_runtest_call(self, item) -> None:
        self.shared.setdefault(self.calls[-1].file, set()).update(self._taken())

    def pytest_runtest_logreport(self, report) -> None:
        self.calls[-1].seconds += report.duration
        if report.when == "call":
            self.calls[-1].functions = self._taken()

    def pytest_sessionfinish(self, session) -> None:
        sys.settrace(None)
        written = [
            [
                one.name,
                one.file,
                one.seconds,
                sorted(one.functions | self.shared.get(one.file, set())),
            ]
            for one in self.calls
        ]
        Path(RECORD).write_text(json.dumps(written), encoding="utf-8")


class Chosen:
    """Pytest plugin: runs the tests of ``names`` only, in that order."""

    def __init__(self, names: Sequence[str]) -> None:
        self.place = {name: place for place, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self.place),
            key=lambda item: self.place[item.nodeid],
        )
