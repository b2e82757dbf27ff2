"""The shape of the house: imports go down, files and functions stay small."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "analysis"
# A module may import its own layer and those above it in this list, never one below.
# Every module that is not named here is at the top and may import all others.
LAYERS = (
    ("paths", "errors", "schema", "progress", "lock", "tabular", "undo", "disk"),
    ("text",),
    ("sources", "ingest", "store"),
    ("statements",),
    ("measures",),
    ("figures",),
    ("publish",),
    ("narrative",),
)


@cache
def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def known_modules() -> frozenset[str]:
    return frozenset(name_of(path) for path in modules())


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def layer_of(module: str) -> int:
    parts = module.split(".")
    top = parts[1] if len(parts) > 1 else "__init__"
    for depth, names in enumerate(LAYERS):
        if top in names:
            return depth
    return len(LAYERS)


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = name_of(path).split(".")
                if path.name != "__init__.py":
                    parents = parents[:-1]
                parents = parents[: len(parents) - node.level + 1]
                base = ".".join([*parents, base] if base else parents)
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return {name for name in found & known_modules() if name != "analysis"}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_downwards_only(path):
    own = layer_of(name_of(path))
    upward = {name for name in imports_of(path) if layer_of(name) > own}
    assert not upward, f"{name_of(path)} imports upwards: {sorted(upward)}"


def test_no_import_cycle():
    graph = {name_of(path): imports_of(path) for path in modules()}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, f"cycle: {' -> '.join((*trail, module))}"
        if module not in done:
            for target in graph.get(module, ()):
                # A package's own modules may import the package's base modules.
                if not target.startswith(module + "."):
                    visit(target, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_files_and_functions_stay_small(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 300, f"{path.name}: is it one room or two?"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body
            documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
            first = body[0].end_lineno if documented and len(body) > 1 else node.lineno
            length = (node.end_lineno or 0) - (first or 0)
            assert length <= 40, f"{path.name}: {node.name} has {length} lines"


def test_a_module_says_in_its_first_line_what_it_is_for():
    first = {
        name_of(path): (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
        for path in modules()
    }
    unsaid = [name for name, words in first.items() if words.split("\n")[0][-1:] not in (".", "?")]
    assert not unsaid


def test_no_nameless_modules():
    forbidden = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert not [path.name for path in modules() if path.stem in forbidden]


def test_what_is_left_unchecked_says_why():
    """``# noqa: RULE - reason``, ``# type: ignore[code]  # reason``, ``except Exception:  # …``."""
    unchecked = re.compile(r"(# noqa|# type: ignore|except (?:Base)?Exception\b)(?P<rest>.*)")
    explained = re.compile(r": [A-Z]+\d+(, [A-Z]+\d+)* - \w|\[[a-z,-]+\]  # \w|(?: as \w+)?:  # \w")
    silent = [
        f"{name_of(path)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for found in unchecked.finditer(line)
        if not explained.match(found["rest"])
    ]
    assert not silent
