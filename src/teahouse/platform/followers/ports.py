"""What followers need of features that stand above them."""

from collections.abc import Sequence
from typing import Protocol

from teahouse.kit.db import Cursor, Session
from teahouse.platform.followers.records import Scene
from teahouse.protocol import Event


class Pusher(Protocol):
    """Tells an account's server; filled by platform.push."""

    def push_event(self, to: Session | Cursor, appid: str, person_id: str, event: Event) -> None:
        """In the open transaction: nothing is pushed when it is rolled back."""


class Unions(Protocol):
    """Knows the ids that people have in all applications of one open-platform account; filled by platform.identity."""

    def unionids(self, session: Session, appid: str, person_ids: Sequence[str]) -> dict[str, str]:
        """By person; empty for an account that stands alone."""


class Scenes(Protocol):
    """Knows the codes with a scene; filled by platform.qrcodes."""

    def count_follow(self, session: Session, appid: str, ticket: str, times: int = 1) -> Scene | None:
        """Count follows through a code that still lives, and say its scene; None when there is no such code."""
