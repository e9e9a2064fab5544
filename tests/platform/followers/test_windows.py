"""The windows in which an account may write first: the database against the rule as a plain model."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teahouse.kit import clock, migrations
from teahouse.kit.db import cursor_of
from teahouse.kit.house import House
from teahouse.kit.ids import new_id
from teahouse.platform.followers import Act, begin_typing, end_typing, openid_of, record_act, repository, take_window
from teahouse.protocol import ApiError

APPID = "wx0123456789abcdef"
RULE: dict[Act, tuple[int, int]] = {"follow": (3, 60), "scan": (3, 60), "menu": (3, 60), "message": (5, 48 * 3600)}
Step = Act | Literal["send"] | int
STEPS = st.lists(
    st.one_of(
        st.sampled_from(get_args(Act)),
        st.just("send"),
        st.sampled_from([1, 59, 60, 61, 3600, 48 * 3600 - 1, 48 * 3600]),
    ),
    max_size=30,
)


@dataclass
class Model:
    """Reference 7.1 as one would tell it."""

    now: int = 0
    windows: dict[Act, list[int]] = field(default_factory=dict)

    def send(self) -> int:
        opened = [window for act in RULE if (window := self.windows.get(act)) and window[0] > self.now]
        for window in opened:
            if window[1]:
                window[1] -= 1
                return 0
        return 45047 if opened else 45015


def _follower(house: House, person_id: str) -> str:
    with house.db.transaction() as session:
        openid = openid_of(session, APPID, person_id)
        repository.begin(session, APPID, person_id, clock.now(), "ADD_SCENE_SEARCH")
    return openid


def _code(house: House, work: Callable[..., object], openid: str) -> int:
    try:
        with house.db.transaction() as session:
            work(cursor_of(session), APPID, openid)
    except ApiError as error:
        return error.errcode
    return 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_sends_are_allowed_exactly_as_the_rule_says(network_house: House, steps: list[Step]) -> None:
    house, person_id, model = network_house, new_id(), Model()
    clock.set_shift(timedelta(0))
    migrations.metadata_of("network").create_all(house.db.engine)
    openid = _follower(house, person_id)
    for step in steps:
        if isinstance(step, int):
            model.now += step
            clock.set_shift(timedelta(seconds=model.now))
        elif step == "send":
            assert _code(house, take_window, openid) == model.send()
        else:
            with house.db.transaction() as session:
                record_act(session, APPID, person_id, step)
            count, seconds = RULE[step]
            model.windows[step] = [model.now + seconds, count]


class TestTakeWindow:
    def test_an_unknown_openid_and_a_stranger_are_told_apart(self, network_house: House) -> None:
        migrations.metadata_of("network").create_all(network_house.db.engine)
        with network_house.db.transaction() as session:
            stranger = openid_of(session, APPID, "stranger")
        assert _code(network_house, take_window, "oNobody") == 40003
        assert _code(network_house, take_window, stranger) == 43004

    def test_ten_callers_at_once_take_five(self, network_house: House) -> None:
        migrations.metadata_of("network").create_all(network_house.db.engine)
        openid = _follower(network_house, "person")
        with network_house.db.transaction() as session:
            record_act(session, APPID, "person", "message")
        with ThreadPoolExecutor(10) as pool:
            codes = list(pool.map(lambda _: _code(network_house, take_window, openid), range(10)))
        assert sorted(codes) == [0] * 5 + [45047] * 5


class TestTyping:
    def test_needs_a_message_of_the_last_thirty_seconds(self, network_house: House) -> None:
        migrations.metadata_of("network").create_all(network_house.db.engine)
        openid = _follower(network_house, "person")
        assert _code(network_house, begin_typing, openid) == 45080
        with network_house.db.transaction() as session:
            record_act(session, APPID, "person", "message")
        assert _code(network_house, begin_typing, openid) == 0
        assert _code(network_house, begin_typing, openid) == 45081
        assert _code(network_house, end_typing, openid) == 0
        assert _code(network_house, begin_typing, openid) == 0
        clock.set_shift(timedelta(seconds=16))
        assert _code(network_house, begin_typing, openid) == 0
        clock.set_shift(timedelta(seconds=32))
        assert _code(network_house, begin_typing, openid) == 45080
        assert _code(network_house, end_typing, openid) == 45080

    def test_an_unknown_openid_and_a_stranger_are_told_apart(self, network_house: House) -> None:
        migrations.metadata_of("network").create_all(network_house.db.engine)
        with network_house.db.transaction() as session:
            stranger = openid_of(session, APPID, "stranger")
        assert _code(network_house, begin_typing, "oNobody") == 40003
        assert _code(network_house, begin_typing, stranger) == 43004
        assert _code(network_house, end_typing, "oNobody") == 40003
        assert _code(network_house, end_typing, stranger) == 43004
