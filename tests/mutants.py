"""Small seeded faults: a comparison turned, a number off by one, a statement dropped …

Each fault knows the function it stands in, so that only tests which call that function need to
run. Annotations, docstrings and the words of errors stay as they are: they say nothing to a test.
"""

from __future__ import annotations

import ast
import difflib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("analysis/text", "analysis/statements")

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
    plain: str  # the module without it, written the same way
    function: int | None  # first line of the function around it, as code objects count it

    def told(self) -> str:
        """The fault as a diff of one line or two."""
        pair = self.plain.splitlines(), self.source.splitlines()
        lines = difflib.unified_diff(*pair, n=0, lineterm="")
        changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
        return "\n".join([f"{self.path}:{self.line}: {self.what}", *changed])


def mutants(path: str, source: str) -> Iterator[Callable[[], Mutant]]:
    """Every fault of a module; to call one while it is at hand writes the module with it."""
    tree = ast.parse(source)
    plain = ast.unparse(tree)
    passed_over, functions = set(_untouched(tree)), dict(_functions(tree, None))
    for node in ast.walk(tree):
        if id(node) in passed_over:
            continue
        for what, undo in _faults(node):
            place = path, getattr(node, "lineno", 0), what
            yield partial(_written, tree, place, plain, functions[id(node)])
            undo()


def _written(
    tree: ast.Module, place: tuple[str, int, str], plain: str, function: int | None
) -> Mutant:
    return Mutant(*place, ast.unparse(ast.fix_missing_locations(tree)), plain, function)


def _functions(node: ast.AST, around: int | None) -> Iterator[tuple[int, int | None]]:
    """Each node's id with the first line of the function that runs it, None for the module."""
    inner = around
    if isinstance(node, ast.FunctionDef):
        inner = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    yield id(node), inner
    for name, field in ast.iter_fields(node):
        runs = inner if name in ("body", "orelse", "handlers", "finalbody") else around
        if not isinstance(node, ast.FunctionDef):
            runs = inner
        for child in field if isinstance(field, list) else [field]:
            if isinstance(child, ast.AST):
                yield from _functions(child, runs)


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
