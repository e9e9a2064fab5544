"""People who wrote to an account, as its operators answer them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from teahouse.kit.db import Session
from teahouse.platform.followers import repository
from teahouse.platform.followers.records import Follower
from teahouse.platform.followers.repository import marks


class Correspondents(NamedTuple):
    """Some of them, and the place to go on from (None: that was the last)."""

    items: list[Follower]
    next: tuple[datetime, str] | None


def correspondents(
    session: Session, appid: str, before: tuple[datetime, str] | None = None, limit: int = 30
) -> Correspondents:
    """Who wrote, the latest first, behind a place; those on the blacklist are left out."""
    openids = marks.wrote_last(session, appid, before, limit + 1)
    found = followers_of(session, appid, openids[:limit])
    last = found[-1] if len(openids) > limit else None
    return Correspondents(found, (last.wrote_at, last.openid) if last and last.wrote_at else None)


def followers_of(session: Session, appid: str, openids: Sequence[str]) -> list[Follower]:
    """People by openid, in that order; those the account does not know are left out."""
    found = repository.of_openids(session, appid, openids)
    return [found[openid] for openid in dict.fromkeys(openids) if openid in found]
