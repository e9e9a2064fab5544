"""Which account may move into which."""

from typing import NamedTuple

import pytest

from teahouse.kit.errors import AppError
from teahouse.platform.migration import rules


class Side(NamedTuple):
    appid: str
    name: str = "云上茶馆"
    holder: str = "organization"
    verified: bool = True


OLD, NEW = Side("wxold"), Side("wxnew")


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        (OLD, NEW, None),
        (OLD._replace(verified=False), NEW, None),
        (OLD._replace(holder="person", verified=False), NEW, None),
        (OLD._replace(holder="person"), NEW._replace(holder="person", verified=False), None),
        (OLD, OLD, "migration.same_account"),
        (OLD, NEW._replace(verified=False), "migration.uncertified"),
        (OLD, NEW._replace(holder="person"), "migration.persons_target"),
    ],
)
def test_who_may_move(source: Side, target: Side, code: str | None) -> None:
    try:
        rules.check_pair(source, target)  # type: ignore[arg-type]  # a holder is one of the two
    except AppError as error:
        assert error.code == code
    else:
        assert code is None


def test_the_name_is_typed_exactly() -> None:
    rules.check_name(OLD, " 云上茶馆 ")  # type: ignore[arg-type]
    for other in ("", "云上", "云上茶馆2"):
        with pytest.raises(AppError) as caught:
            rules.check_name(OLD, other)  # type: ignore[arg-type]
        assert (caught.value.code, caught.value.field) == ("migration.wrong_name", "name")
