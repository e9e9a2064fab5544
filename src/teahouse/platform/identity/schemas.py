"""Web identity over our own HTTP."""

from typing import Literal

from msgspec import Struct


class LoginStatus(Struct):
    """How far a sign-in on a website is; `redirect` once it is confirmed."""

    status: Literal["waiting", "scanned", "confirmed", "refused", "expired"]
    redirect: str | None


class Website(Struct):
    """A website application."""

    appid: str
    name: str
    host: str
    created_at: int


class NewWebsite(Struct):
    """A website application as it was made; the secret is shown this once."""

    appid: str
    name: str
    host: str
    created_at: int
    secret: str


class Domains(Struct):
    """Where an account's pages stand. `may_authorize`: whether its kind has web OAuth at all."""

    oauth: list[str]
    js: list[str]
    websites: list[Website]
    may_authorize: bool


class DomainsWish(Struct):
    """All domains, anew."""

    oauth: list[str]
    js: list[str]


class WebsiteWish(Struct):
    """A website application to be made."""

    name: str
    host: str


class Secret(Struct):
    """A new AppSecret."""

    secret: str


class ConfigWish(Struct):
    """What a page told wx.config; `url` is the page's address in the phone's browser."""

    appid: str
    timestamp: str
    noncestr: str
    signature: str
    url: str
    apis: list[str]


class Entry(Struct):
    """The account from whose chat the browser was opened; null for anywhere else."""

    appid: str | None


class Uploaded(Struct):
    """A picture or voice that a page uploaded: its media_id for the account, three days long."""

    media_id: str


class Fetched(Struct):
    """Where the phone finds a medium of the account, a voice or a picture."""

    url: str
    is_voice: bool


class ConfigAnswer(Struct):
    """`fault` as the page reads it ("invalid signature"), or the names that it may call."""

    fault: str | None
    granted: list[str]
