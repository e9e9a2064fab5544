"""Mass sends as an operator of the account makes them on mp."""

from typing import Any

import httpx
import pytest

from teahouse.kit import clock
from tests.platform.articles import desk
from tests.platform.massend.hall import SENDALL, Fan, ended, fans, stored, to_all
from tests.platform.push.stage import until
from tests.platform.world import Api, World


@pytest.fixture
def operator(world: World, api: Api) -> httpx.Client:
    return world.operator(api.appid)


def path(api: Api, rest: str = "") -> str:
    return f"/api/mp/accounts/{api.appid}/mass-sends{rest}"


def form(text: str = "新茶到店", **more: object) -> dict[str, Any]:
    base = {"content": {"kind": "text", "text": text}, "range": {}, "client_id": f"c-{text}"}
    return base | more


def done(api: Api, operator: httpx.Client, msg_id: str) -> dict[str, Any]:
    def found() -> dict[str, Any]:
        item: dict[str, Any] = operator.get(path(api, f"/{msg_id}")).json()
        return item if item["state"] == "done" else {}

    return until(found)


def test_the_desk_says_what_is_left(world: World, api: Api, operator: httpx.Client) -> None:
    few = fans(world, api, 2)
    few[0].phone.patch("/api/phone/me", json={"region": {"province": "浙江", "city": "杭州"}})
    desk_of_service = operator.get(path(api, "/desk")).json()
    assert desk_of_service == {
        "per": "month",
        "limit": 4,
        "left": None,
        "own_allowance": None,
        "sandbox": True,
        "followers": 2,
        "tags": [{"id": 2, "name": "星标组", "count": 0}],
        "provinces": desk_of_service["provinces"],
    }
    changed = operator.put(path(api, "/allowance"), json={"allowance": 9}).json()
    assert (changed["limit"], changed["own_allowance"]) == (9, 9)
    assert operator.put(path(api, "/allowance"), json={"allowance": -1}).json()["code"] == "massend.bad_allowance"
    other = world.account("subscription")
    keeper = world.operator(other.appid)
    assert keeper.get(path(other, "/desk")).json()["left"] == 1
    other.post(SENDALL, to_all())
    assert keeper.get(path(other, "/desk")).json()["left"] == 0
    answer = keeper.post(path(other), json=form("再来"))
    assert (answer.status_code, answer.json()["code"]) == (409, "massend.none_left")


def test_send_to_some_and_see_how_it_went(world: World, api: Api, operator: httpx.Client) -> None:
    him, her, barred = fans(world, api, 3)
    for fan, gender in ((him, 1), (her, 2), (barred, 2)):
        assert fan.phone.patch("/api/phone/me", json={"gender": gender}).status_code == 200
    api.post("/cgi-bin/tags/members/batchblacklist", {"openid_list": [barred.openid]})
    assert operator.get(path(api, "/reach?gender=2")).json() == {"total": 2, "reached": 1}
    assert operator.get(path(api, "/reach")).json() == {"total": 3, "reached": 2}
    assert operator.get(path(api, "/reach?tag_id=77")).json()["code"] == "massend.bad_target"
    sent = operator.post(path(api), json=form(range={"gender": 2}))
    assert sent.status_code == 201
    item = done(api, operator, sent.json()["msg_id"])
    assert {name: item[name] for name in ("title", "total", "visited", "sent", "filtered", "failed", "status")} == {
        "title": "新茶到店",
        "total": 2,
        "visited": 2,
        "sent": 1,
        "filtered": 1,
        "failed": 0,
        "status": "send success",
    }
    assert (item["is_to_all"], item["range"]["gender"], item["origin"], item["may_recall"]) == (False, 2, "mp", False)
    assert [fan.texts() for fan in (him, her, barred)] == [[], ["新茶到店"], []]
    page = operator.get(path(api)).json()
    assert (page["total"], page["items"]) == (1, [item])
    assert operator.post(path(api), json=form(range={"gender": 2})).json()["code"] == "massend.already_sent"
    assert operator.post(path(api, f"/{item['msg_id']}/recall")).json()["code"] == "massend.only_articles"
    assert operator.post(path(api, f"/{item['msg_id']}/cancel")).json()["code"] == "massend.cannot_cancel"
    for number in range(3):
        done(api, operator, operator.post(path(api), json=form(str(number))).json()["msg_id"])
    assert operator.get(path(api, "/reach?gender=2")).json() == {"total": 2, "reached": 0}
    assert operator.get(path(api, "/reach")).json() == {"total": 3, "reached": 1}


