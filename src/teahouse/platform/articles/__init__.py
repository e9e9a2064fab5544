"""Articles: drafts, publishing, the page that people read, their likes and comments.

Fills the materials' port Shelf.
"""

from teahouse.kit.house import Feature, House
from teahouse.platform.articles import jobs, routes
from teahouse.platform.articles.comment_calls import COMMENT_API
from teahouse.platform.articles.draft_calls import DRAFT_API
from teahouse.platform.articles.drafts import draft
from teahouse.platform.articles.limits import system_openid
from teahouse.platform.articles.publish_calls import PUBLISH_API
from teahouse.platform.articles.publishing import PUBLISH, page_url, published, submit
from teahouse.platform.articles.reader_routes import READER_ROUTES, reader_login
from teahouse.platform.articles.records import Article, ArticleSet
from teahouse.platform.articles.shelf import ArticleShelf, Card, published_articles, stored_articles
from teahouse.platform.materials import Shelf

__all__ = [
    "API",
    "FEATURE",
    "Article",
    "ArticleSet",
    "Card",
    "draft",
    "page_url",
    "published",
    "published_articles",
    "stored_articles",
    "submit",
    "system_openid",
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
