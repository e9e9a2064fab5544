"""What menus need of features that stand beside them."""

from typing import Protocol

from teahouse.kit.db import Session


class Tags(Protocol):
    """Knows the tags of followers."""

    def last_tag(self, session: Session, appid: str, person_id: str) -> int | None:
        """The tag that was given to the follower last; None when they have none."""


class NoTags:
    """Nobody has a tag."""

    def last_tag(self, session: Session, appid: str, person_id: str) -> int | None:
        """None."""
        return None
