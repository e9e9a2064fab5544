"""Tags over our own HTTP: operators make them, and give them to people."""

import pytest

from tests.platform.world import Api, World


class TestTags:
    def test_an_operator_makes_renames_and_deletes_one(self, world: World, api: Api) -> None:
        operator, path = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/tags"
        made = operator.post(path, json={"name": " 茶友 "})
        assert (made.status_code, made.json()) == (201, {"id": 100, "name": "茶友", "count": 0})
        assert operator.patch(f"{path}/100", json={"name": "老友"}).status_code == 204
        openid, other = (world.follow(api, world.person()[0]) for _ in range(2))
        marks = f"/api/mp/accounts/{api.appid}/followers/marks"
        operator.post(marks, json={"openids": [openid], "add": [100, 2]})
        operator.post(marks, json={"openids": [other], "add": [1]})
        assert operator.get(path).json() == {
            "items": [{"id": 100, "name": "老友", "count": 1}],
            "starred": 1,
            "blacklisted": 1,
            "untagged": 0,
            "total": 2,
        }
        assert operator.delete(f"{path}/100").status_code == 204
        assert operator.get(path).json()["items"] == []

    @pytest.mark.parametrize(
        ("method", "path", "name", "refusal"),
        [
            ("POST", "", "", (422, "invalid")),
            ("POST", "", "茶友", (422, "invalid")),
            ("POST", "", "字" * 31, (422, "invalid")),
            ("PATCH", "/101", "茶友", (422, "invalid")),
            ("PATCH", "/999", "新", (404, "tags.not_found")),
            ("PATCH", "/2", "新", (409, "tags.system")),
            ("DELETE", "/1", "", (409, "tags.system")),
            ("DELETE", "/999", "", (404, "tags.not_found")),
        ],
    )
    def test_what_is_refused_changes_nothing(
        self, world: World, api: Api, method: str, path: str, name: str, refusal: tuple[int, str]
    ) -> None:
        operator, tags = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/tags"
        for one in ("茶友", "茶客"):
            operator.post(tags, json={"name": one})
        before = world.snapshot()
        body = {} if method == "DELETE" else {"json": {"name": name}}
        answer = operator.request(method, f"{tags}{path}", **body)  # type: ignore[arg-type]
        assert (answer.status_code, answer.json()["code"]) == refusal
        assert answer.json()["field"] == ("name" if refusal[0] == 422 else None)
        assert world.snapshot() == before

    def test_nobody_and_another_operator_may_not(self, world: World, api: Api) -> None:
        openid = world.follow(api, world.person()[0])
        world.operator(api.appid).post(f"/api/mp/accounts/{api.appid}/tags", json={"name": "茶友"})
        stranger = world.operator(world.account(name="别家茶馆").appid)
        before, base = world.snapshot(), f"/api/mp/accounts/{api.appid}"
        for caller, status in ((world.nobody(), 401), (stranger, 404)):
            assert caller.get(f"{base}/tags").status_code == status
            assert caller.post(f"{base}/tags", json={"name": "新"}).status_code == status
            assert caller.patch(f"{base}/tags/100", json={"name": "新"}).status_code == status
            assert caller.delete(f"{base}/tags/100").status_code == status
            marks = {"openids": [openid], "add": [100]}
            assert caller.post(f"{base}/followers/marks", json=marks).status_code == status
        assert world.snapshot() == before


