"""From what is chosen on the screen to a report that a schedule runs again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis import standing, suite
from analysis.narrative.view import CERTAINTIES
from analysis.paths import Project
from analysis.publish.parameters import read_parameters

CARRIED = ("regions", "certainty")


def published(
    project: Project,
    name: str,
    notebook: str,
    state: Mapping[str, Any],
    given: Mapping[str, Any],
) -> str:
    """Write the parameters file and tell where it is, and which choices no report can carry.

    Raises InputError for what the notebook does not know.
    """
    declared = read_parameters(project.notebooks / f"{notebook}.ipynb")
    parameters = {
        key: value
        for key, value in _from_state(state).items()
        if key in declared and value != declared[key].default
    } | dict(given)
    wanted = standing.Standing(name, notebook, parameters)
    allowed = {key: list(values) for key, values in suite.allowed_values(project).items()}
    path = standing.write(project, wanted, allowed)
    told = [f"{path.relative_to(project.root)}: {notebook} {parameters}"]
    told.append("make report · make refresh → reports/site/")
    left = [key for key, value in state.items() if value and key not in (*CARRIED, "certainties")]
    if left:
        told.append(f"不随报告保存 / not carried by the report: {', '.join(sorted(left))}")
    return "\n".join(told)


def withdrawn(project: Project, name: str) -> str:
    """Remove the parameters file and tell what follows. Raises InputError for an unknown name."""
    path = standing.remove(project, name)
    return f"{path.relative_to(project.root)} ✕\nmake report · make refresh → reports/site/"


def _from_state(state: Mapping[str, Any]) -> dict[str, Any]:
    """Choices in the words of the report parameters: certainty is the lowest one chosen."""
    certainties = [one for one in CERTAINTIES if one in state.get("certainties", ())]
    found: dict[str, Any] = {"regions": list(state.get("regions", ()))}
    if certainties:
        found["certainty"] = certainties[0]
    return found
