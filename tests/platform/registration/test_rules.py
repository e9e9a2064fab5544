"""Who may register, and on which day registrations and accounts end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.kit.errors import Invalid
from teahouse.platform.registration.rules import (
    Identity,
    check_holder,
    checked_identity,
    fate,
    has_lapsed,
    is_id_number,
)

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
GOOD = Identity("林掌柜", "11010519491231002X", "13800138000")


class TestIdentities:
    def test_blanks_and_small_letters_are_put_right(self) -> None:
        assert checked_identity(Identity(" 林掌柜", "11010519491231002x ", " 13800138000"), TODAY) == GOOD

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"name": "林"}, "holder_name"),
            ({"name": "林" * 31}, "holder_name"),
            ({"number": "110105194912310021"}, "id_number"),
            ({"number": "11010519491331002X"}, "id_number"),
            ({"number": "110105491231002"}, "id_number"),
            ({"number": "１1010519491231002X"}, "id_number"),
            ({"phone": "2380013800"}, "phone"),
        ],
    )
    def test_a_wrong_field_is_named(self, change: dict[str, str], field: str) -> None:
        with pytest.raises(Invalid) as refused:
            checked_identity(GOOD._replace(**change), TODAY)
        assert refused.value.field == field

    def test_nobody_is_born_tomorrow(self) -> None:
        born = date(1949, 12, 31)
        assert is_id_number(GOOD.number, born)
        assert not is_id_number(GOOD.number, born - timedelta(days=1))

    @given(st.integers(0, 16), st.integers(1, 9))
    def test_one_wrong_digit_is_always_seen(self, place: int, more: int) -> None:
        digit = str((int(GOOD.number[place]) + more) % 10)
        assert not is_id_number(GOOD.number[:place] + digit + GOOD.number[place + 1 :], TODAY)

    def test_individuals_have_subscription_accounts_only(self) -> None:
        check_holder("person", "subscription")
        check_holder("organization", "service")
        with pytest.raises(Invalid) as refused:
            check_holder("person", "service")
        assert refused.value.field == "type"


class TestTheEnd:
    @pytest.mark.parametrize(
        ("age", "lapsed"),
        [(timedelta(0), False), (timedelta(days=80) - SECOND, False), (timedelta(days=80), True)],
    )
    def test_a_registration_lapses_after_80_days(self, age: timedelta, lapsed: bool) -> None:  # noqa: FBT001
        assert has_lapsed(NOW - age, NOW) is lapsed

    @pytest.mark.parametrize(
        ("away", "warned", "becomes"),
        [
            (timedelta(0), False, "lives"),
            (timedelta(days=180) - SECOND, False, "lives"),
            (timedelta(days=180), False, "warn"),
            (timedelta(days=180), True, "lives"),
            (timedelta(days=210) - SECOND, True, "lives"),
            (timedelta(days=210) - SECOND, False, "warn"),
            (timedelta(days=210), True, "end"),
            (timedelta(days=210), False, "end"),
        ],
    )
    def test_an_account_is_warned_once_and_ends_after_210_days(
        self,
        away: timedelta,
        warned: bool,  # noqa: FBT001
        becomes: str,
    ) -> None:
        seen = NOW - away
        assert fate(seen, seen if warned else None, NOW) == becomes

    def test_who_came_back_is_warned_anew(self) -> None:
        seen = NOW - timedelta(days=190)
        assert fate(seen, seen - timedelta(days=200), NOW) == "warn"
