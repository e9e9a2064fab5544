"""An account's industries and templates (reference, 9.1)."""

from collections.abc import Sequence

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import secret_token
from teahouse.platform.accounts import day_of
from teahouse.platform.templates import repository, rules
from teahouse.platform.templates.library import CATEGORY, LIBRARY, chosen, content_of, example_of
from teahouse.platform.templates.records import Template
from teahouse.protocol import ApiError

_ID_BYTES = 32  # 43 characters


def set_industry(session: Session, appid: str, industries: tuple[int, int]) -> None:
    """Choose industries; templates of others are removed. Raises ApiError 43100: once a month."""
    if not repository.choose(session, appid, industries, rules.month_of(day_of(clock.now()))):
        raise ApiError(43100)
    repository.drop_other_industries(session, appid, industries)


def add(session: Session, appid: str, short_id: str, names: Sequence[str]) -> Template:
    """Add a template of the library. Raises ApiError: 40037 unknown, 40246, 40247, 45027 of another industry, 45026."""
    wanted = LIBRARY.get(short_id)
    if wanted is None:
        raise ApiError(40037)
    keywords = chosen(wanted, names)
    choice = repository.choice(session, appid)
    if wanted.industry not in {choice.industry1, choice.industry2, CATEGORY}:
        raise ApiError(45027)
    if not repository.take_place(session, appid, rules.MAX_TEMPLATES):
        raise ApiError(45026)
    template = Template(
        appid=appid,
        template_id=secret_token(_ID_BYTES),
        short_id=short_id,
        title=wanted.title,
        industry=wanted.industry,
        content=content_of(keywords),
        example=example_of(keywords),
        delivered=0,
        blocked=0,
        failed=0,
        created_at=clock.now(),
    )
    repository.add(session, template)
    return template


def remove(session: Session, appid: str, template_id: str) -> None:
    """Remove a template. Raises ApiError 40037."""
    if not repository.remove(session, appid, template_id):
        raise ApiError(40037)
