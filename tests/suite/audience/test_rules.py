"""How followers are named, what is written about them, and where a page ends."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.kit.db import to_micros
from teahouse.kit.errors import Invalid
from teahouse.suite.audience.rules import clean_note, clean_remark, display_name, moment_of, number_of


@pytest.mark.parametrize(
    ("remark", "nickname", "shown"),
    [("老王", "茶客", "老王"), ("", "茶客", "茶客"), ("", "", "粉丝wxyz")],
)
def test_a_remark_wins_over_a_nickname_over_the_end_of_the_openid(remark: str, nickname: str, shown: str) -> None:
    assert display_name(remark, nickname, "oLab5kq2VYx0mF3nwxyz") == shown


class TestRemark:
    def test_blanks_are_tidied(self) -> None:
        assert clean_remark("  老  王 ") == "老 王"

    def test_an_empty_one_takes_it_back(self) -> None:
        assert clean_remark("  ") == ""

    @given(st.text())
    def test_it_has_less_than_thirty_bytes(self, remark: str) -> None:
        tidied = " ".join(remark.split())
        if len(tidied.encode()) < 30:
            assert clean_remark(remark) == tidied
        else:
            with pytest.raises(Invalid, match="30 bytes"):
                clean_remark(remark)


class TestNote:
    @pytest.mark.parametrize("length", [1, 1000])
    def test_a_thousand_characters_are_taken(self, length: int) -> None:
        assert clean_note(f" {'茶' * length}\n") == "茶" * length

    @pytest.mark.parametrize("text", ["", " \n", "茶" * 1001])
    def test_none_and_more_are_not(self, text: str) -> None:
        with pytest.raises(Invalid) as refused:
            clean_note(text)
        assert refused.value.field == "text"


class TestCursor:
    @given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - made aware
    def test_a_moment_comes_back_exactly(self, moment: datetime) -> None:
        assert moment_of(str(to_micros(moment))) == moment

    @given(st.text())
    def test_what_is_no_number_is_refused(self, cursor: str) -> None:
        try:
            number = number_of(cursor)
        except Invalid:
            return
        assert cursor.lstrip("0") in {str(number), ""}

    @pytest.mark.parametrize("cursor", ["", "-1", "1.5", "９", "9" * 18])
    def test_nor_one_that_no_database_holds(self, cursor: str) -> None:
        with pytest.raises(Invalid):
            number_of(cursor)
        with pytest.raises(Invalid):
            moment_of(cursor)

    def test_the_largest_is_a_moment(self) -> None:
        assert moment_of("9" * 17).year == 5138
