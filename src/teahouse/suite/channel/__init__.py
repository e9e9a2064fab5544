"""Channel: connected official accounts, their pushes in and the calls out. The suite's only way to WeChat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from teahouse.kit.app import running_beside
from teahouse.kit.house import Feature, House
from teahouse.suite.channel.client import ApiClient, open_client
from teahouse.suite.channel.directory import TOPIC, Directory
from teahouse.suite.channel.errors import BUSY, ChannelError, ChannelUnreachable, NoSuchAccount
from teahouse.suite.channel.inbound import Connected, Inbound, Inbox
from teahouse.suite.channel.receive import PREFIX, Receiver
from teahouse.suite.channel.repository import account_names, fresh_media_id
from teahouse.suite.channel.routes import ROUTES

__all__ = [
    "BUSY",
    "FEATURE",
    "ApiClient",
    "ChannelError",
    "ChannelUnreachable",
    "Connected",
    "Inbound",
    "Inbox",
    "NoSuchAccount",
    "account_names",
    "fresh_media_id",
]


def _bind(house: House) -> None:
    house.bind(Directory, Directory(house.db, house.vault))
    house.bind(ApiClient, ApiClient(house))


@asynccontextmanager
async def _lifespan(house: House) -> AsyncIterator[None]:
    async def forget_changed() -> None:
        async with house.bus.subscribe([TOPIC]) as hints:
            while True:
                await hints.get()
                house.get(Directory).forget()

    async with open_client(house), running_beside(forget_changed):
        yield


FEATURE = Feature(name="channel", routes=ROUTES, raw={PREFIX: Receiver}, bind=_bind, lifespan=_lifespan)
