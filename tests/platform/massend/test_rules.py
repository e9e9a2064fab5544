"""Decisions about mass sends, without any I/O."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.platform.massend import rules
from teahouse.protocol import ApiError

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
people = st.lists(st.text("abcdef", min_size=1, max_size=4), unique=True, max_size=30)


def code_of(call: object, *values: object) -> int:
    with pytest.raises(ApiError) as caught:
        call(*values)  # type: ignore[operator]
    return caught.value.errcode


class TestSplit:
    @given(ids=people, data=st.data())
    def test_everybody_is_in_one_part(self, ids: list[str], data: st.DataObject) -> None:
        targets = [(one, data.draw(st.booleans())) for one in ids]
        allowed = data.draw(st.none() | st.sets(st.sampled_from(ids)) if ids else st.none())
        turn = rules.split(targets, allowed)
        assert sorted([*turn.reached, *turn.barred, *turn.sated]) == sorted(ids)
        assert set(turn.barred) == {one for one, blacklisted in targets if blacklisted}
        assert not set(turn.barred) & set(turn.reached)
        if allowed is not None:
            assert set(turn.reached) == allowed - set(turn.barred)
        else:
            assert turn.sated == []

    @given(ids=people)
    def test_the_order_stays(self, ids: list[str]) -> None:
        assert rules.split([(one, False) for one in ids], None).reached == ids


class TestSpeed:
    @given(st.integers(0, 4), st.lists(st.integers(1, 5000), min_size=1, max_size=20))
    def test_no_faster_than_the_speed(self, speed: int, batches: list[int]) -> None:
        due = NOW
        for count in batches:
            due = rules.next_turn(due, NOW, count, speed)
        assert due - NOW >= timedelta(minutes=sum(batches) / rules.PER_MINUTE[speed]) - timedelta(milliseconds=1)

    def test_what_is_late_goes_at_once_and_is_not_made_up(self) -> None:
        assert rules.next_turn(NOW - timedelta(hours=1), NOW, 2000, 4) == NOW
        assert rules.next_turn(NOW, NOW, 100_000, 4) == NOW + timedelta(minutes=1)

    def test_values(self) -> None:
        assert [rules.checked_speed(one) for one in (0, "4")] == [0, 4]
        assert code_of(rules.checked_speed, None) == 45084
        assert {code_of(rules.checked_speed, one) for one in (5, -1, "x", 1.0, True, "")} == {45083}


class TestClientId:
    @given(st.text(max_size=32))
    def test_thirty_two_bytes(self, text: str) -> None:
        if len(text.encode(errors="surrogatepass")) <= 32:
            assert rules.checked_client_id(text) == text.replace("\0", "")
        else:
            assert code_of(rules.checked_client_id, text) == 45067

    def test_the_digest_is_of_range_and_content(self) -> None:
        body = {"filter": {"is_to_all": True}, "msgtype": "text", "text": {"content": "茶"}}
        digest = rules.default_client_id(body)
        assert len(digest) == 32
        assert rules.default_client_id(dict(reversed(body.items())) | {"send_ignore_reprint": 1}) == digest
        assert rules.default_client_id(body | {"text": {"content": "水"}}) != digest
        assert rules.default_client_id(body | {"filter": {"is_to_all": False, "tag_id": 2}}) != digest


class TestOpenids:
    @given(st.lists(st.text("abc", min_size=1, max_size=3), max_size=50))
    def test_each_once_in_order(self, openids: list[str]) -> None:
        unique = list(dict.fromkeys(openids))
        if len(unique) < 2:
            assert code_of(rules.checked_openids, openids) == 40130
        else:
            assert list(rules.checked_openids(openids)) == unique

    def test_ten_thousand(self) -> None:
        openids = [f"o{number}" for number in range(10_001)]
        assert len(rules.checked_openids(openids[:-1])) == 10_000
        assert code_of(rules.checked_openids, openids) == 40032


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("20002", "err(20002)"),
        ("err(10001) 广告", "err(10001)"),
        ("Fraud, says Li", "err(20008)"),
        ("涉及版权", "err(20013)"),
        ("管理员拒绝", "err(40001)"),
        ("12345", "err(21000)"),
        ("1200023", "err(21000)"),
        ("不合适", "err(21000)"),
        ("", "err(21000)"),
    ],
)
def test_a_reason_becomes_a_status(reason: str, status: str) -> None:
    assert rules.status_of(reason) == status


def test_states_as_the_api_says_them() -> None:
    states = ("reviewing", "waiting", "sending", "done", "failed", "recalled", "cancelled")
    said = ["SENDING", "SENDING", "SENDING", "SEND_SUCCESS", "SEND_FAIL", "DELETE", "SEND_FAIL"]
    assert [rules.msg_status(one) for one in states] == said


def test_titles() -> None:
    assert rules.title_of("\n 春茶上新 \n第二行") == "春茶上新"
    assert rules.title_of("茶" * 61) == "茶" * 59 + "…"
    assert rules.title_of(" ") == ""
