"""When an account may write to a person first, and when it may show that it types (reference, 7.1 and 7.2)."""

from collections.abc import Iterable

from teahouse.kit import clock
from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.platform.followers import repository
from teahouse.platform.followers.records import Allowance
from teahouse.platform.followers.rules import Act
from teahouse.protocol import ApiError


def record_act(to: Session | Cursor, appid: str, person_id: str, act: Act) -> None:
    """A follower did something that lets the account answer."""
    record_acts(to, [(appid, person_id)], act)


def record_acts(to: Session | Cursor, pairs: Iterable[tuple[str, str]], act: Act) -> None:
    """The same for many (appid, person), in one statement."""
    repository.open_window(cursor_of(to), pairs, act, clock.now())


def take_window(to: Session | Cursor, appid: str, openid: str) -> str:
    """Take the right to send one message; the person's id.

    Raises ApiError: 40003 unknown openid, 43004 not a follower, 43019 on the blacklist,
    45047 a window is open but used up, 45015 none is.
    """
    cursor, now = cursor_of(to), clock.now()
    person_id = repository.take_window(cursor, appid, openid, now)
    if person_id is not None:
        return person_id
    standing = _standing(cursor, appid, openid)
    raise ApiError(45047 if standing.used_up else 45015)


def allowance(session: Session, appid: str, openid: str) -> Allowance:
    """What `take_window` would allow, without the blacklist."""
    now_open = repository.windows(session, appid, openid, clock.now())
    useful = [window for window in now_open if window[0]] or now_open
    return Allowance(sum(left for left, _ in now_open), max((until for _, until in useful), default=None))


def begin_typing(to: Session | Cursor, appid: str, openid: str) -> str:
    """Show the hint for 15 s or until the next message; the person's id.

    Raises ApiError: 40003, 43004, 43019, 45081 shown already, 45080 no message in the last 30 s.
    """
    cursor = cursor_of(to)
    person_id = repository.begin_typing(cursor, appid, openid, clock.now())
    if person_id is not None:
        return person_id
    standing = _standing(cursor, appid, openid)
    raise ApiError(45081 if standing.exchanged and standing.typing else 45080)


def end_typing(to: Session | Cursor, appid: str, openid: str) -> str:
    """Show the hint no longer; the person's id. Raises ApiError: 40003, 43004, 43019, 45080 too late."""
    cursor = cursor_of(to)
    standing = _standing(cursor, appid, openid)
    if not standing.exchanged:
        raise ApiError(45080)
    repository.end_typing(cursor, appid, openid)
    return standing.person_id


def is_typing(to: Session | Cursor, appid: str, openid: str) -> bool:
    """Whether the hint is to be shown."""
    standing = repository.standing(cursor_of(to), appid, openid, clock.now())
    return standing is not None and standing.typing


def note_exchange(to: Session | Cursor, appid: str, person_id: str) -> None:
    """The account answered a push: the hint ends, and may be shown again for 30 s."""
    repository.note_exchange(cursor_of(to), appid, person_id, clock.now())


def _standing(cursor: Cursor, appid: str, openid: str) -> repository.Standing:
    standing = repository.standing(cursor, appid, openid, clock.now())
    if standing is None:
        raise ApiError(40003)
    if not standing.subscribed:
        raise ApiError(43004)
    if standing.blacklisted:
        raise ApiError(43019)
    return standing
