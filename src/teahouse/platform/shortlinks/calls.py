"""Calls of the public API about short links."""

from typing import Any

from msgspec import Struct

from teahouse.platform.api import OK, Answer, Call, Handler
from teahouse.platform.shortlinks import service
from teahouse.protocol import ApiError


class _Long(Struct):
    action: Any = None
    long_url: Any = None


class _Data(Struct):
    long_data: Any = None
    expire_seconds: int = service.MAX_SECONDS


class _Key(Struct):
    short_key: Any = None


def shorturl(call: Call) -> Answer:
    """POST /cgi-bin/shorturl. The real one has been closed since 2021; programs of old still call it."""
    body = call.json(_Long)
    if body.action != "long2short":
        raise ApiError(40097)
    key = service.shorten_url(call.session, call.account.appid, str(body.long_url or ""))
    return {**OK, "short_url": f"{call.house.settings.base_url}/w/{key}"}


def gen(call: Call) -> Answer:
    """POST /cgi-bin/shorten/gen."""
    body = call.json(_Data)
    data = body.long_data if isinstance(body.long_data, str) else ""
    return {**OK, "short_key": service.shorten_data(call.session, call.account.appid, data, body.expire_seconds)}


def fetch(call: Call) -> Answer:
    """POST /cgi-bin/shorten/fetch."""
    key = call.json(_Key).short_key
    data, created, left = service.fetch(call.session, call.account.appid, key if isinstance(key, str) else "")
    return {**OK, "long_data": data, "create_time": created, "expire_seconds": left}


API: dict[str, Handler] = {
    "/cgi-bin/shorturl": shorturl,
    "/cgi-bin/shorten/gen": gen,
    "/cgi-bin/shorten/fetch": fetch,
}
