"""The base of every error the wire format can raise."""

from __future__ import annotations

__all__ = ["ProtocolError"]


class ProtocolError(Exception):
    """Something on the wire does not have the form it must have.

    `reason` is a stable lower-case word that code and tests may compare;
    `detail` is for people and may be empty.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
