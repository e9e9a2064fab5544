"""What clients really send and expect, beside the letter of the documentation (reference, section 21)."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from tests.compat import stage
from tests.compat.conftest import Account, Elsewhere, new_account
from tests.platform.materials import samples
from tests.platform.push.account_server import AccountServer, Got, Reply, account_server
from tests.platform.push.test_delivery import fields

TAG = {"tag": {"name": "茶友"}}
OK = {"errcode": 0, "errmsg": "ok"}


class Wire:
    """Raw requests with the account's token."""

    def __init__(self, account: Account) -> None:
        self.account, self.http, self.token = account, account.http, account.token()

    def send(self, method: str, path: str, content: Any = None, **more: Any) -> httpx.Response:  # noqa: ANN401
        """`content` and headers exactly as they are given."""
        query = {"access_token": self.token} | more.pop("query", {})
        request = self.http.build_request(method, path, params=query, content=content, **more)
        if "headers" not in more and "files" not in more:
            request.headers.pop("content-type", None)
        response = self.http.send(request)
        assert response.status_code == 200
        return response

    def ask(self, method: str, path: str, content: Any = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        answer: dict[str, Any] = self.send(method, path, content, **more).json()
        return answer


@pytest.fixture
def account(elsewhere: Elsewhere) -> Iterator[Account]:
    """A new one in the network that all share."""
    with httpx.Client(base_url=elsewhere.served.url, timeout=30, trust_env=False) as http:
        yield new_account(elsewhere.served.url, http)
        elsewhere.network.clock.reset()


@pytest.fixture
def wire(account: Account) -> Wire:
    return Wire(account)


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "nonsense",
    ],
)
def test_a_json_body_is_read_whatever_its_content_type(wire: Wire, kind: str | None) -> None:
    body = json.dumps(TAG, ensure_ascii=False).encode()
    headers = {"headers": {"Content-Type": kind}} if kind else {}
    assert wire.ask("POST", "/cgi-bin/tags/create", body, **headers)["tag"]["name"] == "茶友"


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(TAG, ensure_ascii=False).encode(),
        json.dumps(TAG).encode(),
        b"\xef\xbb\xbf" + json.dumps(TAG).encode(),
        b"\n " + json.dumps(TAG | {"more": None}).encode() + b"\r\n",
    ],
    ids=["raw UTF-8", "escaped", "byte order mark", "white space and more"],
)
def test_bodies_as_they_are_written_and_answers_in_raw_utf8(wire: Wire, body: bytes) -> None:
    response = wire.send("POST", "/cgi-bin/tags/create", body)
    assert "茶友".encode() in response.content
    assert response.json()["tag"]["name"] == "茶友"


def test_a_body_may_come_in_chunks(wire: Wire) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"tag": '
        yield b'{"name": "a"}}'

    assert wire.ask("POST", "/cgi-bin/tags/create", chunks())["tag"]["name"] == "a"


@pytest.mark.parametrize("name", ["a.jpg", "media", "a.txt", "%E8%8C%B6.jpg", "茶.jpg", "no-ending", "a.JPG"])
def test_a_file_is_known_by_what_it_is_not_by_its_name(wire: Wire, name: str) -> None:
    part = {"media": (name, samples.picture(), "application/octet-stream")}
    kept = wire.ask("POST", "/cgi-bin/media/upload", files=part, query={"type": "image"})
    assert (kept["type"], len(kept["media_id"])) == ("image", 64)


def test_a_file_may_have_no_name_and_come_in_chunks(wire: Wire) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="media"\r\nContent-Type: image/jpeg\r\n\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    parts = iter([head, samples.picture(), b"\r\n--b--\r\n"])
    kept = wire.ask("POST", "/cgi-bin/media/upload", parts, headers=headers, query={"type": "image"})
    assert kept["type"] == "image"


def test_media_come_as_attachments_and_errors_as_json(wire: Wire) -> None:
    part = {"media": ("a.jpg", samples.picture())}
    media_id = wire.ask("POST", "/cgi-bin/media/upload", files=part, query={"type": "image"})["media_id"]
    got = wire.send("GET", "/cgi-bin/media/get", query={"media_id": media_id})
    assert got.headers["content-disposition"] == f'attachment; filename="{media_id}.jpg"'
    assert got.headers["content-type"] == "image/jpeg"
    missing = wire.send("GET", "/cgi-bin/media/get", query={"media_id": "nothing"})
    assert missing.headers["content-type"].startswith("application/json")
    assert missing.json()["errcode"] == 40007


