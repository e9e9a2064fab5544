"""Followers as an account's operator sees them."""

from collections.abc import Sequence
from datetime import datetime

from teahouse.kit.db import Session, cursor_of, to_micros
from teahouse.kit.errors import Invalid
from teahouse.messenger.people import named
from teahouse.platform.followers import repository
from teahouse.platform.followers.errors import NoSuchFollower, RemarkTooLong
from teahouse.platform.followers.records import Changes, Follower, FollowerPage
from teahouse.platform.followers.rules import remark_fits

_LARGEST_PAGE = 100
_TOO_LARGE = 2**31


def list_followers(
    session: Session, appid: str, *, q: str = "", group: int | None = None, cursor: str = "", limit: int = 20
) -> FollowerPage:
    """Followers, the newest first. Raises Invalid.

    With `q` those whose nickname or remark has it, with `group` those in it, see rules; the blacklist has also
    people who do not follow.
    """
    limit = max(1, min(limit, _LARGEST_PAGE))
    search = _search(q, group)
    items = repository.newest(session, appid, search, before=_place(cursor), limit=limit + 1)
    total = repository.total(session, appid, search)
    following = _mark(items[limit - 1]) if len(items) > limit else None
    return FollowerPage(items[:limit], following, total)


def _search(q: str, group: int | None) -> repository.Search:
    if group is not None and not 0 <= group < _TOO_LARGE:
        raise Invalid(field="group")
    q = q.strip()
    return repository.Search(q, named(q) if q else None, group)


def _mark(follower: Follower) -> str:
    at = follower.subscribed_at
    return f"{to_micros(at) if at else 0}.{follower.openid}"


def _place(cursor: str) -> tuple[int, str] | None:
    if not cursor:
        return None
    at, dot, openid = cursor.partition(".")
    if not (dot and at.isascii() and at.isdigit() and len(at) < 18):  # noqa: PLR2004 - microseconds of this millennium
        raise Invalid(field="cursor")
    return int(at), openid


def change_remark(session: Session, appid: str, openid: str, remark: str) -> Follower:
    """The operator's own name for a follower. Raises RemarkTooLong, NoSuchFollower."""
    remark = remark.strip()
    if not remark_fits(remark):
        raise RemarkTooLong(field="remark")
    if not repository.set_remark(session, appid, openid, remark):
        raise NoSuchFollower
    follower = repository.of_openid(cursor_of(session), appid, openid)
    if follower is None:
        raise NoSuchFollower
    return follower


def count_followers(session: Session, appid: str) -> int:
    """How many follow."""
    return repository.total(session, appid)


def follower_counts(session: Session, appids: Sequence[str]) -> dict[str, int]:
    """The same for many; those without any are left out."""
    return repository.follower_counts(session, appids)


def changes(session: Session, appid: str, since: datetime, until: datetime) -> Changes:
    """How many came and left from `since` to before `until`."""
    return repository.changes(session, appid, since, until)
