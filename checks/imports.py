"""Directions of imports that import-linter cannot express."""

import ast
from collections.abc import Iterator

from checks.source import ROOMS, Finding, Source, feature_of


def imports_in_functions(source: Source) -> Iterator[Finding]:
    """A first-party import inside a function hides a cycle: move the code instead."""
    inside = {
        child
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for child in ast.walk(node)
    }
    for found in source.imports:
        if found.node in inside and found.module.split(".")[0] == "teahouse":
            yield source.finding(found.node, f"{found.module} is imported inside a function")
    for call in source.calls():
        name = source.dotted(call.func)
        first = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
        if (
            name in {"importlib.import_module", "__import__"}
            and isinstance(first, str)
            and first.split(".")[0] in {"teahouse", ""}
        ):
            yield source.finding(call, f"{first} is imported by a call: use an import statement")


def faces(source: Source) -> Iterator[Finding]:
    """Other features are reached through their face only, and a room does not look at its own face."""
    for found in source.imports:
        feature = feature_of(found.target)
        if feature is None:
            continue
        if feature == source.feature:
            if found.module == feature and source.module != feature and found.name not in source.rooms:
                yield source.finding(found.node, f"a room of {feature} imports its own face")
        elif found.module.startswith(f"{feature}.") or (found.module == feature and found.name in ROOMS):
            yield source.finding(found.node, f"{found.target} is behind the face of {feature}")


def routes(source: Source) -> Iterator[Finding]:
    """Nothing imports a feature's routes but its face."""
    for found in source.imports:
        feature = feature_of(found.target)
        if feature is None or not f"{found.target}.".startswith(f"{feature}.routes."):
            continue
        if source.module != feature and not (source.feature == feature and source.room == "routes"):
            yield source.finding(found.node, f"{feature}.routes is imported by another than its face")
