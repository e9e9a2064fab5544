"""The client by itself: one token for many calls, pictures uploaded once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from teahouse.kit import clock
from teahouse.kit.house import House
from teahouse.suite.channel import ApiClient, NoSuchAccount, service
from teahouse.suite.channel.inputs import ConnectIn
from tests.suite.catalogue import picture
from tests.suite.tables import dump
from tests.suite.world import FakeApi

pytestmark = pytest.mark.anyio
BRAND = "brand"


@pytest.fixture
def account(suite_house: House, api: FakeApi) -> str:
    """A connected account's id."""
    wanted = ConnectIn(name="茶馆", appid="wx0123456789abcdef", secret="5" * 32, api_base=api.url)
    with suite_house.db.transaction() as session:
        return service.connect(session, suite_house.vault, BRAND, wanted).id


@pytest.fixture
async def client(suite_house: House) -> Any:  # noqa: ANN401 - an async generator
    made = ApiClient(suite_house)
    yield made
    await made.close()


async def test_calls_at_once_fetch_one_token(client: ApiClient, api: FakeApi, account: str) -> None:
    await asyncio.gather(*(client.call(BRAND, account, "/cgi-bin/getcallbackip") for _ in range(20)))
    assert (len(api.to("/cgi-bin/stable_token")), len(api.to("/cgi-bin/getcallbackip"))) == (1, 20)


async def test_processes_share_the_token(suite_house: House, client: ApiClient, api: FakeApi, account: str) -> None:
    await client.call(BRAND, account, "/cgi-bin/getcallbackip")
    second = ApiClient(suite_house)
    await second.call(BRAND, account, "/cgi-bin/getcallbackip")
    await second.close()
    assert len(api.to("/cgi-bin/stable_token")) == 1


async def test_one_that_is_about_to_end_is_fetched_anew(client: ApiClient, api: FakeApi, account: str) -> None:
    for shift in (0, 7200 - 301, 7200 - 299):
        clock.set_shift(timedelta(seconds=shift))
        await client.call(BRAND, account, "/cgi-bin/getcallbackip")
    assert [call.json["force_refresh"] for call in api.to("/cgi-bin/stable_token")] == [False, False]


async def test_a_picture_is_uploaded_once_in_three_days(
    suite_house: House, client: ApiClient, api: FakeApi, account: str
) -> None:
    file = suite_house.files.put(picture(), "image/png")
    assert [await client.media_id(BRAND, account, file) for _ in range(2)] == ["MEDIA"] * 2
    (call,) = api.to("/cgi-bin/media/upload")
    assert (call.method, call.query) == ("POST", {"type": "image", "access_token": "TOKEN"})
    assert b'name="media"' in call.body
    assert picture() in call.body
    clock.set_shift(timedelta(days=3) - timedelta(minutes=59))
    await client.media_id(BRAND, account, file)
    assert len(api.to("/cgi-bin/media/upload")) == 2


async def test_nothing_is_kept_of_an_account_that_went_meanwhile(
    suite_house: House, client: ApiClient, api: FakeApi, account: str
) -> None:
    def disconnect(_call: object) -> Any:  # noqa: ANN401
        with suite_house.db.transaction() as session:
            service.disconnect(session, BRAND, account)
        return {"access_token": "TOKEN", "expires_in": 7200}

    api.answers["/cgi-bin/stable_token"] = disconnect
    await client.call(BRAND, account, "/cgi-bin/getcallbackip")
    assert dump(suite_house)["channel_token"] == []
    with pytest.raises(NoSuchAccount):
        await client.call(BRAND, account, "/cgi-bin/getcallbackip")


async def test_an_account_of_another_brand_is_none(client: ApiClient, api: FakeApi, account: str) -> None:
    with pytest.raises(NoSuchAccount):
        await client.call("other", account, "/cgi-bin/getcallbackip")
    assert api.calls == []
