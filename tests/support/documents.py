"""Requests made from a part's OpenAPI document, and what its answers must be."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import httpx

from teahouse import network, suite_app
from teahouse.kit.app import build_framework
from teahouse.kit.settings import Part
from tests.platform.materials.samples import picture
from tests.support.schemas import fitting, misfits, resolved, spoilt

FEATURES = {"network": network.FEATURES, "suite": suite_app.FEATURES}
EXAMPLES = 6
"""Of each operation: every other one such as the document allows, the rest not."""
ERRORS = {401, 403, 404, 405, 409, 413, 422, 429, 503}
"""With the body that kit/errors.py describes; the document does not repeat them at each operation."""
_ERROR = {"code", "message", "field", "request_id"}
_EMPTY = {202, 204}
_METHODS = ("get", "post", "put", "patch", "delete")

Known = Mapping[str, Sequence[str]]


class Operation(NamedTuple):
    """A method of a path as the document names it."""

    method: str
    path: str


class Sample(NamedTuple):
    """A request that was made for an operation; a form has `files`."""

    operation: Operation
    url: str
    body: bytes | None
    files: bool = False


@cache
def document(part: Part) -> dict[str, Any]:
    """What `/api/schema` tells."""
    told: dict[str, Any] = json.loads(json.dumps(build_framework(part, FEATURES[part]).openapi_schema.to_schema()))
    return told


def operations(part: Part) -> list[Operation]:
    """All of the document."""
    paths = document(part)["paths"]
    return [Operation(method.upper(), path) for path in paths for method in _METHODS if method in paths[path]]


def described(part: Part, operation: Operation) -> dict[str, Any]:
    """What the document says of it."""
    found: dict[str, Any] = document(part)["paths"][operation.path][operation.method.lower()]
    return found


def samples(part: Part, known: Known) -> list[Sample]:
    """The same requests each time; where a path asks for something that exists, it is often named."""
    made = []
    for operation in operations(part):
        chance = random.Random(" ".join(operation))
        made += [_sample(part, operation, known, chance, is_spoilt=number % 2 == 1) for number in range(EXAMPLES)]
    return made


def _sample(part: Part, operation: Operation, known: Known, chance: random.Random, *, is_spoilt: bool) -> Sample:
    told, schemas = described(part, operation), document(part)["components"]["schemas"]
    path, query = operation.path, {}
    for parameter in told.get("parameters", ()):
        name, value = parameter["name"], fitting(parameter["schema"], schemas, chance)
        if parameter["in"] == "path":
            value = chance.choice(known[name]) if name in known and chance.random() < 0.8 else value
            path = path.replace(f"{{{name}}}", quote(str(value), safe="") or "0")
        elif parameter["in"] == "query" and (parameter.get("required") or chance.random() < 0.6):
            query[name] = str(spoilt(value, chance) if is_spoilt else value)[:2000]
    url = f"{path}?{urlencode(query)}" if query else path
    content = told.get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return Sample(operation, url, None, files=bool(content))
    body = _pointed(fitting(content["application/json"]["schema"], schemas, chance), known, chance)
    return Sample(operation, url, json.dumps(_tame(spoilt(body, chance) if is_spoilt else body)).encode())


def _pointed(body: Any, known: Known, chance: random.Random) -> Any:  # noqa: ANN401 - JSON
    """With things that exist where the body names some."""
    if not isinstance(body, dict):
        return body
    return {name: chance.choice(known[name]) if name in known else value for name, value in body.items()}


def _tame(body: Any) -> Any:  # noqa: ANN401 - JSON
    """Without what would take long for no reason."""
    long = {"wait": 0, "people": 3}
    return body | {name: long[name] for name in long.keys() & body.keys()} if isinstance(body, dict) else body


def ask_all(part: Part, wanted: Sequence[Sample], caller: httpx.Client) -> dict[str, list[str]]:
    """What is wrong with the answers, each with the requests that got them."""
    found: dict[str, list[str]] = {}
    for sample in wanted:
        files = {"file": ("a.jpg", picture())} if sample.files else None
        headers = {"Content-Type": "application/json"} if sample.body is not None else {}
        answer = caller.request(
            sample.operation.method,
            sample.url,
            content=sample.body,
            files=files,
            headers=headers,
            follow_redirects=False,
        )
        for fault in faults(part, sample.operation, answer):
            found.setdefault(f"{' '.join(sample.operation)}: {fault}", []).append(repr(sample)[:300])
    return found


def faults(part: Part, operation: Operation, answer: httpx.Response) -> Iterator[str]:
    """What is wrong with an answer."""
    declared, status = described(part, operation)["responses"], answer.status_code
    if status in ERRORS:
        told = answer.json()
        if set(told) != _ERROR or not told["message"]:
            yield f"an error of another form: {told}"
    elif str(status) not in declared:
        yield f"status {status} is not declared"
    elif answer.content or status not in _EMPTY:
        yield from _misfits(declared[str(status)].get("content", {}), answer, document(part)["components"]["schemas"])


def _misfits(declared: Mapping[str, Any], answer: httpx.Response, schemas: Mapping[str, Any]) -> Iterator[str]:
    content_type = answer.headers.get("content-type", "").partition(";")[0]
    if content_type not in declared:
        yield f"{content_type} is not declared"
    elif content_type == "application/json":
        yield from misfits(answer.json(), resolved(declared[content_type]["schema"], schemas), schemas)
