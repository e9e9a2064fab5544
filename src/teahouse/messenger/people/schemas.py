"""People over our own HTTP."""

import msgspec


class Me(msgspec.Struct):
    """The person who is signed in."""

    id: str
    phone: str
    wechat_id: str | None
    nickname: str
    avatar_url: str | None
    gender: int
    province: str
    city: str
    signature: str
    has_password: bool
    csrf: str
    qr_text: str
    sandbox: bool


class CodeWanted(msgspec.Struct):
    """Send a code to this number."""

    phone: str


class CodeSent(msgspec.Struct):
    """Seconds until the code expires; the code itself in the sandbox only."""

    expires_in: int
    sandbox_code: str | None


class SignInByCode(msgspec.Struct):
    """`nickname` names a new person."""

    phone: str
    code: str
    nickname: str | None = None


class SignInByPassword(msgspec.Struct):
    """`login` is a phone number or a WeChat ID."""

    login: str
    password: str


class SignInByLink(msgspec.Struct):
    """The token of a sign-in link."""

    token: str


class ProfileChange(msgspec.Struct):
    """What is absent or null stays."""

    nickname: str | None = None
    gender: int | None = None
    province: str | None = None
    city: str | None = None
    signature: str | None = None
    wechat_id: str | None = None


class PasswordChange(msgspec.Struct):
    """`old` is needed when there is one."""

    new: str
    old: str | None = None


class Device(msgspec.Struct):
    """Where the person is signed in."""

    id: str
    name: str
    seen_at: int
    current: bool


class Devices(msgspec.Struct):
    """All of them, the latest first."""

    items: list[Device]


class PanelPerson(msgspec.Struct):
    """Somebody to become."""

    person_id: str
    nickname: str
    avatar_url: str | None


class Panel(msgspec.Struct):
    """The sandbox panel beside the phone."""

    people: list[PanelPerson]
    now: int
    offset_seconds: int


class Switch(msgspec.Struct):
    """Whom to become."""

    person_id: str
