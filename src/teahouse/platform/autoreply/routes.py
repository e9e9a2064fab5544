"""Automatic replies over our own HTTP: mp's page."""

from typing import Annotated, Literal

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post, put
from teahouse.kit.logins import Login
from teahouse.platform.accounts import Account, check_operator, disable_autoreply, enable_autoreply, get_account
from teahouse.platform.autoreply import service
from teahouse.platform.autoreply.errors import BadFile
from teahouse.platform.autoreply.rules import Reply, Rule
from teahouse.platform.autoreply.schemas import (
    AutoReplySettings,
    ReplyChange,
    ReplyOut,
    ReplyWish,
    RuleOut,
    RuleWish,
    Switch,
)
from teahouse.platform.materials import media, put_media
from teahouse.protocol import ApiError

_MP = "/api/mp/accounts/{appid:str}/autoreply"
Upload = Annotated[dict[str, UploadFile], Body(media_type=RequestEncodingType.MULTI_PART)]


@get(_MP)
def read_settings(reader: Session, operator: Login, appid: str) -> AutoReplySettings:
    """All of them, and which mode is on."""
    return _shown(reader, check_operator(reader, operator.subject_id, appid))


@put(f"{_MP}/enabled")
def switch(session: Session, operator: Login, appid: str, data: Switch) -> AutoReplySettings:
    """Edit mode on, and developer mode off with it; or edit mode off."""
    check_operator(session, operator.subject_id, appid)
    (enable_autoreply if data.enabled else disable_autoreply)(session, appid)
    return _shown(session, get_account(session, appid))


@put(f"{_MP}/{{occasion:str}}")
def change_reply(
    session: Session, operator: Login, appid: str, occasion: Literal["follow", "message"], data: ReplyChange
) -> AutoReplySettings:
    """What is answered on a follow, or on any message."""
    account = check_operator(session, operator.subject_id, appid)
    service.set_reply(session, appid, occasion, _wish(data.reply) if data.reply else None)
    return _shown(session, account)


@post(f"{_MP}/rules")
def add_rule(session: Session, operator: Login, appid: str, data: RuleWish) -> RuleOut:
    """One more rule."""
    check_operator(session, operator.subject_id, appid)
    return _rule(service.add_rule(session, appid, _rule_wish(data)))


@put(f"{_MP}/rules/{{rule_id:str}}")
def change_rule(session: Session, operator: Login, appid: str, rule_id: str, data: RuleWish) -> RuleOut:
    """Another in its place."""
    check_operator(session, operator.subject_id, appid)
    return _rule(service.change_rule(session, appid, rule_id, _rule_wish(data)))


@delete(f"{_MP}/rules/{{rule_id:str}}")
def remove_rule(session: Session, operator: Login, appid: str, rule_id: str) -> None:
    """Take one away."""
    check_operator(session, operator.subject_id, appid)
    service.remove_rule(session, appid, rule_id)


@post(f"{_MP}/files/{{kind:str}}")
def upload(
    session: Session,
    house: House,
    operator: Login,
    appid: str,
    kind: Literal["img", "voice", "video"],
    data: Upload,
) -> ReplyOut:
    """A file for a reply: multipart `file`. What comes back is the reply that shows it, not yet in use."""
    check_operator(session, operator.subject_id, appid)
    given = data.get("file")
    content = given.file.read() if isinstance(given, UploadFile) else b""
    try:
        media_id = put_media(session, house, appid, service.MEDIA_TYPES[kind], content)
    except ApiError:
        raise BadFile(field="file") from None
    return _reply(service.of_media(kind, media(session, appid, media_id)))


def _wish(given: ReplyWish) -> service.Wish:
    return service.Wish(given.type, given.content, tuple(given.news))


def _rule_wish(given: RuleWish) -> service.RuleWish:
    return service.RuleWish(given.name, given.mode, given.keywords, [_wish(reply) for reply in given.replies])


def _shown(session: Session, account: Account) -> AutoReplySettings:
    found = service.settings_of(session, account.appid)
    return AutoReplySettings(
        enabled=account.autoreply_enabled,
        server_enabled=account.server_enabled,
        follow=_reply(found.follow) if found.follow else None,
        message=_reply(found.message) if found.message else None,
        rules=[_rule(rule) for rule in found.rules],
    )


def _reply(reply: Reply) -> ReplyOut:
    return ReplyOut(
        type=reply.type,
        content=reply.content,
        news=list(reply.news),
        url=f"/files/{reply.file}" if reply.file else None,
        width=reply.width,
        height=reply.height,
        seconds=reply.seconds,
    )


def _rule(rule: Rule) -> RuleOut:
    return RuleOut(
        id=rule.id,
        name=rule.name,
        mode=rule.mode,
        keywords=list(rule.keywords),
        replies=[_reply(reply) for reply in rule.replies],
        created_at=int(rule.created_at.timestamp()),
    )


ROUTES = (read_settings, switch, change_reply, add_rule, change_rule, remove_rule, upload)
