"""What has a forbidden word waits until a reviewer of the platform decides."""

from typing import Any

import httpx
import pytest

from tests.platform.articles import desk
from tests.platform.massend.hall import GET, SENDALL, Fan, ended, figures, to_all
from tests.platform.world import Api, World

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
