"""Who may do what, and what names, addresses and passwords must be like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.kit.errors import Invalid
from teahouse.suite.organization.rules import (
    ROLES,
    Role,
    check_password,
    check_role,
    clean_email,
    clean_name,
    includes,
)


class TestRoles:
    def test_each_has_the_rights_of_those_before_it(self) -> None:
        assert ROLES == ("analyst", "clerk", "agent", "operator", "owner")
        table = [[includes(role, wanted) for wanted in ROLES] for role in ROLES]
        assert table == [[i >= j for j in range(5)] for i in range(5)]

    @given(st.text())
    def test_an_unknown_one_has_no_rights(self, role: str) -> None:
        if role not in ROLES:
            assert not includes(role, "analyst")
            with pytest.raises(Invalid) as refused:
                check_role(role)
            assert refused.value.field == "role"

    @pytest.mark.parametrize("role", ROLES)
    def test_a_known_one_is_itself(self, role: Role) -> None:
        assert check_role(role) == role


class TestNames:
    @pytest.mark.parametrize(
        ("given_name", "stored"), [(" 王  掌柜\n", "王 掌柜"), ("茶" * 40, "茶" * 40), ("<b>a</b>", "<b>a</b>")]
    )
    def test_blanks_are_tidied(self, given_name: str, stored: str) -> None:
        assert clean_name(given_name) == stored

    @pytest.mark.parametrize("name", ["", " \t\n", "茶" * 41])
    def test_an_empty_or_long_one_is_refused_at_its_field(self, name: str) -> None:
        with pytest.raises(Invalid) as refused:
            clean_name(name, "brand_name")
        assert refused.value.field == "brand_name"

    @given(st.text())
    def test_cleaning_twice_is_cleaning_once(self, name: str) -> None:
        try:
            cleaned = clean_name(name)
        except Invalid:
            return
        assert clean_name(cleaned) == cleaned
        assert cleaned == cleaned.strip()


class TestEmail:
    def test_it_is_stored_in_lower_case(self) -> None:
        assert clean_email("  Wang@Example.COM ") == "wang@example.com"

    @pytest.mark.parametrize("email", ["", "wang", "@example.com", "wang@", "a b@x.cn", "a@b@c", "w" * 65 + "@e"])
    def test_what_is_none_is_refused(self, email: str) -> None:
        with pytest.raises(Invalid) as refused:
            clean_email(email)
        assert refused.value.field == "email"


class TestPassword:
    @pytest.mark.parametrize("length", [8, 200])
    def test_eight_characters_are_enough(self, length: int) -> None:
        check_password("x" * length)

    @pytest.mark.parametrize("length", [0, 7, 201])
    def test_fewer_are_not(self, length: int) -> None:
        with pytest.raises(Invalid) as refused:
            check_password("x" * length)
        assert refused.value.field == "password"
