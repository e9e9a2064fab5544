"""The sandbox API as calls: one method a verb, JSON in and out, refusals as exceptions (docs/guide/sandbox-api.md)."""

from types import TracebackType
from typing import Any, Self

import httpx

_PATIENCE = httpx.Timeout(70, connect=10)
"""Seconds: longer than the longest `wait` of the sandbox."""


class SandboxRefused(Exception):
    """The sandbox said no. `code` is stable, `message` is in the reader's language, `field` names the wrong value."""

    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        """As in the answer's body."""
        self.status, self.code, self.message, self.field = status, code, message, field
        super().__init__(f"{message} ({code}{f', {field}' if field else ''})")


class Sandbox:
    """Calls the sandbox of one network. Raises SandboxRefused, httpx.TransportError when nobody is there."""

    def __init__(self, url: str, *, key: str = "", language: str = "en") -> None:
        """`key` is for a network on another machine; `language` (en, zh-CN) is that of its messages."""
        self.url = url.rstrip("/")
        headers = {"Accept-Language": language} | ({"X-Sandbox-Key": key} if key else {})
        # Without the environment's proxies: the network is asked directly, also while a program is led to it.
        self._http = httpx.Client(base_url=self.url, headers=headers, timeout=_PATIENCE, trust_env=False)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def get(self, path: str, **query: str | int) -> Any:  # noqa: ANN401 - JSON
        """GET below /sandbox."""
        return self._read(self._http.get(f"/sandbox/{path}", params=query))

    def post(self, path: str, **body: object) -> Any:  # noqa: ANN401 - JSON
        """POST below /sandbox."""
        return self._read(self._http.post(f"/sandbox/{path}", json=body))

    def put(self, path: str, **body: object) -> Any:  # noqa: ANN401 - JSON
        """PUT below /sandbox."""
        return self._read(self._http.put(f"/sandbox/{path}", json=body))

    def api(self, path: str, body: object = None, **query: str) -> dict[str, Any]:
        """A call of the public API; POST when there is a body. What is not JSON comes as an empty object."""
        method = "GET" if body is None else "POST"
        response = self._http.request(method, path, params=query, json=body)
        found = response.json() if "json" in response.headers.get("content-type", "") else {}
        return found if isinstance(found, dict) else {}

    @staticmethod
    def _read(response: httpx.Response) -> Any:  # noqa: ANN401 - JSON
        if not response.is_error:
            return response.json() if response.content else None
        try:
            said = response.json()
            refusal = SandboxRefused(response.status_code, said["code"], said["message"], said.get("field"))
        except (ValueError, KeyError, TypeError):
            refusal = SandboxRefused(response.status_code, f"http.{response.status_code}", response.text[:300])
        raise refusal
