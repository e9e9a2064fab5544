"""Rules and settings of the robot over HTTP."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

Trigger = Literal["follow", "keyword", "menu"]
Match = Literal["equals", "contains"]


class TextAnswer(Struct, tag_field="type", tag="text"):
    text: str


class ImageAnswer(Struct, tag_field="type", tag="image"):
    """`file` as uploaded; `url` shows it."""

    file: str
    url: str | None = None


class ArticleAnswer(Struct, tag_field="type", tag="article"):
    """An article card: it leads to `url`, or without one to a page of our own (`article_id`) that shows `body`."""

    title: str
    description: str = ""
    file: str | None = None
    image_url: str | None = None
    url: str | None = None
    body: str | None = None
    article_id: str | UnsetType = UNSET


Answer = TextAnswer | ImageAnswer | ArticleAnswer


class RuleIn(Struct):
    """`keywords`: words, or keys of menu buttons; `account_id` null: on every account."""

    name: str
    trigger: Trigger
    answers: list[Answer]
    match: Match = "contains"
    keywords: list[str] = []
    account_id: str | None = None
    priority: int = 0
    enabled: bool = True


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


class SettingsBody(Struct):
    """Times as HH:MM in China; both or none."""

    handover_message: str
    away_message: str
    handover_on_no_match: bool
    away_from: str | None = None
    away_to: str | None = None
    default_message: str | None = None


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
