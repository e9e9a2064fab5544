"""How a place is written, and who learns it."""

from decimal import Decimal
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.platform.location import rules
from teahouse.platform.location.errors import BadPlace
from teahouse.platform.location.rules import Place


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 1_000_000))
def test_six_decimals(latitude: float, longitude: float, precision: float) -> None:
    place = Place(latitude, longitude, precision)
    for value, original in zip(rules.written(place), place, strict=True):
        assert value.as_tuple().exponent == -6
        assert abs(float(value) - original) <= 0.0000006


def test_as_on_the_wire() -> None:
    assert rules.written(Place(23.137466, 113.352425, 119.38504)) == (
        Decimal("23.137466"),
        Decimal("113.352425"),
        Decimal("119.385040"),
    )


@pytest.mark.parametrize("bad", [nan, inf, -inf, 1e9, -181.0])
@pytest.mark.parametrize("field", Place._fields)
def test_nowhere(field: str, bad: float) -> None:
    with pytest.raises(BadPlace) as caught:
        rules.written(Place(30, 120, 10)._replace(**{field: bad}))
    assert caught.value.field == field


def test_who_is_told() -> None:
    told = [
        (mode, consent)
        for mode in ("off", "enter", "always")
        for consent in ("ask", "allowed", "refused")
        if rules.is_told(mode, consent)
    ]
    assert told == [("enter", "allowed"), ("always", "allowed")]
    assert [rules.consent_of(said) for said in (None, True, False)] == ["ask", "allowed", "refused"]
