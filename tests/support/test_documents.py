"""What is wrong with an answer is found; what is asked is the same each time, and often about what exists."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from schemathesis.errors import FailureGroup

from tests.support.documents import ApiOperation, Operation, cases, judged, operations

INVITATION = {"brand_name": "茶馆", "email": "a@example.com", "name": "小叶", "role": "agent"}
ERROR = {"code": "not_found", "message": "没有找到", "field": None, "request_id": "r"}
MISFIT = ["JsonSchemaError"]


@pytest.fixture(scope="module")
def known() -> dict[Operation, ApiOperation]:
    return dict(zip(operations("suite"), judged("suite", {}), strict=True))


def faults(operation: ApiOperation, status: int, **answer: Any) -> list[str]:  # noqa: ANN401 - of httpx.Response
    """The kinds of what is wrong with an answer."""
    response = httpx.Response(status, request=httpx.Request(operation.method, "http://127.0.0.1/"), **answer)
    response.elapsed = timedelta()
    try:
        operation.Case(path_parameters={"token": "t"}).validate_response(response)
    except FailureGroup as found:
        return sorted({type(one).__name__ for one in found.exceptions})
    return []


@pytest.mark.parametrize(
    ("status", "answer", "found"),
    [
        (200, {"json": INVITATION}, []),
        (200, {"json": INVITATION | {"role": None}}, MISFIT),
        (200, {"json": INVITATION | {"password_hash": "x"}}, MISFIT),
        (200, {"json": {}}, MISFIT),
        (200, {"text": "<p>"}, ["UndefinedContentType"]),
        (201, {"json": INVITATION}, ["UndefinedStatusCode"]),
        (404, {"json": ERROR}, []),
        (404, {"json": ERROR | {"message": ""}}, MISFIT),
        (404, {"json": {"detail": "Not Found"}}, MISFIT),
        (503, {"json": ERROR}, []),
        (500, {"json": ERROR}, ["ServerError", "UndefinedStatusCode"]),
    ],
)
def test_what_is_wrong_with_an_answer_is_found(
    known: dict[Operation, ApiOperation],
    status: int,
    answer: dict[str, Any],
    found: list[str],
) -> None:
    assert faults(known[Operation("GET", "/api/invitations/{token}")], status, **answer) == found


def test_every_run_asks_the_same_and_often_about_what_exists() -> None:
    exists = {"brand_id": ["b1"], "staff_id": ["s1", "s2"]}
    once, again = (cases("suite", exists, fitting=3, others=1) for _ in range(2))
    assert [repr(case) for case in once] == [repr(case) for case in again]
    brands = [case.path_parameters["brand_id"] for case in once if "brand_id" in case.path_parameters]
    assert brands.count("b1") > len(brands) / 2
    assert {case.meta.generation.mode.value for case in once if case.meta} == {"positive", "negative"}
