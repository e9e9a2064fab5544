"""JSON Schema, as far as our documents use it: values that fit, values that do not, and what is wrong with one."""

import random
import re
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
Schemas = Mapping[str, Schema]
"""By name, as in components/schemas."""

_DEEPEST = 4
_TEXTS = (
    "",
    "茶",
    "a",
    "空调 <b>&amp;",
    "0",
    "-1",
    "\u200b\u202e",
    "😀" * 20,
    "x" * 300,
    "http://127.0.0.1:9/",
    "\x01",
    "'\";--",
)
_NUMBERS = (0, 1, -1, 2, 20, 127, 2**31, 2**53)
_NASTY: tuple[Any, ...] = (
    *(None, True, "", "\0", "a\0b", [], {}, [[]], {"": None}, 2**63, 2**64, -(2**63) - 1, 10**30, 1e300, 0.5),
    *("茶" * 20_000, ["x"] * 2000, "\ufffe", "tea"),
)
_PYTHON: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "null": (type(None),),
}


def resolved(schema: Schema, schemas: Schemas) -> Schema:
    """What it refers to."""
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    return schema


def fitting(schema: Schema, schemas: Schemas, chance: random.Random, depth: int = 0) -> Any:  # noqa: ANN401 - JSON
    """A value of the schema."""
    schema = resolved(schema, schemas)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return chance.choice(schema["enum"])
    if "oneOf" in schema:
        return fitting(chance.choice(schema["oneOf"]), schemas, chance, depth)
    kinds = _kinds(schema)
    match chance.choice(kinds):
        case "object":
            return _object(schema, schemas, chance, depth)
        case "array":
            inner = schema.get("prefixItems") or [schema.get("items", {})] * chance.randrange(
                3 if depth < _DEEPEST else 1
            )
            return [fitting(one, schemas, chance, depth + 1) for one in inner]
        case "string":
            longest = schema.get("maxLength", 1000)
            return chance.choice(_TEXTS)[:longest].ljust(schema.get("minLength", 0), "x")
        case "integer" | "number":
            return min(max(chance.choice(_NUMBERS), schema.get("minimum", -(2**53))), schema.get("maximum", 2**53))
        case "boolean":
            return chance.random() < 0.5
    return None


def _kinds(schema: Schema) -> list[str]:
    found = schema.get("type", "object" if "properties" in schema else "string")
    return [found] if isinstance(found, str) else list(found)


def _object(schema: Schema, schemas: Schemas, chance: random.Random, depth: int) -> dict[str, Any]:
    names = schema.get("properties", {})
    wanted = [
        name for name in names if name in schema.get("required", ()) or (depth < _DEEPEST and chance.random() < 0.6)
    ]
    made = {name: fitting(names[name], schemas, chance, depth + 1) for name in wanted}
    others = schema.get("additionalProperties")
    if isinstance(others, dict) and others and chance.random() < 0.5:
        made["tea"] = fitting(others, schemas, chance, depth + 1)
    return made


def spoilt(value: Any, chance: random.Random) -> Any:  # noqa: ANN401 - JSON
    """The value with something else at one place, or without it."""
    if not isinstance(value, dict | list) or not value or chance.random() < 0.1:
        return chance.choice(_NASTY)
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    key = chance.choice(list(copy) if isinstance(copy, dict) else range(len(copy)))
    if chance.random() < 0.1:
        del copy[key]
    else:
        copy[key] = spoilt(copy[key], chance) if chance.random() < 0.5 else chance.choice(_NASTY)
    return copy


def misfits(value: Any, schema: Schema, schemas: Schemas, place: str = "") -> Iterator[str]:  # noqa: ANN401 - JSON
    """What is wrong with a value, and where."""
    schema = resolved(schema, schemas)
    if "oneOf" in schema:
        if sum(not any(misfits(value, one, schemas)) for one in schema["oneOf"]) == 0:
            yield f"{place}: none of its kinds"
        return
    if ("const" in schema and value != schema["const"]) or ("enum" in schema and value not in schema["enum"]):
        yield f"{place}: {value!r} is not among its values"
    if "type" in schema and not any(_is(value, kind) for kind in _kinds(schema)):
        yield f"{place}: {value!r} is no {schema['type']}"
        return
    yield from _inner_misfits(value, schema, schemas, place)


def _is(value: object, kind: str) -> bool:
    return isinstance(value, _PYTHON[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _inner_misfits(value: Any, schema: Schema, schemas: Schemas, place: str) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, dict):
        yield from _object_misfits(value, schema, schemas, place)
    elif isinstance(value, list):
        fixed = schema.get("prefixItems", [])
        for number, one in enumerate(value):
            inner = fixed[number] if number < len(fixed) else schema.get("items", {})
            yield from misfits(one, inner, schemas, f"{place}[{number}]")
    elif isinstance(value, str):
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**9):
            yield f"{place}: its length is {len(value)}"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{place}: {value!r} is not of {schema['pattern']}"
    elif isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{place}: {value} is out of bounds"


def _object_misfits(value: dict[str, Any], schema: Schema, schemas: Schemas, place: str) -> Iterator[str]:
    """What a document does not name is not there, unless it says that anything may be."""
    known, others = schema.get("properties", {}), schema.get("additionalProperties")
    yield from (f"{place}.{name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, one in value.items():
        if name in known:
            yield from misfits(one, known[name], schemas, f"{place}.{name}")
        elif isinstance(others, dict):
            yield from misfits(one, others, schemas, f"{place}.{name}")
        elif known or others is False:
            yield f"{place}.{name} is not declared"
