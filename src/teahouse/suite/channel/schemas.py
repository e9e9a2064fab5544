"""Connected accounts over HTTP."""

from typing import Any

from msgspec import Struct


class AccountOut(Struct):
    """A connected account. `push_url`, `token` and `aes_key` are what the account's operator pastes; the secret is
    never shown again.
    """

    id: str
    name: str
    appid: str
    api_base: str
    mode: str
    secret_hint: str
    push_url: str
    token: str
    aes_key: str
    status: str
    last_push_at: int | None
    checked_at: int | None
    created_at: int


class AccountsOut(Struct):
    """`network_url` is our own network's address, for accounts that are not WeChat's."""

    items: list[AccountOut]
    network_url: str


class FindingOut(Struct):
    name: str
    ok: bool
    verdict: str
    advice: str


class CheckOut(Struct):
    ok: bool
    checked_at: int
    items: list[FindingOut]


class MenuIn(Struct):
    buttons: list[dict[str, Any]]


class MenuOut(Struct):
    buttons: list[dict[str, Any]]
