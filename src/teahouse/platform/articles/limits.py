"""What an article may be (reference, 10.3), and the ids and texts that follow from one."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from teahouse.platform.articles.records import MAX_ARTICLES, ArticleSet, Writing

MAX_TITLE, MAX_AUTHOR, MAX_DIGEST, DIGEST = 32, 16, 120, 54
MAX_CONTENT, MAX_CONTENT_BYTES, MAX_URL_BYTES, MAX_PICTURES = 20_000, 1024 * 1024, 1024, 20
MAX_COMMENT = MAX_REPLY = 600
MAX_CHOSEN = 100
FIRST_NUMBER = 2_247_483_650
"""Publish ids and msg_data_ids stay small: JavaScript reads them as doubles."""


class Fault(NamedTuple):
    """What is wrong: the return code of the API, and the field of the article `place` (from 0)."""

    code: int
    field: str
    place: int = 0


def limit_fault(articles: Sequence[Writing]) -> Fault | None:
    """The first thing that is too much."""
    if not articles:
        return Fault(44003, "articles")
    if len(articles) > MAX_ARTICLES:
        return Fault(45008, "articles")
    faults = (_too_much(one) for one in articles)
    return next((Fault(*fault, place) for place, fault in enumerate(faults) if fault), None)


def _too_much(one: Writing) -> tuple[int, str] | None:
    checks = (
        (len(one.title) > MAX_TITLE, 45003, "title"),
        (len(one.author) > MAX_AUTHOR, 45110, "author"),
        (len(one.digest) > MAX_DIGEST, 45004, "digest"),
        (len(one.content) >= MAX_CONTENT or len(one.content.encode()) >= MAX_CONTENT_BYTES, 45002, "content"),
        (len(one.source_url.encode()) > MAX_URL_BYTES, 45005, "source_url"),
        (bool(one.source_url) and not one.source_url.startswith(("http://", "https://")), 41039, "source_url"),
        (len(one.pictures) > MAX_PICTURES, 45008, "pictures"),
    )
    return next(((code, field) for bad, code, field in checks if bad), None)


def missing_fault(articles: Sequence[Writing]) -> Fault | None:
    """The first thing that an article needs to be published and does not have. Contents are clean ones."""
    faults = (_missing(one) for one in articles)
    return next((Fault(*fault, place) for place, fault in enumerate(faults) if fault), None)


def _missing(one: Writing) -> tuple[int, str] | None:
    pictures = one.kind == "newspic"
    checks = (
        (not one.title.strip(), 45003, "title"),
        (pictures and not one.pictures, 40007, "pictures"),
        (not pictures and not one.thumb_media_id, 40007, "cover"),
        (not pictures and not one.content.strip(), 44004, "content"),
    )
    return next(((code, field) for bad, code, field in checks if bad), None)


def digest_of(text: str) -> str:
    """The digest of an article without one: the beginning of its text."""
    return text[:DIGEST]


def publish_status(of: ArticleSet) -> int:
    """As in reference, 10.5: 0 done, 1 running, 5 the account deleted it since."""
    return {"publishing": 1, "deleted": 5}.get(of.state, 0)


def system_openid(appid: str) -> str:
    """From whom the results of an account's own jobs come: nobody who follows."""
    digest = hashlib.sha256(f"system:{appid}".encode()).hexdigest()
    return f"o{digest[:27]}"
