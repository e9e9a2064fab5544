"""An account's templates of subscription notifications (reference, 9.3)."""

from collections.abc import Sequence

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import secret_token
from teahouse.platform.notices import repository, rules
from teahouse.platform.notices.library import TITLES, choices_of, chosen, content_of, example_of
from teahouse.platform.notices.records import NoticeTemplate
from teahouse.protocol import ApiError

_ID_BYTES = 32  # 43 characters


def add(session: Session, appid: str, tid: int, kids: Sequence[int], scene: str) -> NoticeTemplate:
    """Add a template of the library. Raises ApiError: 200014, 200020, 200012 more than 25, 200022 there already."""
    title = TITLES.get(tid)
    if title is None:
        raise ApiError(200014)
    keywords = chosen(title, kids)
    template = NoticeTemplate(
        appid=appid,
        template_id=secret_token(_ID_BYTES),
        tid=tid,
        kids=",".join(map(str, kids)),
        title=title.title,
        type=title.type,
        content=content_of(keywords),
        example=example_of(keywords),
        choices=choices_of(keywords),
        scene=scene,
        accepted=0,
        refused=0,
        sent=0,
        created_at=clock.now(),
    )
    if not repository.take_place(session, appid, rules.MAX_TEMPLATES):
        raise ApiError(200012)
    if not repository.add(session, template):
        raise ApiError(200022)
    return template


def remove(session: Session, appid: str, template_id: str) -> None:
    """Remove a template. Raises ApiError 40037."""
    if not repository.remove(session, appid, template_id):
        raise ApiError(40037)


def once_template_id(session: Session, appid: str) -> str:
    """The id of the template of one-time subscriptions, of which every account has one."""
    return repository.once_template_id(session, appid, secret_token(_ID_BYTES))
