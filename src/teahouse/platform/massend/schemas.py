"""Mass sends over our own HTTP, for mp."""

from typing import Any, Literal

from msgspec import Struct

from teahouse.platform.massend.records import Kind, Origin, State

ContentKind = Literal["news", "text", "image", "voice", "video"]


class ContentForm(Struct):
    """What is to be sent: a text, or something by its media_id (of a draft, or of the library)."""

    kind: ContentKind
    text: str = ""
    media_id: str = ""


class RangeForm(Struct):
    """Who is to get it: everybody, or who carries a tag, is of a gender (1 men, 2 women), lives in a region."""

    tag_id: int | None = None
    gender: int | None = None
    province: str = ""
    city: str = ""


class MassForm(Struct):
    """A message to many. `at` None is now; the same `client_id` again is the same message."""

    content: ContentForm
    range: RangeForm
    client_id: str
    at: int | None = None


class PreviewForm(Struct):
    """A message to one follower, by WeChat ID."""

    content: ContentForm
    wechat_id: str


class AllowanceForm(Struct):
    """An allowance of the account's own; None for the usual one."""

    allowance: int | None


class TagChoice(Struct):
    """A tag, and how many carry it."""

    id: int
    name: str
    count: int


class MassDesk(Struct):
    """What the page needs to know. `left` is how many may leave today, None when each follower's month is counted.

    `own_allowance` is the sandbox's; `sandbox` whether it can be set.
    """

    per: Literal["day", "month"]
    limit: int
    left: int | None
    own_allowance: int | None
    sandbox: bool
    followers: int
    tags: list[TagChoice]
    provinces: list[str]


class MassReach(Struct):
    """How many are meant, and how many of them would get it now."""

    total: int
    reached: int


class MassSendItem(Struct):
    """A mass send. Times in Unix seconds; `due_at` of one that is scheduled.

    `filtered` had their turn and got nothing; `status` and `reason` say how it ended.
    """

    msg_id: str
    origin: Origin
    state: State
    kind: Kind
    title: str
    content: dict[str, Any]
    range: RangeForm
    is_to_all: bool
    listed: bool
    tag_name: str
    total: int
    visited: int
    sent: int
    filtered: int
    failed: int
    status: str
    reason: str
    created_at: int
    due_at: int | None
    started_at: int | None
    ended_at: int | None
    articles: list["MassArticle"]
    may_recall: bool
    may_cancel: bool


class MassArticle(Struct):
    """An article of a mass send, with its figures. `path` is where it is read, before it leaves as a preview."""

    page: str
    path: str
    title: str
    reads: int
    likes: int
    deleted: bool


class MassSends(Struct):
    """Mass sends, the newest first."""

    items: list[MassSendItem]
    total: int
