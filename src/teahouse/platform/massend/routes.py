"""Mass sends over our own HTTP, for mp."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated

from litestar.params import Parameter

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.errors import AppError
from teahouse.kit.house import House
from teahouse.kit.http import get, post, put
from teahouse.kit.logins import Login
from teahouse.messenger.people import provinces
from teahouse.platform.accounts import Account, SandboxOnly, check_operator, day_of
from teahouse.platform.articles import ArticleSet, BadArticle, sent_articles
from teahouse.platform.followers import count_followers, follower_ids
from teahouse.platform.massend import errors, preview, recall
from teahouse.platform.massend.contents import Wanted
from teahouse.platform.massend.records import MassSend, Range
from teahouse.platform.massend.repository import allowances, sends
from teahouse.platform.massend.schemas import (
    AllowanceForm,
    ContentForm,
    MassArticle,
    MassDesk,
    MassForm,
    MassReach,
    MassSendItem,
    MassSends,
    PreviewForm,
    RangeForm,
    TagChoice,
)
from teahouse.platform.massend.submit import Order, submit
from teahouse.platform.massend.targets import check_range, day_limit, month_limit
from teahouse.platform.massend.targets import reach as reach_of
from teahouse.platform.tags import tags
from teahouse.protocol import ApiError

_MP = "/api/mp/accounts/{appid:str}/mass-sends"
_PAGE = 20
_SOONEST, _LATEST = timedelta(minutes=5), timedelta(days=7)
_MSGTYPES = {"news": "mpnews", "text": "text", "image": "image", "voice": "voice", "video": "mpvideo"}
Offset = Annotated[int, Parameter(ge=0, le=1_000_000)]
Text = Annotated[str, Parameter(max_length=100)]
_WORDS: dict[int, tuple[type[AppError], str | None]] = {
    40007: (errors.BadContent, "content"),
    44004: (errors.BadContent, "content"),
    45002: (errors.TextTooLong, "text"),
    40152: (errors.BadTarget, "tag_id"),
    45028: (errors.NoneLeft, None),
    45065: (errors.AlreadySent, None),
    45066: (errors.AlreadySent, None),
    45067: (errors.AlreadySent, None),
    40132: (errors.NoSuchPerson, "wechat_id"),
    43004: (errors.NoSuchPerson, "wechat_id"),
    43019: (errors.NoSuchPerson, "wechat_id"),
    40065: (errors.CannotRecall, None),
    40204: (errors.OnlyArticles, None),
    40059: (errors.NoSuchSend, None),
}
"""What mp says where the API has a return code, and the field of the form that it is about."""


@contextmanager
def _in_words() -> Iterator[None]:
    """Refusals of the API in words for who uses mp."""
    try:
        yield
    except BadArticle:
        raise errors.BadArticles(field="content") from None
    except ApiError as error:
        kind, field = _WORDS[error.errcode]
        raise (kind(field=field) if field else kind()) from None


@get(_MP + "/desk")
def read_desk(reader: Session, house: House, operator: Login, appid: str) -> MassDesk:
    """What the page needs to know."""
    return _desk(reader, house, check_operator(reader, operator.subject_id, appid))


def _desk(session: Session, house: House, account: Account) -> MassDesk:
    appid = account.appid
    settings = allowances.settings(session, appid)
    by_day, by_month = day_limit(account, settings), month_limit(account, settings)
    used = allowances.used_of_day(session, appid, day_of(clock.now()))
    lived = provinces(session, follower_ids(appid))
    return MassDesk(
        per="month" if by_day is None else "day",
        limit=by_month or 0 if by_day is None else by_day,
        left=None if by_day is None else max(0, by_day - used),
        own_allowance=settings.allowance,
        sandbox=house.settings.sandbox,
        followers=count_followers(session, appid),
        tags=[TagChoice(one.id, one.name, one.count) for one in tags(session, appid)],
        provinces=sorted(name for name in lived if name),
    )


@put(_MP + "/allowance")
def change_allowance(session: Session, house: House, operator: Login, appid: str, data: AllowanceForm) -> MassDesk:
    """Give the account an allowance of its own. Raises SandboxOnly."""
    account = check_operator(session, operator.subject_id, appid)
    if not house.settings.sandbox:
        raise SandboxOnly
    if data.allowance is not None and not 0 <= data.allowance <= 10_000:  # noqa: PLR2004
        raise errors.BadAllowance(field="allowance")
    allowances.set_allowance(session, appid, data.allowance)
    return _desk(session, house, account)


@get(_MP + "/reach")
def read_reach(
    reader: Session,
    operator: Login,
    appid: str,
    tag_id: int | None = None,
    gender: Annotated[int | None, Parameter(ge=0, le=2)] = None,
    province: Text = "",
    city: Text = "",
) -> MassReach:
    """How many a message would reach now."""
    account = check_operator(reader, operator.subject_id, appid)
    wanted = _range(RangeForm(tag_id, gender, province, city))
    with _in_words():
        check_range(reader, appid, wanted)
    return MassReach(*reach_of(reader, account, wanted))


def _range(form: RangeForm) -> Range:
    province, city = (text.replace("\0", "").strip() for text in (form.province, form.city))
    everybody = form.tag_id is None and form.gender is None and not province and not city
    return Range(everybody, form.tag_id, form.gender, province, city if province else "")


def _wanted(form: ContentForm) -> Wanted:
    fields = {"content": form.text} if form.kind == "text" else {"media_id": form.media_id}
    return Wanted(_MSGTYPES[form.kind], fields)


@post(_MP + "/preview", status_code=204)
def send_preview(session: Session, house: House, operator: Login, appid: str, data: PreviewForm) -> None:
    """Show it to one follower. Raises NoSuchPerson, BadContent, TextTooLong, BadArticles."""
    check_operator(session, operator.subject_id, appid)
    with _in_words():
        person_id = preview.person_called(session, appid, data.wechat_id)
        preview.preview(session, house, appid, person_id, _wanted(data.content))


@post(_MP)
def send(session: Session, house: House, operator: Login, appid: str, data: MassForm) -> MassSendItem:
    """Send to many, now or later. Raises NoneLeft, AlreadySent, BadTarget, BadTime, BadContent, BadArticles."""
    account = check_operator(session, operator.subject_id, appid)
    at = _checked_time(data.at, clock.now())
    with _in_words():
        order = Order("mp", _range(data.range), _wanted(data.content), f"mp:{data.client_id}"[:32], at=at)
        taken = submit(session, house, account, order)
    return _shown(session, recall.find(session, appid, taken.msg_id))


def _checked_time(at: int | None, now: datetime) -> datetime | None:
    if at is None:
        return None
    soonest, latest = now + _SOONEST - timedelta(seconds=30), now + _LATEST
    if not soonest.timestamp() <= at <= latest.timestamp():
        raise errors.BadTime(field="at")
    return datetime.fromtimestamp(at, UTC)


@get(_MP)
def read_sends(reader: Session, operator: Login, appid: str, offset: Offset = 0) -> MassSends:
    """Mass sends, the newest first."""
    check_operator(reader, operator.subject_id, appid)
    found, total = sends.some(reader, appid, offset, _PAGE)
    return MassSends([_shown(reader, one) for one in found], total)


@get(_MP + "/{msg_id:int}")
def read_send(reader: Session, operator: Login, appid: str, msg_id: int) -> MassSendItem:
    """One. Raises NoSuchSend."""
    check_operator(reader, operator.subject_id, appid)
    with _in_words():
        return _shown(reader, recall.find(reader, appid, msg_id))


@post(_MP + "/{msg_id:int}/recall", status_code=200)
def recall_send(session: Session, house: House, operator: Login, appid: str, msg_id: int) -> MassSendItem:
    """Stop it if it is being sent, and take its articles away. Raises NoSuchSend, CannotRecall, OnlyArticles."""
    check_operator(session, operator.subject_id, appid)
    with _in_words():
        recall.recall(session, house, recall.find(session, appid, msg_id), stop=True)
        return _shown(session, recall.find(session, appid, msg_id))


@post(_MP + "/{msg_id:int}/cancel", status_code=200)
def cancel_send(session: Session, operator: Login, appid: str, msg_id: int) -> MassSendItem:
    """Let one that waits never leave. Raises NoSuchSend, CannotCancel."""
    check_operator(session, operator.subject_id, appid)
    with _in_words():
        found = recall.find(session, appid, msg_id)
    try:
        recall.cancel(session, found)
    except ApiError:
        raise errors.CannotCancel from None
    return _shown(session, recall.find(session, appid, msg_id))


def _shown(session: Session, one: MassSend) -> MassSendItem:
    found = sent_articles(session, one.appid, one.media_id) if one.media_id else None
    articles = _articles(found) if found else []
    names = {tag.id: tag.name for tag in tags(session, one.appid)} if one.tag_id is not None else {}
    alive = one.state == "sending" or (one.state == "done" and one.kind in {"news", "video"})
    return MassSendItem(
        msg_id=str(one.msg_id),
        origin=one.origin,
        state=one.state,
        kind=one.kind,
        title=one.title,
        content=one.content,
        range=RangeForm(one.tag_id, one.gender, one.province, one.city),
        is_to_all=one.is_to_all,
        listed=one.listed,
        tag_name=names.get(one.tag_id or 0, ""),
        total=max(one.total, one.visited),
        visited=one.visited,
        sent=one.sent,
        filtered=_filtered(one),
        failed=one.failed,
        status=one.status,
        reason=one.reason,
        created_at=int(one.created_at.timestamp()),
        due_at=int(one.due_at.timestamp()) if one.scheduled else None,
        started_at=int(one.started_at.timestamp()) if one.started_at else None,
        ended_at=int(one.ended_at.timestamp()) if one.ended_at else None,
        articles=articles,
        may_recall=alive and not (articles and all(a.deleted for a in articles)),
        may_cancel=one.state in {"reviewing", "waiting"},
    )


def _articles(found: ArticleSet) -> list[MassArticle]:
    return [MassArticle(a.page, a.path(found.state), a.title, a.reads, a.likes, a.deleted) for a in found.articles]


def _filtered(one: MassSend) -> int:
    """Who had their turn and got nothing; at the end also those who left before it."""
    turns = max(one.total, one.visited) if one.state == "done" else one.visited
    return turns - one.sent - one.failed


ROUTES = (
    read_desk,
    change_allowance,
    read_reach,
    send_preview,
    send,
    read_sends,
    read_send,
    recall_send,
    cancel_send,
)
