"""Drafts: written by the API or on mp, cleaned as they come in (reference, 10.3)."""

from collections.abc import Sequence

from msgspec.structs import replace

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.ids import secret_token
from teahouse.platform.articles import limits
from teahouse.platform.articles.cleaning import clean, plain_text
from teahouse.platform.articles.limits import Fault
from teahouse.platform.articles.records import Article, ArticleSet, Picture, SetPage, State, Writing
from teahouse.platform.articles.repository import sets
from teahouse.platform.materials import library_pictures
from teahouse.protocol import ApiError

_ID_BYTES, _PAGE_BYTES = 32, 16  # 43 and 22 characters


class BadArticle(ApiError):
    """An article that cannot be stored, or not be published, as it is."""

    def __init__(self, fault: Fault) -> None:
        """`fault` says what and where."""
        super().__init__(fault.code)
        self.fault = fault


def add_draft(
    session: Session,
    house: House,
    appid: str,
    writings: Sequence[Writing],
    *,
    whole: bool = True,
    state: State = "draft",
) -> str:
    """A new draft; its media_id. With `whole` it must be fit to be published. Raises BadArticle, an ApiError."""
    settled = _settled(session, house, appid, writings, whole=whole)
    now, media_id = clock.now(), secret_token(_ID_BYTES)
    articles = tuple(_new(appid, media_id, place, one) for place, one in enumerate(settled))
    sets.add_draft(
        session,
        ArticleSet(
            appid=appid,
            media_id=media_id,
            state=state,
            article_id=None,
            publish_id=None,
            msg_data_id=None,
            created_at=now,
            updated_at=now,
            articles=articles,
        ),
    )
    return media_id


def _new(appid: str, media_id: str, place: int, writing: Writing) -> Article:
    fields = {name: getattr(writing, name) for name in Writing.__struct_fields__}
    return Article(
        **fields,
        page=secret_token(_PAGE_BYTES),
        appid=appid,
        media_id=media_id,
        place=place,
        deleted=False,
        reads=0,
        likes=0,
        comments=0,
        chosen=0,
    )


def _settled(
    session: Session, house: House, appid: str, writings: Sequence[Writing], *, whole: bool, count: int = 0
) -> list[Writing]:
    """Cleaned, with the files of their pictures and their digests. `count` is that of the draft, if it has more."""
    if fault := limits.limit_fault(writings):
        raise BadArticle(fault)
    alone = whole and (count or len(writings)) == 1
    cleaned = [_cleaned(one, house.settings.base_url, alone=alone) for one in writings]
    if whole:
        _check_content(writings, cleaned)
    if whole and (fault := limits.missing_fault(cleaned)):
        raise BadArticle(fault)
    wanted = [one.thumb_media_id for one in cleaned] + [each.media_id for one in cleaned for each in one.pictures]
    files = library_pictures(session, appid, [media_id for media_id in wanted if media_id])
    return [_pictured(one, files, place) for place, one in enumerate(cleaned)]


def _check_content(given: Sequence[Writing], cleaned: Sequence[Writing]) -> None:
    """An article of which nothing may be kept is none."""
    for place, (before, after) in enumerate(zip(given, cleaned, strict=True)):
        if before.content.strip() and not after.content.strip():
            raise BadArticle(Fault(45166, "content", place))


def _cleaned(one: Writing, base_url: str, *, alone: bool) -> Writing:
    """Clean HTML or text; an article that stands alone gets a digest."""
    content = clean(one.content, base_url) if one.kind == "news" else plain_text(one.content)
    digest = one.digest or (limits.digest_of(plain_text(content)) if alone else "")
    texts = {name: getattr(one, name).replace("\0", "") for name in ("title", "author", "source_url")}
    return replace(one, content=content, digest=digest.replace("\0", ""), **texts)


