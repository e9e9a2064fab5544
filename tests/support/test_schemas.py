"""The checker of documents finds what it is to find."""

import random
from typing import Any

import pytest

from tests.support.schemas import fitting, misfits

SCHEMAS: dict[str, Any] = {
    "Leaf": {"type": "string", "minLength": 1, "maxLength": 3, "pattern": "^[a-z]+$"},
    "Tea": {
        "type": "object",
        "properties": {
            "name": {"$ref": "#/components/schemas/Leaf"},
            "cups": {"type": "integer", "minimum": 0, "maximum": 9},
            "kind": {"enum": ["green", "black"]},
            "hot": {"oneOf": [{"type": "boolean"}, {"type": "null"}]},
            "leaves": {"type": "array", "items": {"$ref": "#/components/schemas/Leaf"}},
            "pair": {"type": "array", "prefixItems": [{"type": "integer"}, {"type": ["null", "integer"]}]},
        },
        "required": ["name", "cups"],
    },
    "Any": {"type": "object", "additionalProperties": {"type": "number"}},
}
TEA = {"name": "abc", "cups": 2, "kind": "green", "hot": None, "leaves": ["a"], "pair": [1, None]}


def wrong(value: object, name: str = "Tea") -> list[str]:
    return list(misfits(value, {"$ref": f"#/components/schemas/{name}"}, SCHEMAS))


def test_what_fits_has_no_misfits() -> None:
    assert wrong(TEA) == []
    assert wrong({"a": 1, "b": 0.5}, "Any") == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"name": ""}, [".name: its length is 0", ".name: '' is not of ^[a-z]+$"]),
        ({"name": 5}, [".name: 5 is no string"]),
        ({"cups": 10}, [".cups: 10 is out of bounds"]),
        ({"cups": True}, [".cups: True is no integer"]),
        ({"cups": None}, [".cups: None is no integer"]),
        ({"kind": "red"}, [".kind: 'red' is not among its values"]),
        ({"hot": "yes"}, [".hot: none of its kinds"]),
        ({"leaves": ["a", 1]}, [".leaves[1]: 1 is no string"]),
        ({"pair": ["1", 1]}, [".pair[0]: '1' is no integer"]),
        ({"more": 1}, [".more is not declared"]),
    ],
)
def test_each_misfit_is_found(change: dict[str, object], found: list[str]) -> None:
    assert wrong(TEA | change) == found


def test_what_is_missing_is_found() -> None:
    assert wrong({"cups": 1}) == [".name is missing"]
    assert wrong({"a": "1"}, "Any") == [".a: '1' is no number"]


def test_what_is_made_fits() -> None:
    chance, schema = random.Random(1), dict(SCHEMAS["Tea"])
    schema["properties"] = {name: one for name, one in schema["properties"].items() if name not in {"name", "leaves"}}
    schema["required"] = ["cups"]
    for _ in range(200):
        assert list(misfits(fitting(schema, SCHEMAS, chance), schema, SCHEMAS)) == []
