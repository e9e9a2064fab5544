"""Articles: drafts, publishing, the page that people read, their likes and comments.

Fills the materials' port Shelf.
"""

from teahouse.kit.house import Feature, House
from teahouse.platform.articles import jobs, routes
from teahouse.platform.articles.acts import acts_between
from teahouse.platform.articles.cleaning import plain_text
from teahouse.platform.articles.comment_calls import COMMENT_API
from teahouse.platform.articles.draft_calls import DRAFT_API
from teahouse.platform.articles.drafts import BadArticle, draft
from teahouse.platform.articles.limits import MAX_PICTURES, system_openid
from teahouse.platform.articles.publish_calls import PUBLISH_API
from teahouse.platform.articles.publishing import PUBLISH, page_url, published, submit
from teahouse.platform.articles.reader_routes import READER_ROUTES, reader_login
from teahouse.platform.articles.records import Article, ArticleSet, Picture, Writing
from teahouse.platform.articles.sending import (
    article_of_page,
    articles_of,
    copied_from,
    give_back_articles,
    published_between,
    remove_articles,
    sent_articles,
    show_articles,
    take_articles,
    unsent_articles,
    upload_articles,
)
from teahouse.platform.articles.shelf import ArticleShelf, Card, known_articles, published_articles, stored_articles
from teahouse.platform.articles.wire import ArticleBody
from teahouse.platform.materials import Shelf

__all__ = [
    "API",
    "FEATURE",
    "MAX_PICTURES",
    "Article",
    "ArticleBody",
    "ArticleSet",
    "BadArticle",
    "Card",
    "Picture",
    "Writing",
    "acts_between",
    "article_of_page",
    "articles_of",
    "copied_from",
    "draft",
    "give_back_articles",
    "known_articles",
    "page_url",
    "plain_text",
    "published",
    "published_articles",
    "published_between",
    "remove_articles",
    "sent_articles",
    "show_articles",
    "stored_articles",
    "submit",
    "system_openid",
    "take_articles",
    "unsent_articles",
    "upload_articles",
]

API = DRAFT_API | PUBLISH_API | COMMENT_API


def _bind(house: House) -> None:
    house.bind(Shelf, ArticleShelf())  # type: ignore[type-abstract]  # a port


FEATURE = Feature(
    name="articles",
    routes=(*READER_ROUTES, *routes.ROUTES),
    jobs={PUBLISH: jobs.publish},
    providers={"reader_login": reader_login},
    bind=_bind,
)
