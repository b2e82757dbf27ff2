"""Runs of tests in children, each with one fault: is it noticed?

The parent has collected every test, so a child starts at once: a fault inside a function is put
into its copy of the process by exchanging the code of the functions of that module. A fault outside
every function is written into a copy of the checkout, whose child collects the tests itself.
"""

from __future__ import annotations

import gc
import io
import json
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import hypothesis
import pytest
from calls import RECORD, Called, Chosen, Recorder
from mutants import Mutant

LOG = "tests.log"
MEMORY = 6 << 30  # a fault that fills the memory is noticed, too
# Seeded, so that a fault is judged the same way each time.
OPTIONS = ("-s", "-p", "no:cacheprovider", "--hypothesis-seed=0", "--noconftest")


def record(copy: Path, files: Sequence[str]) -> list[Called]:
    """Every test of ``files`` in ``copy`` with the functions it calls; all must pass."""
    child = _started(copy, lambda: _tested(copy, files, Recorder(copy)))
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        sys.stderr.write((copy / LOG).read_text(encoding="utf-8"))
        sys.exit("mutate: the tests of the layers fail without any fault; make them pass first")
    written = json.loads((copy / RECORD).read_text(encoding="utf-8"))
    return [Called(name, file, seconds, set(calls)) for name, file, seconds, calls in written]


def judge(
    wanted: Sequence[tuple[Mutant, list[Called]]],
    whole: Path,
    files: Sequence[str],
    copies: Sequence[Path],
    tell: Callable[[Mutant, bool], None],
) -> None:
    """Tell of each fault whether one of its tests notices it; as many children as copies."""
    sys.path[:0] = [str(whole), str(whole / "tests")]
    os.chdir(whole)
    _untimed()
    with redirect_stdout(io.StringIO()):
        pytest.main([*OPTIONS, *files], plugins=[Judge(wanted, whole, copies, tell)])


class Judge:
    """Pytest plugin: tries each fault in a child instead of running all that was collected."""

    def __init__(
        self,
        wanted: Sequence[tuple[Mutant, list[Called]]],
        whole: Path,
        copies: Sequence[Path],
        tell: Callable[[Mutant, bool], None],
    ) -> None:
        self.waiting, self.free = list(reversed(wanted)), list(copies)
        self.whole, self.tell = whole, tell

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        running: list[Trial] = []
        while self.waiting or running:
            while self.waiting and self.free:
                running.append(Trial(*self.waiting.pop(), session, self.whole, self.free.pop()))
            time.sleep(0.02)
            for trial in list(running):
                noticed = trial.noticed()
                if noticed is not None:
                    running.remove(trial)
                    self.free.append(trial.copy)
                    self.tell(trial.mutant, noticed)
        return True


@dataclass
class Trial:
    """A fault and the child that runs its tests on it."""

    mutant: Mutant
    tests: list[Called]
    session: pytest.Session
    whole: Path
    copy: Path

    def __post_init__(self) -> None:
        # A fault that makes a loop endless is noticed, too.
        self.ends = time.monotonic() + 30 + 5 * sum(one.seconds for one in self.tests)
        codes = _codes(self.mutant, self.whole)
        if codes is None:
            target = self.copy / self.mutant.path
            self.plain = target.read_text(encoding="utf-8")
            target.write_text(self.mutant.source, encoding="utf-8")
            files = list(dict.fromkeys(one.file for one in self.tests))
            names = Chosen([one.name for one in self.tests])
            self.child = _started(self.copy, lambda: _imported(self.whole, self.copy, files, names))
        else:
            self.plain = ""
            self.child = _started(self.copy, lambda: _exchanged(codes, self.tests, self.session))

    def noticed(self) -> bool | None:
        """Whether a test failed or did not end; None while they run."""
        done, status = os.waitpid(self.child, os.WNOHANG)
        if not done and time.monotonic() < self.ends:
            return None
        if not done:
            os.kill(self.child, 9)
            os.waitpid(self.child, 0)
        if self.plain:
            (self.copy / self.mutant.path).write_text(self.plain, encoding="utf-8")
        return not done or os.waitstatus_to_exitcode(status) != 0


def _codes(mutant: Mutant, whole: Path) -> list[tuple[FunctionType, CodeType]] | None:
    """The functions of the faulty module with their code from it; None where that is not all."""
    if mutant.function is None:
        return None
    path = str(whole / mutant.path)
    made = list(_within(compile(mutant.source, path, "exec")))
    names = Counter(code.co_qualname for code in made)
    known = {code.co_qualname: code for code in made}
    functions = [
        one
        for one in gc.get_objects()
        if type(one) is FunctionType
        and one.__code__.co_filename == path
        and names[one.__code__.co_qualname] == 1
    ]
    if mutant.function not in {one.__code__.co_firstlineno for one in functions}:
        return None
    return [(one, known[one.__code__.co_qualname]) for one in functions]


def _within(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _within(one)


def _started(copy: Path, work: Callable[[], int]) -> int:
    """Id of a child that does ``work`` in ``copy`` and exits with its answer, 1 if it fails."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.chdir(copy)
        log = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        code = work()
    finally:
        os._exit(code)


def _exchanged(
    codes: list[tuple[FunctionType, CodeType]], tests: list[Called], session: pytest.Session
) -> int:
    items = {item.nodeid: item for item in session.items}
    for function, code in codes:
        function.__code__ = code
    chosen = [items[one.name] for one in tests]
    for item, following in zip(chosen, [*chosen[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0


def _imported(whole: Path, copy: Path, files: Sequence[str], chosen: Chosen) -> int:
    """Runs the tests with all that was imported from ``whole`` imported again from ``copy``."""
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None)).startswith(f"{whole}/"):
            del sys.modules[name]
    sys.path[:] = [path for path in sys.path if not path.startswith(str(whole))]
    sys.dont_write_bytecode = True
    return _tested(copy, files, chosen)


def _untimed() -> None:
    """A slow moment of the machine is no fault."""
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")


def _tested(copy: Path, files: Sequence[str], plugin: object) -> int:
    _untimed()
    sys.path[:0] = [str(copy), str(copy / "tests")]
    return int(pytest.main([*OPTIONS, "-x", *files], plugins=[plugin]))