@pytest.mark.parametrize(
    ("method", "path", "content", "errcode"),
    [
        ("POST", "/cgi-bin/tags/create", b"", 44002),
        ("POST", "/cgi-bin/tags/create", b"{", 47001),
        ("POST", "/cgi-bin/tags/create", b"[]", 47001),
        ("GET", "/cgi-bin/tags/create", None, 43002),
        ("POST", "/cgi-bin/tags/get", b"{}", 43001),
    ],
)
def test_errors_are_json_with_status_200_and_a_number(
    wire: Wire, method: str, path: str, content: bytes | None, errcode: int
) -> None:
    response = wire.send(method, path, content)
    assert response.headers["content-type"].startswith("application/json")
    assert response.json()["errcode"] == errcode


def test_clients_tell_a_wrong_token_from_one_that_has_timed_out(wire: Wire) -> None:
    wrong = wire.ask("GET", "/cgi-bin/tags/get", query={"access_token": "wrong"})
    assert wrong["errcode"] == 40001
    wire.http.post("/sandbox/clock", json={"advance": "3h"})
    old = wire.ask("GET", "/cgi-bin/tags/get")
    assert (old["errcode"], old["errmsg"].partition(" rid")[0]) == (42001, "access_token expired")


@pytest.mark.parametrize(
    ("method", "path", "body", "container"),
    [
        ("GET", "/cgi-bin/tags/get", None, "tags"),
        ("GET", "/cgi-bin/groups/get", None, "groups"),
        ("GET", "/cgi-bin/getcallbackip", None, "ip_list"),
        ("GET", "/cgi-bin/get_api_domain_ip", None, "ip_list"),
        ("GET", "/cgi-bin/customservice/getkflist", None, "kf_list"),
        ("GET", "/cgi-bin/customservice/getonlinekflist", None, "kf_online_list"),
        ("GET", "/customservice/getkflist", None, "kf_list"),
        ("GET", "/customservice/getonlinekflist", None, "kf_online_list"),
        ("GET", "/customservice/kfsession/getwaitcase", None, "waitcaselist"),
        ("GET", "/cgi-bin/template/get_all_private_template", None, "template_list"),
        ("GET", "/wxaapi/newtmpl/gettemplate", None, "data"),
        ("POST", "/customservice/msgrecord/getrecord", {"pagesize": 10, "pageindex": 1}, "recordlist"),
        ("POST", "/cgi-bin/material/batchget_material", {"type": "image", "offset": 0, "count": 20}, "item"),
        ("POST", "/cgi-bin/draft/batchget", {"offset": 0, "count": 20}, "item"),
    ],
)
def test_an_empty_container_is_there(
    wire: Wire, method: str, path: str, body: dict[str, int] | None, container: str
) -> None:
    if path.endswith("getrecord"):
        now = wire.http.get("/sandbox/clock").json()["now"]
        body = {**(body or {}), "starttime": now - 60, "endtime": now}
    answer = wire.ask(method, path, None if body is None else json.dumps(body).encode())
    standing = {"tags": [2], "groups": [0, 1, 2]}
    found = answer[container]
    assert isinstance(found, list)
    if container == "ip_list":
        assert found == ["127.0.0.1"]
    else:
        assert [one["id"] for one in found] == standing.get(container, [])


def test_the_last_page_of_followers_ends_every_loop(wire: Wire) -> None:
    openid = wire.account.openid
    first = wire.ask("GET", "/cgi-bin/user/get", query={"next_openid": ""})
    assert first == {"total": 1, "count": 1, "data": {"openid": [openid]}, "next_openid": openid}
    last = wire.ask("GET", "/cgi-bin/user/get", query={"next_openid": openid})
    assert (last["total"], last["count"], last["next_openid"]) == (1, 0, "")
    tag = wire.ask("POST", "/cgi-bin/tags/create", json.dumps(TAG).encode())["tag"]["id"]
    for mark in ("", None):
        body = json.dumps({"tagid": tag, "next_openid": mark}).encode()
        assert wire.ask("POST", "/cgi-bin/user/tag/get", body)["count"] == 0


