"""One request or job is one transaction, and its edge in kit ends it."""

import ast
from collections.abc import Iterator

from checks.source import Finding, Source

_ENDINGS = {"commit", "rollback"}


def commits(source: Source) -> Iterator[Finding]:
    """Nothing outside kit commits or rolls back."""
    if source.part == "kit":
        return
    for call in source.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in _ENDINGS:
            yield source.finding(call, f".{call.func.attr}() belongs to the edge in kit: return, or raise")
