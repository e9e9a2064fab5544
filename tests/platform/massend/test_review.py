"""A reviewer looks before a message leaves."""

from collections.abc import Iterator
from typing import Any

import pytest

from teahouse.kit.db import Session
from teahouse.platform import massend
from teahouse.platform.massend.ports import NoReview, Review
from tests.platform.articles import desk
from tests.platform.massend.hall import GET, SENDALL, Fan, ended, figures, to_all
from tests.platform.world import Api, World


class Desk:
    """Keeps what is submitted; a person must look at all of it."""

    def __init__(self) -> None:
        self.submitted: list[dict[str, Any]] = []

    def submit(self, session: Session, *, subject_id: str, appid: str, title: str, text: str) -> bool:
        self.submitted.append({"subject_id": subject_id, "appid": appid, "title": title, "text": text})
        return False


@pytest.fixture
def reviewer(world: World) -> Iterator[Desk]:
    made = Desk()
    world.house.bind(Review, made)  # type: ignore[type-abstract]  # a port
    yield made
    world.house.bind(Review, NoReview())  # type: ignore[type-abstract]  # a port


def decide(world: World, reviewer: Desk, *, passed: bool, reason: str = "") -> None:
    with world.house.db.transaction() as session:
        massend.decided(session, reviewer.submitted[-1]["subject_id"], passed=passed, reason=reason)


def test_it_waits_and_then_leaves_once(world: World, api: Api, reviewer: Desk) -> None:
    fan = Fan(world, api)
    msg_id = api.post(SENDALL, to_all())["msg_id"]
    (told,) = reviewer.submitted
    assert (told["appid"], told["title"], told["text"]) == (api.appid, "新茶到店", "新茶到店")
    assert api.post(GET, {"msg_id": msg_id})["msg_status"] == "SENDING"
    assert world.rows("job") == []
    decide(world, reviewer, passed=True)
    decide(world, reviewer, passed=True)
    assert figures(ended(world)[0]) == ("send success", 1, 1, 1, 0)
    decide(world, reviewer, passed=False, reason="20001")
    assert fan.texts() == ["新茶到店"]
    assert api.post(GET, {"msg_id": msg_id})["msg_status"] == "SEND_SUCCESS"


def test_a_refusal_ends_it_and_gives_everything_back(world: World, reviewer: Desk) -> None:
    api = world.account("subscription")
    fan = Fan(world, api)
    body = to_all() | {"msgtype": "mpnews", "mpnews": {"media_id": desk.draft(api)}}
    msg_id = api.post(SENDALL, body)["msg_id"]
    assert "新茶" in reviewer.submitted[0]["text"]
    decide(world, reviewer, passed=False, reason="20008 假奖品")
    decide(world, reviewer, passed=True)
    (event,) = ended(world)
    assert figures(event) == ("err(20008)", 1, 0, 0, 0)
    assert event["msg_id"] == msg_id
    assert fan.inbox() == []
    assert api.post(GET, {"msg_id": msg_id})["msg_status"] == "SEND_FAIL"
    assert api.get(desk.COUNT) == {"total_count": 1}
    assert [row["used"] for row in world.rows("mass_send_day")] == [0]


def test_who_is_unknown_is_passed_over(world: World) -> None:
    with world.house.db.transaction() as session:
        massend.decided(session, "nothing", passed=True, reason="")
    assert world.rows("job") == []
