"""Do the tests notice a wrong program? Seeded faults in the text and statement layers.

``make mutate`` draws a sample of small faults, puts each into a copy of the checkout, and runs the
tests that call the faulty function, the quickest first, until one fails. A fault that no test
notices survives and is printed as a diff: either a test is missing, or the fault changes nothing
that can be seen.

A test file belongs to the layers when it reads nothing of the project above them but the way from
raw text to tables. Which functions a test calls is recorded once, before the first fault. A fault
outside every function is tried by all tests that load its module.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

from calls import RECORD, Called, Chosen, Recorder
from mutants import ROOT, Mutant, sample

# What a test of the two layers may use besides them.
BELOW = (
    "analysis.text", "analysis.statements", "analysis.errors", "analysis.paths", "analysis.store",
    "analysis.schema", "analysis.sources", "analysis.reading", "analysis.pipeline",
    "analysis.extraction",
)  # fmt: skip
COPIED = ("analysis", "tests", "data", "pyproject.toml")
LOG = "tests.log"
MEMORY = 6 << 30  # a fault that fills the memory is noticed, too


@cache
def imported(path: Path) -> frozenset[str]:
    """Names of modules a test file imports, those of its neighbours in ``tests/`` included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    near = [path.with_name(f"{name}.py") for name in found]
    return frozenset(found.union(*(imported(one) for one in near if one.exists() and one != path)))


@cache
def reached(module: str, root: Path = ROOT) -> frozenset[str]:
    """All modules of the project that importing ``module`` loads, itself and packages included."""
    found, open_names = set[str](), [module]
    while open_names:
        name = open_names.pop()
        file = next((f for f in _files(name, root) if f.exists()), None)
        if file is None or name in found:
            continue
        found.add(name)
        open_names += [name.rpartition(".")[0], *imported(file)]
    return frozenset(found)


def _files(module: str, root: Path) -> tuple[Path, Path]:
    path = root / module.replace(".", "/")
    return path.with_suffix(".py"), path / "__init__.py"


@cache
def tests_of_the_layers(root: Path = ROOT) -> dict[str, frozenset[str]]:
    """Each test file of the two layers, with the modules of the project that it loads."""
    found = {}
    for file in sorted((root / "tests").glob("test_*.py")):
        names = imported(file)
        ours = {name for name in names if name.startswith("analysis.")}
        if not all(name.startswith(BELOW) for name in ours):
            continue
        loaded = frozenset[str]().union(*(reached(name, root) for name in names))
        if loaded & {"analysis.text", "analysis.statements"}:
            found[str(file.relative_to(root))] = loaded
    return found


def tests_for(mutant: Mutant, calls: Sequence[Called], root: Path = ROOT) -> list[Called]:
    """The tests that call the faulty function, or that load the module of a fault outside any.

    Those that call anything of the module come first, of these the quickest.
    """
    at_import, *tests = calls
    function, module = f"{mutant.path}:{mutant.function}", module_of(mutant.path)
    if mutant.function is None or function in at_import.functions:
        loaded = tests_of_the_layers(root)
        tests = [one for one in tests if module in loaded[one.file]]
    else:
        tests = [one for one in tests if function in one.functions]
    near = {id(one) for one in tests if any(f.startswith(mutant.path) for f in one.functions)}
    return sorted(tests, key=lambda one: (id(one) not in near, one.seconds))


