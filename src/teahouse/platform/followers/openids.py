"""How an account knows a person: by an openid that nobody else has and that never changes."""

from collections.abc import Sequence

from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.kit.ids import secret_token
from teahouse.platform.followers import repository
from teahouse.platform.followers.records import Follower
from teahouse.protocol import ApiError

_RANDOM_BYTES = 21
_LENGTH = 28


def openid_of(to: Session | Cursor, appid: str, person_id: str) -> str:
    """The person's openid for this account, made on first need."""
    return openids_of(to, [(appid, person_id)])[appid, person_id]


def openids_of(to: Session | Cursor, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The openids of many (appid, person)."""
    cursor, wanted = cursor_of(to), list(dict.fromkeys(pairs))
    found = repository.openids(cursor, wanted)
    missing = [pair for pair in wanted if pair not in found]
    if missing:
        repository.add_missing(cursor, [(appid, person, new_openid()) for appid, person in missing])
        found |= repository.openids(cursor, missing)
    return found


def follower_by_openid(to: Session | Cursor, appid: str, openid: str) -> Follower:
    """Whom the account knows by an openid, follower or not. Raises ApiError 40003."""
    follower = repository.of_openid(cursor_of(to), appid, openid)
    if follower is None:
        raise ApiError(40003)
    return follower


def new_openid() -> str:
    """An openid that nobody has."""
    return f"o{secret_token(_RANDOM_BYTES)}"[:_LENGTH]