@pytest.mark.parametrize(
    ("method", "body", "in_query"),
    [
        ("GET", None, True),
        ("POST", b"[]", True),
        ("POST", b"{}", True),
        ("POST", b"", True),
        ("POST", b'{"kf_account": "KF"}', False),
    ],
)
def test_service_staff_is_removed_in_every_way(
    wire: Wire,
    account: Account,
    method: str,
    body: bytes | None,
    in_query: bool,  # noqa: FBT001
) -> None:
    staff = f"amy@{account.keys['wechat_id']}"
    # The password is an MD5 or is not; nobody looks at it.
    made = {"kf_account": staff, "nickname": "Amy", "password": "plain or 96e79218965eb72c92a549dd5a330112"}
    assert wire.ask("POST", "/customservice/kfaccount/add", json.dumps(made).encode()) == OK
    query = {"kf_account": staff} if in_query else {}
    content = body.replace(b"KF", staff.encode()) if body else body
    assert wire.ask(method, "/customservice/kfaccount/del", content, query=query) == OK
    assert wire.ask("GET", "/cgi-bin/customservice/getkflist")["kf_list"] == []


@pytest.mark.parametrize(("yes", "no"), [(True, False), (1, 0), ("1", "0")])
def test_flags_are_numbers_booleans_or_texts(wire: Wire, yes: object, no: object) -> None:
    cover = wire.account.upload("/cgi-bin/material/add_material", samples.picture(), "a.jpg", type="image")["media_id"]
    flags = {"need_open_comment": yes, "only_fans_can_comment": no, "show_cover_pic": yes}
    article = {"title": "春茶", "content": "<p>新</p>", "thumb_media_id": cover, **flags}
    body = json.dumps({"articles": [article]}).encode()
    for path in ("/cgi-bin/draft/add", "/cgi-bin/material/add_news"):
        media_id = wire.ask("POST", path, body)["media_id"]
        (kept,) = wire.ask("POST", "/cgi-bin/draft/get", json.dumps({"media_id": media_id}).encode())["news_item"]
        assert (kept["need_open_comment"], kept["only_fans_can_comment"]) == (1, 0)


def test_numbers_may_be_texts(wire: Wire) -> None:
    code = {"expire_seconds": "60", "action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": "7"}}}
    assert wire.ask("POST", "/cgi-bin/qrcode/create", json.dumps(code).encode())["expire_seconds"] == 60


@pytest.mark.parametrize(
    "more",
    [
        {"url": ""},
        {"url": None},
        {"miniprogram": None},
        {"miniprogram": {}},
        {"topcolor": "#FF0000"},
        {"color": "#173177"},
    ],
)
def test_a_template_message_may_carry_what_is_empty_or_old(wire: Wire, more: dict[str, object]) -> None:
    added = wire.ask("POST", "/cgi-bin/template/api_add_template", b'{"template_id_short": "TM00015"}')
    data = {"orderMoneySum": {"value": "39.80元", "color": "#173177"}, "orderProductName": {"value": "龙井"}}
    message = {"touser": wire.account.openid, "template_id": added["template_id"], "data": data, **more}
    assert wire.ask("POST", "/cgi-bin/message/template/send", json.dumps(message).encode())["errcode"] == 0


@pytest.mark.parametrize(
    ("filters", "ignore"),
    [
        ({"is_to_all": True, "group_id": None}, False),
        ({"is_to_all": False, "group_id": 2}, True),
        ({"group_id": "2"}, 0),
        ({"tag_id": 2}, 1),
    ],
)
def test_a_message_to_many_names_them_in_every_way(wire: Wire, filters: object, ignore: object) -> None:
    openid = wire.account.openid
    wire.ask("POST", "/cgi-bin/tags/members/batchtagging", json.dumps({"openid_list": [openid], "tagid": 2}).encode())
    message = {"filter": filters, "msgtype": "text", "text": {"content": "新茶"}, "send_ignore_reprint": ignore}
    sent = wire.ask("POST", "/cgi-bin/message/mass/sendall", json.dumps(message).encode())
    assert (sent["errcode"], sent["errmsg"]) == (0, "send job submission success")
    stage.wait(lambda: [one["content"] for one in wire.account.inbox()] == ["新茶"])


