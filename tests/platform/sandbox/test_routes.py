"""The sandbox API over real HTTP, as other people's programs use it."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from sqlalchemy import select

from teahouse import network
from teahouse.kit import clock
from teahouse.kit.db import Base
from teahouse.kit.house import House
from teahouse.platform.push import delivery
from teahouse.platform.sandbox.reset import SWEEP, reset, sweep
from tests.platform.push.account_server import AccountServer, Got, Reply, account_server
from tests.platform.push.stage import until
from tests.platform.push.test_delivery import TEXT, fields
from tests.support.houses import OpenHouse, Running, serving


class Sandbox:
    """A program that scripts the network."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def post(self, path: str, body: object, status: int | None = None) -> Any:  # noqa: ANN401 - JSON
        answer = self.http.post(f"/sandbox/{path}", json=body)
        assert answer.status_code == (status or answer.status_code)
        assert status or answer.is_success, answer.text
        return answer.json() if answer.content else None

    def get(self, path: str, **query: Any) -> Any:  # noqa: ANN401 - JSON
        answer = self.http.get(f"/sandbox/{path}", params=query)
        assert answer.is_success, answer.text
        return answer.json()

    def account(self) -> dict[str, Any]:
        made: dict[str, Any] = self.post("accounts", {"type": "service", "verified": True, "name": "云上茶馆"}, 201)
        return made

    def person(self, appid: str | None = None, nickname: str = "小茶") -> str:
        person: str = self.post("people", {"nickname": nickname, "gender": 2}, 201)["person_id"]
        if appid:
            self.post(f"people/{person}/follow", {"appid": appid})
        return person

    def point(self, account: dict[str, Any], server: AccountServer, mode: str = "plain") -> Any:  # noqa: ANN401
        body = {"url": server.url, "mode": mode, "verify": True}
        return self.http.put(f"/sandbox/accounts/{account['appid']}/server", json=body).json()


