"""Publishing: a job, and an event when it is done (reference, 10.4 and 10.5)."""

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.ids import secret_token
from teahouse.kit.jobs import enqueue
from teahouse.platform.accounts import get_account
from teahouse.platform.articles import drafts
from teahouse.platform.articles.limits import publish_status, system_openid
from teahouse.platform.articles.records import ArticleSet, SetPage
from teahouse.platform.articles.repository import sets
from teahouse.platform.followers import Pusher
from teahouse.protocol import ApiError, PublishedArticle, PublishedArticles, PublishEventInfo, PublishJobFinishEvent

PUBLISH = "articles.publish"
_ID_BYTES = 32
_SHOWN = ("published", "deleted")


def submit(session: Session, appid: str, media_id: str) -> ArticleSet:
    """Begin to publish a draft, which is one no longer. Raises ApiError 40007; BadArticle when something is missing."""
    found = take(session, appid, drafts.draft(session, appid, media_id))
    enqueue(session, PUBLISH, {"appid": appid, "media_id": media_id}, key=f"{appid}:{media_id}", lane=appid)
    return found


def take(session: Session, appid: str, draft: ArticleSet) -> ArticleSet:
    """A draft becomes what is about to be published, with its numbers. Raises ApiError 40007; BadArticle."""
    drafts.complete(session, draft)
    number = sets.next_number(session, appid)
    numbers = {"article_id": secret_token(_ID_BYTES), "publish_id": number, "msg_data_id": number}
    now = clock.now()
    if not sets.change_state(session, appid, draft.media_id, draft.state, "publishing", updated_at=now, **numbers):
        raise ApiError(40007)  # somebody else published or deleted it meanwhile
    found = sets.find_set(session, appid, draft.media_id, ("publishing",))
    if found is None:
        raise ApiError(40007)
    return found


def finish(session: Session, house: House, appid: str, media_id: str) -> None:
    """Show the articles and tell the account; a second time does nothing."""
    if not sets.change_state(session, appid, media_id, "publishing", "published", updated_at=clock.now()):
        return
    found = sets.find_set(session, appid, media_id, ("published",))
    if found is None:
        return
    account = get_account(session, appid)
    event = PublishJobFinishEvent(
        to_user_name=account.original_id,
        from_user_name=system_openid(appid),
        create_time=clock.timestamp(),
        publish_event_info=_info(house, found),
    )
    house.get(Pusher).push_event(session, appid, "", event)  # type: ignore[type-abstract]  # a port


def _info(house: House, found: ArticleSet) -> PublishEventInfo:
    base_url = house.settings.base_url
    items = tuple(
        PublishedArticle(idx=one.place + 1, article_url=page_url(base_url, one.page)) for one in found.articles
    )
    return PublishEventInfo(
        publish_id=str(found.publish_id),
        publish_status=publish_status(found),
        article_id=found.article_id,
        article_detail=PublishedArticles(count=len(items), items=items),
    )


def page_url(base_url: str, page: str) -> str:
    """The address of an article."""
    return f"{base_url}/s/{page}"


def publication(session: Session, appid: str, publish_id: int) -> ArticleSet | None:
    """What a publish_id stands for, also while it runs and after it was deleted."""
    return sets.find_set(session, appid, publish_id, ("publishing", *_SHOWN), by="publish_id")


def published(session: Session, appid: str, article_id: str) -> ArticleSet:
    """What is published under an article_id, deleted articles included. Raises ApiError 53600."""
    found = sets.find_set(session, appid, article_id, _SHOWN, by="article_id")
    if found is None:
        raise ApiError(53600)
    return found


def list_published(session: Session, appid: str, offset: int, count: int) -> SetPage:
    """What is published and not deleted, the newest first."""
    items = sets.list_sets(session, appid, "published", offset, count)
    return SetPage(items, sets.count_sets(session, appid, "published"))


def delete(session: Session, appid: str, article_id: str, index: int) -> None:
    """Take away one published article (from 1) or, with 0, all. Raises ApiError: 53600, 40114 no such one."""
    found = published(session, appid, article_id)
    if not 0 <= index <= len(found.articles):
        raise ApiError(40114)
    gone = [one.page for one in found.articles if index in {0, one.place + 1}]
    sets.mark_deleted(session, gone)
    if all(one.deleted or one.page in gone for one in found.articles):
        sets.change_state(session, appid, found.media_id, "published", "deleted")
