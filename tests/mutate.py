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
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from calls import Called
from mutants import ROOT, Mutant, sample
from trials import judge, record

# What a test of the two layers may use besides them.
BELOW = (
    "analysis.text", "analysis.statements", "analysis.errors", "analysis.paths", "analysis.store",
    "analysis.schema", "analysis.sources", "analysis.reading", "analysis.pipeline",
    "analysis.extraction",
)  # fmt: skip
COPIED = ("analysis", "tests", "data", "pyproject.toml")


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
    tests = calls[1:]
    if mutant.function is None:
        loaded, module = tests_of_the_layers(root), module_of(mutant.path)
        tests = [one for one in tests if module in loaded[one.file]]
    else:
        function = f"{mutant.path}:{mutant.function}"
        tests = [one for one in tests if function in one.functions]
    near = {id(one) for one in tests if any(f.startswith(mutant.path) for f in one.functions)}
    return sorted(tests, key=lambda one: (id(one) not in near, one.seconds))


def lasting(mutant: Mutant, calls: Sequence[Called]) -> Mutant:
    """The fault as one outside any function where an import calls its function already."""
    called = f"{mutant.path}:{mutant.function}" in calls[0].functions
    return replace(mutant, function=None) if called else mutant


def module_of(path: str) -> str:
    """The name by which a file of the package is imported."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def main() -> int:
    """Print each survivor and the share noticed; exit 1 below ``--least`` per cent."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=120, help="how many faults (default 120)")
    parser.add_argument("--seed", type=int, default=1, help="which faults (default 1)")
    parser.add_argument("--least", type=int, default=80, help="per cent to notice (default 80)")
    parser.add_argument("--jobs", type=int, default=2, help="children at once (default 2)")
    given = parser.parse_args()
    drawn, seen = sample(given.sample, given.seed), list[bool]()

    def tell(mutant: Mutant, noticed: bool) -> None:
        seen.append(noticed)
        if not noticed:
            told = f"[{len(seen)}/{len(drawn)}] survived: {mutant.told()}"
            print(told, file=sys.__stdout__, flush=True)

    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        whole, *copies = [Path(folder) / str(number) for number in range(given.jobs + 1)]
        whole.mkdir()
        for name in COPIED:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, whole / name)
        files = sorted(tests_of_the_layers(whole))
        calls = record(whole, files)
        for copy in copies:
            shutil.copytree(whole, copy)
        wanted = [(one, tests_for(one, calls)) for one in (lasting(one, calls) for one in drawn)]
        judge(wanted, whole, files, copies, tell)
    share = 100 * sum(seen) / max(1, len(seen))
    print(f"{sum(seen)} of {len(seen)} faults noticed ({share:.0f}%), seed {given.seed}")
    return 0 if share >= given.least else 1


if __name__ == "__main__":
    sys.exit(main())
