import json
import logging
import secrets
from collections.abc import Iterator
from typing import Literal

import pytest
import structlog

from teahouse.kit import logs
from teahouse.kit.logs import current_request_id, request_id_bound


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    configured = structlog.get_config()
    yield
    structlog.configure(**configured)
    root.handlers[:], root.level = before


class TestRequestId:
    def test_is_bound_for_the_while(self) -> None:
        assert current_request_id() == ""
        with request_id_bound("request-1234") as outer:
            with request_id_bound(None) as inner:
                assert current_request_id() == inner != outer
            assert current_request_id() == outer == "request-1234"
        assert current_request_id() == ""


class TestConfigure:
    def test_json_lines_carry_the_request(self, capsys: pytest.CaptureFixture[str]) -> None:
        logs.configure("info", "json")
        with request_id_bound("request-1234"):
            structlog.get_logger().info("tea.served", guest="小明")
        line = json.loads(capsys.readouterr().err)
        assert (line["event"], line["guest"], line["level"]) == ("tea.served", "小明", "info")
        assert line["request_id"] == "request-1234"
        assert line["timestamp"].endswith("Z")

    def test_outside_of_a_request_there_is_none(self, capsys: pytest.CaptureFixture[str]) -> None:
        logs.configure("info", "json")
        structlog.get_logger().info("tea.served")
        assert "request_id" not in json.loads(capsys.readouterr().err)

    def test_less_than_the_level_is_left_out(self, capsys: pytest.CaptureFixture[str]) -> None:
        logs.configure("warning", "text")
        structlog.get_logger().info("quiet")
        structlog.get_logger().warning("loud")
        said = capsys.readouterr().err
        assert "quiet" not in said
        assert "loud" in said

    @pytest.mark.parametrize("style", ["json", "text"])
    def test_a_trace_does_not_show_what_variables_hold(
        self, style: Literal["json", "text"], capsys: pytest.CaptureFixture[str]
    ) -> None:
        logs.configure("info", style)
        held = secrets.token_hex()

        def breaks(value: str) -> None:
            raise ValueError("cup")

        try:
            breaks(held)
        except ValueError as error:
            structlog.get_logger().error("broken", exc_info=error)
        said = capsys.readouterr().err
        assert "ValueError: cup" in said
        assert held not in said

    def test_an_error_brings_its_trace(self, capsys: pytest.CaptureFixture[str]) -> None:
        logs.configure("info", "json")
        structlog.get_logger().error("broken", exc_info=ValueError("cup"))
        assert "ValueError: cup" in json.loads(capsys.readouterr().err)["exception"]
