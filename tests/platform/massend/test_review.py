"""What has a forbidden word waits until a reviewer of the platform decides."""

from typing import Any

import httpx
import pytest

from teahouse.kit import clock
from tests.platform.articles import desk
from tests.platform.massend.hall import GET, PREVIEW, SENDALL, Fan, ended, figures, to_all
from tests.platform.world import Api, World, later

FORBIDDEN = "新茶到店，出售手枪"


@pytest.fixture
def reviewer(world: World) -> httpx.Client:
    """The first operator of the sandbox."""
    return world.operator()


def waiting(reviewer: httpx.Client) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = reviewer.get("/api/mp/review/cases").json()["items"]
    return items


def decide(reviewer: httpx.Client, *, passed: bool, reason: str = "") -> None:
    (case,) = waiting(reviewer)
    path = f"/api/mp/review/cases/{case['id']}/{'pass' if passed else 'refuse'}"
    assert reviewer.post(path, json=None if passed else {"reason": reason}).status_code == 200


def test_it_waits_and_then_leaves_once(world: World, api: Api, reviewer: httpx.Client) -> None:
    fan = Fan(world, api)
    msg_id = api.post(SENDALL, to_all(FORBIDDEN))["msg_id"]
    (case,) = waiting(reviewer)
    assert (case["kind"], case["title"], case["words"]) == ("mass_send", FORBIDDEN, ["出售手枪"])
    assert api.post(GET, {"msg_id": msg_id})["msg_status"] == "SENDING"
    assert [job for job in world.rows("job") if "massend" in job["kind"]] == []
    decide(reviewer, passed=True)
    assert figures(ended(world)[0]) == ("send success", 1, 1, 1, 0)
    assert fan.texts() == [FORBIDDEN]
    assert api.post(GET, {"msg_id": msg_id})["msg_status"] == "SEND_SUCCESS"


def test_a_refusal_ends_it_and_gives_everything_back(world: World, reviewer: httpx.Client) -> None:
    api = world.account("subscription")
    fan = Fan(world, api)
    media_id = desk.draft(api, desk.article(api, content=f"<p>{FORBIDDEN}</p>"))
    msg_id = api.post(SENDALL, to_all() | {"msgtype": "mpnews", "mpnews": {"media_id": media_id}})["msg_id"]
    decide(reviewer, passed=False, reason="20008 假奖品")
    (event,) = ended(world)
    assert figures(event) == ("err(20008)", 1, 0, 0, 0)
    assert event["msg_id"] == msg_id
    assert fan.inbox() == []
    assert api.post(GET, {"msg_id": msg_id})["msg_status"] == "SEND_FAIL"
    assert api.get(desk.COUNT) == {"total_count": 1}
    assert [row["used"] for row in world.rows("mass_send_day")] == [0]


def test_what_is_harmless_waits_for_nobody(world: World, api: Api, reviewer: httpx.Client) -> None:
    Fan(world, api)
    api.post(SENDALL, to_all())
    assert figures(ended(world)[0]) == ("send success", 1, 1, 1, 0)
    assert waiting(reviewer) == []


def held(api: Api, fan: Fan) -> tuple[int, str, str]:
    """Articles that wait for a reviewer: the number of the mass send, the page, the preview that the fan got before."""
    media_id = desk.draft(api, desk.article(api, content=f"<p>{FORBIDDEN}</p>"))
    news = {"msgtype": "mpnews", "mpnews": {"media_id": media_id}}
    assert api.post(PREVIEW, {"touser": fan.openid, **news})["errcode"] == 0
    preview = fan.inbox()[0].content["articles"][0]["url"]
    return api.post(SENDALL, to_all() | news)["msg_id"], preview.partition("?")[0], preview


def test_nobody_reads_what_waits_but_who_got_its_preview(world: World, api: Api, reviewer: httpx.Client) -> None:
    fan = Fan(world, api)
    _, page, preview = held(api, fan)
    hidden = [who.get(page) for who in (world.nobody(), fan.phone, reviewer)]
    assert [(one.status_code, FORBIDDEN in one.text) for one in hidden] == [(404, False)] * 3
    assert fan.phone.put(f"/api/phone/articles/{page.rpartition('/')[2]}/like").status_code == 404
    shown = fan.phone.get(preview)
    assert (shown.status_code, FORBIDDEN in shown.text, "这是草稿预览" in shown.text) == (200, True, True)
    path = f"/api/mp/accounts/{api.appid}/mass-sends"
    operator = world.operator(api.appid)
    (article,) = operator.get(path).json()["items"][0]["articles"]
    assert article["path"] == preview
    decide(reviewer, passed=True)
    ended(world)
    assert fan.inbox()[1].content["articles"][0]["url"] == page
    assert [world.nobody().get(one).status_code for one in (page, preview)] == [200, 200]
    assert "这是草稿预览" not in world.nobody().get(preview).text
    assert operator.get(path).json()["items"][0]["articles"][0]["path"] == page


def test_nobody_reads_what_was_refused_cancelled_or_deleted(world: World, api: Api, reviewer: httpx.Client) -> None:
    fan = Fan(world, api)
    _, page, preview = held(api, fan)
    decide(reviewer, passed=False, reason="20008")
    ended(world)
    assert [world.nobody().get(one).status_code for one in (page, preview)] == [404, 200]  # it is a draft again
    other = Fan(world, api)
    msg_id, page, preview = held(api, other)
    operator = world.operator(api.appid)
    assert operator.post(f"/api/mp/accounts/{api.appid}/mass-sends/{msg_id}/cancel").status_code == 200
    assert [world.nobody().get(one).status_code for one in (page, preview)] == [404, 200]
    (draft, _) = api.post(desk.SOME, {"offset": 0, "count": 20})["item"]
    assert api.post(desk.DELETE, {"media_id": draft["media_id"]})["errcode"] == 0
    assert [world.nobody().get(one).status_code for one in (page, preview)] == [404, 404]


def test_nobody_reads_what_waits_for_its_time(world: World, api: Api) -> None:
    operator = world.operator(api.appid)
    Fan(world, api)
    media_id = desk.draft(api)
    form = {"content": {"kind": "news", "media_id": media_id}, "range": {}, "client_id": "later"}
    at = clock.timestamp() + 3600
    sent = operator.post(f"/api/mp/accounts/{api.appid}/mass-sends", json=form | {"at": at}).json()
    page = f"/s/{sent['articles'][0]['page']}"
    assert world.nobody().get(page).status_code == 404
    later(seconds=3601)
    ended(world)
    assert world.nobody().get(page).status_code == 200
