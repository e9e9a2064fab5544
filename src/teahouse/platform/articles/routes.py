"""Articles over our own HTTP, for mp: drafts, publishing, comments."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

from litestar.params import Parameter

from teahouse.kit.db import Session
from teahouse.kit.errors import AppError, Conflict
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, patch, post, put
from teahouse.kit.logins import Login
from teahouse.messenger.people import Profile, avatar_url, profiles
from teahouse.platform.accounts import check_operator
from teahouse.platform.articles import comments as comments_service
from teahouse.platform.articles import drafts, publishing
from teahouse.platform.articles.cleaning import for_page
from teahouse.platform.articles.drafts import BadArticle
from teahouse.platform.articles.errors import (
    AlreadyReplied,
    NoSuchArticle,
    NoSuchComment,
    NoSuchDraft,
    TooManyChosen,
    bad_article,
    bad_reply,
)
from teahouse.platform.articles.limits import MAX_CHOSEN, publish_status
from teahouse.platform.articles.records import Article, ArticleSet, Comment, Picture, Writing
from teahouse.platform.articles.schemas import (
    ArticleForm,
    CommentChange,
    CommentsSwitch,
    Draft,
    DraftForm,
    Drafts,
    MpComment,
    MpComments,
    PictureForm,
    Publication,
    PublishedArticle,
    PublishedSet,
    PublishedSets,
)
from teahouse.protocol import ApiError

_PAGE = 20
Offset = Annotated[int, Parameter(ge=0, le=1_000_000)]


@contextmanager
def _in_words() -> Iterator[None]:
    """Refusals of the API in words for who uses mp."""
    try:
        yield
    except BadArticle as error:
        raise bad_article(error.fault) from None
    except ApiError as error:
        raise _refusal(error.errcode) from None


def _refusal(code: int) -> AppError:
    if code == 88003:  # noqa: PLR2004 - return codes
        return TooManyChosen(most=MAX_CHOSEN)
    if code == 88007:  # noqa: PLR2004
        return bad_reply()
    known: dict[int, type[AppError]] = {
        40007: NoSuchDraft,
        40114: NoSuchArticle,
        53600: NoSuchArticle,
        88001: NoSuchArticle,
        88004: NoSuchComment,
        88005: AlreadyReplied,
        88008: NoSuchComment,
    }
    return known.get(code, Conflict)()


@get("/api/mp/accounts/{appid:str}/drafts")
def read_drafts(reader: Session, house: House, operator: Login, appid: str, offset: Offset = 0) -> Drafts:
    """Drafts, without contents."""
    check_operator(reader, operator.subject_id, appid)
    page = drafts.list_drafts(reader, appid, offset, _PAGE)
    return Drafts([_draft(house, one, content=False) for one in page.items], page.total)


@post("/api/mp/accounts/{appid:str}/drafts")
def add_draft(session: Session, house: House, operator: Login, appid: str, data: DraftForm) -> Draft:
    """A new draft; it need not be complete."""
    check_operator(session, operator.subject_id, appid)
    with _in_words():
        media_id = drafts.add_draft(session, house, appid, [_writing(one) for one in data.articles], whole=False)
        return _draft(house, drafts.draft(session, appid, media_id))


@get("/api/mp/accounts/{appid:str}/drafts/{media_id:str}")
def read_draft(reader: Session, house: House, operator: Login, appid: str, media_id: str) -> Draft:
    """One draft."""
    check_operator(reader, operator.subject_id, appid)
    with _in_words():
        return _draft(house, drafts.draft(reader, appid, media_id))


@put("/api/mp/accounts/{appid:str}/drafts/{media_id:str}")
def change_draft(session: Session, house: House, operator: Login, appid: str, media_id: str, data: DraftForm) -> Draft:
    """Write a draft anew; it need not be complete."""
    check_operator(session, operator.subject_id, appid)
    with _in_words():
        writings = [(one.page, _writing(one)) for one in data.articles]
        return _draft(house, drafts.rewrite(session, house, appid, media_id, writings))


@delete("/api/mp/accounts/{appid:str}/drafts/{media_id:str}")
def delete_draft(session: Session, operator: Login, appid: str, media_id: str) -> None:
    """Forget a draft."""
    check_operator(session, operator.subject_id, appid)
    with _in_words():
        drafts.delete_draft(session, appid, media_id)


@post("/api/mp/accounts/{appid:str}/drafts/{media_id:str}/publish", status_code=202)
def publish_draft(session: Session, operator: Login, appid: str, media_id: str) -> Publication:
    """Begin to publish a draft."""
    check_operator(session, operator.subject_id, appid)
    with _in_words():
        found = publishing.submit(session, appid, media_id)
    return Publication(str(found.publish_id), publish_status(found))


@get("/api/mp/accounts/{appid:str}/publications/{publish_id:int}")
def read_publication(reader: Session, operator: Login, appid: str, publish_id: int) -> Publication:
    """How far it is."""
    check_operator(reader, operator.subject_id, appid)
    found = publishing.publication(reader, appid, publish_id)
    if found is None:
        raise NoSuchArticle
    return Publication(str(found.publish_id), publish_status(found))


@get("/api/mp/accounts/{appid:str}/published")
def read_published(reader: Session, operator: Login, appid: str, offset: Offset = 0) -> PublishedSets:
    """What is published, with its figures."""
    check_operator(reader, operator.subject_id, appid)
    page = publishing.list_published(reader, appid, offset, _PAGE)
    counted = comments_service.counts(reader, [article.page for one in page.items for article in one.articles])
    return PublishedSets([_published(one, counted) for one in page.items], page.total)


@delete("/api/mp/accounts/{appid:str}/published/{article_id:str}/{index:int}")
def delete_published(session: Session, operator: Login, appid: str, article_id: str, index: int) -> None:
    """Take one article (from 1), or with 0 all, away."""
    check_operator(session, operator.subject_id, appid)
    with _in_words():
        publishing.delete(session, appid, article_id, index)


@get("/api/mp/accounts/{appid:str}/articles/{page:str}/comments")
def read_comments(
    reader: Session,
    operator: Login,
    appid: str,
    page: str,
    which: Literal["all", "normal", "chosen"] = "all",
    offset: Offset = 0,
) -> MpComments:
    """Comments of an article."""
    check_operator(reader, operator.subject_id, appid)
    article = comments_service.own_article(reader, appid, page)
    found = comments_service.some(reader, page, which, offset, _PAGE)
    people = profiles(reader, list({one.person_id for one in found.items}))
    items = [_comment(one, people.get(one.person_id)) for one in found.items]
    return MpComments(article.title, article.open_comment, items, found.total)


@patch("/api/mp/accounts/{appid:str}/articles/{page:str}/comments/{number:int}", status_code=204)
def change_comment(session: Session, operator: Login, appid: str, page: str, number: int, data: CommentChange) -> None:
    """Choose a comment, or answer it."""
    check_operator(session, operator.subject_id, appid)
    comments_service.own_article(session, appid, page)
    with _in_words():
        if data.chosen is not None:
            act = comments_service.choose if data.chosen else comments_service.unchoose
            act(session, page, number)
        if data.reply:
            comments_service.reply(session, page, number, data.reply)
        elif data.reply is not None:
            comments_service.unreply(session, page, number)


@delete("/api/mp/accounts/{appid:str}/articles/{page:str}/comments/{number:int}")
def delete_comment(session: Session, operator: Login, appid: str, page: str, number: int) -> None:
    """Delete a comment."""
    check_operator(session, operator.subject_id, appid)
    comments_service.own_article(session, appid, page)
    with _in_words():
        comments_service.delete(session, page, number)


@put("/api/mp/accounts/{appid:str}/articles/{page:str}/comments", status_code=204)
def switch_comments(session: Session, operator: Login, appid: str, page: str, data: CommentsSwitch) -> None:
    """Let people write, or no longer."""
    check_operator(session, operator.subject_id, appid)
    comments_service.own_article(session, appid, page)
    comments_service.switch(session, page, is_open=data.open_comment)


def _writing(form: ArticleForm) -> Writing:
    return Writing(
        kind=form.kind,
        title=form.title,
        author=form.author,
        digest=form.digest,
        content=form.content,
        source_url=form.source_url,
        thumb_media_id=form.thumb_media_id,
        pictures=tuple(Picture(one.media_id) for one in form.pictures),
        show_cover=form.show_cover,
        open_comment=form.open_comment,
        fans_only=form.fans_only,
    )


def _draft(house: House, found: ArticleSet, *, content: bool = True) -> Draft:
    forms = [_form(house.settings.base_url if content else None, one, found.state) for one in found.articles]
    return Draft(found.media_id, int(found.updated_at.timestamp()), forms)


def _form(base_url: str | None, one: Article, state: str) -> ArticleForm:
    return ArticleForm(
        page=one.page,
        path=one.path(state),
        kind=one.kind,
        title=one.title,
        author=one.author,
        digest=one.digest,
        content="" if base_url is None else for_page(one.content, base_url),
        source_url=one.source_url,
        thumb_media_id=one.thumb_media_id,
        cover_url=_file_url(one.cover),
        pictures=[PictureForm(each.media_id, _file_url(each.file)) for each in one.pictures],
        show_cover=one.show_cover,
        open_comment=one.open_comment,
        fans_only=one.fans_only,
    )


def _file_url(key: str) -> str:
    return f"/files/{key}" if key else ""


def _published(found: ArticleSet, counted: dict[str, int]) -> PublishedSet:
    articles = [
        PublishedArticle(
            page=one.page,
            title=one.title,
            digest=one.digest,
            cover_url=_file_url(one.cover),
            reads=one.reads,
            likes=one.likes,
            comments=counted.get(one.page, 0),
            open_comment=one.open_comment,
            deleted=one.deleted,
        )
        for one in found.articles
    ]
    return PublishedSet(found.article_id or "", int(found.updated_at.timestamp()), articles)


def _comment(one: Comment, person: Profile | None) -> MpComment:
    return MpComment(
        number=one.number,
        openid=one.openid,
        nickname=person.nickname if person else "",
        avatar_url=avatar_url(person.avatar) if person else None,
        text=one.text,
        chosen=one.chosen,
        reply=one.reply,
        created_at=int(one.created_at.timestamp()),
    )


ROUTES = (
    read_drafts,
    add_draft,
    read_draft,
    change_draft,
    delete_draft,
    publish_draft,
    read_publication,
    read_published,
    delete_published,
    read_comments,
    change_comment,
    delete_comment,
    switch_comments,
)