@pytest.mark.parametrize("as_form", [True, False], ids=["form", "JSON"])
def test_templates_of_notices_come_as_forms_and_as_json(wire: Wire, as_form: bool) -> None:  # noqa: FBT001
    def post(path: str, form: dict[str, str], body: dict[str, object]) -> dict[str, Any]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if as_form else {}
        content = urlencode(form) if as_form else json.dumps(body)
        return wire.ask("POST", f"/wxaapi/newtmpl/{path}", content.encode(), headers=kind)

    fields = {"tid": "401", "kidList[0]": "2", "kidList[1]": "1", "sceneDesc": "取餐"}
    made = post("addtemplate", fields, {"tid": "401", "kidList": [2, 1], "sceneDesc": "取餐"})
    (kept,) = wire.ask("GET", "/wxaapi/newtmpl/gettemplate")["data"]
    assert kept["priTmplId"] == made["priTmplId"]
    assert kept["content"] == "取餐号:{{character_string2.DATA}}\n门店:{{thing1.DATA}}\n"
    chosen = {"priTmplId": made["priTmplId"]}
    assert post("deltemplate", chosen, dict(chosen)) == OK
    assert wire.ask("GET", "/wxaapi/newtmpl/gettemplate")["data"] == []


@pytest.mark.parametrize("lang", ["undefined", "en", "", "zh_CN", "xx"])
def test_an_unknown_language_is_the_usual_one(wire: Wire, lang: str) -> None:
    old = ("subscribe", "openid", "nickname", "sex", "language", "city", "province", "country", "headimgurl")
    user = wire.ask("GET", "/cgi-bin/user/info", query={"openid": wire.account.openid, "lang": lang})
    assert {*old, "subscribe_time", "remark", "groupid"} <= set(user)
    assert user["language"] == "zh_CN"


def test_web_identity_is_asked_by_get_and_answers_text_that_is_json(wire: Wire) -> None:
    response = wire.http.get("/sns/oauth2/access_token", params={"appid": wire.account.keys["appid"]})
    assert (response.status_code, response.headers["content-type"]) == (200, "text/plain")
    assert isinstance(response.json()["errcode"], int)


@pytest.fixture
def server(account: Account) -> Iterator[AccountServer]:
    with account_server(account.keys["token"]) as server:
        assert account.serve(server.url, "plain")["ok"]
        yield server


def test_a_push_is_text_xml_in_the_usual_order_and_names_the_person(account: Account, server: AccountServer) -> None:
    account.person("send", type="text", content="a<b & 茶", wait=0)
    account.person("unfollow")
    account.person("follow")
    stage.wait(lambda: len(server.got) == 3)
    text, leave, come = server.got
    for got in (text, leave, come):
        assert got.headers["content-type"].startswith("text/xml")
        assert got.query["openid"] == account.openid
    head = ["ToUserName", "FromUserName", "CreateTime", "MsgType"]
    assert list(fields(text.body)) == [*head, "Content", "MsgId"]
    assert list(fields(come.body))[:6] == [*head, "Event", "EventKey"]
    assert b"<![CDATA[a<b & \xe8\x8c\xb6]]>" in text.body


_NO_CDATA = """<xml><ToUserName>{to}</ToUserName><FromUserName>{me}</FromUserName><CreateTime>1</CreateTime>\
<MsgType>text</MsgType><Content>no CDATA</Content></xml>"""
_NO_TIME = """
<xml>
  <ToUserName><![CDATA[{to}]]></ToUserName>
  <FromUserName><![CDATA[{me}]]></FromUserName>
  <MsgType><![CDATA[text]]></MsgType>
  <Content><![CDATA[no time]]></Content>
</xml>
"""
_ANOTHER_ORDER = """<xml><Content><![CDATA[another order]]></Content><MsgType><![CDATA[text]]></MsgType>\
<CreateTime><![CDATA[1395658920]]></CreateTime><FromUserName><![CDATA[{me}]]></FromUserName>\
<ToUserName><![CDATA[{to}]]></ToUserName></xml>"""


@pytest.mark.parametrize(
    ("xml", "content"),
    [(_NO_CDATA, "no CDATA"), (_NO_TIME, "no time"), (_ANOTHER_ORDER, "another order"), ("success", None), ("", None)],
    ids=["no CDATA", "no time, white space", "another order, time as text", "success", "nothing"],
)
def test_a_reply_is_read_leniently(account: Account, server: AccountServer, xml: str, content: str | None) -> None:
    def answer(got: Got) -> Reply:
        push = fields(got.body)
        return Reply(xml.format(to=push["FromUserName"], me=push["ToUserName"]).encode())

    server.answer = answer
    replies = account.person("send", type="text", content="在吗", wait=5 if content else 0)["replies"]
    stage.wait(lambda: account.pushes()[-1]["state"] == "ok")
    assert [(one["from"], one["content"]) for one in replies] == ([("account", content)] if content else [])
