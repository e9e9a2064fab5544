"""Followers over real HTTP."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from teahouse.kit import clock
from teahouse.kit.ids import new_id
from teahouse.protocol import ClickEvent, SubscribeEvent
from teahouse.suite.audience.models import Follower
from tests.suite.catalogue import code_of
from tests.suite.tables import dump, tries
from tests.suite.world import GH, Brand, Call, FakeApi, Staff, until

MORNING = datetime(2026, 11, 20, 1, tzinfo=UTC)
SCRIPT = "<img src=x onerror=alert(1)>"


def add(brand: Brand, count: int = 1, **values: Any) -> list[str]:  # noqa: ANN401 - columns
    """Store followers; their ids, the last active first. Three share each moment."""
    rows = [
        Follower(
            **{
                "brand_id": brand.id,
                "id": new_id(),
                "account_id": brand.account["id"],
                "openid": f"o{new_id()}",
                "subscribed": True,
                "source": "",
                "first_seen_at": MORNING,
                "last_active_at": MORNING + timedelta(seconds=number // 3),
                "last_seq": 0,
                "desk_state": "",
                "desk_id": "",
            }
            | values
        )
        for number in range(count)
    ]
    with brand.house.db.transaction() as session:
        session.add_all(rows)
    return [row.id for row in sorted(rows, key=lambda row: (row.last_active_at, row.id), reverse=True)]


def listed(staff: Staff, **params: Any) -> list[str]:  # noqa: ANN401
    """Ids of all pages."""
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = staff.get("/followers", **params, **cursor)
        found += [item["id"] for item in page["items"]]
        if page["next"] is None:
            assert page["total"] == len(found)
            return found
        cursor = {"cursor": page["next"]}


@contextmanager
def counting(brand: Brand) -> Iterator[list[str]]:
    """Statements that readers run meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:  # noqa: ANN401
        if "follower" in statement or "membership" in statement or "note" in statement:
            statements.append(statement)

    engine = brand.house.db.engine if brand.house.db.is_postgresql else brand.house.db.read_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def no_jobs(brand: Brand) -> None:
    until(lambda: not dump(brand.house)["job"])


class TestList:
    def test_a_row_says_who_it_is(self, brand: Brand) -> None:
        (follower,) = add(brand, openid="oLab5kq2VYx0wxyz", source="poster", last_seq=3, tags=["vip"])
        assert brand.owner.get("/followers") == {
            "items": [
                {
                    "id": follower,
                    "account_id": brand.account["id"],
                    "openid": "oLab5kq2VYx0wxyz",
                    "nickname": "粉丝wxyz",
                    "avatar_url": None,
                    "subscribed": True,
                    "source": "poster",
                    "first_seen_at": int(MORNING.timestamp()),
                    "last_active_at": int(MORNING.timestamp()),
                    "acts": 3,
                    "tags": ["vip"],
                }
            ],
            "next": None,
            "total": 1,
        }

    @pytest.mark.parametrize("count", [0, 50, 51, 130])
    def test_pages_have_no_holes_and_no_doubles(self, brand: Brand, count: int) -> None:
        ids = add(brand, count)
        assert listed(brand.owner) == ids

    def test_who_comes_meanwhile_moves_nobody(self, brand: Brand) -> None:
        ids = add(brand, 60)
        first = brand.owner.get("/followers")
        add(brand, last_active_at=MORNING + timedelta(days=1))
        second = brand.owner.get("/followers", cursor=first["next"])
        assert [item["id"] for page in (first, second) for item in page["items"]] == ids

    @pytest.mark.parametrize("cursor", ["x", "", "-1.a", "9" * 30 + ".a", "９.a"])
    def test_a_made_up_cursor_is_refused(self, brand: Brand, cursor: str) -> None:
        refused = brand.owner.http.get(brand.owner.base + "/followers", params={"cursor": cursor})
        assert (refused.status_code, refused.json()["field"]) == (422, "cursor")

    def test_search_finds_name_remark_and_openid_and_means_each_character(self, brand: Brand) -> None:
        (percent,) = add(brand, nickname="100% 茶", openid="oA1")
        (underscore,) = add(brand, remark="a_b", openid="oB1")
        (plain,) = add(brand, nickname="aXb 100 茶 Tea", openid="oC1")
        (slash,) = add(brand, nickname="a/b\\c", openid="oD1")
        wanted = {
            "%": {percent},
            "100%": {percent},
            "_": {underscore},
            "a_b": {underscore},
            "100": {percent, plain},
            "茶": {percent, plain},
            "tea": {plain},
            "oc1": {plain},
            "/": {slash},
            "\\": {slash},
            " TEA ": {plain},
            "'": set(),
        }
        assert {text: set(listed(brand.owner, q=text)) for text in wanted} == wanted

    def test_filters_narrow_it(self, brand: Brand) -> None:
        other = brand.connect("分店", "wx00000000000000aa")
        (gone,) = add(brand, subscribed=False)
        (here,) = add(brand)
        (there,) = add(brand, account_id=other["id"], openid="oThere")
        assert listed(brand.owner, state="subscribed") == sorted([here, there], reverse=True)
        assert listed(brand.owner, state="unsubscribed") == [gone]
        assert listed(brand.owner, account_id=other["id"]) == [there]
        assert listed(brand.owner, account_id=brand.account["id"], state="subscribed") == [here]
        assert listed(brand.owner, account_id=other["id"], state="subscribed", q="nobody") == []

    def test_a_longer_list_takes_no_more_queries(self, brand: Brand) -> None:
        counts = []
        for more in (1, 49):
            add(brand, more)
            with counting(brand) as statements:
                assert len(brand.owner.get("/followers")["items"]) in {1, 50}
            counts.append(len(statements))
        assert counts[0] == counts[1] > 0


