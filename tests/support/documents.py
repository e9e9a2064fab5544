"""What a part's OpenAPI document lets one ask, by schemathesis, and whether the answers are as it tells."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import httpx
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from teahouse import network, suite_app
from teahouse.kit.app import build_framework
from teahouse.kit.settings import Part
from tests.platform.materials.samples import picture

FEATURES = {"network": network.FEATURES, "suite": suite_app.FEATURES}
FITTING, OTHERS = 4, 2
"""How many requests of an operation are such as the document allows, and how many are not."""
ERRORS = (401, 403, 404, 405, 409, 413, 422, 429, 503)
"""With the body that kit/errors.py describes; the document does not repeat them at each operation."""
_ERROR = {
    "type": "object",
    "properties": {
        "code": {"type": "string", "minLength": 1},
        "message": {"type": "string", "minLength": 1},
        "field": {"type": ["string", "null"]},
        "request_id": {"type": ["string", "null"]},
    },
    "required": ["code", "message", "field", "request_id"],
    "additionalProperties": False,
}
_CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
_METHODS = ("get", "post", "put", "patch", "delete")
_TAME = {"wait": 0, "people": 3}
"""What would take long for no reason."""

Known = Mapping[str, Sequence[str]]


class Operation(NamedTuple):
    """A method of a path as the document names it."""

    method: str
    path: str


@cache
def document(part: Part) -> dict[str, Any]:
    """What `/api/schema` tells."""
    told: dict[str, Any] = json.loads(json.dumps(build_framework(part, FEATURES[part]).openapi_schema.to_schema()))
    return told


def cases(part: Part, known: Known) -> list[schemathesis.Case]:
    """The same requests each time; where one asks for something that exists, it is often named."""
    schema = schemathesis.openapi.from_dict(_judged(part), config=_config(known))
    return [case for found in schema.get_all_operations() for case in _cases_of(found.ok())]


def _judged(part: Part) -> dict[str, Any]:
    """The document, with the errors at each operation, and with nothing in an object but what it names."""
    told: dict[str, Any] = json.loads(json.dumps(document(part)))
    error = {"description": "an error", "content": {"application/json": {"schema": _ERROR}}}
    for methods in told["paths"].values():
        for method in _METHODS & methods.keys():
            methods[method]["responses"] |= {str(status): error for status in ERRORS}
    for schema in told["components"]["schemas"].values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return told


def _config(known: Known) -> schemathesis.Config:
    often = {name: {"dictionary": name, "probability": 0.8} for name in known}
    return schemathesis.Config.from_dict(
        {
            "dictionaries": {name: {"values": list(values)} for name, values in known.items()},
            "parameters": {f"{place}.{name}": one for place in ("path", "body") for name, one in often.items()},
            "checks": {"not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", "503"]}},
        }
    )


def _cases_of(operation: schemathesis.APIOperation) -> Iterator[schemathesis.Case]:
    yield from _drawn(operation.as_strategy(schemathesis.GenerationMode.POSITIVE), FITTING)
    if operation.query or operation.body:  # whatever a path names is a text, and any text fits
        yield from _drawn(operation.as_strategy(schemathesis.GenerationMode.NEGATIVE), OTHERS)


def _drawn(strategy: SearchStrategy[schemathesis.Case], number: int) -> list[schemathesis.Case]:
    made: list[schemathesis.Case] = []

    @given(strategy)
    @settings(
        max_examples=number,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def keep(case: schemathesis.Case) -> None:
        made.append(_tamed(case))

    keep()
    return made


def _tamed(case: schemathesis.Case) -> schemathesis.Case:
    if isinstance(case.body, dict):
        case.body = case.body | {name: _TAME[name] for name in _TAME.keys() & case.body.keys()}
    return case


def ask_all(wanted: Sequence[schemathesis.Case], caller: httpx.Client) -> list[str]:
    """What is wrong with the answers, and how to ask again."""
    found = []
    with requests.Session() as session:
        session.trust_env = False
        session.headers.update(caller.headers)
        session.cookies.update(caller.cookies.jar)
        for case in wanted:
            files = {"file": ("a.jpg", picture())} if case.media_type == "multipart/form-data" else None
            sent = {"files": files} if files else {}
            answer = case.call(str(caller.base_url), session, allow_redirects=False, **sent)
            try:
                case.validate_response(answer, _CHECKS)
            except FailureGroup as failure:
                found.append(f"{case.operation.label}: {failure}")
    return found