class TestMarks:
    def test_many_at_once(self, world: World, api: Api) -> None:
        operator, base = world.operator(api.appid), f"/api/mp/accounts/{api.appid}"
        people = [world.follow(api, world.person(name)[0]) for name in ("龙井", "普洱", "碧螺春")]
        for name in ("甲", "乙"):
            operator.post(f"{base}/tags", json={"name": name})
        wish = {"openids": people[:2], "add": [100, 2]}
        marked = operator.post(f"{base}/followers/marks", json=wish).json()["items"]
        assert [(one["openid"], one["tags"], one["starred"]) for one in marked] == [
            (people[0], [100], True),
            (people[1], [100], True),
        ]
        wish = {"openids": people[:2], "add": [101, 1], "remove": [100, 2]}
        marked = operator.post(f"{base}/followers/marks", json=wish).json()["items"]
        assert [(one["tags"], one["starred"], one["blacklisted"]) for one in marked] == [([101], False, True)] * 2

    def test_the_list_shows_one_group(self, world: World, api: Api) -> None:
        operator, base = world.operator(api.appid), f"/api/mp/accounts/{api.appid}"
        tagged, starred, blocked, plain, gone = (world.follow(api, world.person()[0]) for _ in range(5))
        operator.post(f"{base}/tags", json={"name": "甲"})
        for openids, mark in (([tagged, blocked], 100), ([starred], 2), ([blocked, gone], 1)):
            assert operator.post(f"{base}/followers/marks", json={"openids": openids, "add": [mark]}).is_success
        world.unfollow(api, gone)
        groups = {0: {plain}, 1: {blocked, gone}, 2: {starred}, 100: {tagged, blocked}, 999: set()}
        for group, wanted in groups.items():
            page = operator.get(f"{base}/followers", params={"group": group}).json()
            assert ({one["openid"] for one in page["items"]}, page["total"]) == (wanted, len(wanted)), group
        page = operator.get(f"{base}/followers").json()
        assert ({one["openid"] for one in page["items"]}, page["total"]) == ({tagged, starred, blocked, plain}, 4)
        assert operator.get(f"{base}/followers", params={"group": 10**30}).status_code == 422

    def test_the_blacklist_has_pages_and_those_who_left(self, world: World, api: Api) -> None:
        operator, base = world.operator(api.appid), f"/api/mp/accounts/{api.appid}"
        people = [world.follow(api, world.person()[0]) for _ in range(3)]
        operator.post(f"{base}/followers/marks", json={"openids": people, "add": [1]})
        world.unfollow(api, people[1])
        seen: list[str] = []
        cursor = ""
        for _ in range(2):
            query = {"group": "1", "limit": "2", "cursor": cursor}
            page = operator.get(f"{base}/followers", params=query).json()
            seen += [one["openid"] for one in page["items"]]
            cursor = page["next"] or ""
        assert (sorted(seen), cursor) == (sorted(people), "")

    @pytest.mark.parametrize(
        ("wish", "status", "code"),
        [
            ({"openids": []}, 422, "invalid"),
            ({"openids": ["{openid}"] * 101}, 422, "invalid"),
            ({"openids": ["{openid}", "oNobody"], "add": [2]}, 404, "tags.no_follower"),
            ({"openids": ["{openid}"], "add": [2, 999]}, 404, "tags.not_found"),
            ({"openids": ["{openid}"], "add": [2, 0]}, 404, "tags.not_found"),
            ({"openids": ["{openid}"], "add": [2], "remove": [10**30]}, 404, "tags.not_found"),
        ],
    )
    def test_what_is_refused_changes_nothing(
        self, world: World, api: Api, wish: dict[str, list[object]], status: int, code: str
    ) -> None:
        operator, openid = world.operator(api.appid), world.follow(api, world.person()[0])
        before = world.snapshot()
        filled = {**wish, "openids": [openid if one == "{openid}" else one for one in wish["openids"]]}
        answer = operator.post(f"/api/mp/accounts/{api.appid}/followers/marks", json=filled)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert world.snapshot() == before

    def test_a_follower_carries_twenty_tags(self, world: World, api: Api) -> None:
        operator, base = world.operator(api.appid), f"/api/mp/accounts/{api.appid}"
        openid = world.follow(api, world.person()[0])
        tags = [operator.post(f"{base}/tags", json={"name": f"标签{n}"}).json()["id"] for n in range(21)]
        wish = {"openids": [openid], "add": tags}
        answer = operator.post(f"{base}/followers/marks", json=wish)
        assert (answer.status_code, answer.json()["code"]) == (409, "tags.follower_full")
        assert world.rows("account_follower_tag") == []
        assert operator.post(f"{base}/followers/marks", json={**wish, "add": tags[:20]}).is_success
