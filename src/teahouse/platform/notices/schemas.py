"""Subscription notifications over our own HTTP."""

from typing import Literal

from msgspec import Struct


class NoticeItem(Struct):
    """A template of the account; `type` 2 one-time, 3 long-term."""

    template_id: str
    tid: int
    title: str
    type: int
    content: str
    example: str
    scene: str
    accepted: int
    refused: int
    sent: int
    created_at: int


class NoticeKeywordItem(Struct):
    """A line that a template may have."""

    kid: int
    name: str
    example: str


class NoticeOffer(Struct):
    """A template of the library."""

    tid: int
    title: str
    type: int
    category: str
    keywords: list[NoticeKeywordItem]


class NoticesPage(Struct):
    """All of mp's page. `once_template_id` is the account's for one-time subscriptions; null without the right."""

    items: list[NoticeItem]
    library: list[NoticeOffer]
    once_template_id: str | None


class NewNotice(Struct):
    """A template to add."""

    tid: int
    kids: list[int]
    scene: str = ""


class NoticeAsked(Struct):
    """One template that a person is asked about; `kept` is the answer that stands already."""

    template_id: str
    title: str
    type: int
    lines: list[str]
    kept: Literal["", "accept", "reject"]


class NoticeQuestion(Struct):
    """What a person is asked. `fault` is the number that wx-open-subscribe gives when nobody can be asked."""

    fault: int | None
    items: list[NoticeAsked]


class NoticeAnswer(Struct):
    """What the person said: those of the `templates` that are not `accepted` are refused."""

    templates: list[str]
    accepted: list[str]
    keep: bool = False
    in_article: bool = False


class NoticeSaid(Struct):
    """What stands for each template now."""

    said: dict[str, Literal["accept", "reject"]]


class NoticeSwitchItem(Struct):
    """A template that the person was asked about. `credit` messages of a one-time one may still come."""

    template_id: str
    title: str
    type: int
    on: bool
    credit: int


class NoticeSwitches(Struct):
    """An account's templates as the person sees them."""

    items: list[NoticeSwitchItem]


class NoticeSwitchWish(Struct):
    """Whether the person wants it."""

    on: bool
