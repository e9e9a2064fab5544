"""Accounts and operators as mp sees them."""

from typing import Literal

import msgspec

from teahouse.platform.accounts.account import AccountType, Ending, Mode


class Registration(msgspec.Struct):
    """A new operator."""

    email: str
    password: str
    name: str


class SignIn(msgspec.Struct):
    """By password."""

    email: str
    password: str


class LinkSignIn(msgspec.Struct):
    """By a link of the sandbox."""

    token: str


class OperatorOut(msgspec.Struct):
    """An operator."""

    id: str
    email: str
    name: str
    phone: str | None
    """Who signs in with the phone; null when no phone is bound."""


class CodeOut(msgspec.Struct):
    """A code that waits for a phone. `watch` is this page's secret; `url` is what the code says."""

    watch: str
    url: str
    picture_url: str
    expires_at: int


class CodeStatus(msgspec.Struct):
    """How far a code is."""

    status: Literal["waiting", "scanned", "confirmed", "refused", "expired"]


class WatchWish(msgspec.Struct):
    """By the secret of the page that shows the code."""

    watch: str


class ScannedCode(msgspec.Struct):
    """What a phone is asked. `operator` is who is bound, or is to be; null when this phone is nobody's."""

    purpose: Literal["sign_in", "bind"]
    operator: str | None


class CodeAnswer(msgspec.Struct):
    """What the person said."""

    allow: bool


class CrewMember(msgspec.Struct):
    """An operator of an account."""

    id: str
    name: str
    email: str
    owner: bool
    me: bool


class Crew(msgspec.Struct):
    """Who runs an account; `most` beside the owner."""

    items: list[CrewMember]
    owner: bool
    """Whether this operator owns it."""
    most: int


class Invitation(msgspec.Struct):
    """A link for one more operator."""

    url: str
    expires_at: int


class InvitationWish(msgspec.Struct):
    """What stands at the end of the link."""

    token: str


class Invited(msgspec.Struct):
    """To which account."""

    appid: str
    account: str
    avatar_url: str
    invited_by: str


class AccountBrief(msgspec.Struct):
    """An account in a list. `avatar_url` is empty when none was set."""

    appid: str
    name: str
    avatar_url: str
    type: AccountType
    verified: bool
    original_id: str
    wechat_id: str
    ended_for: Ending
    """Why it ended; empty while it lives."""


class MpMe(msgspec.Struct):
    """Who is signed in, and what they run."""

    operator: OperatorOut
    accounts: list[AccountBrief]
    csrf: str
    sandbox: bool
    reviewer: bool
    """Reviews for the platform."""


class NewAccount(msgspec.Struct):
    """A sandbox account in one click."""

    name: str
    type: AccountType
    verified: bool


class ProfileChange(msgspec.Struct):
    """What to change; absent is left."""

    name: str | None = None
    introduction: str | None = None


class ServerSettings(msgspec.Struct):
    """Where pushes go."""

    url: str
    mode: Mode
    enabled: bool
    token: str
    has_aes_key: bool


class AccountSettings(AccountBrief):
    """Everything an operator may see; `secret` only once, when it was just made."""

    introduction: str
    secret_hint: str
    token_hint: str
    aes_key_hint: str
    server: ServerSettings
    autoreply_enabled: bool
    """The platform answers by itself; never while the server is on."""
    qr_url: str
    """The picture of the account's code."""
    api_base: str
    push_ips: list[str]
    created_at: int
    secret: str | None = None


class NewSecret(msgspec.Struct):
    """The AppSecret, shown once."""

    secret: str
