"""Do the tests notice a wrong program? Seeded faults in the text and statement layers.

``make mutate`` draws a sample of small faults (a comparison turned, a number off by one, a
condition negated, a statement dropped …), puts each into a copy of the checkout, and runs the
tests of those layers until one fails. A fault that no test notices survives and is printed as a
diff: either a test is missing, or the fault changes nothing that can be seen.

A test file belongs to the layers when it reads nothing of the project above them but the way from
raw text to tables. Files that import the module come first, then that way, then the others.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("analysis/text", "analysis/statements")
# What a test of the two layers may use besides them.
BELOW = (
    "analysis.text", "analysis.statements", "analysis.errors", "analysis.paths", "analysis.store",
    "analysis.schema", "analysis.sources", "analysis.reading", "analysis.pipeline",
)  # fmt: skip
COPIED = ("analysis", "tests", "data", "pyproject.toml")
SECONDS = 120  # a fault that makes a loop endless is noticed, too

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
SWAPPED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitOr: ast.BitAnd,
}  # fmt: skip


Fault = tuple[str, Callable[[], None]]  # what was done, and what undoes it


@dataclass(frozen=True)
class Mutant:
    """One fault: where it stands, what was done, and the module with it."""

    path: str
    line: int
    what: str
    source: str


def mutants(path: str, source: str) -> Iterator[Callable[[], Mutant]]:
    """Every fault of a module; to call one while it is at hand writes the module with it.

    Annotations, docstrings and the words of errors stay as they are.
    """
    tree = ast.parse(source)
    passed_over = set(_untouched(tree))
    for node in ast.walk(tree):
        if id(node) in passed_over:
            continue
        for what, undo in _faults(node):
            yield partial(_written, tree, path, getattr(node, "lineno", 0), what)
            undo()


def _written(tree: ast.Module, path: str, line: int, what: str) -> Mutant:
    return Mutant(path, line, what, ast.unparse(ast.fix_missing_locations(tree)))


def _untouched(tree: ast.Module) -> Iterator[int]:
    """Ids of nodes that say nothing to a test: docstrings, annotations, words of errors."""
    for node in ast.walk(tree):
        away: list[ast.AST] = []
        body = getattr(node, "body", None)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(body, list):
            first = body[0] if body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                away.append(first)
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
            away.append(node.annotation)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            away += node.decorator_list
        if isinstance(node, ast.FunctionDef) and node.returns:
            away.append(node.returns)
        if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom) or _is_of_types(node):
            away.append(node)
        for root in away:
            yield from map(id, ast.walk(root))


def _is_of_types(node: ast.AST) -> bool:
    """``Literal[...]``, which nothing reads when it runs, and the list of public names."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id == "Literal"
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(one, ast.Name) and one.id == "__all__" for one in targets)


def _faults(node: ast.AST) -> Iterator[Fault]:
    """Each fault of one node, made in place."""
    yield from _logic(node)
    yield from _values(node)
    yield from _statements(node)


def _set(node: ast.AST, name: str, value: object) -> Callable[[], None]:
    old = getattr(node, name)
    setattr(node, name, value)
    return lambda: setattr(node, name, old)


