"""Every query of a feature stands in its repository."""

import ast
from collections.abc import Iterator

from checks.source import Finding, Source

_STATEMENTS = {"select", "insert", "update", "delete", "exists", "union", "union_all", "text", "lambda_stmt"}
_ALWAYS = {"execute", "executemany", "scalar", "scalars", "rows", "row", "many"}
_OF_A_SESSION = {"get", "get_one", "query", "refresh", "stream", "delete", "merge"}
_SESSIONS = {"session", "reader", "db"}


def queries(source: Source) -> Iterator[Finding]:
    """No statement is built or run outside repository.py; kit and migrations are exempt."""
    if source.part in {"kit", "migrations"} or "/migrations/" in source.path or source.room == "repository":
        return
    yield from _statements(source)
    for call in source.calls():
        if verb := _running_verb(call):
            yield source.finding(call, f"{verb} runs a query: it belongs in repository.py")


def _statements(source: Source) -> Iterator[Finding]:
    allowed = {"text"} if source.room == "models" else set()  # the condition of a partial index
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
            names = {alias.name for alias in node.names} & _STATEMENTS - allowed
            for name in sorted(names):
                yield source.finding(node, f"{name} builds a query: it belongs in repository.py")
        elif isinstance(node, ast.Attribute):
            owner, _, name = (source.dotted(node) or "").rpartition(".")
            if owner.split(".")[0] == "sqlalchemy" and name in _STATEMENTS - allowed:
                yield source.finding(node, f"{name} builds a query: it belongs in repository.py")


def _running_verb(call: ast.Call) -> str | None:
    if not isinstance(call.func, ast.Attribute):
        return None
    verb = call.func.attr
    if verb in _ALWAYS or (verb in _OF_A_SESSION and _is_session(call.func.value)):
        return f".{verb}()"
    return None


def _is_session(node: ast.expr) -> bool:
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name.removeprefix("_") in _SESSIONS
