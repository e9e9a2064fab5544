"""Every table of the suite carries its brand, in front, so that it can be sharded by it."""

import ast
from collections.abc import Iterator

from checks.source import Finding, Source

BRAND = "brand_id"

GLOBAL_TABLES: dict[str, str] = {
    "brand": "it is the brand",
    "staff": "one person works for many brands; what they may do at each is in membership",
    "staff_sign_in_link": "signs a person in, not a brand",
}
"""Tables of the suite that belong to no brand, each with the reason."""


def brands(source: Source) -> Iterator[Finding]:
    """In a models.py of the suite, brand_id stands in the primary key or right behind it."""
    if source.part != "suite" or source.room != "models":
        return
    classes = {node.name: node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)}
    for model in classes.values():
        table = _table_name(model)
        if table is None or table in GLOBAL_TABLES:
            continue
        if BRAND not in _leading(_columns(model, classes)):
            yield source.finding(model, f"table {table} lacks {BRAND} in or right behind its primary key")


def _table_name(model: ast.ClassDef) -> str | None:
    for node in model.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if names == ["__tablename__"]:
                return str(node.value.value)
    return None


def _columns(model: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> list[ast.AnnAssign]:
    """Mapped columns in their order; those of mixins in the same file come first, as in SQLAlchemy."""
    bases = [classes[base.id] for base in model.bases if isinstance(base, ast.Name) and base.id in classes]
    inherited = [column for base in bases for column in _columns(base, classes)]
    own = [node for node in model.body if isinstance(node, ast.AnnAssign)]
    return inherited + [node for node in own if ast.unparse(node.annotation).startswith("Mapped")]


def _leading(columns: list[ast.AnnAssign]) -> list[str]:
    """The columns of the primary key and the first one that is not."""
    keys = [column for column in columns if column.value and "primary_key=True" in ast.unparse(column.value)]
    others = [column for column in columns if column not in keys]
    return [ast.unparse(column.target) for column in keys + others[:1]]
