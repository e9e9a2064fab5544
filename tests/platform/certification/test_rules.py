"""When one may apply for a certification, with what, and when it ends."""

from datetime import UTC, datetime, timedelta

import pytest

from teahouse.kit.errors import Invalid
from teahouse.platform.certification.rules import (
    Application,
    State,
    checked_application,
    end_of,
    is_credit_code,
    may_apply,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GOOD = Application("清河电器有限公司", "91440300708461136T", "刘掌柜", "13800138000")


class TestApplications:
    def test_blanks_and_small_letters_are_put_right(self) -> None:
        asked = Application(" 清河电器有限公司 ", " 91440300708461136t", "刘掌柜 ", " 13800138000 ")
        assert checked_application(asked) == GOOD

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("organization", "清"),
            ("organization", "长" * 61),
            ("organization", "清河\x07电器"),
            ("licence_number", "91440300708461136X"),
            ("licence_number", "9144030070846113"),
            ("contact", " "),
            ("contact", "长" * 31),
            ("phone", "12800138000"),
            ("phone", "1380013800"),
            ("phone", "１３８００１３８０００"),
        ],
    )
    def test_a_wrong_field_is_named(self, field: str, value: str) -> None:
        with pytest.raises(Invalid) as refused:
            checked_application(GOOD._replace(**{field: value}))
        assert refused.value.field == field

    @pytest.mark.parametrize("number", ["91440300708461136T", "91110108551385082Q"])
    def test_credit_codes_of_known_companies(self, number: str) -> None:
        assert is_credit_code(number)
        wrong = "0" if number[3] != "0" else "1"
        assert not is_credit_code(number[:3] + wrong + number[4:])


class TestMayApply:
    @pytest.mark.parametrize(
        ("state", "verified", "left", "may"),
        [
            ("none", False, None, True),
            ("certified", True, None, False),
            ("qualifying", False, None, False),
            ("naming", True, timedelta(days=365), False),
            ("qualifying", True, timedelta(days=1), False),
            ("refused", False, None, True),
            ("expired", False, None, True),
            ("unnamed", True, timedelta(days=300), True),
            ("certified", True, timedelta(days=90, seconds=1), False),
            ("certified", True, timedelta(days=90), True),
            ("refused", True, timedelta(days=91), False),
        ],
    )
    def test_at_its_borders(self, state: State, verified: bool, left: timedelta | None, may: bool) -> None:  # noqa: FBT001
        end = None if left is None else NOW + left
        assert may_apply(state, verified=verified, expires_at=end, now=NOW) is may


class TestEnd:
    def test_a_year_from_now_or_from_the_end_of_what_is_renewed(self) -> None:
        assert end_of(NOW, None) == NOW.replace(year=2027)
        assert end_of(NOW, NOW + timedelta(days=9)) == (NOW + timedelta(days=9)).replace(year=2027)
        assert end_of(NOW, NOW - timedelta(days=9)) == NOW.replace(year=2027)

    def test_from_a_leap_day_it_ends_on_the_28th(self) -> None:
        assert end_of(datetime(2028, 2, 29, tzinfo=UTC), None) == datetime(2029, 2, 28, tzinfo=UTC)
