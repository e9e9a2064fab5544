"""mp: an owner of both accounts moves one into the other; then its program asks for the new openids."""

from typing import Any

import httpx
import pytest

from teahouse.kit.db import Base
from teahouse.platform import followers, tags
from teahouse.platform.accounts import get_account
from teahouse.platform.migration import service, steps
from tests.platform.push.stage import until
from tests.platform.world import Api, World

MOVED = {"account_migration", "account_migration_part", "account_moved_openid"}


@pytest.fixture
def reviewer(world: World) -> httpx.Client:
    """The first operator of the sandbox."""
    return world.operator()


@pytest.fixture
def old(world: World, reviewer: httpx.Client) -> Api:
    return world.account("subscription", name="旧茶馆", verified=True)


@pytest.fixture
def owner(world: World, api: Api, old: Api) -> httpx.Client:
    """Of both."""
    client = world.operator(api.appid)
    run(world, old, str(world.rows("account_operator")[-1]["operator_id"]))
    return client


def run(world: World, api: Api, operator_id: str, *, owner: bool = True) -> None:
    """Let an operator run one more account."""
    row = {**world.rows("account_operator")[0], "appid": api.appid, "operator_id": operator_id, "owner": owner}
    with world.house.db.transaction() as session:
        session.execute(Base.metadata.tables["account_operator"].insert().values(row))


def path(api: Api, rest: str = "") -> str:
    return f"/api/mp/accounts/{api.appid}/migrations{rest}"


def apply(owner: httpx.Client, old: Api, new: Api, name: str = "旧茶馆") -> httpx.Response:
    return owner.post(path(new), json={"from_appid": old.appid, "name": name})


def decide(reviewer: httpx.Client, reason: str = "") -> httpx.Response:
    [case] = reviewer.get("/api/mp/review/cases").json()["items"]
    act = f"/api/mp/review/cases/{case['id']}"
    return reviewer.post(f"{act}/refuse", json={"reason": reason}) if reason else reviewer.post(f"{act}/pass")


def latest(owner: httpx.Client, new: Api) -> dict[str, Any]:
    found: dict[str, Any] = owner.get(path(new)).json()["items"][0]
    return found


def move(owner: httpx.Client, reviewer: httpx.Client, old: Api, new: Api) -> dict[str, Any]:
    """Applied for, passed, done."""
    assert apply(owner, old, new).status_code == 201
    assert decide(reviewer).status_code == 200
    until(lambda: latest(owner, new)["state"] == "done")
    return latest(owner, new)


def change(new: Api, old: Api, *openids: str) -> dict[str, Any]:
    return new.post("/cgi-bin/changeopenid", {"from_appid": old.appid, "openid_list": list(openids)})


def killed(world: World, payload: dict[str, Any]) -> None:
    """A step that does not come to its commit."""
    with world.house.db.transaction() as session:
        steps.step(world.house, session, payload)
        raise KeyboardInterrupt


def stands_on_numbers(world: World, api: Api) -> None:
    """It was registered with an ID number that has two accounts and a phone number that has five."""
    names = ("sealed_name", "sealed_number", "sealed_phone", "number_digest", "phone_digest")
    tables = Base.metadata.tables
    with world.house.db.transaction() as session:
        session.execute(tables["account_holder"].insert().values({"appid": api.appid, **dict.fromkeys(names, "x")}))
        for kind, accounts in (("number", 2), ("phone", 5)):
            row = {"kind": kind, "digest": "x", "accounts": accounts}
            session.execute(tables["account_identity"].insert().values(row))


def people(world: World, api: Api) -> dict[str, dict[str, Any]]:
    return {row["person_id"]: row for row in world.rows("account_follower") if row["appid"] == api.appid}


