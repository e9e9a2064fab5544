"""What a part's OpenAPI document lets one ask, made by schemathesis, which also judges the answers."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from unittest.mock import patch

import httpx
import hypothesis
import requests
import schemathesis
from hypothesis.strategies import SearchStrategy
from hypothesis.vendor.pretty import RepresentationPrinter
from schemathesis.errors import FailureGroup

from teahouse import network, suite_app
from teahouse.kit.app import build_framework
from teahouse.kit.settings import Part
from tests.platform.materials.samples import picture

FEATURES = {"network": network.FEATURES, "suite": suite_app.FEATURES}
FITTING, OTHERS = 5, 2
"""How many requests of an operation are as the document allows, and how many are not."""
ERRORS = (401, 403, 404, 405, 409, 413, 422, 429, 503)
"""With the body that kit/errors.py describes; the document does not repeat them at each operation."""
_TEXT = {"type": "string", "minLength": 1}
_ERROR = {
    "type": "object",
    "properties": {"code": _TEXT, "message": _TEXT, "field": {"type": ["string", "null"]}, "request_id": _TEXT},
    "required": ["code", "message", "field", "request_id"],
    "additionalProperties": False,
}
_CHECKS = {
    "enabled": False,
    "not_a_server_error": {"enabled": True, "expected-statuses": ["2xx", "3xx", "4xx", "503"]},
    "status_code_conformance": {"enabled": True},
    "content_type_conformance": {"enabled": True},
    "response_headers_conformance": {"enabled": True},
    "response_schema_conformance": {"enabled": True},
}
_QUICK = hypothesis.settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[hypothesis.Phase.generate],
    suppress_health_check=list(hypothesis.HealthCheck),
)
_METHODS = ("get", "post", "put", "patch", "delete")
_TAME = {"wait": 0, "people": 3}
"""Instead of what would take long for no reason."""

ApiOperation = schemathesis.APIOperation[Any, Any, Any, Any]
Case = schemathesis.Case[ApiOperation]
Known = Mapping[str, Sequence[str | int]]
"""Things that exist, by the name that paths and bodies have for them, and of the type that they have there."""


class Operation(NamedTuple):
    """A method of a path as the document names it."""

    method: str
    path: str


@cache
def document(part: Part) -> dict[str, Any]:
    """What `/api/schema` tells."""
    told: dict[str, Any] = json.loads(json.dumps(build_framework(part, FEATURES[part]).openapi_schema.to_schema()))
    return told


def operations(part: Part) -> list[Operation]:
    """All of the document."""
    paths = document(part)["paths"]
    return [Operation(method.upper(), path) for path in paths for method in _METHODS if method in paths[path]]


def cases(part: Part, known: Known, fitting: int = FITTING, others: int = OTHERS) -> list[Case]:
    """The same requests each time; where one asks for something that exists, it is often named."""
    asked = judged(part, known)
    # schemathesis leaves a printer that prints nothing, to whatever fails later in the process.
    with patch("hypothesis.core.RepresentationPrinter", RepresentationPrinter):
        return [case for one in asked for case in _cases_of(one, fitting, others)]


def judged(part: Part, known: Known) -> list[ApiOperation]:
    """All operations of the document, as schemathesis knows them."""
    schema = schemathesis.openapi.from_dict(_strict(document(part)), config=_config(known))
    return [schema[one.path][one.method] for one in operations(part)]


def _strict(told: Mapping[str, Any]) -> dict[str, Any]:
    """The document with the errors at each operation, and with nothing in an object but what it names."""
    strict: dict[str, Any] = json.loads(json.dumps(told))
    error = {"description": "an error", "content": {"application/json": {"schema": _ERROR}}}
    for methods in strict["paths"].values():
        for operation in methods.values():
            operation["responses"] |= {str(status): error for status in ERRORS}
    for schema in strict["components"]["schemas"].values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return strict


def _config(known: Known) -> schemathesis.Config:
    places = [(place, name) for place in ("path", "body") for name in known]
    return schemathesis.Config.from_dict(
        {
            "dictionaries": {name: {"values": list(values)} for name, values in known.items()},
            "parameters": {f"{place}.{name}": {"dictionary": name, "probability": 0.8} for place, name in places},
            "checks": _CHECKS,
        }
    )


def _cases_of(operation: ApiOperation, fitting: int, others: int) -> Iterator[Case]:
    yield from _drawn(operation.as_strategy(schemathesis.GenerationMode.POSITIVE), fitting)
    if others and (operation.query or operation.body):  # what a path names may be any text
        yield from _drawn(operation.as_strategy(schemathesis.GenerationMode.NEGATIVE), others)


def _drawn(strategy: SearchStrategy[Case], number: int) -> list[Case]:
    made: list[Case] = []

    @hypothesis.given(strategy)
    @hypothesis.settings(_QUICK, max_examples=number)
    def keep(case: Case) -> None:
        if isinstance(case.body, dict):
            case.body |= {name: _TAME[name] for name in _TAME.keys() & case.body.keys()}
        made.append(case)

    keep()
    return made


def ask_all(wanted: Sequence[Case], caller: httpx.Client) -> list[str]:
    """What is wrong with the answers, and how to ask again. The caller stays who they are, whatever cookies come."""
    found, cookies = [], dict(caller.cookies)
    with requests.Session() as session:
        session.trust_env = False
        session.headers.update(caller.headers)
        for case in wanted:
            session.cookies.clear()
            answer = case.call(str(caller.base_url), session, cookies=cookies, allow_redirects=False, **_files(case))
            try:
                case.validate_response(answer)
            except FailureGroup as failure:
                found.append(f"{case.operation.label}: {failure}")
    return found


def _files(case: Case) -> dict[str, Any]:
    """A real picture instead of what would be made up."""
    is_fitting = case.meta is not None and case.meta.generation.mode.is_positive
    is_form = case.media_type == "multipart/form-data"
    return {"files": {"file": ("a.jpg", picture())}} if is_form and is_fitting else {}
