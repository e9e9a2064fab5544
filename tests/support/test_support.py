"""The ground the other tests stand on."""

import socket

import pytest
import redis
from sqlalchemy import text

from teahouse.kit.house import House
from tests.support.columns import Column
from tests.support.houses import OpenHouse, Running
from tests.support.network import OutsideAddressError


class TestOnlyLoopback:
    def test_other_machines_are_out_of_reach(self) -> None:
        with socket.socket() as connection, pytest.raises(OutsideAddressError):
            connection.connect(("192.0.2.1", 80))

    def test_names_do_not_resolve(self) -> None:
        with pytest.raises(socket.gaierror):
            socket.getaddrinfo("example.com", 80)

    def test_this_machine_answers(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), timeout=5).close()


class TestColumn:
    def test_the_house_is_in_the_chosen_column(self, column: Column, network_house: House) -> None:
        assert network_house.db.is_postgresql == (column == "scaleout")
        assert bool(network_house.settings.redis_url) == (column == "scaleout")

    @pytest.mark.parametrize("time", [1, 2])
    def test_every_test_finds_its_database_empty(self, network_house: House, time: int) -> None:
        with network_house.db.transaction() as session:
            session.execute(text("CREATE TABLE trace (time INTEGER)"))

    def test_the_parts_do_not_share_one(self, network_house: House, suite_house: House) -> None:
        with network_house.db.transaction() as session:
            session.execute(text("CREATE TABLE trace (time INTEGER)"))
        with suite_house.db.transaction() as session:
            session.execute(text("CREATE TABLE trace (time INTEGER)"))

    def test_settings_can_be_given(self, open_house: OpenHouse) -> None:
        assert open_house("network", sandbox_key="k").settings.sandbox_key == "k"

    @pytest.mark.parametrize("time", [1, 2])
    def test_every_test_finds_its_cache_empty(self, redis_url: str, time: int) -> None:
        if redis_url:
            with redis.Redis.from_url(redis_url) as server:
                assert server.dbsize() == 0
                server.set("trace", time)


class TestServing:
    def test_both_parts_answer(self, running_network: Running, running_suite: Running) -> None:
        for running in (running_network, running_suite):
            with running.client() as client:
                assert client.get("/healthz").json() == {"status": "ok"}