def test_articles_are_recalled(world: World, api: Api, operator: httpx.Client) -> None:
    fan = Fan(world, api)
    content = {"kind": "news", "media_id": desk.draft(api, title="秋茶")}
    item = done(api, operator, operator.post(path(api), json=form(content=content)).json()["msg_id"])
    assert (item["kind"], item["title"], item["may_recall"]) == ("news", "秋茶", True)
    url = f"/s/{item['articles'][0]['page']}"
    assert fan.phone.get(url).status_code == 200
    again = operator.post(path(api, f"/{item['msg_id']}/recall")).json()
    assert (again["state"], again["may_recall"], again["articles"][0]["deleted"]) == ("recalled", False, True)
    assert fan.phone.get(url).status_code == 404


def test_scheduled_and_cancelled(world: World, api: Api, operator: httpx.Client) -> None:
    fan = Fan(world, api)
    now = clock.timestamp()
    before = stored(world)
    for at in (now, now + 60, now + 8 * 86_400, -1):
        assert operator.post(path(api), json=form(at=at)).json()["code"] == "massend.bad_time"
    assert stored(world) == before
    item = operator.post(path(api), json=form(at=now + 3600)).json()
    assert (item["state"], item["due_at"], item["may_cancel"]) == ("waiting", now + 3600, True)
    gone = operator.post(path(api, f"/{item['msg_id']}/cancel")).json()
    assert (gone["state"], gone["may_cancel"]) == ("cancelled", False)
    assert fan.inbox() == []


def test_a_preview_reaches_one(world: World, api: Api, operator: httpx.Client) -> None:
    fan = Fan(world, api)
    fan.phone.patch("/api/phone/me", json={"wechat_id": "chahu_01"})
    body = {"content": {"kind": "text", "text": "试一试"}, "wechat_id": "chahu_01"}
    assert operator.post(path(api, "/preview"), json=body).status_code == 204
    assert fan.texts() == ["试一试"]
    refused = operator.post(path(api, "/preview"), json=body | {"wechat_id": "nobody01"}).json()
    assert (refused["code"], refused["field"]) == ("massend.no_such_person", "wechat_id")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"kind": "text", "text": " "}, "massend.bad_content"),
        ({"kind": "text", "text": "茶" * 700}, "massend.text_too_long"),
        ({"kind": "news", "media_id": "unknown"}, "massend.bad_content"),
        ({"kind": "voice", "media_id": ""}, "massend.bad_content"),
    ],
)
def test_bad_contents(world: World, api: Api, operator: httpx.Client, content: dict[str, str], code: str) -> None:
    before = stored(world)
    assert operator.post(path(api), json=form(content=content)).json()["code"] == code
    assert stored(world) == before


def test_doors(world: World, api: Api, operator: httpx.Client) -> None:
    Fan(world, api)
    msg_id = api.post(SENDALL, to_all())["msg_id"]
    ended(world)
    before = stored(world)
    calls = [("GET", rest) for rest in ("", "/desk", "/reach", f"/{msg_id}")]
    calls += [("POST", rest) for rest in ("", "/preview", f"/{msg_id}/recall", f"/{msg_id}/cancel")]
    bodies = {"": form(), "/preview": {"content": {"kind": "text", "text": "x"}, "wechat_id": "x"}}
    for client, status in ((world.nobody(), 401), (world.operator(), 404)):
        for method, rest in calls:
            answer = client.request(method, path(api, rest), json=bodies.get(rest))
            assert answer.status_code == status, (method, rest)
        assert client.put(path(api, "/allowance"), json={"allowance": 1}).status_code == status
    assert stored(world) == before
    assert operator.get(path(api, "/1")).json()["code"] == "massend.unknown"
