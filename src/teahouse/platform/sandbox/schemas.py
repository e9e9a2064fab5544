"""The sandbox API's JSON (docs/guide/sandbox-api.md)."""

from typing import Any, Literal

import msgspec

from teahouse.platform.accounts import AccountType, Mode
from teahouse.platform.migration import MigrationOut


class NewAccount(msgspec.Struct):
    """POST /sandbox/accounts."""

    type: AccountType
    verified: bool
    name: str


class MadeAccount(msgspec.Struct):
    """A new account with all its secrets. `qr_url` is what its code says."""

    appid: str
    secret: str
    original_id: str
    wechat_id: str
    token: str
    aes_key: str
    qr_url: str


class Server(msgspec.Struct):
    """PUT /sandbox/accounts/{appid}/server; absent token and key stay, `verify: false` saves without asking."""

    url: str
    mode: Mode = "plain"
    token: str | None = None
    aes_key: str | None = None
    verify: bool = True


class AllowedDomains(msgspec.Struct):
    """PUT /sandbox/accounts/{appid}/domains: where its pages stand, for OAuth and for the JS-SDK; all there are."""

    oauth: list[str] = []
    js: list[str] = []


class Migrate(msgspec.Struct):
    """POST /sandbox/accounts/{appid}/migrate: the account that moves here."""

    from_appid: str


class Migrations(msgspec.Struct):
    """What moves or moved here, the newest first."""

    items: list[MigrationOut]


class NewPerson(msgspec.Struct):
    """POST /sandbox/people."""

    nickname: str
    gender: int = 0
    province: str = ""
    city: str = ""


class MadePerson(msgspec.Struct):
    """A new person; the link signs them in on a phone, once."""

    person_id: str
    sign_in_url: str


class Follow(msgspec.Struct):
    """.../follow; with `scene` through the code of that scene."""

    appid: str
    scene: str | int | None = None


class Followed(msgspec.Struct):
    """The follower's openid."""

    openid: str


class Authorize(msgspec.Struct):
    """.../authorize: an address of OAuth."""

    url: str


class Authorized(msgspec.Struct):
    """Where the person comes back to."""

    redirect_url: str


class About(msgspec.Struct):
    """.../unfollow."""

    appid: str


class Place(msgspec.Struct):
    """A location."""

    latitude: float
    longitude: float
    scale: int = 16
    label: str = ""
    name: str = ""


class Link(msgspec.Struct):
    """A shared page."""

    title: str = ""
    description: str = ""
    url: str = ""
    image_url: str = ""


class Send(msgspec.Struct):
    """.../send: as if the person sent it on the phone. `wait` in seconds, at most 60."""

    appid: str
    type: Literal["text", "image", "voice", "video", "shortvideo", "location", "link"] = "text"
    content: str = ""
    media: str | None = None
    recognition: str | None = None
    location: Place | None = None
    link: Link | None = None
    client_id: str | None = None
    wait: float = 0


class Item(msgspec.Struct, rename={"sender": "from"}):
    """A message of the conversation; `time` in Unix seconds.

    `sender` is called `from`: person, account or system. `content` of a text is its words, as in `Send`; of other
    types an object, as the phone has it.
    """

    seq: int
    msg_id: str
    type: str
    sender: Literal["person", "account", "system"]
    content: str | dict[str, Any]
    time: int


class Sent(msgspec.Struct):
    """The stored message, and what came back within the wait."""

    msg_id: str
    seq: int
    replies: list[Item]


class Click(msgspec.Struct):
    """.../click: a button by its key, a view by its URL; `result` for buttons that scan, take pictures or locate."""

    appid: str
    key: str
    scan_text: str | None = None
    location: Place | None = None
    wait: float = 0


class Enter(msgspec.Struct):
    """.../enter: the chat is opened; with a place, the person's phone is there, in degrees and metres.

    Asked whether the account may know, they say `allow`: true unless told otherwise, and their first answer stands
    until another one is given.
    """

    appid: str
    latitude: float | None = None
    longitude: float | None = None
    precision: float = 30
    allow: bool | None = None


class Subscribe(msgspec.Struct):
    """.../subscribe: the answer to a question about notifications; `accept` null for all of the templates."""

    appid: str
    templates: list[str]
    accept: list[str] | None = None


class Subscribed(msgspec.Struct):
    """What stands for each template now: accept or reject."""

    said: dict[str, str]


class Clicked(msgspec.Struct):
    """The page that the phone would open, and what came back within the wait."""

    open_url: str | None
    replies: list[Item]


class Scan(msgspec.Struct):
    """.../scan: the code of a scene; who does not follow yet only looks at the account."""

    appid: str
    scene: str | int
    wait: float = 0


class Scanned(msgspec.Struct):
    """Whether the account heard of it, and what came back within the wait."""

    scanned: bool
    ticket: str
    replies: list[Item]


class Inbox(msgspec.Struct):
    """A conversation, ascending; `next` is the `after` of the following page, null at the end."""

    items: list[Item]
    next: int | None


class ClockMove(msgspec.Struct):
    """POST /sandbox/clock: one of them."""

    advance: str | None = None
    set: str | None = None
    reset: bool = False


class ClockState(msgspec.Struct):
    """The house's time: Unix seconds, ISO, and how far it is ahead of the wall clock."""

    now: int
    iso: str
    offset_seconds: int


class FaultOrder(msgspec.Struct):
    """PUT /sandbox/faults: what is absent is off."""

    appid: str
    timeout: bool = False
    status: int | None = None
    double_push: bool = False
    expire_token: bool = False
    drop: bool = False
    out_of_order: bool = False
    quota: bool = False
    wrong_media: bool = False
    until: int | str | None = None


class MpFaults(msgspec.Struct):
    """The faults of an account; `until` in Unix seconds."""

    timeout: bool = False
    status: int | None = None
    double_push: bool = False
    expire_token: bool = False
    drop: bool = False
    out_of_order: bool = False
    quota: bool = False
    wrong_media: bool = False
    until: int | None = None


class ArrivalOrder(msgspec.Struct, forbid_unknown_fields=True):
    """Some of a crowd: through a scene's code (empty: by search), between two days; `to_day` null is the last."""

    scene: str = ""
    share: float = 1
    from_day: float = 0
    to_day: float | None = None


class CrowdOrder(msgspec.Struct, forbid_unknown_fields=True):
    """POST /sandbox/crowd: people who came within the last days; docs/guide/scenarios.md.

    `scenes` is short for arrivals in equal shares, by search and through each of them.
    """

    appid: str
    people: int = 100
    seed: int = 1
    days: float = 30
    scenes: list[str] = []
    arrivals: list[ArrivalOrder] = []
    regions: dict[str, float] = {}
    genders: dict[Literal["male", "female", "unknown"], float] = {}
    messages: list[str] = []
    talking: float = 0.35
    messages_each: int = 3
    clicks: list[str] = []
    clicking: float = 0.3
    clicks_each: int = 2
    leaving: float = 0.04


class JobState(msgspec.Struct):
    """How far a job is."""

    job_id: str
    state: str
    done: int
    total: int
    error: str | None = None
