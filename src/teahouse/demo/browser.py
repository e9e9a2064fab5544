"""A signed-in user of one surface, as a browser is one: cookie, token against forgery, JSON."""

from types import TracebackType
from typing import Any, Self

import httpx


class DoorClosed(Exception):
    """A door answered something else than yes."""


class Browser:
    """Calls one part's own API."""

    def __init__(self, base_url: str) -> None:
        self._http = httpx.Client(base_url=base_url, timeout=30, headers={"Accept-Language": "zh-CN"})
        self._csrf = ""

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._http.close()

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """GET."""
        return self._call("GET", path, None)

    def post(self, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """POST."""
        return self._call("POST", path, body)

    def put(self, path: str, body: object) -> Any:  # noqa: ANN401 - JSON
        """PUT."""
        return self._call("PUT", path, body)

    def patch(self, path: str, body: object) -> Any:  # noqa: ANN401 - JSON
        """PATCH."""
        return self._call("PATCH", path, body)

    def _call(self, method: str, path: str, body: object) -> Any:  # noqa: ANN401 - JSON
        headers = {"X-CSRF-Token": self._csrf} if self._csrf else {}
        response = self._http.request(method, path, json=body, headers=headers)
        if response.is_error:
            message = f"{method} {path} answered {response.status_code}: {response.text[:300]}"
            raise DoorClosed(message)
        answer = response.json() if response.content else None
        if isinstance(answer, dict) and "csrf" in answer:
            self._csrf = answer["csrf"]
        return answer
