"""Accounts and operators as mp sees them."""

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
