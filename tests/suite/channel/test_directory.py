"""Accounts by push key, kept in memory until one changes."""

from collections.abc import Iterator
from contextlib import contextmanager

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.suite.channel import service
from teahouse.suite.channel.directory import Directory
from teahouse.suite.channel.inputs import ChangeIn, ConnectIn
from teahouse.suite.channel.models import ChannelAccount


def connected(house: House) -> ChannelAccount:
    wanted = ConnectIn(name="茶馆", appid="wx0123456789abcdef", secret="5" * 32, api_base="http://127.0.0.1:9")
    with house.db.transaction() as session:
        return service.connect(session, house.vault, "brand", wanted)


def test_what_was_found_is_kept_until_something_changes(suite_house: House) -> None:
    account = connected(suite_house)
    directory = Directory(suite_house.db, suite_house.vault)
    assert directory.cached(account.push_key) is None
    found = directory.find(account.push_key)
    assert found is not None
    assert (found.brand_id, found.id, found.mode, found.token) == ("brand", account.id, "safe", account.token)
    assert directory.cached(account.push_key) is found
    directory.forget()
    assert directory.cached(account.push_key) is None


def test_an_unknown_key_is_not_kept(suite_house: House) -> None:
    directory = Directory(suite_house.db, suite_house.vault)
    assert directory.find("nobody") is None
    assert directory.cached("nobody") is None


def test_a_change_while_reading_is_not_missed(suite_house: House) -> None:
    """Somebody reads the old row, the row changes and the change is told, then the reader would remember the old."""
    account = connected(suite_house)
    database = suite_house.db

    class Slow:
        @contextmanager
        def reading(self) -> Iterator[Session]:
            with database.reading() as session:
                yield session
            with database.transaction() as changing:
                service.change(changing, suite_house.vault, "brand", account.id, ChangeIn(mode="plain"))
            directory.forget()

    directory = Directory(Slow(), suite_house.vault)  # type: ignore[arg-type]  # the part of a database that it uses
    assert directory.find(account.push_key) is not None
    assert directory.cached(account.push_key) is None
