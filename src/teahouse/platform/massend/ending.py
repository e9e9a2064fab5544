"""The end of a message to many: its figures are final, and its account hears of them (reference, 3.2)."""

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.accounts import get_account
from teahouse.platform.articles import ArticleSet, give_back_articles, page_url, sent_articles, system_openid
from teahouse.platform.followers import Pusher
from teahouse.platform.massend.records import MassSend
from teahouse.platform.massend.repository import allowances, sends
from teahouse.platform.massend.rules import SUCCESS
from teahouse.protocol import (
    ArticleUrl,
    ArticleUrlResult,
    CopyrightCheck,
    CopyrightCheckResult,
    MassSendJobFinishEvent,
)

_NO_REPRINT, _MAY_BE_SENT, _MUST_NOT_BE_SENT = 1, 2, 3
_JUDGED_A_REPRINT = 2


def end(session: Session, house: House, send: MassSend, status: str) -> None:
    """Write the end down, once, and tell the account. What never began gives back what it took."""
    state = "done" if status == SUCCESS else "failed"
    sends.change_state(session, send.id, ["reviewing", "waiting", "sending"], state)
    if not sends.close(session, send.id, status=status, ended_at=clock.now()):
        return
    give_back(session, send)
    ended = sends.by_id(session, send.id)
    if ended is not None:
        tell(session, house, ended)


def give_back(session: Session, send: MassSend) -> None:
    """The list, and of what never began the articles and its part of the day's allowance."""
    sends.forget_list(session, send.id)
    if send.started_at is None:
        release(session, send)


def release(session: Session, send: MassSend) -> None:
    """Articles become a draft again, the day has one more."""
    if send.media_id and not send.repeats:
        give_back_articles(session, send.appid, send.media_id)
    if send.day:
        allowances.give_day_back(session, send.appid, send.day)


def tell(session: Session, house: House, send: MassSend) -> None:
    """Push the event, with the figures as they are."""
    found = sent_articles(session, send.appid, send.media_id) if send.media_id else None
    reached = send.sent + send.failed
    event = MassSendJobFinishEvent(
        to_user_name=get_account(session, send.appid).original_id,
        from_user_name=system_openid(send.appid),
        create_time=clock.timestamp(),
        msg_id=send.msg_id,
        status=send.status,
        total_count=max(send.total, send.visited),
        filter_count=reached,
        sent_count=send.sent,
        error_count=send.failed,
        copyright_check_result=_copyright(send),
        article_url_result=_urls(house.settings.base_url, found),
    )
    house.get(Pusher).push_event(session, send.appid, "", event)  # type: ignore[type-abstract]  # a port


def _copyright(send: MassSend) -> CopyrightCheckResult:
    checks = tuple(_check(index, url, send) for index, url in enumerate(send.copies, 1))
    state = _NO_REPRINT
    if any(send.copies):
        state = _MAY_BE_SENT if send.ignore_reprint else _MUST_NOT_BE_SENT
    return CopyrightCheckResult(count=len(checks), result_list=checks, check_state=state)


def _check(index: int, url: str, send: MassSend) -> CopyrightCheck:
    may = int(bool(url) and send.ignore_reprint)
    return CopyrightCheck(
        article_idx=index,
        user_declare_state=0,
        audit_state=_JUDGED_A_REPRINT if url else 0,
        original_article_url=url,
        original_article_type=int(bool(url)),
        can_reprint=may,
        need_replace_content=0,
        need_show_reprint_source=may,
    )


def _urls(base_url: str, found: ArticleSet | None) -> ArticleUrlResult:
    pages = [(one.place + 1, one.page) for one in found.articles if not one.deleted] if found else []
    urls = tuple(ArticleUrl(article_idx=idx, article_url=page_url(base_url, page)) for idx, page in pages)
    return ArticleUrlResult(count=len(urls), result_list=urls)