def _logic(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        turned = TURNED[type(node.ops[0])]()
        yield "comparison turned", _set(node, "ops", [turned, *node.ops[1:]])
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and/or exchanged", _set(node, "op", other)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not dropped", _set(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
    if isinstance(node, ast.If | ast.IfExp | ast.While) and not isinstance(node.test, ast.Compare):
        yield "condition negated", _set(node, "test", ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        yield "operator exchanged", _set(node, "op", SWAPPED[type(node.op)]())


def _values(node: ast.AST) -> Iterator[Fault]:
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield "truth turned", _set(node, "value", not node.value)
    elif isinstance(node.value, int):
        yield "number + 1", _set(node, "value", node.value + 1)
    elif isinstance(node.value, str) and node.value:
        yield "string changed", _set(node, "value", node.value + "#")


def _statements(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, ast.Return) and node.value and not _is_none(node.value):
        yield "returns None", _set(node, "value", ast.Constant(None))
    if isinstance(node, ast.Continue | ast.Break):
        return
    for name in ("body", "orelse"):
        block = getattr(node, name, None)
        if not isinstance(block, list) or isinstance(node, ast.Module | ast.ClassDef):
            continue
        for place, statement in enumerate(block):
            if isinstance(statement, ast.Expr | ast.AugAssign | ast.Continue | ast.Break):
                if isinstance(getattr(statement, "value", None), ast.Constant):
                    continue
                rest = [*block[:place], ast.Pass(), *block[place + 1 :]]
                yield f"line {statement.lineno} dropped", _set(node, name, rest)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def imported(path: Path) -> set[str]:
    """Names of modules a test file imports, those of its neighbours in ``tests/`` included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    near = [path.with_name(f"{name}.py") for name in found]
    return found.union(*(imported(one) for one in near if one.exists() and one != path))


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


def _of_the_layers(names: set[str]) -> bool:
    ours = {name for name in names if name.startswith("analysis.")}
    return all(name.startswith(BELOW) for name in ours)


def tests_for(path: str, root: Path = ROOT) -> list[str]:
    """The test files of the layers that load the module of ``path``, the nearest first."""
    module = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    parts = set(module.split(".")[2:])
    found = []
    for file in sorted((root / "tests").glob("test_*.py")):
        names = imported(file)
        if _of_the_layers(names) and any(module in reached(name, root) for name in names):
            named = bool(parts & set(file.stem.removeprefix("test_").split("_")))
            whole = "analysis.pipeline" in names
            distance = 0 if module in names else 1 if named else 2 if whole else 3
            found.append((distance, str(file.relative_to(root))))
    return [name for _, name in sorted(found)]


def sample(count: int, seed: int, root: Path = ROOT) -> list[Mutant]:
    """``count`` faults of both layers, the same for the same seed and sources."""
    sources = {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for layer in LAYERS
        for path in sorted((root / layer).rglob("*.py"))
    }
    places = [
        (path, number)
        for path, source in sources.items()
        for number, _ in enumerate(mutants(path, source))
    ]
    drawn = random.Random(seed).sample(places, min(count, len(places)))
    wanted = set(drawn)
    made = {
        (path, number): write()
        for path in sorted({path for path, _ in drawn})
        for number, write in enumerate(mutants(path, sources[path]))
        if (path, number) in wanted
    }
    return [made[place] for place in drawn]


def is_noticed(mutant: Mutant, copy: Path, arguments: list[str]) -> bool:
    """Whether a test of ``copy`` fails, or does not end, with the fault in place."""
    target = copy / mutant.path
    whole = target.read_text(encoding="utf-8")
    target.write_text(mutant.source, encoding="utf-8")
    try:
        return _run(copy, arguments) != 0
    finally:
        target.write_text(whole, encoding="utf-8")


def _run(copy: Path, arguments: list[str]) -> int:
    """Exit code of pytest in a child that has the heavy imports already; 1 when it never ends."""
    child = os.fork()
    if child == 0:
        _test_and_leave(copy, arguments)
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return 1


def _test_and_leave(copy: Path, arguments: list[str]) -> None:
    import pytest

    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.chdir(copy)
    sys.dont_write_bytecode = True
    sys.path[:0] = [str(copy), str(copy / "tests")]
    # Seeded, so that a fault is judged the same way each time.
    options = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", "--noconftest"]
    os._exit(int(pytest.main([*options, *arguments])))


def told(mutant: Mutant) -> str:
    """The fault as a diff of one line or two."""
    before = ast.unparse(ast.parse((ROOT / mutant.path).read_text(encoding="utf-8")))
    lines = difflib.unified_diff(before.splitlines(), mutant.source.splitlines(), n=0, lineterm="")
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join([f"{mutant.path}:{mutant.line}: {mutant.what}", *changed])


def main() -> int:
    """Print each survivor and the share noticed; exit 1 below ``--least`` per cent."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=120, help="how many faults (default 120)")
    parser.add_argument("--seed", type=int, default=1, help="which faults (default 1)")
    parser.add_argument("--least", type=int, default=80, help="per cent to notice (default 80)")
    given = parser.parse_args()
    import hypothesis  # noqa: F401 - imported before the fork
    import pandas  # noqa: F401
    import pytest  # noqa: F401

    drawn, seen = sample(given.sample, given.seed), list[bool]()
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
        for number, mutant in enumerate(drawn, 1):
            seen.append(is_noticed(mutant, copy, tests_for(mutant.path)))
            if not seen[-1]:
                print(f"[{number}/{len(drawn)}] survived: {told(mutant)}", flush=True)
    share = 100 * sum(seen) / max(1, len(seen))
    print(f"{sum(seen)} of {len(seen)} faults noticed ({share:.0f}%), seed {given.seed}")
    return 0 if share >= given.least else 1


if __name__ == "__main__":
    sys.exit(main())
