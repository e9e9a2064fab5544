"""To take back what was sent, to stop what is being sent, to cancel what waits (reference, 8.4)."""

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.articles import article_of_page, remove_articles, sent_articles
from teahouse.platform.massend.contents import cards
from teahouse.platform.massend.ending import give_back, tell
from teahouse.platform.massend.records import MassSend
from teahouse.platform.massend.repository import sends
from teahouse.platform.massend.rules import FAILURE
from teahouse.protocol import ApiError

_REMOVABLE = ("news", "video")


def find(session: Session, appid: str, msg_id: int) -> MassSend:
    """One by its number. Raises ApiError 40059."""
    found = sends.by_number(session, appid, msg_id)
    if found is None:
        raise ApiError(40059)
    return found


def find_page(session: Session, appid: str, url: str) -> tuple[MassSend, int]:
    """The one that sent the article of an address, and the article's place from 1. Raises ApiError 40059."""
    article = article_of_page(session, appid, url.partition("?")[0].rstrip("/").rpartition("/")[2])
    found = sends.of_articles(session, appid, article.media_id) if article else None
    if article is None or found is None:
        raise ApiError(40059)
    return found, article.place + 1


def recall(session: Session, house: House, send: MassSend, index: int = 0, *, stop: bool = False) -> None:
    """Take away an article (from 1), or with 0 all; what is still being sent stops. Cards that arrived stay visible.

    With `stop`, also text, pictures and voice that have not reached everybody yet.
    Raises ApiError: 40060 no such article, 40065 it has not begun or is gone, 40204 it cannot be taken away.
    """
    send = sends.by_id(session, send.id, hold=True) or send
    if send.state not in {"sending", "done"}:
        raise ApiError(40065)
    if send.kind not in _REMOVABLE and not (stop and send.state == "sending"):
        raise ApiError(40204)
    if send.kind == "news":
        _recall_articles(session, house, send, index)
    elif index not in {0, 1}:
        raise ApiError(40060)
    else:
        _over(session, house, send)


def _recall_articles(session: Session, house: House, send: MassSend, index: int) -> None:
    found = sent_articles(session, send.appid, send.media_id)
    if found is None or not 0 <= index <= len(found.articles):
        raise ApiError(40060)
    if all(one.deleted for one in found.articles if index in {0, one.place + 1}):
        raise ApiError(40065)
    remove_articles(session, found, index)
    left = [one for one in found.articles if not one.deleted and index not in {0, one.place + 1}]
    if left:
        sends.set_content(session, send.id, cards(session, send.appid, send.media_id))
    else:
        _over(session, house, send)


def _over(session: Session, house: House, send: MassSend) -> None:
    """Whoever has not had their turn does not get it, and the account hears how far it came."""
    sends.change_state(session, send.id, ["sending", "done"], "recalled")
    if sends.close(session, send.id, status=FAILURE, ended_at=clock.now()):
        give_back(session, send)
        tell(session, house, sends.by_id(session, send.id) or send)


def cancel(session: Session, send: MassSend) -> None:
    """Let one that waits for its time, or for a reviewer, never leave. Raises ApiError 40065."""
    now = clock.now()
    if not sends.change_state(session, send.id, ["waiting", "reviewing"], "cancelled", ended_at=now):
        raise ApiError(40065)
    give_back(session, send)
