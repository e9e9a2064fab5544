"""Automatic replies: switched on and off, written, read."""

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import new_id
from teahouse.platform.autoreply import repository, rules
from teahouse.platform.autoreply.errors import NoSuchMedia, NoSuchRule, TooManyRules
from teahouse.platform.autoreply.rules import Keyword, NewsItem, Occasion, Reply, ReplyType, Rule
from teahouse.platform.materials import Media, media
from teahouse.protocol import ApiError

MEDIA_TYPES: dict[ReplyType, str] = {"img": "image", "voice": "voice", "video": "video"}
"""What materials call the types of files."""


class Settings(NamedTuple):
    """All automatic replies of an account; rules the newest first."""

    follow: Reply | None
    message: Reply | None
    rules: list[Rule]

    @property
    def replies(self) -> list[Reply]:
        """Every reply."""
        lone = [reply for reply in (self.follow, self.message) if reply is not None]
        return lone + [reply for rule in self.rules for reply in rule.replies]


def settings_of(session: Session, appid: str) -> Settings:
    """All of them."""
    follow, message = (repository.reply(session, appid, occasion) for occasion in ("follow", "message"))
    return Settings(follow, message, repository.rules(session, appid))


class Wish(NamedTuple):
    """A reply as the operator wrote it."""

    type: ReplyType
    content: str
    news: tuple[NewsItem, ...] = ()


class RuleWish(NamedTuple):
    """A rule as the operator wrote it."""

    name: str
    mode: str
    keywords: Sequence[Keyword]
    replies: Sequence[Wish]


def set_reply(session: Session, appid: str, occasion: Occasion, wish: Wish | None) -> None:
    """Answer this on an occasion, or nothing. Raises BadReply, NoSuchMedia."""
    reply = _checked(session, appid, wish, "reply") if wish else None
    repository.set_reply(session, appid, occasion, reply, clock.now())


def add_rule(session: Session, appid: str, wish: RuleWish) -> Rule:
    """One more rule. Raises TooManyRules, Invalid, BadReply, NoSuchMedia."""
    if repository.count_rules(session, appid) >= rules.MOST_RULES:
        raise TooManyRules
    rule = _rule(session, appid, new_id(), wish)
    repository.add_rule(session, appid, rule)
    return rule


def change_rule(session: Session, appid: str, rule_id: str, wish: RuleWish) -> Rule:
    """Another rule in its place. Raises NoSuchRule, Invalid, BadReply, NoSuchMedia."""
    present = {rule.id: rule for rule in repository.rules(session, appid)}
    if rule_id not in present:
        raise NoSuchRule
    rule = dataclasses.replace(_rule(session, appid, rule_id, wish), created_at=present[rule_id].created_at)
    repository.change_rule(session, appid, rule)
    return rule


def remove_rule(session: Session, appid: str, rule_id: str) -> None:
    """Take a rule away. Raises NoSuchRule."""
    if not repository.remove_rule(session, appid, rule_id):
        raise NoSuchRule


def _rule(session: Session, appid: str, rule_id: str, wish: RuleWish) -> Rule:
    name, keywords = rules.checked_name(wish.name), rules.checked_keywords(wish.keywords)
    rules.check_count(wish.replies)
    replies = [_checked(session, appid, one, f"replies.{place}") for place, one in enumerate(wish.replies)]
    fields = {"id": rule_id, "name": name, "mode": wish.mode, "keywords": keywords, "replies": replies}
    return msgspec.convert({**fields, "created_at": clock.now()}, Rule)


def _checked(session: Session, appid: str, wish: Wish, field: str) -> Reply:
    if wish.type == "text":
        rules.check_text(wish.content, field)
        return Reply(type="text", content=wish.content)
    if wish.type == "news":
        rules.check_news(wish.news, field)
        return Reply(type="news", news=wish.news)
    return _of_file(session, appid, wish, field)


def _of_file(session: Session, appid: str, wish: Wish, field: str) -> Reply:
    """A file that was uploaded lately, or one that is in use already: the media_id of that may be too old."""
    for present in settings_of(session, appid).replies:
        if (present.type, present.content) == (wish.type, wish.content):
            return present
    try:
        found = media(session, appid, wish.content)
    except ApiError:
        raise NoSuchMedia(field=field) from None
    if found.type != MEDIA_TYPES[wish.type]:
        raise NoSuchMedia(field=field)
    return of_media(wish.type, found)


def of_media(kind: ReplyType, found: Media) -> Reply:
    """The reply that shows a file."""
    return Reply(
        type=kind,
        content=found.media_id,
        file=found.file,
        width=found.width,
        height=found.height,
        seconds=found.seconds,
    )
