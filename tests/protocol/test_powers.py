from __future__ import annotations

import pytest

from teahouse.protocol import AccountKind, AccountType, Power, Right, may, right

SUB, SUB_V, SERVICE, SERVICE_V = AccountKind


@pytest.mark.parametrize(
    ("power", "cells"),
    [
        (Power.BASE, "YYYY"),
        (Power.RECEIVE, "YYYY"),
        (Power.CUSTOM_MESSAGE, "-Y-Y"),
        (Power.MASS_SEND_LIST, "---Y"),
        (Power.TEMPLATE, "---Y"),
        (Power.USER_INFO, "-Y-Y"),
        (Power.WEB_OAUTH, "---Y"),
        (Power.QRCODE, "---Y"),
        (Power.MENU, "-YYY"),
        (Power.CONDITIONAL_MENU, "-Y-Y"),
        (Power.READ_SETTINGS, "YYYY"),
        (Power.DRAFT, "-Y-Y"),
        (Power.COMMENT, "-A-A"),
        (Power.CARD, "-A-A"),
        (Power.JS_BASE, "YYYY"),
        (Power.JS_SHARE, "-Y-Y"),
        (Power.JS_SERVICE, "---Y"),
    ],
)
def test_the_matrix(power: Power, cells: str) -> None:
    letters = {Right.YES: "Y", Right.NO: "-", Right.APPLY: "A"}

    assert "".join(letters[right(kind, power)] for kind in (SUB, SUB_V, SERVICE, SERVICE_V)) == cells


def test_every_power_has_a_row() -> None:
    assert all(right(kind, power) for kind in AccountKind for power in Power)


def test_what_must_be_applied_for_needs_approval() -> None:
    assert not may(SERVICE_V, Power.CARD)
    assert may(SERVICE_V, Power.CARD, approved=True)
    assert not may(SERVICE, Power.CARD, approved=True)
    assert may(SUB_V, Power.CUSTOM_MESSAGE)


def test_a_kind_is_type_and_certification() -> None:
    assert AccountKind.of("service", verified=True) is SERVICE_V
    assert AccountKind.of(AccountType.SUBSCRIPTION, verified=False) is SUB
    assert (SUB_V.type, SUB_V.verified) == (AccountType.SUBSCRIPTION, True)
    with pytest.raises(ValueError, match="enterprise"):
        AccountKind.of("enterprise", verified=True)
