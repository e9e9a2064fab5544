"""A desk for tests: agents with somebody behind them, and the paths of the calls."""

import httpx

from teahouse.kit.db import cursor_of
from teahouse.platform.service import Spoken, transfer
from teahouse.protocol import Event
from tests.platform.world import Api, World

ACCOUNT, SESSION = "/customservice/kfaccount", "/customservice/kfsession"
LIST, ONLINE = "/cgi-bin/customservice/getkflist", "/cgi-bin/customservice/getonlinekflist"
OK = {"errcode": 0, "errmsg": "ok"}
TABLES = ("kf_agent", "kf_count", "kf_session", "kf_record", "message", "conversation", "job")


def kept(world: World) -> dict[str, list[str]]:
    return world.stored(TABLES)


def name(api: Api, prefix: str) -> str:
    return f"{prefix}@{api.account.wechat_id}"


def bound(world: World, api: Api, prefix: str, *, online: bool = True) -> str:
    """An agent whom a person agreed to be; the operator put them online."""
    kf_account, wechat_id = name(api, prefix), f"wx_{prefix}"
    assert api.post(f"{ACCOUNT}/add", {"kf_account": kf_account, "nickname": prefix.title()}) == OK
    phone = named(world, wechat_id)
    assert api.post(f"{ACCOUNT}/inviteworker", {"kf_account": kf_account, "invite_wx": wechat_id}) == OK
    path = f"/api/phone/accounts/{api.appid}/agent-invitations/{kf_account}"
    assert phone.put(path, json={"accept": True}).json() == {"state": "accepted"}
    if online:
        put_online(world, api, kf_account)
    return kf_account


def put_online(world: World, api: Api, kf_account: str, *, online: bool = True) -> None:
    path = f"/api/mp/accounts/{api.appid}/agents/{kf_account}/online"
    assert world.operator(api.appid).put(path, json={"online": online}).status_code == 200


def named(world: World, wechat_id: str) -> httpx.Client:
    """The phone of a person with that WeChat ID."""
    _, phone = world.person(wechat_id)
    assert phone.patch("/api/phone/me", json={"wechat_id": wechat_id}).status_code == 200
    return phone


def guest(world: World, api: Api, nickname: str = "小茶") -> tuple[str, str]:
    """A follower: person and openid."""
    person, _ = world.person(nickname)
    return person, world.follow(api, person)


def wait(world: World, api: Api, person: str, openid: str, kf_account: str = "", text: str = "在吗") -> Event | None:
    """The account's server hands the person over; the event to push."""
    with world.house.db.transaction() as session:
        return transfer(cursor_of(session), Spoken(api.appid, person, openid, text), kf_account)