def module_of(path: str) -> str:
    """The name by which a file of the package is imported."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def record(copy: Path) -> list[Called]:
    """Every test of the layers in ``copy`` with the functions it calls; all must pass."""
    files = sorted(tests_of_the_layers(copy))
    child = os.fork()
    if child == 0:
        _test_and_leave(copy, files, Recorder(copy))
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        sys.stderr.write((copy / LOG).read_text(encoding="utf-8"))
        sys.exit("mutate: the tests of the layers fail without any fault; make them pass first")
    written = json.loads((copy / RECORD).read_text(encoding="utf-8"))
    return [Called(name, file, seconds, set(calls)) for name, file, seconds, calls in written]


@dataclass
class Trial:
    """A fault in its copy, and the child that runs the tests on it."""

    mutant: Mutant
    copy: Path
    tests: list[Called]

    def __post_init__(self) -> None:
        target = self.copy / self.mutant.path
        self.whole = target.read_text(encoding="utf-8")
        target.write_text(self.mutant.source, encoding="utf-8")
        # A fault that makes a loop endless is noticed, too.
        self.ends = time.monotonic() + 30 + 5 * sum(one.seconds for one in self.tests)
        self.child = os.fork()
        if self.child == 0:
            files = list(dict.fromkeys(one.file for one in self.tests))
            sys.dont_write_bytecode = True
            _test_and_leave(self.copy, files, Chosen([one.name for one in self.tests]))

    def noticed(self) -> bool | None:
        """Whether a test failed or did not end; None while they run."""
        done, status = os.waitpid(self.child, os.WNOHANG)
        if not done and time.monotonic() < self.ends:
            return None
        if not done:
            os.kill(self.child, 9)
            os.waitpid(self.child, 0)
        (self.copy / self.mutant.path).write_text(self.whole, encoding="utf-8")
        return not done or os.waitstatus_to_exitcode(status) != 0


def _test_and_leave(copy: Path, files: list[str], plugin: object) -> NoReturn:
    import pytest

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.chdir(copy)
    log = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.path[:0] = [str(copy), str(copy / "tests")]
    # Seeded, so that a fault is judged the same way each time.
    options = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", "--noconftest"]
    os._exit(int(pytest.main([*options, *files], plugins=[plugin])))


def judged(
    drawn: Sequence[Mutant], calls: Sequence[Called], copies: list[Path]
) -> Iterator[tuple[Mutant, bool]]:
    """Each fault and whether it was noticed, tried in as many children as there are copies."""
    waiting, free, running = list(reversed(drawn)), list(copies), list[Trial]()
    while waiting or running:
        while waiting and free:
            mutant = waiting.pop()
            tests = tests_for(mutant, calls)
            if tests:
                running.append(Trial(mutant, free.pop(), tests))
            else:
                yield mutant, False
        for trial in list(running):
            noticed = trial.noticed()
            if noticed is not None:
                running.remove(trial)
                free.append(trial.copy)
                yield trial.mutant, noticed
        time.sleep(0.02)


def _warm() -> None:
    """Load what every child needs and no fault touches."""
    import cn2an  # noqa: F401 - imported before the fork, as are the others
    import duckdb  # noqa: F401
    import hypothesis  # noqa: F401
    import opencc  # noqa: F401
    import pandas  # noqa: F401
    import pytest  # noqa: F401


def main() -> int:
    """Print each survivor and the share noticed; exit 1 below ``--least`` per cent."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=120, help="how many faults (default 120)")
    parser.add_argument("--seed", type=int, default=1, help="which faults (default 1)")
    parser.add_argument("--least", type=int, default=80, help="per cent to notice (default 80)")
    parser.add_argument("--jobs", type=int, default=2, help="children at once (default 2)")
    given = parser.parse_args()
    drawn, seen = sample(given.sample, given.seed), list[bool]()
    _warm()
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        first, *others = [Path(folder) / str(number) for number in range(given.jobs)]
        first.mkdir()
        for name in COPIED:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, first / name)
        calls = record(first)
        for other in others:
            shutil.copytree(first, other)
        for mutant, noticed in judged(drawn, calls, [first, *others]):
            seen.append(noticed)
            if not noticed:
                print(f"[{len(seen)}/{len(drawn)}] survived: {mutant.told()}", flush=True)
    share = 100 * sum(seen) / max(1, len(seen))
    print(f"{sum(seen)} of {len(seen)} faults noticed ({share:.0f}%), seed {given.seed}")
    return 0 if share >= given.least else 1


if __name__ == "__main__":
    sys.exit(main())
