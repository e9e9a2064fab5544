"""What other features get to see of a code."""

from datetime import datetime

from msgspec import Struct


class QrCode(Struct, frozen=True, kw_only=True):
    """A code with a scene. `expires_at` is None for one that stays."""

    appid: str
    ticket: str
    code: str
    action_name: str
    scene: str
    number: int
    expires_at: datetime | None
    scans: int
    follows: int
    created_at: datetime

    def lives(self, now: datetime) -> bool:
        """Whether it can be scanned."""
        return self.expires_at is None or self.expires_at > now
