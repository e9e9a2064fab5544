"""Rules and settings of the robot as staff write them."""

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


class SettingsBody(Struct):
    """Times as HH:MM in China; both or none."""

    handover_message: str
    away_message: str
    handover_on_no_match: bool
    away_from: str | None = None
    away_to: str | None = None
    default_message: str | None = None
