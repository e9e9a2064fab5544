"""Helpers for tests of subscription notifications."""

import time
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.platform.world import Api, World

ADD = "/wxaapi/newtmpl/addtemplate"
SEND = "/cgi-bin/message/subscribe/bizsend"
OK = {"errcode": 0, "errmsg": "ok"}


@dataclass
class Reader:
    """Somebody with a phone whom the account knows, follower or not."""

    world: World
    api: Api
    person_id: str
    phone: httpx.Client
    openid: str

    @property
    def path(self) -> str:
        return f"/api/phone/accounts/{self.api.appid}/notices"

    def answers(self, templates: list[str], accepted: list[str], **more: object) -> dict[str, str]:
        body = {"templates": templates, "accepted": accepted, **more}
        answer: dict[str, Any] = self.phone.post(f"{self.path}/answer", json=body).json()
        said: dict[str, str] = answer["said"]
        return said

    def lines(self) -> list[list[str]]:
        """The values of each message in the chat."""
        chat = self.world.chat(self.api, self.person_id)
        return [[line["value"] for line in one.content["lines"]] for one in chat if one.type == "template"]


@pytest.fixture
def reader(world: World, api: Api) -> Reader:
    """A follower."""
    person_id, phone = world.person()
    return Reader(world, api, person_id, phone, world.follow(api, person_id))


@pytest.fixture
def pickup(api: Api) -> str:
    """A one-time template: the shop and the number."""
    template_id: str = api.post(ADD, {"tid": "401", "kidList": [1, 2], "sceneDesc": "取餐"})["priTmplId"]
    return template_id


@pytest.fixture
def progress(api: Api) -> str:
    """A long-term template: the matter and how far it is."""
    template_id: str = api.post(ADD, {"tid": 4101, "kidList": [1, 2]})["priTmplId"]
    return template_id


def settled(world: World) -> None:
    """All messages have been delivered."""
    deadline = time.monotonic() + 60
    while [row for row in world.rows("job") if row["kind"] == "notices.deliver"]:
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)
