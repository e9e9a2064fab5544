"""One-to-one answers: people write by phone, operators read and answer."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import msgspec
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from teahouse.platform.accounts import register_operator
from teahouse.platform.followers import follower_of_person
from tests.platform.push.stage import Person, Stage
from tests.platform.world import later
from tests.support.houses import Running


@pytest.fixture
def base(stage: Stage) -> str:
    return f"/api/mp/accounts/{stage.appid}/conversations"


def openid(stage: Stage, person: Person) -> str:
    """As the account knows the person."""
    with stage.house.db.reading() as session:
        follower = follower_of_person(session, stage.appid, person.id)
    assert follower is not None
    return follower.openid


def mark(stage: Stage, who: str, **marks: list[int]) -> None:
    path = f"/api/mp/accounts/{stage.appid}/followers/marks"
    assert stage.operator.post(path, json={"openids": [who], **marks}).status_code == 200


def answer(stage: Stage, base: str, who: str, text: str) -> httpx.Response:
    return stage.operator.post(f"{base}/{who}", json={"text": text})


def socket(stage: Stage, cookie: str) -> ClientConnection:
    url = f"{stage.running.url.replace('http', 'ws')}/api/mp/answers-socket?appid={stage.appid}"
    return connect(url, additional_headers={"Cookie": f"th_mp={cookie}"}, proxy=None)


def said(items: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    return [(one["sender"], one["content"].get("text")) for one in items]


class TestReading:
    def test_who_wrote_last_stands_first(self, stage: Stage, base: str) -> None:
        first, second, _silent = (stage.person(name) for name in ("龙井", "普洱", "碧螺春"))
        for person, text in ((first, "在吗"), (second, "你好"), (first, "还在吗")):
            assert person.send(stage.appid, text).is_success
            later(seconds=1)
        page = stage.operator.get(base).json()
        assert [one["person"]["nickname"] for one in page["items"]] == ["龙井", "普洱"]
        assert said([one["last"] for one in page["items"]]) == [("person", "还在吗"), ("person", "你好")]
        assert page["next"] is None
        assert page["items"][0]["wrote_at"] == page["items"][1]["wrote_at"] + 1

    def test_a_conversation_has_pages(self, stage: Stage, base: str) -> None:
        person = stage.person("龙井")
        for number in range(52):
            assert person.send(stage.appid, str(number)).is_success
        who = openid(stage, person)
        newest = stage.operator.get(f"{base}/{who}").json()
        assert [one["content"]["text"] for one in newest["items"]] == [str(number) for number in range(2, 52)]
        older = stage.operator.get(f"{base}/{who}", params={"before": newest["older"]}).json()
        assert [one["content"]["text"] for one in older["items"]] == ["0", "1"]
        assert older["older"] is None

    def test_what_people_on_the_blacklist_wrote_is_not_listed(self, stage: Stage, base: str) -> None:
        person = stage.person("龙井")
        who = openid(stage, person)
        mark(stage, who, add=[1])
        assert person.send(stage.appid, "在吗").is_success
        assert stage.operator.get(base).json()["items"] == []
        assert stage.operator.get(f"{base}/{who}").json()["state"] == "blacklisted"
        mark(stage, who, remove=[1])
        assert said([stage.operator.get(base).json()["items"][0]["last"]]) == [("person", "在吗")]

    def test_wrong_places(self, stage: Stage, base: str) -> None:
        who = openid(stage, stage.person("龙井"))
        assert stage.operator.get(f"{base}/oNobody").status_code == 404
        assert stage.operator.get(base, params={"cursor": "x"}).status_code == 422
        assert stage.operator.get(f"{base}/{who}", params={"before": 10**30}).status_code == 422


class TestAnswering:
    def test_the_person_reads_it(self, stage: Stage, base: str) -> None:
        person = stage.person("龙井")
        person.send(stage.appid, "在吗")
        who = openid(stage, person)
        done = answer(stage, base, who, "在的")
        assert done.status_code == 201
        assert said(done.json()["items"]) == [("person", "在吗"), ("account", "在的")]
        assert (done.json()["state"], done.json()["left"]) == ("open", 7)  # 5 for the message, 3 for the follow
        assert [one["content"] for one in person.replies(stage.appid)] == [{"text": "在的"}]

    def test_the_same_again_is_not_sent_again(self, stage: Stage, base: str) -> None:
        person = stage.person("龙井")
        person.send(stage.appid, "在吗")
        who = openid(stage, person)
        body = {"text": "在的", "client_id": "a1"}
        first, again = (stage.operator.post(f"{base}/{who}", json=body) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 201)
        assert again.json() == first.json()
        assert [one["content"] for one in person.replies(stage.appid)] == [{"text": "在的"}]
        assert again.json()["left"] == 7
        with ThreadPoolExecutor(4) as pool:
            wish = {"text": "又来", "client_id": "a2"}
            made = pool.map(lambda _: stage.operator.post(f"{base}/{who}", json=wish), range(4))
            codes = {one.status_code for one in made}
        assert codes <= {201, 409}
        assert stage.operator.post(f"{base}/{who}", json=body | {"client_id": "a2"}).status_code == 201
        assert stage.operator.get(f"{base}/{who}").json()["left"] == 6
        assert len(person.replies(stage.appid)) == 2
        assert stage.operator.post(f"{base}/{who}", json=body | {"client_id": "a b"}).status_code == 422

    def test_open_pages_hear_of_it(self, stage: Stage, base: str) -> None:
        person = stage.person("龙井")
        who = openid(stage, person)
        with socket(stage, stage.operator.cookies["th_mp"]) as connection:
            person.send(stage.appid, "在吗")
            assert msgspec.json.decode(connection.recv(timeout=60)) == {"type": "said"}
            answer(stage, base, who, "在的")
            assert msgspec.json.decode(connection.recv(timeout=60)) == {"type": "said"}
        with pytest.raises((ConnectionClosed, InvalidStatus)), socket(stage, "") as connection:
            connection.recv(timeout=60)

    def test_within_48_hours_and_five_messages(self, stage: Stage, base: str) -> None:
        person = stage.person("龙井")
        later(seconds=61)
        person.send(stage.appid, "在吗")
        who = openid(stage, person)
        later(hours=47, minutes=59)
        assert [answer(stage, base, who, str(n)).status_code for n in range(6)] == [201] * 5 + [409]
        refused = answer(stage, base, who, "还有")
        assert refused.json()["code"] == "answers.used_up"
        assert stage.operator.get(f"{base}/{who}").json()["state"] == "used_up"
        person.send(stage.appid, "好")
        later(hours=48)
        refused = answer(stage, base, who, "迟了")
        assert (refused.status_code, refused.json()["code"]) == (409, "answers.too_late")
        assert "48 小时" in refused.json()["message"]
        closed = stage.operator.get(f"{base}/{who}").json()
        assert (closed["state"], closed["left"], closed["open_until"]) == ("too_late", 0, None)
        assert len(person.replies(stage.appid)) == 5

    @pytest.mark.parametrize(
        ("text", "status", "code", "field"),
        [("  ", 422, "invalid", "text"), ("字" * 683, 422, "invalid", "text")],
    )
    def test_a_wrong_text_is_not_sent(
        self, stage: Stage, base: str, text: str, status: int, code: str, field: str
    ) -> None:
        person = stage.person("龙井")
        person.send(stage.appid, "在吗")
        who = openid(stage, person)
        refused = answer(stage, base, who, text)
        assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (status, code, field)
        assert person.replies(stage.appid) == []
        assert stage.operator.get(f"{base}/{who}").json()["left"] == 8

    def test_not_to_who_left_nor_to_the_blacklist_nor_to_nobody(self, stage: Stage, base: str) -> None:
        person = stage.person("龙井")
        person.send(stage.appid, "在吗")
        who = openid(stage, person)
        mark(stage, who, add=[1])
        assert answer(stage, base, who, "在").json()["code"] == "answers.blacklisted"
        mark(stage, who, remove=[1])
        assert person.phone.delete(f"/api/phone/accounts/{stage.appid}/follow").status_code == 204
        assert answer(stage, base, who, "在").json()["code"] == "answers.has_left"
        assert said([stage.operator.get(base).json()["items"][0]["last"]]) == [("person", "在吗")]
        assert answer(stage, base, "oNobody", "在").status_code == 404
        assert stage.operator.get(f"{base}/{who}").json()["state"] == "has_left"

    def test_nobody_and_another_operator_may_not(self, stage: Stage, base: str, running_network: Running) -> None:
        person = stage.person("龙井")
        person.send(stage.appid, "在吗")
        who = openid(stage, person)
        with stage.house.db.transaction() as session:
            another = register_operator(session, email="b@example.com", password="a long password", name="别家掌柜")
        stranger = stage.signed_in("mp", another)
        with running_network.client() as nobody:
            for caller, status in ((nobody, 401), (stranger, 404)):
                assert caller.get(base).status_code == status
                assert caller.get(f"{base}/{who}").status_code == status
                assert caller.post(f"{base}/{who}", json={"text": "在"}).status_code == status
        assert person.replies(stage.appid) == []


class TestSilence:
    def test_the_server_hears_nothing_of_people_on_the_blacklist(self, stage: Stage, base: str) -> None:
        blocked, other = stage.person("龙井"), stage.person("普洱")
        mark(stage, openid(stage, blocked), add=[1])
        path = f"/api/mp/accounts/{stage.appid}/pushes"
        before = len(stage.operator.get(path).json()["items"])
        assert blocked.send(stage.appid, "在吗").is_success
        assert blocked.phone.delete(f"/api/phone/accounts/{stage.appid}/follow").status_code == 204
        assert other.send(stage.appid, "你好").is_success
        pushes = stage.operator.get(path).json()["items"]
        assert len(pushes) == before + 1
        assert pushes[0]["summary"] == "你好"
