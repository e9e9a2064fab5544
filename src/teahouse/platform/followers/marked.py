"""Who carries which mark, as the API and operators read it."""

from typing import NamedTuple

from teahouse.kit.db import Session
from teahouse.platform.followers import repository
from teahouse.platform.followers.repository import marks
from teahouse.protocol import BLACKLIST, UNGROUPED


class OpenidPage(NamedTuple):
    """Some openids in a stable order."""

    total: int
    openids: list[str]


def last_tag(session: Session, appid: str, person_id: str) -> int | None:
    """The tag that a follower got last; None without any."""
    return marks.last_tag(session, appid, person_id)


def tag_counts(session: Session, appid: str) -> dict[int, int]:
    """How many followers carry each tag; tags that nobody carries are left out."""
    return marks.tag_counts(session, appid)


def tag_count(session: Session, appid: str, tag_id: int) -> int:
    """How many followers carry one tag."""
    return marks.tag_count(session, appid, tag_id)


def group_counts(session: Session, appid: str) -> dict[int, int]:
    """How many people are in each group, everybody in one; ungrouped and blacklist are always there."""
    counts = marks.group_counts(session, appid)
    ungrouped = repository.total(session, appid, repository.Search(group=UNGROUPED))
    return {**counts, UNGROUPED: ungrouped, BLACKLIST: marks.blacklist_total(session, appid)}


def tagged_after(session: Session, appid: str, tag_id: int, openid: str, limit: int) -> list[str]:
    """Openids that carry a tag, from behind the given one."""
    return marks.tagged_after(session, appid, tag_id, openid, limit)


def blacklist_after(session: Session, appid: str, openid: str, limit: int) -> OpenidPage:
    """Openids on the blacklist, from behind the given one."""
    return OpenidPage(marks.blacklist_total(session, appid), marks.blacklist_after(session, appid, openid, limit))


def forget_tag(session: Session, appid: str, tag_id: int) -> None:
    """Take a tag from everybody."""
    marks.forget_tag(session, appid, tag_id)
