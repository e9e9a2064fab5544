"""Rules and settings of the robot over HTTP."""

from typing import Literal

from msgspec import Struct

from teahouse.suite.dialogue.inputs import Answer


class RuleOut(Struct):
    id: str
    account_id: str | None
    name: str
    trigger: str
    match: str
    keywords: list[str]
    priority: int
    enabled: bool
    answers: list[Answer]
    hits: int
    updated_at: int


class RulesOut(Struct):
    items: list[RuleOut]


class TrialIn(Struct):
    """What a follower does on an account: writes `value`, clicks the button of key `value`, or follows."""

    account_id: str
    kind: Literal["text", "click", "follow"]
    value: str = ""


class TrialOut(Struct):
    """The rule that answers, or null; and what the follower reads."""

    rule: RuleOut | None
    answers: list[Answer]


class FileOut(Struct):
    file: str
    url: str
    width: int
    height: int


class ArticlePage(Struct):
    """`body` is clean HTML."""

    title: str
    brand_name: str
    brand_avatar: str | None
    image_url: str | None
    body: str
    published_at: int
    views: int
