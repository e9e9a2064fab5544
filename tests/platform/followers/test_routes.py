"""The phone's accounts and mp's followers over real HTTP, for nobody, the wrong one and the right one."""

import pytest

from teahouse.messenger.conversations import account_conversation
from teahouse.platform.accounts import change_profile
from tests.platform.world import Api, World, later


class TestFollow:
    def test_a_follow_is_pushed_and_opens_the_chat(self, world: World, api: Api) -> None:
        person, phone = world.person()
        answer = phone.post(f"/api/phone/accounts/{api.appid}/follow", json={"source": "card"})
        assert (answer.status_code, answer.json()["following"]) == (200, True)
        assert world.pushes.taken() == [{"event": "subscribe", "event_key": ""}]
        follower = world.rows("account_follower")[0]
        assert (follower["subscribed"], follower["scene"]) == (True, "ADD_SCENE_PROFILE_CARD")
        assert (follower["follow_left"], follower["message_left"]) == (3, 0)
        assert [row["id"] for row in world.rows("conversation")] == [account_conversation(api.appid, person)]
        assert [row["kind"] for row in world.rows("person_event")] == ["account_changed"]
        assert [row["followed"] for row in world.rows("account_follow_change")] == [True]

    def test_a_second_follow_changes_nothing(self, world: World, api: Api) -> None:
        person, phone = world.person()
        world.follow(api, person)
        before = world.snapshot()
        assert phone.post(f"/api/phone/accounts/{api.appid}/follow", json={"source": "qr"}).status_code == 200
        assert (world.pushes.taken(), world.snapshot()) == ([], before)

    def test_to_leave_is_pushed_and_closes_all_windows(self, world: World, api: Api) -> None:
        person, phone = world.person()
        world.follow(api, person)
        world.act(api, person)
        assert phone.delete(f"/api/phone/accounts/{api.appid}/follow").status_code == 204
        assert world.pushes.taken() == [{"event": "unsubscribe", "event_key": ""}]
        follower = world.rows("account_follower")[0]
        assert (follower["subscribed"], follower["message_left"], follower["follow_left"]) == (False, 0, 0)
        before = world.snapshot()
        assert phone.delete(f"/api/phone/accounts/{api.appid}/follow").status_code == 204
        assert (world.pushes.taken(), world.snapshot()) == ([], before)

    def test_the_openid_outlives_the_follow(self, world: World, api: Api) -> None:
        person, phone = world.person()
        openid = world.follow(api, person)
        phone.delete(f"/api/phone/accounts/{api.appid}/follow")
        assert world.follow(api, person) == openid

    def test_nobody_and_an_unknown_account_are_refused(self, world: World, api: Api) -> None:
        _, phone = world.person()
        before = world.snapshot()
        assert world.nobody().post(f"/api/phone/accounts/{api.appid}/follow", json={}).status_code == 401
        answer = phone.post("/api/phone/accounts/wx0000000000000000/follow", json={"source": "search"})
        assert (answer.status_code, answer.json()["code"]) == (404, "accounts.not_found")
        wrong = phone.post(f"/api/phone/accounts/{api.appid}/follow", json={"source": "theft"})
        assert wrong.status_code == 422
        phone.headers["X-CSRF-Token"] = "forged"
        forged = phone.post(f"/api/phone/accounts/{api.appid}/follow", json={"source": "search"})
        assert (forged.status_code, forged.json()["code"]) == (403, "csrf")
        assert (world.pushes.taken(), world.snapshot()) == ([], before)


