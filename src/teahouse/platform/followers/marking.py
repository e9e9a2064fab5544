"""To tag followers, star them, group them, and put people on the blacklist (reference, 11.2 and 11.3).

Which tags an account has is told by platform.tags; here they are numbers, 2 is the star.
"""

from collections.abc import Sequence

from teahouse.kit import clock
from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.platform.followers.repository import marks
from teahouse.platform.followers.rules import MAX_TAGS_OF_FOLLOWER
from teahouse.protocol import BLACKLIST, UNGROUPED, ApiError


def tag_followers(session: Session, appid: str, tag_id: int, openids: Sequence[str]) -> list[str]:
    """Give followers a tag; the openids of those who do not follow, who get none.

    Raises ApiError: 40003 unknown openid, 49003 one of another account, 45059 more than 20 tags.
    """
    known = _locked(session, appid, openids)
    marks.add_tag(session, appid, tag_id, [openid for openid in known if known[openid]], clock.now())
    if marks.overloaded(session, appid, list(known), MAX_TAGS_OF_FOLLOWER):
        raise ApiError(45059)
    return [openid for openid in known if not known[openid]]


def untag_followers(session: Session, appid: str, tag_id: int, openids: Sequence[str]) -> None:
    """Take a tag from people; from those who do not carry it, nothing. Raises ApiError: 40003, 49003."""
    marks.remove_tag(session, appid, tag_id, list(_locked(session, appid, openids)))


def move_followers(session: Session, appid: str, group: int, openids: Sequence[str]) -> None:
    """Make a group the only one that people are in. Raises ApiError: 40003, 49003, 43004 not a follower."""
    known = _locked(session, appid, openids)
    if not all(known.values()):
        raise ApiError(43004)
    marks.clear_tags(session, appid, list(known))
    marks.set_blacklisted(session, appid, list(known), clock.now() if group == BLACKLIST else None)
    if group not in {UNGROUPED, BLACKLIST}:
        marks.add_tag(session, appid, group, list(known), clock.now())


def blacklist(session: Session, appid: str, openids: Sequence[str]) -> None:
    """Put people on the blacklist, followers or not. Raises ApiError: 40003, 49003."""
    marks.set_blacklisted(session, appid, list(_locked(session, appid, openids)), clock.now())


def unblacklist(session: Session, appid: str, openids: Sequence[str]) -> None:
    """Take people off it. Raises ApiError: 40003, 49003."""
    marks.set_blacklisted(session, appid, list(_locked(session, appid, openids)), None)


def blacklisted(to: Session | Cursor, pairs: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of (appid, person) that are on the account's blacklist."""
    return marks.blacklisted(cursor_of(to), pairs)


def _locked(session: Session, appid: str, openids: Sequence[str]) -> dict[str, bool]:
    """Each openid, and whether that person follows, in the order given."""
    wanted = list(dict.fromkeys(openids))
    known = marks.locked(session, appid, wanted)
    strange = [openid for openid in wanted if openid not in known]
    if strange:
        raise ApiError(49003 if marks.known_elsewhere(session, strange) else 40003)
    return {openid: known[openid] for openid in wanted}
