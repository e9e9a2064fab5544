"""Tags as an account's operator makes them and gives them to people."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from teahouse.kit.db import Session
from teahouse.kit.errors import AppError
from teahouse.platform.followers import Follower, blacklist, followers_of, tag_followers, unblacklist, untag_followers
from teahouse.platform.tags import errors, repository, service
from teahouse.platform.tags.records import Tag
from teahouse.platform.tags.rules import is_own
from teahouse.protocol import BLACKLIST, STAR, ApiError

_MOST = 100
_REFUSALS: dict[int, Callable[[], AppError]] = {
    45157: lambda: errors.BadTagName(field="name"),
    45158: lambda: errors.TagNameTooLong(field="name"),
    45056: errors.TooManyTags,
    45057: errors.TagTooLarge,
    45058: errors.SystemTag,
    45059: errors.TooManyTagsOfFollower,
    45159: errors.NoSuchTag,
    40003: errors.NoSuchFollowers,
    49003: errors.NoSuchFollowers,
}


class Marks(NamedTuple):
    """What people get and lose: numbers of own tags, 2 the star, 1 the blacklist."""

    add: Sequence[int]
    remove: Sequence[int]


def create(session: Session, appid: str, name: str) -> Tag:
    """A new tag. Raises Invalid with the field, TooManyTags."""
    with _in_words():
        return service.create(session, appid, name.strip())


def rename(session: Session, appid: str, tag_id: int, name: str) -> None:
    """Another name. Raises Invalid with the field, NoSuchTag, SystemTag."""
    with _in_words():
        service.rename(session, appid, tag_id, name.strip())


def delete(session: Session, appid: str, tag_id: int) -> None:
    """Delete a tag. Raises NoSuchTag, SystemTag, TagTooLarge."""
    with _in_words():
        service.delete(session, appid, tag_id)


def mark(session: Session, appid: str, openids: Sequence[str], marks: Marks) -> list[Follower]:
    """Give marks to people and take them away; the same people. Tags and stars go to followers only.

    Raises Invalid, NoSuchFollowers, NoSuchTag, TooManyTagsOfFollower.
    """
    if not 1 <= len(openids) <= _MOST:
        raise errors.TooManyFollowers(field="openids")
    with _in_words():
        _check_tags(session, appid, marks)
        for tag_id in marks.remove:
            _remove(session, appid, tag_id, openids)
        for tag_id in marks.add:
            _add(session, appid, tag_id, openids)
    return followers_of(session, appid, openids)


def _check_tags(session: Session, appid: str, marks: Marks) -> None:
    wanted = {*marks.add, *marks.remove} - {STAR, BLACKLIST}
    own = [tag_id for tag_id in wanted if is_own(tag_id)]
    if repository.hold(session, appid, own) != wanted:
        raise errors.NoSuchTag


def _add(session: Session, appid: str, tag_id: int, openids: Sequence[str]) -> None:
    if tag_id == BLACKLIST:
        blacklist(session, appid, openids)
    else:
        tag_followers(session, appid, tag_id, openids)


def _remove(session: Session, appid: str, tag_id: int, openids: Sequence[str]) -> None:
    if tag_id == BLACKLIST:
        unblacklist(session, appid, openids)
    else:
        untag_followers(session, appid, tag_id, openids)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except ApiError as error:
        refusal = _REFUSALS.get(error.errcode)
        if refusal is None:
            raise
        raise refusal() from None