@pytest.fixture
def sandbox(running_network: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    monkeypatch.setattr(delivery, "PAUSES", (0.01, 0.01))
    with running_network.client() as http:
        http.timeout = httpx.Timeout(30)
        yield Sandbox(http)


@pytest.fixture
def account(sandbox: Sandbox) -> dict[str, Any]:
    return sandbox.account()


@pytest.fixture
def server(account: dict[str, Any]) -> Iterator[AccountServer]:
    with account_server(account["token"]) as server:
        server.answer = echo
        yield server


def echo(got: Got) -> Reply:
    push = fields(got.body)
    if "Event" in push and push["Event"] not in {"CLICK", "SCAN"}:
        return Reply()
    said = push.get("Content") or push.get("EventKey") or push["MsgType"]
    return Reply(TEXT.format(to=push["FromUserName"], sender=push["ToUserName"], text=f"你说：{said}").encode())


class TestDoor:
    def test_without_the_switch_there_is_no_sandbox(self, open_house: OpenHouse) -> None:
        with serving(open_house("network")) as running, running.client() as http:
            codes = [
                http.post("/sandbox/accounts", json={"type": "service", "verified": True, "name": "茶馆"}).status_code,
                http.post("/sandbox/reset").status_code,
                http.post("/sandbox/people/x/send", json={"appid": "wx"}).status_code,
                http.get("/sandbox/clock").status_code,
                http.get("/api/sandbox/start").status_code,
            ]
        assert codes == [404] * 5

    def test_a_page_elsewhere_is_refused(self, sandbox: Sandbox, account: dict[str, Any]) -> None:
        answer = sandbox.http.post("/sandbox/reset", headers={"Origin": "http://evil.example"})
        assert (answer.status_code, answer.json()["code"]) == (403, "door.wrong_origin")
        rebound = sandbox.http.post("/sandbox/reset", headers={"Host": "evil.example"})
        assert rebound.status_code == 421
        assert sandbox.get(f"accounts/{account['appid']}/pushes")["items"] == []

    @pytest.mark.anyio
    async def test_another_machine_needs_the_key(self, open_house: OpenHouse) -> None:
        app: Any = network.app(open_house("network", sandbox=True, sandbox_key="open sesame"))
        codes = []
        for client, key in (("10.0.0.9", ""), ("10.0.0.9", "wrong"), ("10.0.0.9", "open sesame"), ("127.0.0.1", "")):
            transport = httpx.ASGITransport(app, client=(client, 1234))
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
                codes.append((await http.get("/sandbox/clock", headers={"X-Sandbox-Key": key})).status_code)
        assert codes == [403, 403, 200, 200]


class TestAccounts:
    def test_an_account_has_all_its_secrets_and_its_token_works(
        self, sandbox: Sandbox, running_network: Running
    ) -> None:
        made = sandbox.account()
        assert set(made) == {"appid", "secret", "original_id", "wechat_id", "token", "aes_key", "qr_url"}
        assert made["qr_url"] == f"{running_network.house.settings.base_url}/q/a/{made['appid']}"
        query = {"grant_type": "client_credential", "appid": made["appid"], "secret": made["secret"]}
        assert sandbox.http.get("/cgi-bin/token", params=query).json()["expires_in"] == 7200
        calls = until(lambda: sandbox.get(f"accounts/{made['appid']}/calls")["items"])
        assert [(call["method"], call["path"], call["errcode"]) for call in calls] == [("GET", "/cgi-bin/token", 0)]
        assert made["secret"] not in calls[0]["query"]

    def test_the_server_is_saved_when_it_answers(
        self, sandbox: Sandbox, account: dict[str, Any], server: AccountServer
    ) -> None:
        verdict = sandbox.point(account, server)
        assert (verdict["ok"], verdict["reason"], verdict["response"]["status"]) == (True, "ok", 200)
        assert verdict["request"]["url"].startswith(f"{server.url}&signature=")
        server.token = "another"
        assert (sandbox.point(account, server)["ok"], sandbox.point(account, server)["reason"]) == (
            False,
            "wrong_token",
        )

    def test_somebody_comes_back_from_authorisation_where_a_domain_is_registered(
        self, sandbox: Sandbox, account: dict[str, Any]
    ) -> None:
        person = sandbox.person()
        query = {
            "appid": account["appid"],
            "redirect_uri": "http://127.0.0.1:9000/back?from=menu",
            "response_type": "code",
            "scope": "snsapi_userinfo",
            "state": "a&b",
        }
        asked = {"url": f"https://open.weixin.qq.com/connect/oauth2/authorize?{urlencode(query)}#wechat_redirect"}
        path = f"people/{person}/authorize"
        refused = sandbox.post(path, asked, 422)
        assert (refused["code"], refused["field"]) == ("identity.not_authorized", "url")
        assert refused["message"] == "redirect_uri 域名与后台配置不一致"
        domains = {"oauth": ["127.0.0.1:9000"], "js": ["127.0.0.1:9000"]}
        assert sandbox.http.put(f"/sandbox/accounts/{account['appid']}/domains", json=domains).status_code == 204
        back = urlsplit(sandbox.post(path, asked, 200)["redirect_url"])
        assert (back.netloc, back.path) == ("127.0.0.1:9000", "/back")
        answer = dict(parse_qsl(back.query))
        assert {name: answer[name] for name in ("from", "state")} == {"from": "menu", "state": "a&b"}
        exchange = {"appid": account["appid"], "secret": account["secret"], "code": answer["code"]}
        granted = sandbox.http.get(
            "/sns/oauth2/access_token", params=exchange | {"grant_type": "authorization_code"}
        ).json()
        assert granted["scope"] == "snsapi_userinfo"
        assert sandbox.post(path, {"url": "https://brand.example.test/"}, 422)["code"] == "identity.not_authorized"
        assert sandbox.post("people/nobody/authorize", asked, 404)["code"] == "people.not_found"

    def test_wrong_words_are_refused(self, sandbox: Sandbox) -> None:
        wrong = [
            {"type": "shop", "verified": True, "name": "茶馆"},
            {"type": "service", "verified": True, "name": " "},
            {"type": "service"},
        ]
        codes = [sandbox.http.post("/sandbox/accounts", json=body).status_code for body in wrong]
        assert codes == [422] * 3


class TestPeople:
    def test_a_conversation(self, sandbox: Sandbox, account: dict[str, Any], server: AccountServer) -> None:
        assert sandbox.point(account, server, "safe")["ok"] is True
        sandbox.point(account, server)
        appid = account["appid"]
        person = sandbox.person()
        openid = sandbox.post(f"people/{person}/follow", {"appid": appid})["openid"]
        assert len(openid) == 28
        sent = sandbox.post(f"people/{person}/send", {"appid": appid, "type": "text", "content": "空调", "wait": 10})
        assert [reply["content"] for reply in sent["replies"]] == ["你说：空调"]
        assert sent["replies"][0]["from"] == "account"
        inbox = sandbox.get(f"people/{person}/inbox", appid=appid, after=0)
        assert [(item["seq"], item["type"], item["from"]) for item in inbox["items"]] == [
            (1, "text", "person"),
            (2, "text", "account"),
        ]
        assert sandbox.get(f"people/{person}/inbox", appid=appid, after=1)["items"] == inbox["items"][1:]
        pushes = sandbox.get(f"accounts/{appid}/pushes")
        assert [push["kind"] for push in pushes["items"]] == ["subscribe", "text"]
        assert pushes["items"][1]["attempts"][0]["status"] == 200
        assert sandbox.get(f"accounts/{appid}/pushes", after=pushes["next"])["items"] == []

    def test_the_same_client_id_is_one_message(self, sandbox: Sandbox, account: dict[str, Any]) -> None:
        person = sandbox.person(account["appid"])
        order = {"appid": account["appid"], "type": "text", "content": "一", "client_id": "same"}
        first, again = (sandbox.post(f"people/{person}/send", order) for _ in range(2))
        assert first == again
        assert len(sandbox.get(f"people/{person}/inbox", appid=account["appid"])["items"]) == 1

    @pytest.mark.parametrize(
        ("order", "pushed"),
        [
            ({"type": "image"}, {"MsgType": "image"}),
            ({"type": "voice", "recognition": "开门"}, {"MsgType": "voice", "Recognition": "开门", "Format": "amr"}),
            ({"type": "video"}, {"MsgType": "video"}),
            ({"type": "shortvideo"}, {"MsgType": "shortvideo"}),
            (
                {"type": "location", "location": {"latitude": 39.9, "longitude": 116.3, "scale": 15, "label": "北京"}},
                {"MsgType": "location", "Location_X": "39.9", "Location_Y": "116.3", "Scale": "15", "Label": "北京"},
            ),
            (
                {"type": "link", "link": {"title": "t", "description": "d", "url": "http://u/"}},
                {"MsgType": "link", "Title": "t", "Description": "d", "Url": "http://u/"},
            ),
        ],
    )
    def test_every_type_is_pushed(
        self,
        sandbox: Sandbox,
        account: dict[str, Any],
        server: AccountServer,
        order: dict[str, Any],
        pushed: dict[str, str],
    ) -> None:
        sandbox.point(account, server)
        person = sandbox.person(account["appid"])
        sent = sandbox.post(f"people/{person}/send", {"appid": account["appid"], "wait": 10, **order})
        assert sent["replies"][0]["content"] == f"你说：{order['type']}"
        got = next(push for push in (fields(one.body) for one in server.got) if "MsgId" in push)
        assert {name: got[name] for name in pushed} == pushed
        assert got["MsgId"] == sent["msg_id"]

    @pytest.mark.parametrize(
        "order",
        [
            {"type": "text", "content": " "},
            {"type": "image", "media": "not base64"},
            {"type": "image", "media": base64.b64encode(b"<html>").decode()},
            {"type": "voice", "media": base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()},
            {"type": "location"},
            {"type": "link", "link": {"title": "t"}},
            {"type": "smoke"},
            {"type": "text", "content": "a", "wait": 1000},
        ],
    )
    def test_what_cannot_be_sent_is_refused_and_nothing_is_stored(
        self, sandbox: Sandbox, account: dict[str, Any], order: dict[str, Any]
    ) -> None:
        person = sandbox.person(account["appid"])
        answer = sandbox.http.post(f"/sandbox/people/{person}/send", json={"appid": account["appid"], **order})
        assert answer.status_code == 422
        assert sandbox.get(f"people/{person}/inbox", appid=account["appid"])["items"] == []

    def test_who_does_not_follow_cannot_write_and_nobody_is_not_found(
        self, sandbox: Sandbox, account: dict[str, Any]
    ) -> None:
        person = sandbox.person()
        order = {"appid": account["appid"], "content": "在吗"}
        codes = [
            sandbox.http.post(f"/sandbox/people/{person}/send", json=order).status_code,
            sandbox.http.post("/sandbox/people/nobody/send", json=order).status_code,
            sandbox.http.post(f"/sandbox/people/{person}/send", json={**order, "appid": "wx0"}).status_code,
        ]
        assert codes == [409, 404, 404]
        sandbox.post(f"people/{person}/follow", {"appid": account["appid"]})
        sandbox.post(f"people/{person}/unfollow", {"appid": account["appid"]}, 204)
        assert sandbox.http.post(f"/sandbox/people/{person}/send", json=order).status_code == 409

    def test_a_person_answers_a_question_about_notifications(self, sandbox: Sandbox, account: dict[str, Any]) -> None:
        query = {"grant_type": "client_credential", "appid": account["appid"], "secret": account["secret"]}
        token = sandbox.http.get("/cgi-bin/token", params=query).json()["access_token"]

        def call(path: str, body: dict[str, object]) -> dict[str, Any]:
            answer: dict[str, Any] = sandbox.http.post(path, params={"access_token": token}, json=body).json()
            return answer

        template = call("/wxaapi/newtmpl/addtemplate", {"tid": 401, "kidList": [1, 2]})["priTmplId"]
        person = sandbox.person()
        openid = sandbox.post(f"people/{person}/follow", {"appid": account["appid"]})["openid"]
        data = {"thing1": {"value": "湖滨店"}, "character_string2": {"value": "A018"}}
        message = {"touser": openid, "template_id": template, "data": data}
        order = {"appid": account["appid"], "templates": [template]}
        assert sandbox.post(f"people/{person}/subscribe", order | {"accept": []}) == {"said": {template: "reject"}}
        assert call("/cgi-bin/message/subscribe/bizsend", message)["errcode"] == 43101
        assert sandbox.post(f"people/{person}/subscribe", order) == {"said": {template: "accept"}}
        assert call("/cgi-bin/message/subscribe/bizsend", message)["errcode"] == 0
        wrong = [order | {"templates": ["x"]}, order | {"appid": "wx0"}]
        codes = [sandbox.http.post(f"/sandbox/people/{person}/subscribe", json=one).status_code for one in wrong]
        assert codes == [422, 404]

    def test_a_scan_is_pushed_to_followers_only(
        self, sandbox: Sandbox, account: dict[str, Any], server: AccountServer
    ) -> None:
        sandbox.point(account, server)
        person, order = sandbox.person(), {"appid": account["appid"], "scene": "poster", "wait": 5}
        assert sandbox.post(f"people/{person}/scan", {**order, "wait": 0})["scanned"] is False
        sandbox.post(f"people/{person}/follow", {"appid": account["appid"], "scene": "poster"})
        assert sandbox.post(f"people/{person}/scan", order)["replies"][0]["content"] == "你说：poster"
        events = [(push.get("Event"), push.get("EventKey")) for push in (fields(got.body) for got in server.got)]
        assert sorted(map(str, events)) == ["('SCAN', 'poster')", "('subscribe', 'qrscene_poster')"]

    def test_a_click_finds_the_button_by_key_or_url(
        self, sandbox: Sandbox, account: dict[str, Any], server: AccountServer
    ) -> None:
        sandbox.point(account, server)
        query = {"grant_type": "client_credential", "appid": account["appid"], "secret": account["secret"]}
        token = sandbox.http.get("/cgi-bin/token", params=query).json()["access_token"]
        menu = {
            "button": [
                {"name": "今日", "type": "click", "key": "TODAY"},
                {"name": "网页", "type": "view", "url": "http://shop.example/"},
            ]
        }
        assert sandbox.http.post(f"/cgi-bin/menu/create?access_token={token}", json=menu).json()["errcode"] == 0
        person = sandbox.person(account["appid"])
        clicked = sandbox.post(f"people/{person}/click", {"appid": account["appid"], "key": "TODAY", "wait": 5})
        assert clicked["replies"][0]["content"] == "你说：TODAY"
        viewed = sandbox.post(f"people/{person}/click", {"appid": account["appid"], "key": "http://shop.example/"})
        assert viewed == {"open_url": "http://shop.example/", "replies": []}
        missing = sandbox.http.post(
            f"/sandbox/people/{person}/click", json={"appid": account["appid"], "key": "NOTHING"}
        )
        assert missing.status_code == 404

    def test_the_sign_in_link_works_once(self, sandbox: Sandbox, running_network: Running) -> None:
        url = sandbox.post("people", {"nickname": "小茶"})["sign_in_url"]
        token = url.rpartition("/")[2]
        with running_network.client() as phone:
            codes = [phone.post("/api/phone/sign-in/link", json={"token": token}).status_code for _ in range(2)]
        assert codes[0] in {200, 201}
        assert codes[1] == 404


class TestClock:
    def test_moves_is_told_and_goes_back(self, sandbox: Sandbox) -> None:
        before = sandbox.get("clock")["now"]
        assert 172_799 <= sandbox.post("clock", {"advance": "48h"})["now"] - before <= 172_810
        assert clock.shift() == timedelta(hours=48)
        assert sandbox.post("clock", {"set": "2030-01-01T00:00:00+08:00"})["iso"].startswith("2029-12-31T16:00:0")
        assert sandbox.post("clock", {"reset": True})["offset_seconds"] == 0

    def test_is_kept_over_a_restart(self, network_house: House) -> None:
        with serving(network_house) as running, running.client() as http:
            Sandbox(http).post("clock", {"advance": "2d"})
        clock.set_shift(timedelta(0))
        with serving(House.open("network", network_house.settings)):
            assert clock.shift() == timedelta(days=2)

    @pytest.mark.parametrize(
        "wish", [{}, {"advance": "soon"}, {"advance": "1h", "reset": True}, {"set": "x"}, {"advance": "99999999d"}]
    )
    def test_nonsense_moves_nothing(self, sandbox: Sandbox, wish: dict[str, Any]) -> None:
        sandbox.post("clock", wish, 422)
        assert clock.shift() == timedelta(0)


class TestFaults:
    def test_are_set_and_end(self, sandbox: Sandbox, account: dict[str, Any]) -> None:
        order = {"appid": account["appid"], "timeout": True, "until": clock.timestamp() + 60}
        assert sandbox.http.put("/sandbox/faults", json=order).json()["timeout"] is True
        off = sandbox.http.put("/sandbox/faults", json={"appid": account["appid"]}).json()
        assert off == {
            "timeout": False,
            "status": None,
            "double_push": False,
            "expire_token": False,
            "drop": False,
            "out_of_order": False,
            "quota": False,
            "wrong_media": False,
            "until": None,
        }
        assert sandbox.http.put("/sandbox/faults", json={"appid": "wx0"}).status_code == 404

    def test_quota_reached(self, sandbox: Sandbox, account: dict[str, Any]) -> None:
        token = self.token(sandbox, account)
        sandbox.http.put("/sandbox/faults", json={"appid": account["appid"], "quota": True})
        menu = {"button": [{"type": "click", "name": "今日", "key": "TODAY"}]}
        refused = sandbox.http.post("/cgi-bin/menu/create", params={"access_token": token}, json=menu).json()
        assert refused["errcode"] == 45009
        assert refused["errmsg"].startswith("reach max api daily quota limit rid: ")
        token = self.token(sandbox, account)  # a program can still sign in, and clear its quota
        cleared = sandbox.http.post(
            "/cgi-bin/clear_quota", params={"access_token": token}, json={"appid": account["appid"]}
        )
        assert cleared.json()["errcode"] == 0
        sandbox.http.put("/sandbox/faults", json={"appid": account["appid"]})
        assert sandbox.http.get("/cgi-bin/menu/get", params={"access_token": token}).json()["errcode"] == 46003
        made = sandbox.http.post("/cgi-bin/menu/create", params={"access_token": token}, json=menu).json()
        assert made["errcode"] == 0

    def test_wrong_media(self, sandbox: Sandbox, account: dict[str, Any], server: AccountServer) -> None:
        sandbox.point(account, server)
        appid, token = account["appid"], self.token(sandbox, account)
        person = sandbox.person(appid)
        openid = sandbox.post(f"people/{person}/follow", {"appid": appid})["openid"]
        sandbox.post(f"people/{person}/send", {"appid": appid, "type": "image", "wait": 10})
        (media_id,) = [push["MediaId"] for push in (fields(got.body) for got in server.got) if "MediaId" in push]

        def used() -> tuple[str, int]:
            query = {"access_token": token}
            got = sandbox.http.get("/cgi-bin/media/get", params={**query, "media_id": media_id})
            message = {"touser": openid, "msgtype": "image", "image": {"media_id": media_id}}
            sent = sandbox.http.post("/cgi-bin/message/custom/send", params=query, json=message).json()["errcode"]
            return got.headers["content-type"] if got.headers["content-type"] == "image/png" else got.text[:17], sent

        assert used() == ("image/png", 0)
        sandbox.http.put("/sandbox/faults", json={"appid": appid, "wrong_media": True})
        before = sandbox.get(f"people/{person}/inbox", appid=appid)
        assert used() == ('{"errcode":40007,', 40007)
        assert sandbox.get(f"people/{person}/inbox", appid=appid) == before
        sandbox.http.put("/sandbox/faults", json={"appid": appid})
        assert used() == ("image/png", 0)

    @staticmethod
    def token(sandbox: Sandbox, account: dict[str, Any]) -> str:
        query = {"grant_type": "client_credential", "appid": account["appid"], "secret": account["secret"]}
        return str(sandbox.http.get("/cgi-bin/token", params=query).json()["access_token"])


class TestReset:
    def test_empties_the_network_and_it_goes_on(self, sandbox: Sandbox, account: dict[str, Any]) -> None:
        person = sandbox.person(account["appid"])
        sandbox.post("clock", {"advance": "1d"})
        sandbox.post("reset", None, 204)
        assert clock.shift() == timedelta(0)
        assert sandbox.http.get(f"/sandbox/accounts/{account['appid']}/pushes").status_code == 404
        gone = sandbox.http.post(f"/sandbox/people/{person}/send", json={"appid": account["appid"], "content": "a"})
        assert gone.status_code == 404
        fresh = sandbox.account()
        again = sandbox.person(fresh["appid"])
        assert sandbox.post(f"people/{again}/send", {"appid": fresh["appid"], "content": "在"})["seq"] == 1

    def test_removes_the_files_and_nothing_else(self, sandbox: Sandbox, running_network: Running) -> None:
        house = running_network.house
        keys = [house.files.put(b"tea", "image/png") for _ in range(3)]
        beside = [
            house.settings.data / "files" / "suite" / keys[0],
            house.settings.data / "files" / "network" / "a.txt",
        ]
        for path in beside:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"kept")
        sandbox.post("reset", None, 204)
        fresh = house.files.put(b"later", "image/png")
        until(lambda: sandbox.http.get(f"/files/{keys[2]}").status_code == 404)
        until(lambda: house.files.keys() == [fresh])
        assert [path.read_bytes() for path in beside] == [b"kept"] * 2
        assert sandbox.http.get(f"/files/{fresh}").content == b"later"
        with house.db.transaction() as session:  # a job may run twice, and trusts no payload
            sweep(house, session, {"keys": [*keys, "../../secret.key", f"../suite/{keys[0]}"]})
        assert (house.settings.data / "secret.key").exists()
        assert [path.read_bytes() for path in beside] == [b"kept"] * 2

    def test_that_is_undone_keeps_the_files(self, running_network: Running) -> None:
        house = running_network.house
        key = house.files.put(b"tea", "image/png")
        job = Base.metadata.tables["job"]
        waiting = select(job.c.kind).where(job.c.kind == SWEEP)
        with house.db.transaction() as session:
            undone = session.begin_nested()
            reset(session, house)
            assert session.scalars(waiting).all() == [SWEEP]
            undone.rollback()
        with house.db.reading() as reader:
            assert reader.scalars(waiting).all() == []
        assert house.files.get(key) == b"tea"


