"""One Python file of ours: its tree, its place in the house, and what its names stand for."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PARTS = ("messenger", "platform", "suite")
ROOMS = frozenset({"errors", "jobs", "models", "repository", "routes", "rules", "schemas", "service"})
_DEPTH = 3  # teahouse/part/feature


@dataclass(frozen=True)
class Finding:
    """A broken rule. A warning is shown but does not fail the run."""

    path: str
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        """`path:line: message`, as editors understand it."""
        return f"{self.path}:{self.line}: {'warning: ' if self.warning else ''}{self.message}"


@dataclass(frozen=True)
class Import:
    """One name brought in: `from a.b import c` is the module `a.b` and the name `c`."""

    node: ast.stmt
    module: str
    name: str | None

    @property
    def target(self) -> str:
        """The longest dotted name that may be a module."""
        return f"{self.module}.{self.name}" if self.name else self.module


@dataclass(frozen=True)
class Source:
    """`path` is relative to the folder that holds the `teahouse` package, with forward slashes."""

    path: str
    text: str
    rooms: frozenset[str] = ROOMS
    """Names of the modules and packages in the folder of the feature."""

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, filename=self.path)

    @cached_property
    def module(self) -> str:
        """The dotted name of this file: a package is named without `__init__`."""
        parts = self.path.removesuffix(".py").split("/")
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def is_package(self) -> bool:
        """Whether this file is an `__init__.py`."""
        return self.path.endswith("/__init__.py")

    @property
    def part(self) -> str:
        """kit, protocol, messenger, platform, suite, cli, ...; empty for the package itself."""
        return [*self.module.split("."), ""][1]

    @cached_property
    def feature(self) -> str | None:
        """The dotted name of the feature this file belongs to, e.g. teahouse.suite.desk."""
        return feature_of(self.module) if self.path.count("/") >= _DEPTH else None

    @property
    def room(self) -> str | None:
        """routes, service, repository, ...: the first name below the feature; None for its face."""
        if self.feature is None or self.module == self.feature:
            return None
        return self.module.removeprefix(f"{self.feature}.").split(".")[0]

    @cached_property
    def imports(self) -> list[Import]:
        """Every import of the file, wherever it stands, relative ones resolved."""
        return [found for node in ast.walk(self.tree) for found in self._imports_of(node)]

    @cached_property
    def aliases(self) -> dict[str, str]:
        """What a local name stands for, as far as imports tell."""
        known = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    known[alias.asname or alias.name.split(".")[0]] = (
                        alias.name if alias.asname else alias.name.split(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom):
                module = self._resolved(node)
                known |= {alias.asname or alias.name: f"{module}.{alias.name}" for alias in node.names}
        return known

    def dotted(self, node: ast.expr) -> str | None:
        """The full name an expression refers to: of `dt.now` after `from datetime import datetime as dt`."""
        if isinstance(node, ast.Name):
            return self.aliases.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            owner = self.dotted(node.value)
            return f"{owner}.{node.attr}" if owner else None
        return None

    def references(self) -> Iterator[tuple[ast.expr, str]]:
        """Every use of a dotted name, the inner parts of a chain too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name | ast.Attribute) and (name := self.dotted(node)):
                yield node, name

    def calls(self) -> Iterator[ast.Call]:
        """Every call of the file."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def finding(self, node: ast.stmt | ast.expr | None, message: str, *, warning: bool = False) -> Finding:
        """A finding at a node, or at the head of the file."""
        return Finding(f"src/{self.path}", getattr(node, "lineno", 1), message, warning)

    def _imports_of(self, node: ast.AST) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(node, alias.name, None)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(node, self._resolved(node), alias.name)

    def _resolved(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parents = self.module.split(".")
        package = parents[: len(parents) - node.level + self.is_package]
        return ".".join([*package, *([node.module] if node.module else [])])


def feature_of(name: str) -> str | None:
    """The feature that a dotted name lies in."""
    parts = name.split(".")
    if len(parts) < _DEPTH or parts[0] != "teahouse" or parts[1] not in PARTS:
        return None
    return ".".join(parts[:_DEPTH])


def read_sources(root: Path) -> list[Source]:
    """All Python files of the package below `root`, which holds the folder `teahouse`."""
    return [
        Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"), _rooms(root, path))
        for path in sorted(root.glob("teahouse/**/*.py"))
    ]


def _rooms(root: Path, path: Path) -> frozenset[str]:
    folder = root.joinpath(*path.parent.relative_to(root).parts[:_DEPTH])
    return frozenset(other.stem for other in folder.iterdir() if other.is_dir() or other.suffix == ".py")
