"""Which account may move into which."""

from typing import Literal, NamedTuple

import pytest

from teahouse.kit.errors import AppError
from teahouse.platform.migration import rules


class Side(NamedTuple):
    appid: str
    name: str = "云上茶馆"
    holder: Literal["organization", "person"] = "organization"
    verified: bool = True


OLD, NEW = Side("wxold"), Side("wxnew")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (OLD, NEW),
        (OLD._replace(verified=False), NEW),
        (OLD._replace(holder="person", verified=False), NEW),
        (OLD._replace(holder="person"), NEW._replace(holder="person", verified=False)),
    ],
)
def test_who_may_move(source: Side, target: Side) -> None:
    rules.check_pair(source, target)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (OLD, "migration.same_account"),
        (NEW._replace(verified=False), "migration.uncertified"),
        (NEW._replace(holder="person"), "migration.persons_target"),
    ],
)
def test_who_may_not(target: Side, code: str) -> None:
    with pytest.raises(AppError) as caught:
        rules.check_pair(OLD, target)
    assert caught.value.code == code


def test_the_name_is_typed_exactly() -> None:
    rules.check_name(OLD, " 云上茶馆 ")
    for other in ("", "云上", "云上茶馆2"):
        with pytest.raises(AppError) as caught:
            rules.check_name(OLD, other)
        assert (caught.value.code, caught.value.field) == ("migration.wrong_name", "name")
