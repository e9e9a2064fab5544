"""Tokens that are asked for in one batch: as if they had been asked for one after the other."""

from datetime import timedelta

import pytest

from teahouse.kit import clock
from teahouse.kit.house import House
from teahouse.platform.accounts import create_account
from teahouse.platform.api import tokens
from teahouse.platform.api.quotas import Quotas
from teahouse.platform.api.tokens import Issuer, Wish
from teahouse.protocol import ApiError

PATH, DAILY = "/cgi-bin/token", 2000


@pytest.fixture
def issuer(network_house: House) -> Issuer:
    return Issuer(network_house.vault, Quotas(network_house.writer))


def wish_of(house: House, name: str) -> Wish:
    with house.db.transaction() as session:
        account, secret = create_account(session, house.vault, name=name, type="service", verified=True)
    return Wish("client_credential", account.appid, secret, PATH)


def issued(house: House, issuer: Issuer, *wishes: Wish) -> list[str | int]:
    """The tokens, or why there is none."""
    with house.db.cursor() as cursor:
        answers = issuer.issue(cursor, wishes)
    return [answer.errcode if isinstance(answer, ApiError) else answer[0] for answer in answers]


def alive(house: House, found: list[str | int]) -> list[bool]:
    """Which of them are known, and not replaced more than five minutes ago."""
    with house.db.reading_cursor() as cursor:
        states = tokens.states(cursor, [str(token) for token in found])
    replaced = [states[str(token)].replaced_at if str(token) in states else clock.now() for token in found]
    return [
        str(token) in states and (at is None or at + timedelta(minutes=5) > clock.now())
        for token, at in zip(found, replaced, strict=True)
    ]


def test_of_one_account_the_last_two_live(network_house: House, issuer: Issuer) -> None:
    wish = wish_of(network_house, "一号")
    found = issued(network_house, issuer, *[wish] * 4)
    assert len(set(found)) == 4
    assert alive(network_house, found) == [False, False, True, True]
    clock.set_shift(timedelta(minutes=6))
    assert alive(network_house, found) == [False, False, False, True]


def test_the_one_of_the_batch_before_lives_on_only_behind_a_single_one(network_house: House, issuer: Issuer) -> None:
    first, second = wish_of(network_house, "一号"), wish_of(network_house, "二号")
    before = issued(network_house, issuer, first, second)
    after = issued(network_house, issuer, first, second, second)
    assert alive(network_house, before) == [True, False]
    assert alive(network_house, after) == [True, True, True]


def test_each_is_refused_for_itself(network_house: House, issuer: Issuer) -> None:
    right = wish_of(network_house, "一号")
    wishes = [
        right._replace(grant_type="password"),
        right._replace(appid=""),
        right._replace(secret=""),
        right._replace(appid="wx0000000000000000"),
        right._replace(secret="0" * 32),
        right,
    ]
    *refused, token = issued(network_house, issuer, *wishes)
    assert refused == [40002, 41002, 41004, 40013, 40125]
    assert alive(network_house, [token]) == [True]


def test_the_quota_ends_in_the_middle_of_a_batch(network_house: House, issuer: Issuer) -> None:
    wish = wish_of(network_house, "一号")
    for _ in range(DAILY // 500 - 1):
        issued(network_house, issuer, *[wish] * 500)
    last = issued(network_house, issuer, *[wish] * 503)
    assert last[500:] == [45009] * 3
    assert 45009 not in last[:500]
