import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from teahouse.kit import clock, logins
from teahouse.kit.house import House
from teahouse.kit.logins import Login, LoginRow, Logins, devices, sign_in, sign_out, sign_out_everywhere


@pytest.fixture
def house(network_house: House) -> House:
    return network_house


def signed_in(house: House, subject: str = "ming", kind: str = "phone", device: str = "Safari") -> tuple[Login, str]:
    with house.db.transaction() as session:
        return sign_in(session, kind, subject, device)


def rows(house: House) -> list[LoginRow]:
    with house.db.reading() as session:
        return list(session.scalars(select(LoginRow).order_by(LoginRow.id)))


class TestSignIn:
    def test_the_token_finds_the_login_again(self, house: House) -> None:
        login, token = signed_in(house)
        assert house.logins.find("phone", token) == login
        assert (login.kind, login.subject_id) == ("phone", "ming")

    def test_the_token_is_not_kept(self, house: House) -> None:
        _, token = signed_in(house)
        (row,) = rows(house)
        assert token not in {row.token_hash, row.csrf, row.id}

    def test_a_kind_of_login_opens_no_other_surface(self, house: House) -> None:
        _, token = signed_in(house, kind="phone")
        assert house.logins.find("mp", token) is None
        assert house.logins.cached("mp", token) is None

    @pytest.mark.parametrize("token", ["", "x", "不是"])
    def test_a_token_that_nobody_has_finds_nobody(self, house: House, token: str) -> None:
        signed_in(house)
        assert house.logins.find("phone", token) is None

    def test_a_long_name_of_a_device_is_cut(self, house: House) -> None:
        signed_in(house, device="x" * 5000)
        assert len(rows(house)[0].device) == 200


class TestCache:
    def test_is_empty_until_somebody_is_found(self, house: House) -> None:
        login, token = signed_in(house)
        assert house.logins.cached("phone", token) is None
        house.logins.find("phone", token)
        assert house.logins.cached("phone", token) == login
        house.logins.forget()
        assert house.logins.cached("phone", token) is None

    def test_is_asked_instead_of_the_database(self, house: House) -> None:
        login, token = signed_in(house)
        house.logins.find("phone", token)
        with house.db.transaction() as session:
            session.delete(session.get(LoginRow, login.id))
        assert house.logins.find("phone", token) == login
        house.logins.forget()
        assert house.logins.find("phone", token) is None

    def test_forgets_by_itself(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        login, token = signed_in(house)
        monkeypatch.setattr(logins, "_CACHE_SECONDS", 0.0)
        house.logins.find("phone", token)
        assert house.logins.cached("phone", token) is None
        assert house.logins.find("phone", token) == login

    def test_does_not_remember_who_signs_out_while_it_reads(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        login, token = signed_in(house)
        read, go_on = threading.Event(), threading.Event()
        true_read = Logins._read  # noqa: SLF001

        def slowly(self: Logins, digest: str) -> Login | None:
            found = true_read(self, digest)
            read.set()
            go_on.wait(20)
            return found

        monkeypatch.setattr(Logins, "_read", slowly)
        late: list[Any] = []
        thread = threading.Thread(target=lambda: late.append(house.logins.find("phone", token)))
        thread.start()
        read.wait(20)
        with house.db.transaction() as session:
            sign_out(session, "phone", "ming", login.id)
        house.logins.forget()
        go_on.set()
        thread.join(20)
        assert late == [login]  # it was true when it was read
        assert house.logins.find("phone", token) is None


class TestSignOut:
    def test_ends_one_login(self, house: House) -> None:
        (one, token), (other, other_token) = signed_in(house), signed_in(house)
        with house.db.transaction() as session:
            sign_out(session, "phone", "ming", one.id)
        assert house.logins.find("phone", token) is None
        assert house.logins.find("phone", other_token) == other

    @pytest.mark.parametrize(("kind", "subject"), [("phone", "hong"), ("mp", "ming")])
    def test_somebody_else_s_stays(self, house: House, kind: str, subject: str) -> None:
        login, token = signed_in(house)
        with house.db.transaction() as session:
            sign_out(session, kind, subject, login.id)
        assert house.logins.find("phone", token) == login

    def test_everywhere_ends_all_but_one(self, house: House) -> None:
        kept, gone, foreign = signed_in(house), signed_in(house), signed_in(house, "hong")
        with house.db.transaction() as session:
            sign_out_everywhere(session, "phone", "ming", but=kept[0].id)
        assert [house.logins.find("phone", token) for _, token in (kept, gone, foreign)] == [kept[0], None, foreign[0]]
        with house.db.transaction() as session:
            sign_out_everywhere(session, "phone", "ming")
        assert [row.subject_id for row in rows(house)] == ["hong"]

    async def test_tells_every_process(self, house: House) -> None:
        class Heard:
            topics: list[str] = []  # noqa: RUF012

            def publish_all(self, hints: Any) -> None:  # noqa: ANN401
                self.topics += [topic for topic, _ in hints]

        login, _ = signed_in(house)
        house.db.publisher = heard = Heard()
        with house.db.transaction() as session:
            sign_out(session, "phone", "ming", login.id)
        assert heard.topics == [logins.TOPIC]


class TestExpiry:
    def test_comes_thirty_days_after_the_last_visit(self, house: House) -> None:
        login, token = signed_in(house)
        for _ in range(2):
            clock.set_shift(clock.shift() + timedelta(days=29))
            house.logins.forget()
            assert house.logins.find("phone", token) == login
        clock.set_shift(clock.shift() + timedelta(days=30, seconds=1))
        house.logins.forget()
        assert house.logins.find("phone", token) is None

    def test_visits_are_noted_every_five_minutes(self, house: House) -> None:
        _, token = signed_in(house)
        (first,) = rows(house)
        house.logins.find("phone", token)
        assert rows(house)[0].seen_at == first.seen_at
        clock.set_shift(timedelta(minutes=6))
        house.logins.forget()
        house.logins.find("phone", token)
        assert rows(house)[0].seen_at - first.seen_at >= timedelta(minutes=6)


class TestDevices:
    def test_are_those_of_one_subject_the_latest_first(self, house: House) -> None:
        signed_in(house, device="old")
        signed_in(house, "hong")
        signed_in(house, kind="mp")
        clock.set_shift(timedelta(days=20))
        signed_in(house, device="new")
        with house.db.reading() as session:
            assert [device.name for device in devices(session, "phone", "ming")] == ["new", "old"]
        clock.set_shift(timedelta(days=31))
        with house.db.reading() as session:
            assert [device.name for device in devices(session, "phone", "ming")] == ["new"]


class TestForgery:
    def test_only_the_whole_token_is_known(self, house: House) -> None:
        login, _ = signed_in(house)
        assert login.knows(login.csrf) is True
        for wrong in ("", login.csrf[:-1], login.csrf + "x", "茶"):
            assert login.knows(wrong) is False

    def test_every_login_has_its_own(self, house: House) -> None:
        assert not signed_in(house)[0].knows(signed_in(house)[0].csrf)