class TestProfile:
    def test_it_says_all_we_know(self, brand: Brand) -> None:
        (follower,) = add(brand, openid="oFan1", nickname="茶客", gender=2, province="云南", city="普洱", remark="老王")
        row = brand.owner.get("/followers")["items"][0]
        assert row["nickname"] == "老王"
        assert brand.owner.get(f"/followers/{follower}") == row | {
            "gender": 2,
            "province": "云南",
            "city": "普洱",
            "remark": "老王",
            "notes": [],
        }

    def test_an_unknown_one_is_not_found(self, brand: Brand) -> None:
        assert code_of(brand.owner.call("GET", "/followers/none")) == (404, "followers.not_found")


class TestTimeLine:
    def test_it_tells_every_act_the_latest_first(self, brand: Brand) -> None:
        now = int(time.time())
        values: dict[str, Any] = {"to_user_name": GH, "from_user_name": "oFan1", "create_time": now}
        brand.push(SubscribeEvent(**values, event_key="qrscene_poster", ticket="T"))
        brand.push(ClickEvent(**values, event_key="PRICES"))
        brand.says("空调坏了")
        follower = brand.owner.get("/followers")["items"][0]
        page = brand.owner.get(f"/followers/{follower['id']}/acts")
        assert page["next"] is None
        assert [item["kind"] for item in page["items"]] == ["reply", "message", "menu", "follow"]
        assert [item["id"] for item in page["items"]] == ["4", "3", "2", "1"]
        assert follower["acts"] == 4
        assert follower["source"] == "poster"
        message = page["items"][1]
        assert message == {
            "id": "3",
            "at": message["at"],
            "kind": "message",
            "summary": "空调坏了",
            "detail": {"type": "text", "content": {"text": "空调坏了"}},
            "staff_name": None,
        }
        only = brand.owner.get(f"/followers/{follower['id']}/acts", kind="menu")
        assert [item["kind"] for item in only["items"]] == ["menu"]

    def test_pages_have_no_holes_and_no_doubles(self, brand: Brand) -> None:
        for number in range(60):
            brand.says(f"第{number}条")
        path = f"/followers/{brand.owner.get('/followers')['items'][0]['id']}/acts"
        first = brand.owner.get(path)
        second = brand.owner.get(path, cursor=first["next"])
        numbers = [int(item["id"]) for page in (first, second) for item in page["items"]]
        assert numbers == list(range(61, 0, -1))
        assert second["next"] is None

    @pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30])
    def test_a_made_up_cursor_is_refused(self, brand: Brand, cursor: str) -> None:
        (follower,) = add(brand)
        refused = brand.owner.http.get(f"{brand.owner.base}/followers/{follower}/acts", params={"cursor": cursor})
        assert (refused.status_code, refused.json()["field"]) == (422, "cursor")