class TestAccounts:
    def test_search_finds_by_name_and_id_verified_first(self, world: World) -> None:
        _, phone = world.person()
        plain = world.account("subscription", verified=False, name="清风茶馆")
        proven = world.account("subscription", verified=True, name="明月茶馆")
        world.account(name="书店")
        found = phone.get("/api/phone/accounts/search", params={"q": " 茶馆 "}).json()["items"]
        assert [one["appid"] for one in found] == [proven.appid, plain.appid]
        by_id = phone.get("/api/phone/accounts/search", params={"q": plain.account.wechat_id}).json()["items"]
        assert [one["appid"] for one in by_id] == [plain.appid]
        assert phone.get("/api/phone/accounts/search", params={"q": "%"}).json() == {"items": []}
        assert phone.get("/api/phone/accounts/search", params={"q": ""}).json() == {"items": []}
        assert world.nobody().get("/api/phone/accounts/search", params={"q": "茶"}).status_code == 401

    def test_whom_the_id_names_is_first_then_verified_ones_then_those_with_more_followers(self, world: World) -> None:
        fans = [world.person()[0] for _ in range(3)]
        unproven = world.account(verified=False, name="茶馆甲")
        small, big = world.account(name="茶馆乙"), world.account(name="茶馆丙")
        named = world.account(verified=False, name="茶馆丁")
        with world.house.db.transaction() as session:
            change_profile(session, small.appid, name=f"茶馆 {named.account.wechat_id}")
        for account, count in ((unproven, 3), (small, 1), (big, 2)):
            for fan in fans[:count]:
                world.follow(account, fan)
        _, phone = world.person()

        def found(q: str) -> list[str]:
            items = phone.get("/api/phone/accounts/search", params={"q": q}).json()["items"]
            return [one["appid"] for one in items]

        assert found("茶馆") == [big.appid, small.appid, unproven.appid, named.appid]
        assert found(named.account.wechat_id) == [named.appid, small.appid]

    def test_an_account_shows_whether_one_follows(self, world: World, api: Api) -> None:
        person, phone = world.person()
        _, other = world.person("路人")
        world.follow(api, person)
        account = api.account
        assert phone.get(f"/api/phone/accounts/{api.appid}").json() == {
            "appid": api.appid,
            "wechat_id": account.wechat_id,
            "name": "云上茶馆",
            "avatar_url": None,
            "introduction": "",
            "type": "service",
            "verified": True,
            "following": True,
            "closed": False,
        }
        assert other.get(f"/api/phone/accounts/{api.appid}").json()["following"] is False
        assert phone.get("/api/phone/accounts/wx0").json()["code"] == "accounts.not_found"

    def test_only_a_follower_enters(self, world: World, api: Api) -> None:
        person, phone = world.person()
        path = f"/api/phone/accounts/{api.appid}/enter"
        refused = phone.post(path)
        assert (refused.status_code, refused.json()["code"]) == (409, "followers.not_following")
        assert world.rows("conversation") == []
        world.follow(api, person)
        assert phone.post(path).status_code == 204
        assert world.nobody().post(path).status_code == 401


class TestFollowers:
    def test_pages_are_newest_first_and_complete(self, world: World, api: Api) -> None:
        openids = []
        for number in range(5):
            later(seconds=1)
            openids.append(world.follow(api, world.person(f"茶客{number}")[0]))
        operator, seen, cursor = world.operator(api.appid), [], ""
        for _ in range(3):
            query = {"limit": "2", "cursor": cursor}
            page = operator.get(f"/api/mp/accounts/{api.appid}/followers", params=query).json()
            assert page["total"] == 5
            seen += [item["openid"] for item in page["items"]]
            cursor = page["next"] or ""
        assert (seen, cursor) == (openids[::-1], "")

    def test_search_looks_at_nickname_and_remark(self, world: World, api: Api) -> None:
        first = world.follow(api, world.person("龙井")[0])
        second = world.follow(api, world.person("碧螺春")[0])
        operator = world.operator(api.appid)
        path = f"/api/mp/accounts/{api.appid}/followers"
        changed = operator.patch(f"{path}/{second}", json={"remark": "爱龙井"})
        assert (changed.status_code, changed.json()["remark"]) == (200, "爱龙井")
        both = operator.get(path, params={"q": "龙井"}).json()
        assert ({item["openid"] for item in both["items"]}, both["total"]) == ({first, second}, 2)
        one = operator.get(path, params={"q": "螺"}).json()
        assert ([item["nickname"] for item in one["items"]], one["total"]) == (["碧螺春"], 1)

    def test_a_page_costs_the_same_queries_however_long_it_is(self, world: World, api: Api) -> None:
        operator, path = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/followers"
        counts = []
        for _ in range(2):
            for _ in range(3):
                world.follow(api, world.person()[0])
            with world.queries() as made:
                assert operator.get(path, params={"q": "茶"}).status_code == 200
            counts.append(len(made))
        assert counts[0] == counts[1] <= 6

    @pytest.mark.parametrize(
        ("remark", "status", "field"), [("备" * 10, 422, "remark"), ("x" * 30, 422, "remark"), ("ok", 404, None)]
    )
    def test_a_wrong_remark_changes_nothing(
        self, world: World, api: Api, remark: str, status: int, field: str | None
    ) -> None:
        openid = world.follow(api, world.person()[0])
        operator, before = world.operator(api.appid), world.snapshot()
        who = openid if status == 422 else "oNobody"
        answer = operator.patch(f"/api/mp/accounts/{api.appid}/followers/{who}", json={"remark": remark})
        assert (answer.status_code, answer.json()["field"]) == (status, field)
        assert world.snapshot() == before

    def test_nobody_and_another_operator_see_nothing(self, world: World, api: Api) -> None:
        openid = world.follow(api, world.person()[0])
        path, before = f"/api/mp/accounts/{api.appid}/followers", world.snapshot()
        stranger = world.operator(world.account(name="别家茶馆").appid)
        assert (world.nobody().get(path).status_code, stranger.get(path).status_code) == (401, 404)
        assert stranger.patch(f"{path}/{openid}", json={"remark": "mine"}).status_code == 404
        assert world.nobody().patch(f"{path}/{openid}", json={"remark": "mine"}).status_code == 401
        assert world.operator(api.appid).get(path, params={"cursor": "x"}).status_code == 422
        assert world.snapshot() == before
