"""The rooms of a feature have the same names everywhere."""

from collections.abc import Iterator

from checks.source import Finding, Source

_ROOMS = {
    "routes": ("api", "controllers", "endpoints", "handlers", "http", "urls", "views"),
    "schemas": ("dto", "dtos", "schema", "serializers", "structs"),
    "service": ("actions", "core", "logic", "manager", "services", "usecases"),
    "rules": ("policy", "policies", "rule", "validators"),
    "repository": ("crud", "dao", "queries", "repo", "repositories", "store", "storage"),
    "models": ("entities", "model", "orm", "tables"),
    "jobs": ("background", "job", "tasks", "workers"),
    "errors": ("error", "exceptions"),
    "a file named for what it does": (
        "base",
        "common",
        "helpers",
        "misc",
        "shared",
        "tools",
        "util",
        "utils",
    ),
}


def rooms(source: Source) -> Iterator[Finding]:
    """Warn about a room under another name; a service may be split into one file a verb."""
    for right, wrong in _ROOMS.items():
        if source.room in wrong:
            yield source.finding(None, f"{source.room}.py is called {right} here", warning=True)
