"""Thousands of broken pushes: never a fault of ours, and of what is refused nothing is kept."""

import logging
import random
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from teahouse import suite_app
from teahouse.kit.db import Base
from teahouse.protocol import (
    ClickEvent,
    ImageMessage,
    LocationEvent,
    LocationMessage,
    Push,
    ScanEvent,
    SubscribeEvent,
    TextMessage,
    UnsubscribeEvent,
    push_signature,
)
from teahouse.protocol.crypto import build_push_envelope
from tests.suite.tables import dump
from tests.suite.world import GH, Brand
from tests.support.inside import ask

SEED = 20261122
PUSHES = 3000
_OPENID = "oFan0000000000000000000000{:05}"
_BROKEN = (
    b"",
    b"{}",
    b"[]",
    b"\0",
    b"\xff\xfe<\0x\0m\0l\0",
    b"<xml>",
    b"<xml/>",
    b"</xml>",
    b"<a>" * 20_000,
    b"<xml>tea</xml>",
)
_FORBIDDEN = (b'<!DOCTYPE a [<!ENTITY b "c">]>', b'<!ENTITY a SYSTEM "file:///etc/passwd">')
_VALUES = (
    *("", "0", "-1", "tea", "9" * 40, "1e400", "NaN", "0x10", "茶" * 1000, "x" * 200_000, " ", "<a/>", "<a>" * 500),
    *("&#0;", "&a;", "\x01", "]]>", "<![CDATA[x]]>", "<![CDATA[]]>", "\ufffe", "\x00", "1.5", "true", "%s", "{}"),
)


class Broken(NamedTuple):
    """A push: whether it must be refused, and who is its sender if it has one."""

    body: bytes
    surely: bool
    query: dict[str, str]
    openid: str


def valid(number: int) -> Iterator[Push]:
    """Pushes of all kinds that a rule or a figure looks into."""
    head: dict[str, Any] = {"to_user_name": GH, "create_time": int(time.time())}
    head["from_user_name"] = _OPENID.format(number)
    yield TextMessage(**head, content="空调", msg_id=number)
    yield ImageMessage(**head, pic_url="http://a/", media_id="M", msg_id=number)
    yield LocationMessage(
        **head, location_x=Decimal("1.5"), location_y=Decimal("2.5"), scale=15, label="茶", msg_id=number
    )
    yield SubscribeEvent(**head, event_key="qrscene_1", ticket="T")
    yield UnsubscribeEvent(**head)
    yield ScanEvent(**head, event_key="1", ticket="T")
    yield ClickEvent(**head, event_key="K")
    yield LocationEvent(**head, latitude=Decimal("1.5"), longitude=Decimal("2.5"), precision=Decimal(1))


def spoilt(chance: random.Random, number: int) -> Broken:
    """A push with one fault."""
    body = chance.choice(list(valid(number))).to_xml()
    openid = _OPENID.format(number)
    match chance.randrange(8):
        case 0:
            return Broken(body[: chance.randrange(len(body))], surely=True, query={}, openid=openid)
        case 1:
            return Broken(chance.choice(_BROKEN), surely=True, query={}, openid=openid)
        case 2:
            return Broken(chance.choice(_FORBIDDEN) + body, surely=True, query={}, openid=openid)
        case 3:
            place = chance.randrange(len(body))
            odd = bytes([chance.choice([0, 0xFF, 0x80, 0x3C, 0x26])])
            return Broken(body[:place] + odd + body[place:], surely=False, query={}, openid=openid)
        case 4:
            wrong = {"signature": "0" * 40} if chance.random() < 0.5 else {"timestamp": chance.choice(["1", "tea", ""])}
            return Broken(body, surely=True, query=wrong, openid=openid)
        case 5:
            seal = chance.choice([body, build_push_envelope(GH, chance.choice(["", "tea", "AAAA", "A" * 4096, "茶"]))])
            wrong = {"encrypt_type": "aes", "msg_signature": chance.choice(["", "0" * 40])}
            return Broken(seal, surely=True, query=wrong, openid=openid)
    return Broken(with_value(chance, body), surely=False, query={}, openid=openid)


def with_value(chance: random.Random, body: bytes) -> bytes:
    """With something else in one element, or without it."""
    inside = body.decode().removeprefix("<xml>").removesuffix("</xml>").strip()
    parts = [part + ">" for part in inside.split(">") if part]
    starts = [place for place, part in enumerate(parts) if part.lstrip().startswith("<") and "/" not in part]
    name = parts[chance.choice(starts)].lstrip()[1:].partition(">")[0].partition("<")[0]
    before, _, rest = body.decode().partition(f"<{name}>")
    after = rest.partition(f"</{name}>")[2]
    new = "" if chance.random() < 0.1 else f"<{name}>{chance.choice(_VALUES)}</{name}>"
    return (before + new + after).encode()


def query_of(brand: Brand, broken: Broken) -> bytes:
    """Signed, as far as the fault lets it be."""
    stamp = str(int(time.time()))
    signed = {"signature": push_signature(brand.account["token"], stamp, "n"), "timestamp": stamp, "nonce": "n"}
    return urlencode(signed | broken.query).encode()


def kept(brand: Brand) -> set[str]:
    """The openids of which anything is stored."""
    with brand.house.db.reading() as session:
        return set(session.scalars(select(Base.metadata.tables["follower"].c.openid)))


@pytest.mark.anyio
@pytest.mark.timeout(600)
async def test_broken_pushes_are_refused_and_leave_nothing(brand: Brand, caplog: pytest.LogCaptureFixture) -> None:
    chance, path = random.Random(SEED), urlsplit(brand.account["push_url"]).path
    pushes = [spoilt(chance, number) for number in range(PUSHES)]
    before, app = dump(brand.house), suite_app.app(brand.house)

    async def statuses(those: list[Broken]) -> list[int]:
        return [(await ask(app, "POST", path, query_of(brand, one), one.body, [])).status for one in those]

    with caplog.at_level(logging.ERROR), capture_logs() as logs:
        surely = [one for one in pushes if one.surely]
        found = await statuses(surely)
        wrong = [(one, status) for one, status in zip(surely, found, strict=True) if status not in {400, 403}]
        assert wrong == []
        assert dump(brand.house) == before
        odd = [one for one in pushes if not one.surely]
        found = await statuses(odd)
    assert set(found) == {200, 400}
    refused = {one.openid for one, status in zip(odd, found, strict=True) if status == 400}
    assert refused & kept(brand) == set()
    assert [one for one in logs if one["log_level"] == "error"] == []
    assert caplog.records == []