class TestCrowd:
    def test_comes_with_progress_and_is_the_same_for_the_same_seed(self, sandbox: Sandbox) -> None:
        def crowd() -> list[tuple[Any, ...]]:
            account = sandbox.account()
            order = {
                "appid": account["appid"],
                "people": 30,
                "seed": 7,
                "days": 3,
                "scenes": ["a", "b"],
                "messages": ["空调", "门店"],
            }
            job = sandbox.post("crowd", order, 202)
            assert (job["done"], job["total"], job["state"]) == (0, 30, "running")

            def done() -> bool:
                state: str = sandbox.get(f"jobs/{job['job_id']}")["state"]
                return state == "done"

            until(done, 60)
            return self.followers(sandbox, account)

        first, second = crowd(), crowd()
        assert first == second
        assert 24 <= len(first) <= 30
        assert {scene for *_, scene in first} == {"", "a", "b"}

    def followers(self, sandbox: Sandbox, account: dict[str, Any]) -> list[tuple[Any, ...]]:
        query = {"grant_type": "client_credential", "appid": account["appid"], "secret": account["secret"]}
        token = sandbox.http.get("/cgi-bin/token", params=query).json()["access_token"]
        openids = sandbox.http.get(f"/cgi-bin/user/get?access_token={token}").json()["data"]["openid"]
        infos = [
            sandbox.http.get("/cgi-bin/user/info", params={"access_token": token, "openid": openid}).json()
            for openid in openids
        ]
        now = clock.timestamp()
        assert all(now - 3 * 86_400 - 60 <= info["subscribe_time"] <= now for info in infos)
        return sorted((info["subscribe_scene"], info["qr_scene_str"]) for info in infos)

    @pytest.mark.parametrize("change", [{"people": 0}, {"days": 0}, {"people": 2_000_000}])
    def test_nonsense_is_refused(self, sandbox: Sandbox, account: dict[str, Any], change: dict[str, Any]) -> None:
        sandbox.post("crowd", {"appid": account["appid"], **change}, 422)


class TestStart:
    def test_shows_what_the_demo_wrote(self, sandbox: Sandbox, running_network: Running) -> None:
        assert sandbox.http.get("/api/sandbox/start").status_code == 404
        (running_network.house.settings.data / "start.json").write_text('{"brand_id": "b"}')
        assert sandbox.http.get("/api/sandbox/start").json() == {"brand_id": "b"}
