"""An account's server hands people to the desk by its reply; pushes and messages as they really go."""

from typing import Any

import msgspec
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from teahouse.kit import clock
from teahouse.platform.accounts import register_operator
from teahouse.platform.followers import openid_of
from teahouse.protocol import parse_xml
from tests.platform.push.account_server import Got, Reply
from tests.platform.push.stage import Person, Stage, until

_HEADER = ("ToUserName", "FromUserName", "CreateTime", "MsgType", "Event")


def answering(stage: Stage, kf_account: str = "") -> None:
    """The server hands over every message."""
    named = f"<TransInfo><KfAccount><![CDATA[{kf_account}]]></KfAccount></TransInfo>" if kf_account else ""

    def answer(got: Got) -> Reply:
        if b"<Event>" in got.body:
            return Reply()
        openid = got.query["openid"]
        return Reply(
            f"<xml><ToUserName><![CDATA[{openid}]]></ToUserName>"
            f"<FromUserName><![CDATA[{stage.account.original_id}]]></FromUserName><CreateTime>1</CreateTime>"
            f"<MsgType><![CDATA[transfer_customer_service]]></MsgType>{named}</xml>".encode()
        )

    stage.server.answer = answer


@pytest.fixture
def amy(stage: Stage) -> str:
    """An agent at the desk: invited, accepted, online."""
    path = f"/api/mp/accounts/{stage.appid}/agents"
    (made,) = stage.operator.post(path, json={"name": "amy", "nickname": "Amy"}).json()["items"]
    kf_account: str = made["kf_account"]
    person = stage.person("艾米", follows=False)
    assert person.phone.patch("/api/phone/me", json={"wechat_id": "amy_wx"}).status_code == 200
    assert stage.operator.post(f"{path}/{kf_account}/invitation", json={"wechat_id": "amy_wx"}).status_code == 200
    invitation = f"/api/phone/accounts/{stage.appid}/agent-invitations/{kf_account}"
    assert person.phone.put(invitation, json={"accept": True}).status_code == 200
    assert stage.operator.put(f"{path}/{kf_account}/online", json={"online": True}).status_code == 200
    return kf_account


def openid(stage: Stage, person: Person) -> str:
    with stage.house.db.transaction() as session:
        return openid_of(session, stage.appid, person.id)


def events(stage: Stage) -> list[dict[str, Any]]:
    """The desk's events that reached the server, header left out."""
    trees = [parse_xml(got.body) for got in stage.server.got if b"kf_" in got.body]
    for tree in trees:
        assert tuple(tree)[:5] == _HEADER
        assert (tree["ToUserName"], tree["MsgType"]) == (stage.account.original_id, "event")
    return [{"Event": tree["Event"]} | {k: v for k, v in tree.items() if k not in _HEADER} for tree in trees]


def test_a_named_agent_gets_the_person_and_what_they_write(stage: Stage, amy: str) -> None:
    answering(stage, amy)
    person = stage.person()
    before = len(stage.server.got)
    person.send(stage.appid, "找人工")
    until(lambda: events(stage))
    assert events(stage) == [{"Event": "kf_create_session", "KfAccount": amy}]
    stage.ended(before + 2)
    person.send(stage.appid, "在吗")
    desk = f"/api/mp/accounts/{stage.appid}/desk"
    (mine,) = stage.operator.get(desk, params={"agent": amy}).json()["mine"]
    assert (mine["last"]["content"]["text"], mine["nickname"]) == ("在吗", "小茶")
    who = openid(stage, person)
    said = stage.operator.post(f"{desk}/{who}/say", json={"kf_account": amy, "text": "您好"})
    assert said.status_code == 204
    assert person.replies(stage.appid)[-1]["content"] == {"text": "您好", "agent": {"name": "Amy", "avatar_url": None}}
    assert stage.operator.post(f"{desk}/{who}/close", json={"kf_account": amy}).status_code == 204
    until(lambda: len(events(stage)) == 2)
    assert events(stage)[1] == {"Event": "kf_close_session", "KfAccount": amy}
    person.send(stage.appid, "还有一事")
    until(lambda: any("还有一事".encode() in got.body for got in stage.server.got))
    assert not any("在吗".encode() in got.body for got in stage.server.got)


def test_without_a_name_the_person_waits_once(stage: Stage, amy: str) -> None:
    answering(stage)
    person = stage.person()
    before = len(stage.server.got)
    person.send(stage.appid, "一")
    stage.ended(before + 1)
    person.send(stage.appid, "二")
    stage.ended(before + 2)
    view = stage.operator.get(f"/api/mp/accounts/{stage.appid}/desk", params={"agent": amy}).json()
    assert [one["openid"] for one in view["waiting"]] == [openid(stage, person)]
    assert view["mine"] == []
    assert events(stage) == []
    assert person.replies(stage.appid) == []
    assert clock.timestamp() >= view["waiting"][0]["since"]


def test_an_account_without_a_desk_hands_over_to_nobody(stage: Stage) -> None:
    with stage.house.db.transaction() as session:
        session.connection().exec_driver_sql("UPDATE account SET verified = FALSE")
    answering(stage)
    person = stage.person()
    before = len(stage.server.got)
    person.send(stage.appid, "一")
    stage.ended(before + 1)
    view = stage.operator.get(f"/api/mp/accounts/{stage.appid}/desk").json()
    assert view == {"waiting": [], "mine": []}


def socket(stage: Stage, cookie: str) -> ClientConnection:
    url = f"{stage.running.url.replace('http', 'ws')}/api/mp/desk-socket?appid={stage.appid}"
    return connect(url, additional_headers={"Cookie": f"th_mp={cookie}"}, proxy=None)


def test_an_open_desk_hears_of_changes(stage: Stage, amy: str) -> None:
    answering(stage, amy)
    person = stage.person()
    with socket(stage, stage.operator.cookies["th_mp"]) as connection:
        person.send(stage.appid, "找人工")
        assert msgspec.json.decode(connection.recv(timeout=10)) == {"type": "desk"}


def test_nobody_else_hears_them(stage: Stage) -> None:
    with stage.house.db.transaction() as session:
        other = register_operator(session, email="other@example.com", password="a long password", name="别人")
    for cookie in ("", stage.signed_in("mp", other).cookies["th_mp"]):
        with pytest.raises((ConnectionClosed, InvalidStatus)), socket(stage, cookie) as connection:
            connection.recv(timeout=10)
