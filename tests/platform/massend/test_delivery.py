"""The walk through the targets: each has one turn, whatever is interrupted; the figures are exact."""

from contextlib import suppress
from datetime import timedelta

import msgspec
import pytest

from teahouse.kit import clock
from teahouse.kit.db import Base, to_micros
from teahouse.platform.accounts import get_account
from teahouse.platform.massend import delivery
from teahouse.platform.massend.contents import Wanted
from teahouse.platform.massend.recall import cancel, recall
from teahouse.platform.massend.records import MassSend, Range
from teahouse.platform.massend.repository import allowances, sends
from teahouse.platform.massend.submit import Order, submit
from teahouse.protocol import ApiError
from tests.platform.articles import desk
from tests.platform.massend.hall import Fan, fans, figures
from tests.platform.world import Api, World


class CrashError(Exception):
    """The process dies before the commit."""


class Walk:
    """One message whose batches the test performs; its job waits for tomorrow."""

    def __init__(self, world: World, api: Api, message: Wanted | None = None) -> None:
        self.world, self.api = world, api
        message = message or Wanted("text", {"content": "新茶到店"})
        order = Order("mp", Range(is_to_all=True), message, "", at=clock.now() + timedelta(days=1))
        with world.house.db.transaction() as session:
            self.id = submit(session, world.house, get_account(session, api.appid), order).id

    def step(self, batch: int = 3, *, crash: bool = False) -> None:
        told = len(self.world.pushes.events)
        with suppress(CrashError), self.world.house.db.transaction() as session:
            delivery.step(session, self.world.house, self.id, to_micros(clock.now()), batch)
            if crash:
                del self.world.pushes.events[told:]  # the product's own are rolled back too
                raise CrashError

    def now(self) -> MassSend:
        with self.world.house.db.reading() as session:
            found = sends.by_id(session, self.id)
            assert found is not None
            return found

    def recall(self, index: int = 0) -> None:
        with self.world.house.db.transaction() as session:
            recall(session, self.world.house, self.now(), index, stop=True)


def received(few: list[Fan]) -> list[int]:
    return [len(fan.inbox()) for fan in few]


class TestCrash:
    @pytest.mark.parametrize("crashes", [(0,), (1, 2), (0, 1, 1, 2, 3)])
    def test_nobody_is_passed_over_and_nobody_gets_it_twice(
        self, world: World, api: Api, crashes: tuple[int, ...]
    ) -> None:
        few = fans(world, api, 8)
        walk = Walk(world, api)
        for turn in range(4):
            for _ in range(crashes.count(turn)):
                walk.step(crash=True)
            before = sum(received(few))
            walk.step()
            assert sum(received(few)) - before == (3, 3, 2, 0)[turn]
        assert received(few) == [1] * 8
        assert walk.now().state == "done"
        (event,) = world.pushes.taken()
        assert figures(event) == ("send success", 8, 8, 8, 0)
        assert {row["received"] for row in world.rows("mass_send_received")} == {1}
        assert [one.seq for fan in few for one in fan.inbox()] == [1] * 8

    def test_a_step_more_does_nothing(self, world: World, api: Api) -> None:
        few = fans(world, api, 2)
        walk = Walk(world, api)
        for _ in range(3):
            walk.step()
        assert received(few) == [1, 1]
        assert len(world.pushes.events) == 1


