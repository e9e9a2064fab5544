"""Structured logs; a request id goes with a request through its push, job and call."""

import logging
import re
import sys
from contextvars import ContextVar, Token
from typing import Literal

import structlog

from teahouse.kit.ids import new_id

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_ACCEPTED = re.compile(r"[0-9A-Za-z_-]{8,64}")


def current_request_id() -> str:
    """The id of the request, push or job being worked on; empty outside of one."""
    return _request_id.get()


class request_id_bound:  # noqa: N801 - used like a function; a generator costs every request three times as much
    """Work under a request id: the one given when it looks like one, else a new one."""

    __slots__ = ("_id", "_token")
    _token: Token[str]

    def __init__(self, given: str | None) -> None:
        self._id = given if given and _ACCEPTED.fullmatch(given) else new_id()

    def __enter__(self) -> str:
        self._token = _request_id.set(self._id)
        return self._id

    def __exit__(self, *_: object) -> None:
        _request_id.reset(self._token)


def configure(level: str, style: Literal["text", "json"]) -> None:
    """Set up logging for the process, the libraries' logs included."""
    shared: list[structlog.typing.Processor] = [
        _add_request_id,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(
            colors=False,
            exception_formatter=structlog.dev.plain_traceback,  # the default shows variables, and so secrets
        )
    )
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True)


def _add_request_id(_logger: object, _method: str, entry: structlog.typing.EventDict) -> structlog.typing.EventDict:
    if request_id := _request_id.get():
        entry["request_id"] = request_id
    return entry
