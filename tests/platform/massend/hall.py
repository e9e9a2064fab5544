"""A hall full of followers for tests of mass sends."""

from typing import Any

from teahouse.messenger.conversations import Message
from tests.platform.push.stage import until
from tests.platform.world import Api, World

SENDALL, SEND, PREVIEW, DELETE, GET = (
    f"/cgi-bin/message/mass/{name}" for name in ("sendall", "send", "preview", "delete", "get")
)
GET_SPEED, SET_SPEED = "/cgi-bin/message/mass/speed/get", "/cgi-bin/message/mass/speed/set"
ACCEPTED = {"errcode": 0, "errmsg": "send job submission success"}
OK = {"errcode": 0, "errmsg": "ok"}
STORED = ("mass_send", "mass_send_once", "mass_send_day", "mass_send_account", "mass_send_received", "message")


class Fan:
    """A person who follows."""

    def __init__(self, world: World, api: Api, nickname: str = "小茶") -> None:
        self.world, self.api = world, api
        self.id, self.phone = world.person(nickname)
        self.openid = world.follow(api, self.id)

    def inbox(self) -> list[Message]:
        return [one for one in self.world.chat(self.api, self.id) if one.sender_kind == "account"]

    def texts(self) -> list[str]:
        return [one.content["text"] for one in self.inbox() if one.type == "text"]


def fans(world: World, api: Api, count: int) -> list[Fan]:
    """So many."""
    return [Fan(world, api, f"茶友{number}") for number in range(count)]


def to_all(text: str = "新茶到店", **more: object) -> dict[str, Any]:
    """A text for everybody."""
    return {"filter": {"is_to_all": True}, "msgtype": "text", "text": {"content": text}, **more}


def ended(world: World, count: int = 1) -> list[dict[str, Any]]:
    """The events of so many messages, once they have ended."""
    until(lambda: len(world.pushes.events) >= count and not [r for r in world.rows("job") if "massend" in r["kind"]])
    return world.pushes.taken()


def figures(event: dict[str, Any]) -> tuple[Any, ...]:
    """The status of an event and its four counts."""
    status, *counts = (event[name] for name in ("status", "total_count", "filter_count", "sent_count", "error_count"))
    return status, *counts


def stored(world: World) -> dict[str, list[str]]:
    """All that mass sends leave behind."""
    kept = {table: sorted(map(str, world.rows(table))) for table in STORED}
    return kept | {"job": sorted(row["id"] for row in world.rows("job") if "massend" in row["kind"])}
