"""Agents over real HTTP: the calls of the API, mp's page, the invitation on the phone."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.platform.materials.samples import picture
from tests.platform.service.desk import ACCOUNT, LIST, OK, ONLINE, bound, guest, kept, name, named, put_online
from tests.platform.world import Api, World, later

ADD, UPDATE, DELETE = (f"{ACCOUNT}/{verb}" for verb in ("add", "update", "del"))
INVITE, PICTURE = f"{ACCOUNT}/inviteworker", f"{ACCOUNT}/uploadheadimg"


class TestAgents:
    def test_an_agent_is_made_renamed_pictured_and_listed(self, world: World, api: Api) -> None:
        assert api.get(LIST) == {"kf_list": []}
        assert api.get(ONLINE) == {"kf_online_list": []}
        amy, bob = name(api, "amy"), name(api, "bob_2")
        assert api.post(ADD, {"kf_account": amy, "nickname": "Amy", "password": "5f4dcc3b"}) == OK
        assert api.post(ADD, {"kf_account": bob, "nickname": "十六个字的昵称也放得下不会再多了"}) == OK
        assert api.post(UPDATE, {"kf_account": amy, "nickname": "艾米", "password": "x"}) == OK
        assert api.upload(PICTURE, picture(kind="JPEG"), "a.jpg", kf_account=amy) == OK
        file = {row["kf_account"]: row["avatar"] for row in world.rows("kf_agent")}[amy]
        base = world.house.settings.base_url
        listed = [
            {"kf_account": amy, "kf_nick": "艾米", "kf_id": "1001", "kf_headimgurl": f"{base}/files/{file}"},
            {
                "kf_account": bob,
                "kf_nick": "十六个字的昵称也放得下不会再多了",
                "kf_id": "1002",
                "kf_headimgurl": "",
            },
        ]
        assert api.get(LIST) == {"kf_list": listed}
        assert api.get("/customservice/getkflist") == {"kf_list": listed}
        assert api.get("/customservice/getonlinekflist") == {"kf_online_list": []}

    def test_the_shapes_of_removing(self, api: Api) -> None:
        names = [name(api, prefix) for prefix in ("a", "b", "c", "d", "e")]
        for one in names:
            api.post(ADD, {"kf_account": one, "nickname": "x"})
        assert api.get(DELETE, kf_account=names[0]) == OK
        assert api.post(DELETE, b"", kf_account=names[1]) == OK
        assert api.post(DELETE, b"[]", kf_account=names[2]) == OK
        assert api.post(DELETE, {}, kf_account=names[3]) == OK
        assert api.post(DELETE, {"kf_account": names[4], "nickname": "x", "password": "y"}) == OK
        assert api.get(LIST) == {"kf_list": []}
        assert api.get(DELETE, kf_account=names[0])["errcode"] == 65401
        assert api.post(DELETE, b"")["errcode"] == 65401

    def test_what_is_refused_changes_nothing(self, world: World, api: Api) -> None:
        amy = name(api, "amy")
        api.post(ADD, {"kf_account": amy, "nickname": "Amy"})
        before = kept(world)
        owner = api.account.wechat_id
        for kf_account in (
            None,
            "",
            "amy",
            f"@{owner}",
            f"elevenchars@{owner}",
            f"a-b@{owner}",
            "bob@other",
            f"茶@{owner}",
        ):
            assert api.post(ADD, {"kf_account": kf_account, "nickname": "x"})["errcode"] == 65404
        for nickname in (None, "", "  ", "x" * 17, 5):
            assert api.post(ADD, {"kf_account": name(api, "bob"), "nickname": nickname})["errcode"] == 65403
            assert api.post(UPDATE, {"kf_account": amy, "nickname": nickname})["errcode"] == 65403
        assert api.post(ADD, {"kf_account": amy, "nickname": "Amy"})["errcode"] == 65406
        assert api.post(UPDATE, {"kf_account": name(api, "bob"), "nickname": "x"})["errcode"] == 65401
        assert api.post(ADD, b"")["errcode"] == 44002
        assert api.upload(PICTURE, picture(), kf_account=name(api, "bob"))["errcode"] == 65401
        assert api.upload(PICTURE, b"no picture", kf_account=amy)["errcode"] == 61457
        assert api.upload(PICTURE, picture(kind="GIF"), kf_account=amy)["errcode"] == 61457
        assert api.upload(PICTURE, b"x" * (5 * 1024 * 1024 + 1), kf_account=amy)["errcode"] == 40009
        assert api.post(PICTURE, b"", kf_account=amy)["errcode"] == 40005
        assert world.account(name="别家茶馆").get(DELETE, kf_account=amy)["errcode"] == 65401
        assert kept(world) == before

    def test_a_hundred_and_no_more_also_at_once(self, api: Api) -> None:
        def add(number: int) -> int:
            body = {"kf_account": name(api, f"a{number}"), "nickname": "x"}
            return int(api.post(ADD, body)["errcode"])

        with ThreadPoolExecutor(4) as pool:
            codes = list(pool.map(add, range(102)))
        assert sorted(codes) == [0] * 100 + [65405] * 2
        agents = api.get(LIST)["kf_list"]
        assert sorted(int(one["kf_id"]) for one in agents) == list(range(1001, 1101))
        assert api.get(DELETE, kf_account=agents[0]["kf_account"]) == OK
        assert api.post(ADD, {"kf_account": name(api, "new"), "nickname": "x"}) == OK
        assert api.get(LIST)["kf_list"][-1]["kf_id"] == "1101"


class TestInvitations:
    def test_who_accepts_is_the_agent(self, world: World, api: Api) -> None:
        amy = name(api, "amy")
        api.post(ADD, {"kf_account": amy, "nickname": "Amy"})
        phone = named(world, "amy_wx")
        path = f"/api/phone/accounts/{api.appid}/agent-invitations/{amy}"
        assert phone.get(path).json() == {"state": "gone"}
        assert phone.put(path, json={"accept": True}).status_code == 409
        assert api.post(INVITE, {"kf_account": amy, "invite_wx": "AMY_wx"}) == OK
        listed = api.get(LIST)["kf_list"][0]
        assert (listed["invite_wx"], listed["invite_status"]) == ("amy_wx", "waiting")
        assert listed["invite_expire_time"] > 0
        assert "kf_wx" not in listed
        other = named(world, "other_wx")
        assert other.get(path).json() == {"state": "gone"}
        assert other.put(path, json={"accept": True}).json()["code"] == "service.no_invitation"
        assert world.nobody().get(path).status_code == 401
        assert phone.get(path).json() == {"state": "waiting"}
        assert phone.put(path, json={"accept": True}).json() == {"state": "accepted"}
        assert api.get(LIST) == {
            "kf_list": [{"kf_account": amy, "kf_nick": "Amy", "kf_id": "1001", "kf_headimgurl": "", "kf_wx": "amy_wx"}]
        }
        assert phone.put(path, json={"accept": False}).status_code == 409
        (message,) = [row for row in world.rows("message") if row["type"] == "kf_invitation"]
        assert message["sender_id"] == api.appid

    def test_a_refused_and_an_expired_invitation_may_be_repeated(self, world: World, api: Api) -> None:
        amy = name(api, "amy")
        api.post(ADD, {"kf_account": amy, "nickname": "Amy"})
        phone = named(world, "amy_wx")
        path = f"/api/phone/accounts/{api.appid}/agent-invitations/{amy}"
        body = {"kf_account": amy, "invite_wx": "amy_wx"}
        assert api.post(INVITE, body) == OK
        assert phone.put(path, json={"accept": False}).json() == {"state": "rejected"}
        assert api.get(LIST)["kf_list"][0]["invite_status"] == "rejected"
        assert phone.put(path, json={"accept": True}).status_code == 409
        assert api.post(INVITE, body) == OK
        later(days=1)
        api.renew()
        assert api.get(LIST)["kf_list"][0]["invite_status"] == "expired"
        assert phone.get(path).json() == {"state": "expired"}
        assert phone.put(path, json={"accept": True}).status_code == 409
        assert api.post(INVITE, body) == OK
        assert phone.put(path, json={"accept": True}).json() == {"state": "accepted"}

    def test_who_cannot_be_invited(self, world: World, api: Api) -> None:
        amy = bound(world, api, "amy")
        bob, cat = name(api, "bob"), name(api, "cat")
        for one in (bob, cat):
            api.post(ADD, {"kf_account": one, "nickname": "x"})
        named(world, "bob_wx")
        named(world, "cat_wx")
        assert api.post(INVITE, {"kf_account": bob, "invite_wx": "bob_wx"}) == OK
        before = kept(world)
        for kf_account, wechat_id, code in [
            (name(api, "dan"), "bob_wx", 65401),
            (amy, "bob_wx", 65412),
            (bob, "nobody_wx", 65409),
            (bob, None, 65409),
            (bob, "wx_amy", 65407),
            (bob, "bob_wx", 65408),
            (bob, "cat_wx", 65411),
        ]:
            assert api.post(INVITE, {"kf_account": kf_account, "invite_wx": wechat_id})["errcode"] == code
        assert kept(world) == before

    def test_five_accounts_have_the_same_person_and_no_sixth(self, world: World, api: Api) -> None:
        phone = named(world, "busy_wx")
        for number in range(6):
            account = world.account(name=f"茶馆{number}号店")
            busy = name(account, "busy")
            account.post(ADD, {"kf_account": busy, "nickname": "x"})
            answer = account.post(INVITE, {"kf_account": busy, "invite_wx": "busy_wx"})
            assert answer["errcode"] == (0 if number < 5 else 65410)
            if number < 5:
                path = f"/api/phone/accounts/{account.appid}/agent-invitations/{busy}"
                assert phone.put(path, json={"accept": True}).status_code == 200


class TestOnline:
    def test_agents_at_the_desk(self, world: World, api: Api) -> None:
        amy = bound(world, api, "amy")
        bound(world, api, "bob", online=False)
        _, openid = guest(world, api)
        assert api.post("/customservice/kfsession/create", {"kf_account": amy, "openid": openid}) == OK
        (online,) = api.get(ONLINE)["kf_online_list"]
        assert online == {
            "kf_account": amy,
            "status": 1,
            "kf_id": "1001",
            "kf_openid": online["kf_openid"],
            "accepted_case": 1,
        }
        assert len(online["kf_openid"]) == 28
        put_online(world, api, amy, online=False)
        assert api.get(ONLINE) == {"kf_online_list": []}

    def test_nobody_is_no_agent(self, world: World, api: Api) -> None:
        amy = name(api, "amy")
        api.post(ADD, {"kf_account": amy, "nickname": "Amy"})
        path = f"/api/mp/accounts/{api.appid}/agents/{amy}/online"
        refused = world.operator(api.appid).put(path, json={"online": True})
        assert (refused.status_code, refused.json()["code"]) == (409, "service.unbound")
        assert api.get(ONLINE) == {"kf_online_list": []}


def test_the_operators_page(world: World, api: Api) -> None:
    path = f"/api/mp/accounts/{api.appid}/agents"
    operator = world.operator(api.appid)
    assert world.nobody().get(path).status_code == 401
    assert world.operator().get(path).status_code == 404
    assert operator.get(path).json() == {"items": [], "suffix": api.account.wechat_id}
    (made,) = operator.post(path, json={"name": "amy", "nickname": "Amy"}).json()["items"]
    amy = made["kf_account"]
    assert amy == name(api, "amy")
    assert (made["state"], made["online"], made["serving"]) == ("none", False, 0)
    bad = operator.post(path, json={"name": "a b", "nickname": "Amy"})
    assert (bad.status_code, bad.json()["field"]) == (422, "name")
    bad = operator.patch(f"{path}/{amy}", json={"nickname": " "})
    assert (bad.status_code, bad.json()["field"]) == (422, "nickname")
    bad = operator.post(f"{path}/{amy}/invitation", json={"wechat_id": "nobody"})
    assert (bad.status_code, bad.json()["field"]) == (422, "wechat_id")
    named(world, "amy_wx")
    (invited,) = operator.post(f"{path}/{amy}/invitation", json={"wechat_id": "amy_wx"}).json()["items"]
    assert (invited["state"], invited["wechat_id"]) == ("waiting", "amy_wx")
    (pictured,) = operator.put(f"{path}/{amy}/avatar", files={"file": ("a.jpg", picture(kind="JPEG"))}).json()["items"]
    assert pictured["avatar_url"].startswith("/files/")
    assert operator.put(f"{path}/{amy}/avatar", files={"file": ("a.jpg", b"none")}).status_code == 422
    assert world.operator().delete(f"{path}/{amy}").status_code == 404
    assert operator.delete(f"{path}/{amy}").json()["items"] == []


@pytest.mark.parametrize(
    ("kind", "verified", "code"),
    [("service", True, 0), ("subscription", True, 0), ("service", False, 48001), ("subscription", False, 48001)],
)
def test_only_certified_accounts_have_a_desk(world: World, kind: str, verified: bool, code: int) -> None:  # noqa: FBT001
    caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
    assert caller.post(ADD, {"kf_account": name(caller, "amy"), "nickname": "Amy"})["errcode"] == code
    assert caller.get(LIST).get("errcode", 0) == code
    made = world.operator(caller.appid).post(
        f"/api/mp/accounts/{caller.appid}/agents", json={"name": "bob", "nickname": "Bob"}
    )
    assert made.status_code == (403 if code else 201)
