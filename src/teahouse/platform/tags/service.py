"""Tags of an account: made, renamed, deleted, given to followers (reference, 11.2 and 11.3)."""

from collections.abc import Sequence
from contextlib import suppress

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.platform.followers import (
    forget_tag,
    group_counts,
    move_followers,
    tag_count,
    tag_counts,
    tag_followers,
    untag_followers,
)
from teahouse.platform.tags import repository
from teahouse.platform.tags.records import Tag
from teahouse.platform.tags.rules import (
    GROUP_CODES,
    MAX_BATCH,
    MAX_TAGS,
    MOST_FANS,
    SYSTEM,
    TAG_CODES,
    Codes,
    checked_batch,
    checked_name,
    checked_own,
    is_own,
)
from teahouse.protocol import BLACKLIST, STAR, UNGROUPED, ApiError


def create(session: Session, appid: str, name: object, codes: Codes = TAG_CODES) -> Tag:
    """A new tag. Raises ApiError: invalid name or one that is taken, too long, too many tags."""
    checked = checked_name(name, codes)
    if repository.named(session, appid, checked) is not None:
        raise ApiError(codes.invalid_name)
    number = repository.take_number(session, appid, MAX_TAGS)
    if number is None:
        raise ApiError(codes.too_many)
    if not repository.add(session, appid, number, checked, clock.now()):
        raise ApiError(codes.invalid_name)
    return Tag(number, checked)


def adopt(session: Session, appid: str, names: Sequence[str]) -> dict[str, int]:
    """The account's tags of these names; those it has not are made while it has room. Others are left out."""
    found: dict[str, int] = {}
    for name in names:
        known = repository.named(session, appid, name)
        with suppress(ApiError):  # there is no room
            found[name] = create(session, appid, name).id if known is None else known
    return found


def held(session: Session, appid: str, tag_ids: Sequence[int]) -> set[int]:
    """Those of the tags that followers can carry; they stay until the transaction ends."""
    return repository.hold(session, appid, tag_ids) | ({STAR} & set(tag_ids))


def rename(session: Session, appid: str, tag_id: int, name: object, codes: Codes = TAG_CODES) -> None:
    """Give a tag another name. Raises ApiError: system tag, unknown, invalid name or one that is taken, too long."""
    _hold(session, appid, checked_own(tag_id, codes), codes)
    checked = checked_name(name, codes)
    if repository.named(session, appid, checked) not in {None, tag_id}:
        raise ApiError(codes.invalid_name)
    repository.rename(session, appid, tag_id, checked)


def delete(session: Session, appid: str, tag_id: int, codes: Codes = TAG_CODES) -> None:
    """Delete a tag; nobody carries it any more. Raises ApiError: system tag, unknown, 45057 more than 100,000 fans."""
    _hold(session, appid, checked_own(tag_id, codes), codes)
    if tag_count(session, appid, tag_id) > MOST_FANS:
        raise ApiError(45057)
    forget_tag(session, appid, tag_id)
    repository.remove(session, appid, tag_id)


def tags(session: Session, appid: str) -> list[Tag]:
    """The star and the account's own tags, with how many followers carry each."""
    counts = tag_counts(session, appid)
    names = {STAR: SYSTEM[STAR], **repository.names(session, appid)}
    return [Tag(tag_id, name, counts.get(tag_id, 0)) for tag_id, name in names.items()]


def groups(session: Session, appid: str) -> list[Tag]:
    """The platform's groups and the account's tags, with how many people are in each: everybody in one."""
    counts = group_counts(session, appid)
    names = {**SYSTEM, **repository.names(session, appid)}
    return [Tag(group, name, counts.get(group, 0)) for group, name in names.items()]


def give(session: Session, appid: str, tag_id: int, openids: Sequence[str]) -> list[str]:
    """Tag followers; the openids of those who do not follow. Raises ApiError: 40032, 45159, 40003, 49003, 45059."""
    checked_batch(openids, MAX_BATCH)
    _carriable(session, appid, tag_id)
    return tag_followers(session, appid, tag_id, openids)


def take(session: Session, appid: str, tag_id: int, openids: Sequence[str]) -> None:
    """Take a tag from people. Raises ApiError: 40032, 45159, 40003, 49003."""
    checked_batch(openids, MAX_BATCH)
    _carriable(session, appid, tag_id)
    untag_followers(session, appid, tag_id, openids)


def move(session: Session, appid: str, group: int, openids: Sequence[str]) -> None:
    """Put followers into one group and no other. Raises ApiError: 40032, 40050, 40003, 49003, 43004."""
    checked_batch(openids, MAX_BATCH)
    if group not in {UNGROUPED, BLACKLIST, STAR}:
        _hold(session, appid, group, GROUP_CODES)
    move_followers(session, appid, group, openids)


def has_tag(session: Session, appid: str, tag_id: int) -> bool:
    """Whether there is a tag that followers can carry: one of the account's own, or the star."""
    return tag_id == STAR or (is_own(tag_id) and repository.exists(session, appid, tag_id))


def check_readable(session: Session, appid: str, tag_id: int) -> None:
    """Whether there is a tag whose people can be listed. Raises ApiError 45159."""
    if not has_tag(session, appid, tag_id):
        raise ApiError(TAG_CODES.unknown)


def _carriable(session: Session, appid: str, tag_id: int) -> None:
    if tag_id != STAR:
        _hold(session, appid, tag_id, TAG_CODES)


def _hold(session: Session, appid: str, tag_id: int, codes: Codes) -> None:
    if not (is_own(tag_id) and repository.hold(session, appid, [tag_id])):
        raise ApiError(codes.unknown)