def _pictured(one: Writing, files: dict[str, str], place: int) -> Writing:
    """With the keys of its files; a cover that is stored stays when its media_id does. Raises BadArticle 40007."""
    pictures = tuple(Picture(each.media_id, each.file or files.get(each.media_id, "")) for each in one.pictures)
    if any(not each.file for each in pictures):
        raise BadArticle(Fault(40007, "pictures", place))
    cover = one.cover or files.get(one.thumb_media_id, "")
    if one.thumb_media_id and not cover:
        raise BadArticle(Fault(40007, "cover", place))
    return replace(one, pictures=pictures, cover=cover or (pictures[0].file if pictures else ""))


def draft(session: Session, appid: str, media_id: str) -> ArticleSet:
    """A draft. Raises ApiError 40007."""
    found = sets.find_set(session, appid, media_id, ("draft",))
    if found is None:
        raise ApiError(40007)
    return found


def list_drafts(session: Session, appid: str, offset: int, count: int) -> SetPage:
    """Drafts, the one written last first."""
    return SetPage(sets.list_sets(session, appid, "draft", offset, count), sets.count_sets(session, appid, "draft"))


def change_one(session: Session, house: House, appid: str, media_id: str, place: int, writing: Writing) -> None:
    """Write one article of a draft anew. Raises ApiError: 40007, 40114 no such place; BadArticle."""
    if not sets.touch_draft(session, appid, media_id, clock.now()):
        raise ApiError(40007)
    articles = draft(session, appid, media_id).articles
    if not 0 <= place < len(articles):
        raise ApiError(40114)
    settled = _settled(session, house, appid, [writing], whole=True, count=len(articles))[0]
    sets.change_article(session, articles[place].page, settled)


def rewrite(
    session: Session, house: House, appid: str, media_id: str, writings: Sequence[tuple[str, Writing]]
) -> ArticleSet:
    """Write a whole draft anew, whether it is fit to be published or not; each writing with its article's page.

    An article keeps its page wherever it is moved; one without a page is new. Raises ApiError 40007; BadArticle.
    """
    if not sets.touch_draft(session, appid, media_id, clock.now()):
        raise ApiError(40007)
    before = {one.page: one for one in draft(session, appid, media_id).articles}
    kept = [_with_files(before.get(page), writing) for page, writing in writings]
    settled = _settled(session, house, appid, kept, whole=False)
    stay = {page for page, _ in writings} & before.keys()
    sets.remove_articles(session, [page for page in before if page not in stay])
    for place, ((page, _), writing) in enumerate(zip(writings, settled, strict=True)):
        if page in stay:
            stay.discard(page)  # a page that is named twice is the first one's
            sets.change_article(session, page, writing)
            sets.move_article(session, page, place)
        else:
            sets.add_articles(session, [_new(appid, media_id, place, writing)])
    return draft(session, appid, media_id)


def _with_files(before: Article | None, writing: Writing) -> Writing:
    """Files are known of pictures that the article had already, also when they have left the library."""
    if before is None:
        return writing
    files = {one.media_id: one.file for one in before.pictures}
    pictures = tuple(Picture(one.media_id, files.get(one.media_id, "")) for one in writing.pictures)
    same = bool(writing.thumb_media_id) and writing.thumb_media_id == before.thumb_media_id
    return replace(writing, pictures=pictures, cover=before.cover if same else "", more=before.more)


def delete_draft(session: Session, appid: str, media_id: str) -> None:
    """Forget a draft. Raises ApiError 40007."""
    if not sets.remove_draft(session, appid, media_id):
        raise ApiError(40007)


def complete(session: Session, found: ArticleSet) -> None:
    """Make a draft ready to be published: one that stands alone gets a digest. Raises BadArticle."""
    if fault := limits.missing_fault(found.articles):
        raise BadArticle(fault)
    if len(found.articles) == 1 and not found.articles[0].digest:
        alone = found.articles[0]
        sets.change_article(session, alone.page, replace(alone, digest=limits.digest_of(plain_text(alone.content))))