class TestNotes:
    def test_staff_write_and_remove_them(self, brand: Brand) -> None:
        (follower,) = add(brand)
        agent = brand.staff("小茶")
        path = f"/followers/{follower}/notes"
        made = [agent.call("POST", path, {"text": text}) for text in (" 爱喝普洱\n", SCRIPT)]
        assert [note.status_code for note in made] == [201, 201]
        assert made[0].json() | {"at": 0} == {
            "id": made[0].json()["id"],
            "at": 0,
            "staff_name": "小茶",
            "text": "爱喝普洱",
        }
        notes = brand.owner.get(f"/followers/{follower}")["notes"]
        assert sorted(note["text"] for note in notes) == sorted(["爱喝普洱", SCRIPT])
        assert brand.owner.call("DELETE", f"{path}/{made[1].json()['id']}").status_code == 204
        assert brand.owner.get(f"/followers/{follower}")["notes"] == [made[0].json()]
        gone = brand.owner.call("DELETE", f"{path}/{made[1].json()['id']}")
        assert code_of(gone) == (404, "notes.not_found")

    def test_the_name_of_who_left_stays(self, brand: Brand) -> None:
        (follower,) = add(brand)
        agent = brand.staff("小茶")
        agent.call("POST", f"/followers/{follower}/notes", {"text": "爱喝普洱"})
        assert brand.owner.call("DELETE", f"/staff/{agent.id}").status_code == 204
        assert brand.owner.get(f"/followers/{follower}")["notes"][0]["staff_name"] == "小茶"

    @pytest.mark.parametrize("text", ["", " ", "长" * 1001])
    def test_an_empty_or_long_one_is_refused(self, brand: Brand, text: str) -> None:
        (follower,) = add(brand)
        before = dump(brand.house)
        refused = brand.owner.call("POST", f"/followers/{follower}/notes", {"text": text})
        assert (refused.status_code, refused.json()["field"]) == (422, "text")
        assert dump(brand.house) == before


class TestRemark:
    def test_it_is_kept_told_to_the_account_and_written_down(self, brand: Brand, api: FakeApi) -> None:
        (follower,) = add(brand, openid="oFan1", nickname="茶客")
        answer = brand.staff("小茶").call("PATCH", f"/followers/{follower}", {"remark": " 老  王 "})
        assert (answer.status_code, answer.json()["remark"], answer.json()["nickname"]) == (200, "老 王", "老 王")
        (call,) = until(lambda: api.to("/cgi-bin/user/info/updateremark"))
        assert (call.method, call.json) == ("POST", {"openid": "oFan1", "remark": "老 王"})
        entry = brand.owner.get("/audit")["items"][0]
        assert (entry["staff_name"], entry["action"], entry["detail"]) == ("小茶", "follower.remarked", "老 王")
        no_jobs(brand)

    def test_an_empty_one_shows_the_nickname_again(self, brand: Brand) -> None:
        (follower,) = add(brand, nickname="茶客", remark="老王")
        assert brand.owner.call("PATCH", f"/followers/{follower}", {"remark": ""}).json()["nickname"] == "茶客"

    def test_one_that_the_account_refuses_stays_ours(self, brand: Brand, api: FakeApi) -> None:
        api.answers["/cgi-bin/user/info/updateremark"] = lambda _: {"errcode": 48001, "errmsg": "api unauthorized"}
        (follower,) = add(brand)
        brand.owner.call("PATCH", f"/followers/{follower}", {"remark": "老王"})
        no_jobs(brand)
        assert brand.owner.get(f"/followers/{follower}")["remark"] == "老王"
        assert len(api.to("/cgi-bin/user/info/updateremark")) == 1

    def test_a_busy_account_is_told_again(self, brand: Brand, api: FakeApi) -> None:
        path = "/cgi-bin/user/info/updateremark"

        def busy_once(_call: Call) -> dict[str, Any]:
            return {"errcode": -1 if len(api.to(path)) == 1 else 0, "errmsg": "system error"}

        api.answers[path] = busy_once
        (follower,) = add(brand)
        brand.owner.call("PATCH", f"/followers/{follower}", {"remark": "老王"})
        until(lambda: tries(brand.house))
        clock.set_shift(timedelta(minutes=1))  # the second try is due
        no_jobs(brand)
        assert [call.json["remark"] for call in api.to(path)] == ["老王", "老王"]

    def test_who_left_is_not_spoken_of(self, brand: Brand, api: FakeApi) -> None:
        (follower,) = add(brand, subscribed=False)
        assert brand.owner.call("PATCH", f"/followers/{follower}", {"remark": "老王"}).status_code == 200
        no_jobs(brand)
        assert api.to("/cgi-bin/user/info/updateremark") == []

    def test_ten_characters_are_too_many(self, brand: Brand) -> None:
        (follower,) = add(brand)
        before = dump(brand.house)
        refused = brand.owner.call("PATCH", f"/followers/{follower}", {"remark": "一二三四五六七八九十"})
        assert (refused.status_code, refused.json()["field"]) == (422, "remark")
        assert dump(brand.house) == before