class TestMeanwhile:
    def test_who_comes_is_no_target_and_who_leaves_is_filtered(self, world: World, api: Api) -> None:
        few = fans(world, api, 5)
        walk = Walk(world, api)
        walk.step(2)
        late = Fan(world, api)
        left = next(fan for fan in few if not fan.inbox())
        world.unfollow(api, left.openid)
        barred = next(fan for fan in few if not fan.inbox() and fan is not left)
        api.post("/cgi-bin/tags/members/batchblacklist", {"openid_list": [barred.openid]})
        walk.step(10)
        assert figures(world.pushes.taken()[0]) == ("send success", 5, 3, 3, 0)
        assert late.inbox() == barred.inbox() == []
        assert sum(received(few)) == 3

    def test_who_comes_before_it_begins_gets_it_too(self, world: World, api: Api) -> None:
        fans(world, api, 1)
        walk = Walk(world, api)
        late = Fan(world, api)
        walk.step()
        assert late.texts() == ["新茶到店"]
        assert figures(world.pushes.taken()[0]) == ("send success", 2, 2, 2, 0)

    def test_the_speed_spreads_the_batches(self, world: World, api: Api) -> None:
        fans(world, api, 4)
        walk, far = Walk(world, api), clock.now() + timedelta(hours=2)
        with world.house.db.transaction() as session:
            session.execute(Base.metadata.tables["job"].delete())
            allowances.set_speed(session, api.appid, 4)
            delivery.step(session, world.house, walk.id, to_micros(far), 3)
        (job,) = world.rows("job")
        assert job["due_at"] == far + timedelta(minutes=3 / 100_000)
        assert msgspec.json.decode(job["payload"]) == {"send": walk.id, "due": to_micros(job["due_at"])}
        assert walk.now().visited == 3

    def test_allowances_are_taken_with_the_batch(self, world: World, api: Api) -> None:
        few = fans(world, api, 3)
        with world.house.db.transaction() as session:
            allowances.set_allowance(session, api.appid, 1)
        first, second = Walk(world, api), Walk(world, api)
        first.step(2)
        second.step(10)
        first.step(10)
        one, two = (event for event in world.pushes.taken())
        assert sorted([figures(one)[2], figures(two)[2]]) == [1, 2]
        assert received(few) == [1, 1, 1]


class TestRecallHalfway:
    def test_the_rest_do_not_get_it(self, world: World, api: Api) -> None:
        few = fans(world, api, 5)
        walk = Walk(world, api)
        walk.step(2)
        walk.recall()
        walk.step(2)
        assert sum(received(few)) == 2
        assert walk.now().state == "recalled"
        assert figures(world.pushes.taken()[0]) == ("send fail", 5, 2, 2, 0)
        with pytest.raises(ApiError) as caught:
            walk.recall()
        assert caught.value.errcode == 40065

    def test_one_article_less_for_those_who_follow(self, world: World, api: Api) -> None:
        few = fans(world, api, 3)
        media_id = desk.draft(api, desk.article(api, title="一"), desk.article(api, title="二"))
        walk = Walk(world, api, Wanted("mpnews", {"media_id": media_id}))
        walk.step(2)
        walk.recall(2)
        walk.step(2)
        counts = sorted(len(fan.inbox()[0].content["articles"]) for fan in few)
        assert counts == [1, 2, 2]
        (event,) = world.pushes.taken()
        assert figures(event) == ("send success", 3, 3, 3, 0)
        assert [one.article_idx for one in event["article_url_result"].result_list] == [1]


class TestCancel:
    def test_what_waits_gives_back_what_it_took(self, world: World) -> None:
        api = world.account("subscription")
        fan = Fan(world, api)
        walk = Walk(world, api, Wanted("mpnews", {"media_id": desk.draft(api)}))
        assert api.get(desk.COUNT) == {"total_count": 0}
        assert [row["used"] for row in world.rows("mass_send_day")] == [1]
        with world.house.db.transaction() as session:
            cancel(session, walk.now())
        walk.step()
        assert fan.inbox() == []
        assert api.get(desk.COUNT) == {"total_count": 1}
        assert [row["used"] for row in world.rows("mass_send_day")] == [0]
        assert walk.now().state == "cancelled"
        assert world.pushes.events == []

    def test_what_has_begun_cannot_be_cancelled(self, world: World, api: Api) -> None:
        fans(world, api, 3)
        walk = Walk(world, api)
        walk.step(2)
        with pytest.raises(ApiError), world.house.db.transaction() as session:
            cancel(session, walk.now())
        assert walk.now().state == "sending"
