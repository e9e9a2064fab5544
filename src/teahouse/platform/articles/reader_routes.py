"""Articles on the phone: the page, likes, comments, the history of an account."""

from datetime import datetime

from litestar import Response

from teahouse.kit.asgi import language_of
from teahouse.kit.db import Session, from_micros, to_micros
from teahouse.kit.errors import Invalid, NotFound, Unauthorized
from teahouse.kit.house import House
from teahouse.kit.http import Http, delete, get, identify, post, put
from teahouse.kit.logins import Login
from teahouse.platform.articles import reading
from teahouse.platform.articles.acts import ELSEWHERE
from teahouse.platform.articles.errors import NoSuchArticle
from teahouse.platform.articles.page import HEADERS, View, asset, draw, draw_missing
from teahouse.platform.articles.records import ArticleSet
from teahouse.platform.articles.schemas import (
    CommentWish,
    HistoryArticle,
    HistoryPage,
    HistorySet,
    Likes,
    PhoneComment,
    ShareWish,
)

_HISTORY = 10
_ACTS = 60
_TYPES = {"css": "text/css", "js": "text/javascript"}


async def reader_login(request: Http, house: House) -> Login | None:
    """Whose phone it is, if it is signed in; articles are for everybody."""
    try:
        return await identify(request, house, "phone")
    except Unauthorized:
        return None


@get("/s/{page:str}", include_in_schema=False)
def article_page(session: Session, house: House, request: Http, reader_login: Login | None, page: str) -> Response[str]:
    """The page of an article; a reader counts once a day.

    In the query `source` is where they come from, `tempkey` opens a preview.
    """
    given = request.query_params.get("source", "")
    source = int(given) if given in {"0", "1", "2", "4"} else ELSEWHERE
    key = request.query_params.get("tempkey", "")
    language = language_of(request.scope)  # type: ignore[arg-type]
    view = View(language, reader_login.csrf if reader_login else "", house.settings.base_url)
    person_id = reader_login.subject_id if reader_login else None
    try:
        shown = reading.open_page(session, page, person_id, source, key)
    except NoSuchArticle:
        return Response(draw_missing(view), status_code=404, media_type="text/html", headers=HEADERS)
    return Response(draw(shown, view), media_type="text/html", headers=HEADERS)


@get("/s/assets/{name:str}", include_in_schema=False)
def page_asset(name: str) -> Response[bytes]:
    """Style and script of the page."""
    found = asset(name)
    if found is None:
        raise NotFound
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return Response(found[0], media_type=_TYPES[name.rpartition(".")[2]], headers=headers)


@put("/api/phone/articles/{page:str}/like")
def like(session: Session, me: Login, page: str) -> Likes:
    """Like an article."""
    return Likes(reading.set_like(session, page, me.subject_id, likes=True))


@delete("/api/phone/articles/{page:str}/like", status_code=200)
def unlike(session: Session, me: Login, page: str) -> Likes:
    """Like it no longer."""
    return Likes(reading.set_like(session, page, me.subject_id, likes=False))


@post("/api/phone/articles/{page:str}/shares", status_code=204)
def share(session: Session, house: House, me: Login, page: str, data: ShareWish) -> None:
    """I shared an article."""
    house.limits.hit(f"article-acts:{me.subject_id}", _ACTS, 60)
    reading.share(session, page, me.subject_id, data.to)


@post("/api/phone/articles/{page:str}/original", status_code=204)
def open_original(session: Session, house: House, me: Login, page: str) -> None:
    """I opened the page behind an article."""
    house.limits.hit(f"article-acts:{me.subject_id}", _ACTS, 60)
    reading.open_original(session, page, me.subject_id)


@post("/api/phone/articles/{page:str}/comments")
def write_comment(session: Session, house: House, me: Login, page: str, data: CommentWish) -> PhoneComment:
    """Write below an article."""
    written = reading.comment(session, house, page, me.subject_id, data.text)
    return PhoneComment(written.number, written.text, int(written.created_at.timestamp()))


@delete("/api/phone/articles/{page:str}/comments/{number:int}")
def withdraw_comment(session: Session, me: Login, page: str, number: int) -> None:
    """Take the own comment back."""
    reading.withdraw(session, page, number, me.subject_id)


@get("/api/phone/accounts/{appid:str}/articles")
def history(reader: Session, me: Login, appid: str, cursor: str = "") -> HistoryPage:
    """What an account has published; for everybody, also who does not follow."""
    found = reading.history(reader, appid, _place(cursor), _HISTORY + 1)
    last = found[_HISTORY - 1] if len(found) > _HISTORY else None
    following = f"{to_micros(last.updated_at)}.{last.media_id}" if last else None
    return HistoryPage([_set(one) for one in found[:_HISTORY]], following)


def _place(cursor: str) -> tuple[datetime, str] | None:
    if not cursor:
        return None
    at, dot, media_id = cursor.partition(".")
    if not (dot and at.isascii() and at.isdigit() and len(at) < 18):  # noqa: PLR2004 - microseconds of this millennium
        raise Invalid(field="cursor")
    return from_micros(int(at)), media_id


def _set(found: ArticleSet) -> HistorySet:
    articles = [
        HistoryArticle(
            page=one.page,
            title=one.title,
            digest=one.digest,
            cover_url=f"/files/{one.cover}" if one.cover else None,
            reads=one.reads,
            likes=one.likes,
        )
        for one in found.articles
        if not one.deleted
    ]
    return HistorySet(found.article_id or found.media_id, int(found.updated_at.timestamp()), articles)


READER_ROUTES = (
    *(article_page, page_asset, like, unlike, share, open_original),
    *(write_comment, withdraw_comment, history),
)
