"""Sessions over real HTTP: who waits, who is served by whom, one event for each change."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teahouse.kit import clock
from teahouse.kit.db import cursor_of
from teahouse.platform.service import Spoken, heard
from teahouse.protocol import KfCreateSessionEvent
from tests.platform.service.desk import ACCOUNT, OK, SESSION, bound, guest, kept, name, put_online, wait
from tests.platform.world import Api, World, later

CREATE, CLOSE = f"{SESSION}/create", f"{SESSION}/close"
GET, LIST, WAITING = f"{SESSION}/getsession", f"{SESSION}/getsessionlist", f"{SESSION}/getwaitcase"
MESSAGES, RECORDS = "/customservice/msgrecord/getmsglist", "/customservice/msgrecord/getrecord"


def event(kind: str, **fields: str) -> dict[str, Any]:
    return {"event": kind, **fields}


class TestCalls:
    def test_a_session_from_its_beginning_to_its_end(self, world: World, api: Api) -> None:
        amy = bound(world, api, "amy")
        _, openid = guest(world, api)
        world.pushes.taken()
        body = {"kf_account": amy, "openid": openid, "text": "贵客"}
        assert api.get(GET, openid=openid) == {**OK, "createtime": 0, "kf_account": ""}
        assert api.get(LIST, kf_account=amy) == {"sessionlist": []}
        assert api.post(CREATE, body) == OK
        assert api.post(CREATE, body) == OK
        assert world.pushes.taken() == [event("kf_create_session", kf_account=amy)]
        row = world.rows("kf_session")[0]
        begun = int(row["since"].timestamp())
        assert row["note"] == "贵客"
        assert api.get(GET, openid=openid) == {**OK, "createtime": begun, "kf_account": amy}
        assert api.get(LIST, kf_account=amy) == {"sessionlist": [{"createtime": begun, "openid": openid}]}
        assert api.post(CLOSE, body) == OK
        assert world.pushes.taken() == [event("kf_close_session", kf_account=amy)]
        assert api.post(CLOSE, body)["errcode"] == 65413
        assert api.get(GET, openid=openid)["kf_account"] == ""
        assert world.pushes.taken() == []

    def test_what_is_refused_changes_nothing(self, world: World, api: Api) -> None:
        amy, bob = bound(world, api, "amy"), bound(world, api, "bob", online=False)
        nobody = name(api, "nobody")
        api.post(f"{ACCOUNT}/add", {"kf_account": nobody, "nickname": "x"})
        cat = bound(world, api, "cat")
        _, openid = guest(world, api)
        _, gone = guest(world, api, "路人")
        world.unfollow(api, gone)
        queued, waiting = guest(world, api, "等等")
        wait(world, api, queued, waiting)
        api.post(CREATE, {"kf_account": amy, "openid": openid})
        world.pushes.taken()
        before = kept(world)
        for kf_account, who, code in [
            (name(api, "zoe"), openid, 65401),
            (None, openid, 65401),
            (nobody, openid, 65402),
            (bob, openid, 65415),
            (amy, "oNobody", 40003),
            (amy, None, 40003),
            (amy, gone, 40003),
            (cat, openid, 65414),
        ]:
            assert api.post(CREATE, {"kf_account": kf_account, "openid": who})["errcode"] == code
        for kf_account, who, code in [
            (name(api, "zoe"), openid, 65401),
            (amy, "oNobody", 40003),
            (amy, waiting, 65413),
            (bob, openid, 65414),
        ]:
            assert api.post(CLOSE, {"kf_account": kf_account, "openid": who})["errcode"] == code
        assert api.post(CREATE, b"")["errcode"] == 44002
        assert api.get(GET, openid="oNobody")["errcode"] == 40003
        assert api.get(LIST, kf_account="x")["errcode"] == 65401
        assert kept(world) == before
        assert world.pushes.taken() == []

    def test_who_waits_is_counted_by_arrival(self, world: World, api: Api) -> None:
        assert api.get(WAITING) == {"count": 0, "waitcaselist": []}
        bound(world, api, "amy", online=False)
        amy = name(api, "amy")
        first, second = guest(world, api, "一"), guest(world, api, "二")
        assert wait(world, api, *first, amy) is None
        later(seconds=2)
        assert wait(world, api, *second, name(api, "unknown")) is None
        assert wait(world, api, *second) is None
        found = api.get(WAITING)
        assert found["count"] == 2
        assert [(one["openid"], one["kf_account"]) for one in found["waitcaselist"]] == [
            (first[1], amy),
            (second[1], ""),
        ]
        assert [one["latest_time"] for one in found["waitcaselist"]] == [
            one["createtime"] for one in found["waitcaselist"]
        ]
        assert world.pushes.taken() == []
        world.unfollow(api, first[1])
        found = api.get(WAITING)
        assert (found["count"], [one["openid"] for one in found["waitcaselist"]]) == (1, [second[1]])

    def test_a_removed_agent_lets_everybody_go(self, world: World, api: Api) -> None:
        amy = bound(world, api, "amy")
        _, openid = guest(world, api)
        api.post(CREATE, {"kf_account": amy, "openid": openid})
        world.pushes.taken()
        assert api.get(f"{ACCOUNT}/del", kf_account=amy) == OK
        assert world.pushes.taken() == [event("kf_close_session", kf_account=amy)]
        assert world.rows("kf_session") == []


class TestTransfer:
    def test_a_named_agent_at_the_desk_has_the_person_at_once(self, world: World, api: Api) -> None:
        amy = bound(world, api, "amy")
        person, openid = guest(world, api)
        pushed = wait(world, api, person, openid, amy)
        assert isinstance(pushed, KfCreateSessionEvent)
        assert (pushed.event, pushed.kf_account, pushed.from_user_name) == ("kf_create_session", amy, openid)
        assert wait(world, api, person, openid, amy) is None
        assert api.get(GET, openid=openid)["kf_account"] == amy

    def test_what_a_served_person_writes_is_the_agents(self, world: World, api: Api) -> None:
        amy = bound(world, api, "amy")
        served, queued, other = (guest(world, api, each) for each in "一二三")
        wait(world, api, *served, amy)
        wait(world, api, *queued)
        with world.house.db.transaction() as session:
            said = [Spoken(api.appid, *one, "你好") for one in (served, queued, other)]
            assert heard(cursor_of(session), said) == {(api.appid, served[0])}
        codes = [(row["openid"], row["opercode"], row["worker"], row["text"]) for row in world.rows("kf_record")]
        assert sorted(codes) == sorted(
            [
                (served[1], 1001, amy, ""),
                (served[1], 2003, amy, "在吗"),
                (queued[1], 1000, "", ""),
                (queued[1], 2001, "", "在吗"),
                (served[1], 2003, amy, "你好"),
                (queued[1], 2001, "", "你好"),
            ]
        )


class TestDesk:
    def test_an_operator_takes_answers_hands_over_and_closes(self, world: World, api: Api) -> None:
        amy, bob = bound(world, api, "amy"), bound(world, api, "bob")
        person, openid = guest(world, api)
        wait(world, api, person, openid)
        operator, desk = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/desk"
        world.pushes.taken()
        assert world.nobody().get(desk).status_code == 401
        assert world.operator().get(desk).status_code == 404
        view = operator.get(desk, params={"agent": amy}).json()
        assert [(one["openid"], one["nickname"]) for one in view["waiting"]] == [(openid, "小茶")]
        assert view["mine"] == []
        early = operator.post(f"{desk}/{openid}/say", json={"kf_account": amy, "text": "您好"})
        assert early.json()["code"] == "service.no_session"
        assert world.operator().post(f"{desk}/{openid}/accept", json={"kf_account": amy}).status_code == 404
        assert operator.post(f"{desk}/{openid}/accept", json={"kf_account": amy}).status_code == 204
        assert operator.post(f"{desk}/{openid}/accept", json={"kf_account": bob}).json()["code"] == "service.served"
        assert operator.post(f"{desk}/{openid}/say", json={"kf_account": amy, "text": "您好"}).status_code == 204
        assert operator.post(f"{desk}/{openid}/say", json={"kf_account": amy, "text": " "}).status_code == 422
        assert operator.post(f"{desk}/{openid}/say", json={"kf_account": bob, "text": "x"}).status_code == 409
        (message,) = world.chat(api, person)
        assert message.content == {"text": "您好", "agent": {"name": "Amy", "avatar_url": None}}
        (shown,) = operator.get(f"{desk}/{openid}/messages").json()["items"]
        assert (shown["sender"], shown["content"]["text"]) == ("account", "您好")
        assert [one["openid"] for one in operator.get(desk, params={"agent": amy}).json()["mine"]] == [openid]
        over = {"kf_account": amy, "to": bob}
        put_online(world, api, bob, online=False)
        assert operator.post(f"{desk}/{openid}/hand-over", json=over).json()["code"] == "service.offline"
        put_online(world, api, bob)
        assert operator.post(f"{desk}/{openid}/hand-over", json=over).status_code == 204
        assert operator.post(f"{desk}/{openid}/hand-over", json=over).json()["code"] == "service.served"
        assert operator.post(f"{desk}/{openid}/close", json={"kf_account": amy}).json()["code"] == "service.served"
        assert operator.post(f"{desk}/{openid}/close", json={"kf_account": bob}).status_code == 204
        assert world.pushes.taken() == [
            event("kf_create_session", kf_account=amy),
            event("kf_switch_session", from_kf_account=amy, to_kf_account=bob),
            event("kf_close_session", kf_account=bob),
        ]
        assert len(world.chat(api, person)) == 1

    def test_who_left_can_be_let_go_but_not_written_to(self, world: World, api: Api) -> None:
        amy = bound(world, api, "amy")
        person, openid = guest(world, api)
        wait(world, api, person, openid, amy)
        world.unfollow(api, openid)
        operator, desk = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/desk"
        assert operator.get(f"{desk}/{openid}/messages").json() == {"items": [], "more": False}
        said = operator.post(f"{desk}/{openid}/say", json={"kf_account": amy, "text": "您好"})
        assert said.json()["code"] == "service.not_following"
        assert world.chat(api, person) == []
        assert operator.post(f"{desk}/{openid}/close", json={"kf_account": amy}).status_code == 204
        assert world.rows("kf_session") == []


class TestRecords:
    def test_messages_are_read_page_by_page(self, world: World, api: Api) -> None:
        amy = bound(world, api, "amy")
        person, openid = guest(world, api)
        world.act(api, person)
        wait(world, api, person, openid, amy, "一")
        body = {"touser": openid, "msgtype": "text", "text": {"content": "二"}, "customservice": {"kf_account": amy}}
        assert api.post("/cgi-bin/message/custom/send", body) == OK
        now = clock.timestamp()
        asked = {"starttime": now - 5, "endtime": now + 5, "msgid": 1, "number": 1}
        first = api.post(MESSAGES, asked)
        assert first["number"] == 1
        (one,) = first["recordlist"]
        assert one == {"openid": openid, "opercode": 2003, "text": "一", "time": one["time"], "worker": amy}
        second = api.post(MESSAGES, asked | {"msgid": first["msgid"], "number": 10_000})
        assert [(one["opercode"], one["text"]) for one in second["recordlist"]] == [(2002, "二")]
        third = api.post(MESSAGES, asked | {"msgid": second["msgid"]})
        assert third == {"recordlist": [], "number": 0, "msgid": second["msgid"]}
        old = {"starttime": now - 5, "endtime": now + 5, "pagesize": 2, "pageindex": 1}
        pages = [api.post(RECORDS, old | {"pageindex": index})["recordlist"] for index in (1, 2)]
        assert [[one["opercode"] for one in page] for page in pages] == [[1001, 2003], [2002]]
        assert api.post(RECORDS, old | {"openid": "oOther"}) == {"recordlist": []}
        assert world.account(name="别家茶馆").post(MESSAGES, asked)["recordlist"] == []

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"starttime": None}, 65416),
            ({"starttime": "today"}, 65416),
            ({"starttime": 0}, 65416),
            ({"endtime": 1779897600 - 1}, 65416),
            ({"endtime": 1779897600 + 86401}, 65417),
            ({"starttime": 1779897600 - 10}, 65417),
            ({"number": 10_001}, 65416),
            ({"number": 0}, 65416),
            ({"msgid": 0}, 65416),
            ({}, 0),
            ({"endtime": 1779897600 + 86400}, 0),
        ],
    )
    def test_one_day_and_no_more(self, api: Api, change: dict[str, object], code: int) -> None:
        # 1779897600 is 2026-05-28 00:00 in China.
        body = {"starttime": 1779897600, "endtime": 1779897600 + 3600, "msgid": 1, "number": 100}
        assert api.post(MESSAGES, body | change).get("errcode", 0) == code

    @pytest.mark.parametrize(
        "change", [{"pagesize": 51}, {"pagesize": 0}, {"pageindex": 0}, {"pagesize": None}, {"starttime": 0}]
    )
    def test_the_old_call_has_its_old_code(self, api: Api, change: dict[str, object]) -> None:
        body = {"starttime": 1779897600, "endtime": 1779897600 + 3600, "pagesize": 50, "pageindex": 1}
        assert api.post(RECORDS, body) == {"recordlist": []}
        assert api.post(RECORDS, body | change)["errcode"] == 61451


class TestNamedAgent:
    def test_a_message_of_an_agent_shows_who_writes(self, world: World, api: Api) -> None:
        amy = name(api, "amy")
        api.post(f"{ACCOUNT}/add", {"kf_account": amy, "nickname": "Amy"})
        person, openid = guest(world, api)
        body = {"touser": openid, "msgtype": "text", "text": {"content": "您好"}, "customservice": {"kf_account": amy}}
        assert api.post("/cgi-bin/message/custom/send", body) == OK
        assert world.chat(api, person)[0].content == {"text": "您好", "agent": {"name": "Amy", "avatar_url": None}}
        body["customservice"] = {"kf_account": name(api, "bob")}
        assert api.post("/cgi-bin/message/custom/send", body)["errcode"] == 61452
        assert len(world.chat(api, person)) == 1


_ACTS = st.lists(
    st.tuples(
        st.sampled_from(["create", "close", "transfer", "queue", "hand over", "online", "offline"]),
        st.integers(0, 1),
        st.integers(0, 1),
    ),
    max_size=12,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=_ACTS)
def test_sessions_do_as_a_small_model_says(world: World, acts: list[tuple[str, int, int]]) -> None:
    """Two agents, two people: after each act the answer, the events and who serves whom are as the model has them."""
    world.clear()
    api = world.account()
    agents = [bound(world, api, "amy"), bound(world, api, "bob")]
    people = [guest(world, api, "一"), guest(world, api, "二")]
    operator, desk = world.operator(api.appid), f"/api/mp/accounts/{api.appid}"
    serving: dict[int, int | None] = {}  # person: agent, None while waiting
    online = [True, True]
    world.pushes.taken()
    for act, agent, one in acts:
        who = serving.get(one, -1)
        body = {"kf_account": agents[agent], "openid": people[one][1]}
        expected: list[dict[str, Any]] = []
        if act in {"online", "offline"}:
            online[agent] = act == "online"
            path = f"{desk}/agents/{agents[agent]}/online"
            assert operator.put(path, json={"online": online[agent]}).status_code == 200
        elif act == "create":
            code = 65415 if not online[agent] else 65414 if who not in {None, -1, agent} else 0
            assert api.post(CREATE, body)["errcode"] == code
            if code == 0 and who != agent:
                serving[one] = agent
                expected = [event("kf_create_session", kf_account=agents[agent])]
        elif act == "close":
            code = 0 if who == agent else 65413 if who in {None, -1} else 65414
            assert api.post(CLOSE, body)["errcode"] == code
            if code == 0:
                del serving[one]
                expected = [event("kf_close_session", kf_account=agents[agent])]
        elif act == "hand over":
            answer = operator.post(
                f"{desk}/desk/{people[one][1]}/hand-over",
                json={"kf_account": agents[agent], "to": agents[1 - agent]},
            )
            fine = online[1 - agent] and who == agent
            assert answer.status_code == (204 if fine else 409)
            if fine:
                serving[one] = 1 - agent
                names = {"from_kf_account": agents[agent], "to_kf_account": agents[1 - agent]}
                expected = [event("kf_switch_session", **names)]
        else:
            pushed = wait(world, api, *people[one], agents[agent] if act == "transfer" else "")
            takes = act == "transfer" and online[agent] and who in {None, -1}
            assert (pushed is not None) == takes
            if takes:
                serving[one] = agent
            else:
                serving.setdefault(one, None)
        assert world.pushes.taken() == expected
        rows = {row["person_id"]: row["kf_account"] for row in world.rows("kf_session")}
        assert rows == {people[p][0]: "" if a is None else agents[a] for p, a in serving.items()}