class TestMoving:
    def test_all_that_the_old_account_knew_moves(
        self, world: World, api: Api, old: Api, owner: httpx.Client, reviewer: httpx.Client
    ) -> None:
        (fan, _), (both, _), (left, _), (barred, _) = (world.person(name) for name in ("小茶", "小陈", "小林", "小王"))
        openids = {one: world.follow(old, one) for one in (fan, both, left, barred)}
        at_home = world.follow(api, both)
        with world.house.db.transaction() as session:
            tag = tags.create(session, old.appid, "老茶客").id
            for number in range(100):
                tags.create(session, api.appid, f"标签{number}")
            own = tags.create(session, old.appid, "标签7").id
            followers.tag_followers(session, old.appid, tag, [openids[fan]])
            followers.tag_followers(session, old.appid, own, [openids[fan], openids[both]])
            followers.tag_followers(session, old.appid, 2, [openids[fan]])
            followers.blacklist(session, old.appid, [openids[barred], openids[both]])
        for one, remark in ((fan, "常客"), (both, "旧备注")):
            answer = old.post("/cgi-bin/user/info/updateremark", {"openid": openids[one], "remark": remark})
            assert answer["errcode"] == 0
        api.post("/cgi-bin/user/info/updateremark", {"openid": at_home, "remark": "新备注"})
        world.unfollow(old, openids[left])
        world.unfollow(old, openids[barred])
        done = move(owner, reviewer, old, api)
        assert {key: done[key] for key in ("from_name", "total", "seen", "came", "lost_tags", "reason")} == {
            "from_name": "旧茶馆",
            "total": 3,
            "seen": 3,
            "came": 1,
            "lost_tags": 1,
            "reason": "",
        }
        now = people(world, api)
        assert now.keys() == {fan, both, barred}
        assert [now[one]["subscribed"] for one in (fan, both, barred)] == [True, True, False]
        assert [now[one]["remark"] for one in (fan, both, barred)] == ["常客", "新备注", ""]
        assert [now[one]["blacklisted_at"] is not None for one in (fan, both, barred)] == [False, False, True]
        assert [now[one]["follow_left"] for one in (fan, both)] == [0, 3]
        info = api.get("/cgi-bin/user/info", openid=now[fan]["openid"])
        assert info["subscribe_scene"] == "ADD_SCENE_ACCOUNT_MIGRATION"
        assert sorted(info["tagid_list"]) == [2, 107]
        assert api.get("/cgi-bin/user/info", openid=at_home)["tagid_list"] == []
        assert change(api, old, openids[fan], "oNobody", openids[both], openids[left], openids[barred]) == {
            "errcode": 0,
            "errmsg": "ok",
            "result_list": [
                {"ori_openid": openids[fan], "new_openid": now[fan]["openid"], "err_msg": "ok"},
                {"ori_openid": "oNobody", "err_msg": "ori_openid error"},
                {"ori_openid": openids[both], "new_openid": at_home, "err_msg": "ok"},
                {"ori_openid": openids[left], "err_msg": "ori_openid error"},
                {"ori_openid": openids[barred], "new_openid": now[barred]["openid"], "err_msg": "ok"},
            ],
        }
        before = people(world, old)
        assert {row["subscribed"] for row in before.values()} == {False}
        assert [one for one in world.rows("account_follower_tag") if one["appid"] == old.appid] == []
        assert [one.content for one in world.chat(old, fan)] == [
            {"code": "account_moved", "params": {"from": "旧茶馆", "to": "云上茶馆", "appid": api.appid}}
        ]
        assert [one.content for one in world.chat(api, fan)] == [
            {"code": "account_moved_here", "params": {"from": "旧茶馆", "to": "云上茶馆"}}
        ]
        assert [one.content["code"] for one in world.chat(old, both)] == ["account_moved"]
        assert [*world.chat(api, both), *world.chat(old, barred), *world.chat(api, barred)] == []
        assert world.pushes.events == []

    def test_the_old_account_is_closed(
        self, world: World, api: Api, old: Api, owner: httpx.Client, reviewer: httpx.Client
    ) -> None:
        person, phone = world.person()
        world.follow(old, person)
        stands_on_numbers(world, old)
        move(owner, reviewer, old, api)
        assert world.rows("account_holder") == []
        assert {(one["kind"], one["accounts"]) for one in world.rows("account_identity")} == {
            ("number", 1),
            ("phone", 4),
        }
        assert owner.get(f"/api/mp/accounts/{old.appid}").json()["code"] == "accounts.ended"
        [brief] = [one for one in owner.get("/api/mp/me").json()["accounts"] if one["appid"] == old.appid]
        assert brief["ended_for"] == "moved"
        card = phone.get(f"/api/phone/accounts/{old.appid}").json()
        assert (card["closed"], card["following"]) == (True, False)
        refused = phone.post(f"/api/phone/accounts/{old.appid}/follow", json={})
        assert (refused.status_code, refused.json()["code"]) == (403, "accounts.ended")
        kinds = [one["kind"] for one in owner.get(f"/api/mp/accounts/{api.appid}/noticeboard").json()["items"]]
        assert kinds == ["migration.done", "migration.passed"]
        assert apply(owner, old, api).json()["code"] == "accounts.ended"

    def test_steps_may_be_performed_again(
        self, world: World, api: Api, old: Api, owner: httpx.Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(steps, "STEP", 2)
        fans = sorted(world.person(f"茶友{number}")[0] for number in range(5))
        openids = {one: world.follow(old, one) for one in fans}
        with world.house.db.transaction() as session:
            row = service.migrate(session, get_account(session, old.appid), get_account(session, api.appid))
            migration = row.id
        until(lambda: latest(owner, api)["state"] == "done")
        tables = ("account_follower", "account_moved_openid", "account_follow_change", "message")
        before = world.stored(tables)
        for after in ("", *fans):
            with world.house.db.transaction() as session:
                steps.step(world.house, session, {"migration": migration, "after": after})
        assert world.stored(tables) == before
        done = latest(owner, api)
        assert (done["total"], done["seen"], done["came"]) == (5, 5, 5)
        assert len(world.rows("account_moved_openid")) == 5
        assert [one["new_openid"] for one in change(api, old, *openids.values())["result_list"]] == [
            people(world, api)[one]["openid"] for one in openids
        ]

    def test_what_is_undone_in_the_middle_is_done_again(
        self, world: World, api: Api, old: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As when the process is killed before a step's commit."""
        monkeypatch.setattr(steps, "STEP", 2)
        fans = [world.person(f"茶友{number}")[0] for number in range(3)]
        old_openids = [world.follow(old, one) for one in fans]
        monkeypatch.setattr(steps, "go_on", lambda *_: None)  # steps are performed here
        with world.house.db.transaction() as session:
            row = service.migrate(session, get_account(session, old.appid), get_account(session, api.appid))
            payload = {"migration": row.id, "after": ""}
        before = world.stored(MOVED | {"account_follower", "message"})
        with pytest.raises(KeyboardInterrupt):
            killed(world, payload)
        assert world.stored(MOVED | {"account_follower", "message"}) == before
        assert change(api, old, *old_openids)["errcode"] == 63182
        for _ in range(3):
            with world.house.db.transaction() as session:
                steps.step(world.house, session, payload)
            payload["after"] = world.rows("account_migration")[0]["after"]
        [row_now] = world.rows("account_migration")
        assert (row_now["state"], row_now["seen"]) == ("done", 3)
        assert {one["err_msg"] for one in change(api, old, *old_openids)["result_list"]} == {"ok"}


class TestRefusals:
    def test_who_may_look_and_apply(self, world: World, api: Api, old: Api, owner: httpx.Client) -> None:
        here, there = world.operator(api.appid), world.operator(old.appid)
        assert world.nobody().get(path(api)).status_code == 401
        assert there.get(path(api)).status_code == 404
        assert (here.get(path(api)).status_code, here.get(path(api)).json()["candidates"]) == (200, [])
        assert apply(world.nobody(), old, api).status_code == 401
        assert apply(here, old, api).json()["code"] == "accounts.not_found"
        helper = str(world.rows("operator")[-1]["id"])
        run(world, api, helper, owner=False)
        assert apply(there, old, api).json()["code"] == "migration.not_both_owned"
        assert there.get(path(api)).json()["obstacle"] == "migration.not_both_owned"
        for table in MOVED:
            assert world.rows(table) == []
        view = owner.get(path(api)).json()
        assert [one["appid"] for one in view["candidates"]] == [old.appid]
        assert (view["obstacle"], view["one_click"], view["items"]) == ("", True, [])

    def test_what_stands_in_the_way(self, world: World, api: Api, old: Api, owner: httpx.Client) -> None:
        operator = str(world.rows("account_operator")[0]["operator_id"])
        plain, third = world.account(verified=False, name="未认证"), world.account(name="第三家")
        for one in (plain, third):
            run(world, one, operator)
        assert apply(owner, old, api, "新茶馆").json()["field"] == "name"
        assert apply(owner, api, api, "云上茶馆").json()["code"] == "migration.same_account"
        assert apply(owner, old, plain).json()["code"] == "migration.uncertified"
        assert owner.get(path(plain)).json()["obstacle"] == "migration.uncertified"
        assert world.rows("account_migration") == []
        assert apply(owner, old, api).status_code == 201
        before = world.stored(MOVED | {"review_case"})
        for source, target, name in ((old, third, "旧茶馆"), (third, api, "第三家"), (api, third, "云上茶馆")):
            assert apply(owner, source, target, name).json()["code"] == "migration.already_moving"
        assert world.stored(MOVED | {"review_case"}) == before
        view = owner.get(path(api)).json()
        assert (view["obstacle"], view["candidates"]) == ("migration.already_moving", [])

    def test_a_refusal_sets_both_free(
        self, world: World, api: Api, old: Api, owner: httpx.Client, reviewer: httpx.Client
    ) -> None:
        assert apply(owner, old, api).json()["state"] == "applied"
        assert decide(reviewer, "主体不一致").status_code == 200
        one = latest(owner, api)
        assert (one["state"], one["reason"]) == ("refused", "主体不一致")
        assert owner.get(f"/api/mp/accounts/{old.appid}").status_code == 200
        assert world.rows("account_migration_part") == []
        assert apply(owner, old, api).status_code == 201

    def test_taken_back_or_at_once(
        self, world: World, api: Api, old: Api, owner: httpx.Client, reviewer: httpx.Client
    ) -> None:
        first = apply(owner, old, api).json()["id"]
        for client, status in ((world.nobody(), 401), (world.operator(old.appid), 404)):
            assert client.delete(path(api, f"/{first}")).status_code == status
            assert client.post(path(api, f"/{first}/one-click")).status_code == status
        assert latest(owner, api)["state"] == "applied"
        assert owner.delete(path(api, f"/{first}")).status_code == 204
        assert latest(owner, api)["state"] == "withdrawn"
        assert reviewer.get("/api/mp/review/cases").json()["items"] == []
        assert owner.delete(path(api, f"/{first}")).json()["code"] == "migration.not_waiting"
        assert owner.post(path(api, f"/{first}/one-click")).json()["code"] == "migration.not_waiting"
        assert owner.post(path(old, f"/{first}/one-click")).json()["code"] == "migration.not_found"
        second = apply(owner, old, api).json()["id"]
        assert owner.post(path(api, f"/{second}/one-click")).json()["state"] == "moving"
        until(lambda: latest(owner, api)["state"] == "done")
        assert reviewer.get("/api/mp/review/cases").json()["items"] == []

    def test_an_account_that_ended_cannot_be_moved_any_more(
        self, world: World, api: Api, old: Api, owner: httpx.Client, reviewer: httpx.Client
    ) -> None:
        assert apply(owner, old, api).status_code == 201
        closed = reviewer.post(f"/api/mp/review/accounts/{old.appid}/close", json={"reason": "违规"})
        assert closed.status_code == 204
        assert decide(reviewer).json()["code"] == "accounts.ended"
        assert latest(owner, api)["state"] == "applied"
        assert decide(reviewer, "已封禁").status_code == 200


class TestChangeOpenid:
    def test_refusals(self, world: World, api: Api, old: Api, owner: httpx.Client, reviewer: httpx.Client) -> None:
        person, _ = world.person()
        openid = world.follow(old, person)
        assert change(api, old)["errcode"] == 63183
        assert change(api, old, *[openid] * 101)["errcode"] == 40032
        assert change(api, old, openid)["errcode"] == 63178
        assert api.post("/cgi-bin/changeopenid", {"openid_list": [openid]})["errcode"] == 63178
        assert api.post("/cgi-bin/changeopenid", {"from_appid": 1, "openid_list": "o"})["errcode"] == 47001
        assert api.post("/cgi-bin/changeopenid", b"")["errcode"] == 44002
        assert apply(owner, old, api).status_code == 201
        assert change(api, old, openid)["errcode"] == 63178
        plain, other = world.account(verified=False), world.account()
        assert change(plain, old, openid)["errcode"] == 48001
        assert decide(reviewer).status_code == 200
        until(lambda: latest(owner, api)["state"] == "done")
        assert len(change(api, old, *[openid] * 100)["result_list"]) == 100
        assert change(other, old, openid)["errcode"] == 63178
        assert change(old, old, openid)["errcode"] in {40001, 40013, 42001}
