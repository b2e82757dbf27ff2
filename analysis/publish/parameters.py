"""Parameters of a notebook, checked for name, type and value before any kernel starts.

papermill itself runs a misspelt or ill-typed parameter without complaint and reports the
default (nteract/papermill #667), so nothing reaches it unchecked.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import InputError

TAG = "parameters"
SIMPLE_TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
MISSING = object()


@dataclass(frozen=True)
class Parameter:
    """One assignment of the parameters cell: its default and the type it must keep."""

    name: str
    type: str
    default: Any
    optional: bool = False

    def accepts(self, value: Any) -> bool:
        """Whether ``value`` has this parameter's type; an int is a valid float, a bool no int."""
        if value is None:
            return self.optional
        if self.type.startswith("list"):
            item = SIMPLE_TYPES.get(self.type[5:-1], str)
            return isinstance(value, list | tuple) and all(_is(item, entry) for entry in value)
        return _is(SIMPLE_TYPES[self.type], value)


def _is(kind: type, value: Any) -> bool:
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def read_parameters(notebook: Path) -> dict[str, Parameter]:
    """The parameters a notebook declares, in the order of its ``parameters`` cell.

    Raises InputError when the notebook is missing, is not one, or declares something other
    than literal values.
    """
    source = _parameters_cell(notebook)
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        raise InputError(
            f"{notebook.name}: the parameters cell is not Python (line {error.lineno}); "
            "it may hold assignments of literal values only"
        ) from error
    declared = (_declared(statement, notebook.name) for statement in statements)
    return {parameter.name: parameter for parameter in declared}


def _parameters_cell(notebook: Path) -> str:
    try:
        content = json.loads(notebook.read_text(encoding="utf-8"))
        cells = content["cells"]
        tagged = [c for c in cells if TAG in (c.get("metadata") or {}).get("tags", [])]
    except FileNotFoundError as error:
        known = ", ".join(sorted(p.stem for p in notebook.parent.glob("[0-9]*.ipynb"))) or "none"
        raise InputError(f"{notebook.stem}: no such notebook; there are: {known}") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{notebook.name}: is not a notebook that can be read; restore it from version control"
        ) from error
    if len(tagged) != 1:
        raise InputError(
            f"{notebook.name}: found {len(tagged)} cells tagged `{TAG}`; it needs exactly one"
        )
    source = tagged[0].get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _declared(statement: ast.stmt, notebook: str) -> Parameter:
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=ast.expr()):
            written = ast.unparse(annotation)
        case ast.Assign(targets=[ast.Name(id=name)]):
            written = ""
        case _:
            raise InputError(
                f"{notebook}: the parameters cell holds `{ast.unparse(statement)}`; "
                "only assignments of literal values are allowed there"
            )
    try:
        default = ast.literal_eval(statement.value)  # type: ignore[arg-type]  # a statement without a value is a fault told below
    except ValueError as error:
        raise InputError(
            f"{notebook}: parameter {name} is computed; its default must be a literal value"
        ) from error
    return _parameter(name, written, default, notebook)


def _parameter(name: str, written: str, default: Any, notebook: str) -> Parameter:
    optional = default is None or "None" in written
    kind = written.replace("| None", "").replace("None |", "").strip()
    if not kind:
        inner = type(default[0]).__name__ if isinstance(default, list) and default else "str"
        kind = f"list[{inner}]" if isinstance(default, list) else type(default).__name__
        kind = "str" if default is None else kind
    kind = "list[str]" if kind == "list" else kind
    item = kind[5:-1] if kind.startswith("list[") else kind
    parameter = Parameter(name, kind, default, optional)
    if item not in SIMPLE_TYPES or not parameter.accepts(default):
        raise InputError(
            f"{notebook}: parameter {name} is declared as {kind} with the default {default!r}; "
            "allowed are str, int, float, bool and lists of them, with a default of that type"
        )
    return parameter


def check_parameters(
    notebook: str,
    declared: Mapping[str, Parameter],
    given: Mapping[str, Any],
    allowed: Mapping[str, Collection[str]],
) -> dict[str, Any]:
    """``given`` once it is known to fit ``declared`` and the ``allowed`` values by name.

    Raises InputError naming the notebook, the parameter, what was found and what is allowed.
    """
    for name, value in given.items():
        if name not in declared:
            raise InputError(
                f"{notebook}: found no parameter {name!r}; "
                f"its parameters are {', '.join(declared) or 'none'}"
            )
        parameter = declared[name]
        if not parameter.accepts(value):
            raise InputError(
                f"{notebook}: parameter {name} is {value!r}; it must be of type {parameter.type}"
            )
        _check_values(notebook, name, value, allowed)
    _check_distinct(notebook, given)
    return dict(given)


def _check_values(
    notebook: str, name: str, value: Any, allowed: Mapping[str, Collection[str]]
) -> None:
    if name not in allowed or value is None:
        return
    entries = value if isinstance(value, list | tuple) else [value]
    for entry in entries:
        if entry not in allowed[name]:
            raise InputError(
                f"{notebook}: parameter {name} is {entry!r}; "
                f"allowed are {', '.join(map(str, allowed[name]))}"
            )


def _check_distinct(notebook: str, given: Mapping[str, Any]) -> None:
    first, second = given.get("region_a", MISSING), given.get("region_b")
    if first is not MISSING and first == second:
        raise InputError(
            f"{notebook}: region_a and region_b are both {first!r}; a pair needs two regions"
        )


def parse_assignments(
    notebook: str, declared: Mapping[str, Parameter], assignments: Collection[str]
) -> dict[str, Any]:
    """``key=value`` strings of a command line as typed values; lists are split at commas."""
    values: dict[str, Any] = {}
    for assignment in assignments:
        name, sign, text = assignment.partition("=")
        if not sign:
            raise InputError(f"found the parameter {assignment!r}; write it as key=value")
        parameter = declared.get(name)
        values[name] = text if parameter is None else _parsed(notebook, parameter, text)
    return values


def _parsed(notebook: str, parameter: Parameter, text: str) -> Any:
    kind = parameter.type
    if kind.startswith("list"):
        inner = Parameter(parameter.name, kind[5:-1], None, True)
        return [_parsed(notebook, inner, part.strip()) for part in text.split(",") if part.strip()]
    if kind == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    try:
        return SIMPLE_TYPES[kind](text) if kind != "bool" else text
    except ValueError as error:
        raise InputError(
            f"{notebook}: parameter {parameter.name} is {text!r}; it must be of type {kind}"
        ) from error
