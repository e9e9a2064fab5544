"""Template messages over real HTTP: every answer, every return code, one event for each message."""

import gzip
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest

from teahouse.protocol import TemplateSendJobFinishEvent, parse_push, parse_xml
from tests.platform.world import Api, World, later

SEND = "/cgi-bin/message/template/send"
ADD, ALL, REMOVE = (
    f"/cgi-bin/template/{name}" for name in ("api_add_template", "get_all_private_template", "del_private_template")
)
SET_INDUSTRY, GET_INDUSTRY = "/cgi-bin/template/api_set_industry", "/cgi-bin/template/get_industry"
OK = {"errcode": 0, "errmsg": "ok"}
DATA = {"orderMoneySum": {"value": "39.80元"}, "orderProductName": {"value": "龙井", "color": "#173177"}}
SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "data" / "wechat-payloads" / "all_payloads.jsonl.gz"
_TABLES = ("template", "template_account", "template_once", "message", "job")
Found = TypeVar("Found")


def until(look: Callable[[], Found]) -> Found:
    deadline = time.monotonic() + 20
    while not (found := look()):
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)
    return found


def kept(world: World) -> dict[str, list[str]]:
    return world.stored(_TABLES)


@pytest.fixture
def template(api: Api) -> str:
    """The account's TM00015."""
    template_id: str = api.post(ADD, {"template_id_short": "TM00015"})["template_id"]
    return template_id


def ended(world: World, count: int = 1) -> list[dict[str, Any]]:
    """The events of so many messages, once they have ended."""
    until(lambda: len(world.pushes.events) >= count and not [r for r in world.rows("job") if "templates" in r["kind"]])
    return world.pushes.taken()


class TestLibrary:
    def test_a_template_of_the_library_is_added_listed_and_removed(self, world: World, api: Api) -> None:
        assert api.get(ALL) == {"template_list": []}
        answer = api.post(ADD, {"template_id_short": "TM00015"})
        template_id = answer["template_id"]
        assert answer == {**OK, "template_id": template_id}
        assert len(template_id) == 43
        assert api.get(ALL) == {
            "template_list": [
                {
                    "template_id": template_id,
                    "title": "订单支付成功",
                    "primary_industry": "IT科技",
                    "deputy_industry": "互联网|电子商务",
                    "content": "支付金额：{{orderMoneySum.DATA}}\n商品信息：{{orderProductName.DATA}}",
                    "example": "支付金额：39.80元\n商品信息：明前龙井 50 克",
                }
            ]
        }
        assert world.account(name="别家茶馆").post(REMOVE, {"template_id": template_id})["errcode"] == 40037
        assert len(api.get(ALL)["template_list"]) == 1
        assert api.post(REMOVE, {"template_id": template_id}) == OK
        assert api.get(ALL) == {"template_list": []}
        assert api.post(REMOVE, {"template_id": template_id})["errcode"] == 40037

    def test_a_template_by_category_is_made_of_the_keywords_named(self, api: Api) -> None:
        body = {"template_id_short": "50101", "keyword_name_list": ["订单金额", "商品名称"]}
        assert api.post(ADD, body)["errcode"] == 0
        listed = api.get(ALL)["template_list"][0]
        assert listed["content"] == "订单金额：{{amount2.DATA}}\n商品名称：{{thing1.DATA}}"
        assert (listed["primary_industry"], listed["deputy_industry"]) == ("", "")

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b"", 44002),
            (b"[", 47001),
            ({}, 40037),
            ({"template_id_short": "TM99999"}, 40037),
            ({"template_id_short": "TM10002"}, 45027),
            ({"template_id_short": "TM00015", "keyword_name_list": ["支付金额"]}, 40247),
            ({"template_id_short": "50101"}, 40246),
            ({"template_id_short": "50101", "keyword_name_list": ["没有"]}, 40246),
            ({"template_id_short": "50101", "keyword_name_list": ["订单号", "订单号"]}, 40246),
            ({"template_id_short": "50101", "keyword_name_list": "订单号"}, 47001),
        ],
    )
    def test_what_cannot_be_added(self, world: World, api: Api, body: object, code: int) -> None:
        before = kept(world)
        assert api.post(ADD, body)["errcode"] == code
        assert kept(world) == before

    def test_twenty_five_and_no_more_also_at_once(self, api: Api) -> None:
        body = {"template_id_short": "TM00015", "keyword_name_list": []}
        with ThreadPoolExecutor(6) as pool:
            codes = [one["errcode"] for one in pool.map(lambda _: api.post(ADD, body), range(27))]
        assert sorted(codes) == [0] * 25 + [45026] * 2
        listed = api.get(ALL)["template_list"]
        assert len(listed) == 25
        assert api.post(REMOVE, {"template_id": listed[3]["template_id"]}) == OK
        assert api.post(ADD, body)["errcode"] == 0
        assert api.post(ADD, body)["errcode"] == 45026


class TestIndustry:
    def test_a_choice_a_month_removes_templates_of_others(self, api: Api) -> None:
        it, other = (
            {"first_class": "IT科技", "second_class": "互联网|电子商务"},
            {"first_class": "其它", "second_class": "其它"},
        )
        assert api.get(GET_INDUSTRY) == {"primary_industry": it, "secondary_industry": other}
        api.post(ADD, {"template_id_short": "TM00015"})
        api.post(ADD, {"template_id_short": "50101", "keyword_name_list": ["订单号"]})
        assert api.post(SET_INDUSTRY, {"industry_id1": "10", "industry_id2": 11}) == OK
        assert api.get(GET_INDUSTRY) == {
            "primary_industry": {"first_class": "餐饮", "second_class": "餐饮"},
            "secondary_industry": {"first_class": "酒店旅游", "second_class": "酒店"},
        }
        assert [one["title"] for one in api.get(ALL)["template_list"]] == ["订单状态通知"]
        assert api.post(ADD, {"template_id_short": "TM10002"})["errcode"] == 0
        assert api.post(SET_INDUSTRY, {"industry_id1": "1", "industry_id2": "4"})["errcode"] == 43100
        assert len(api.get(ALL)["template_list"]) == 2
        later(days=31)
        api.renew()
        assert api.post(SET_INDUSTRY, {"industry_id1": "1", "industry_id2": "4"}) == OK

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b"", 44002),
            ({}, 40102),
            ({"industry_id1": "1"}, 40102),
            ({"industry_id1": "1", "industry_id2": "1"}, 40102),
            ({"industry_id1": "0", "industry_id2": "1"}, 40102),
            ({"industry_id1": "1", "industry_id2": "42"}, 40102),
            ({"industry_id1": "IT", "industry_id2": "1"}, 40102),
        ],
    )
    def test_what_is_no_industry(self, world: World, api: Api, body: object, code: int) -> None:
        before = kept(world)
        assert api.post(SET_INDUSTRY, body)["errcode"] == code
        assert kept(world) == before


class TestSend:
    def test_the_person_gets_a_card_and_the_account_one_event(self, world: World, api: Api, template: str) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        program = {"appid": "wx1234", "pagepath": "index?o=1"}
        answer = api.post(
            SEND,
            {
                "touser": openid,
                "template_id": template,
                "url": "https://brand.example.test/o/1",
                "miniprogram": program,
                "topcolor": "#FF0000",
                "data": DATA | {"first": {"value": "您好"}, "remark": {"value": "谢谢"}},
            },
        )
        assert answer == {**OK, "msgid": answer["msgid"]}
        assert isinstance(answer["msgid"], int)
        assert ended(world) == [{"event": "TEMPLATESENDJOBFINISH", "msg_id": answer["msgid"], "status": "success"}]
        (message,) = world.chat(api, person)
        assert (message.type, message.sender_kind, message.sender_id) == ("template", "account", api.appid)
        assert message.content == {
            "title": "订单支付成功",
            "url": "https://brand.example.test/o/1",
            "mini_program": program,
            "lines": [{"label": "支付金额", "value": "39.80元"}, {"label": "商品信息", "value": "龙井"}],
        }
        assert world.rows("template")[0]["delivered"] == 1

    def test_the_shapes_that_old_clients_send(self, world: World, api: Api, template: str) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        body: dict[str, Any] = {
            "touser": openid,
            "template_id": template,
            "url": "",
            "miniprogram": None,
            "topcolor": "",
            "data": {},
        }
        assert api.post(SEND, body)["errcode"] == 0
        ended(world)
        (message,) = world.chat(api, person)
        assert message.content["url"] == ""
        assert message.content["mini_program"] is None
        assert [line["value"] for line in message.content["lines"]] == ["", ""]

    def test_a_script_is_no_page(self, world: World, api: Api, template: str) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        body = {"touser": openid, "template_id": template, "url": "javascript:alert(1)", "data": DATA}
        assert api.post(SEND, body)["errcode"] == 0
        ended(world)
        assert world.chat(api, person)[0].content["url"] == ""

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"touser": None}, 40003),
            ({"touser": "oNobody"}, 40003),
            ({"template_id": ""}, 40037),
            ({"template_id": "x" * 43}, 40037),
            ({"template_id": "x" * 65}, 40036),
            ({"url": "https://e/" + "x" * 2048}, 40039),
            ({"miniprogram": "wx1"}, 47001),
            ({"miniprogram": {"pagepath": "a"}}, 47001),
            ({"data": None}, 47003),
            ({"data": {"orderMoneySum": "39.80"}}, 47003),
            ({"data": {"orderMoneySum": {"value": ["1"]}}}, 47003),
        ],
    )
    def test_what_is_refused_changes_nothing(
        self, world: World, api: Api, template: str, change: dict[str, object], code: int
    ) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        before = kept(world)
        assert api.post(SEND, {"touser": openid, "template_id": template, "data": DATA} | change)["errcode"] == code
        assert kept(world) == before
        assert world.pushes.taken() == []

    @pytest.mark.parametrize(("body", "code"), [(b"", 44002), (b"{", 47001), ([], 47001)])
    def test_a_body_that_is_none(self, api: Api, body: object, code: int) -> None:
        assert api.post(SEND, body)["errcode"] == code

    def test_typed_values_are_checked(self, world: World, api: Api) -> None:
        template = api.post(ADD, {"template_id_short": "50101", "keyword_name_list": ["商品名称", "订单金额"]})
        person, _ = world.person()
        body = {"touser": world.follow(api, person), "template_id": template["template_id"]}
        amount = {"amount2": {"value": "39.80"}}
        for data in (amount, amount | {"thing1": {"value": ""}}, amount | {"thing1": {"value": "茶" * 21}}):
            answer = api.post(SEND, {**body, "data": data})
            assert answer["errcode"] == 47003
            assert "thing1" in answer["errmsg"]
        assert world.chat(api, person) == []
        assert api.post(SEND, {**body, "data": amount | {"thing1": {"value": "茶" * 20}}})["errcode"] == 0
        assert ended(world)[0]["status"] == "success"

    def test_who_does_not_follow_gets_none(self, world: World, api: Api, template: str) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        world.unfollow(api, openid)
        before = kept(world)
        assert api.post(SEND, {"touser": openid, "template_id": template, "data": DATA})["errcode"] == 43004
        assert kept(world) == before

    def test_the_same_client_msg_id_is_one_message_for_ten_minutes(self, world: World, api: Api, template: str) -> None:
        person, _ = world.person()
        other, _ = world.person("大茶")
        body = {"template_id": template, "client_msg_id": "ord-1", "data": DATA, "touser": world.follow(api, person)}
        first, again = api.post(SEND, body), api.post(SEND, body)
        assert again == first
        theirs = api.post(SEND, body | {"touser": world.follow(api, other)})
        assert theirs["msgid"] != first["msgid"]
        until(lambda: not [row for row in world.rows("job") if "templates" in row["kind"]])
        assert len(world.chat(api, person)) == len(world.chat(api, other)) == 1
        later(minutes=10)
        assert api.post(SEND, body)["msgid"] != first["msgid"]
        until(lambda: len(world.chat(api, person)) == 2)

    def test_a_person_may_refuse_them(self, world: World, api: Api, template: str) -> None:
        person, phone = world.person()
        openid = world.follow(api, person)
        path = f"/api/phone/accounts/{api.appid}/template-notices"
        assert world.nobody().put(path, json={"on": False}).status_code == 401
        assert phone.get(path).json() == {"on": True}
        assert phone.put(path, json={"on": False}).json() == {"on": False}
        assert phone.get(path).json() == {"on": False}
        answer = api.post(SEND, {"touser": openid, "template_id": template, "data": DATA})
        assert answer["errcode"] == 0
        assert ended(world) == [
            {"event": "TEMPLATESENDJOBFINISH", "msg_id": answer["msgid"], "status": "failed:user block"}
        ]
        assert world.chat(api, person) == []
        phone.put(path, json={"on": True})
        api.post(SEND, {"touser": openid, "template_id": template, "data": DATA})
        assert ended(world)[0]["status"] == "success"
        assert phone.get("/api/phone/accounts/wx0/template-notices").status_code == 404

    def test_the_sandbox_lets_them_fail(self, world: World, api: Api, template: str) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        path = f"/api/mp/accounts/{api.appid}/templates/failing"
        assert world.operator().put(path, json={"failing": True}).status_code == 404
        operator = world.operator(api.appid)
        assert operator.put(path, json={"failing": True}).json()["failing"] is True
        api.post(SEND, {"touser": openid, "template_id": template, "data": DATA})
        assert ended(world)[0]["status"] == "failed: system failed"
        assert world.chat(api, person) == []
        row = world.rows("template")[0]
        assert (row["delivered"], row["blocked"], row["failed"]) == (0, 0, 1)


@pytest.mark.parametrize(
    ("kind", "verified", "code"),
    [("service", True, 0), ("subscription", True, 48001), ("service", False, 48001), ("subscription", False, 48001)],
)
def test_only_certified_service_accounts_may_call(world: World, kind: str, verified: bool, code: int) -> None:  # noqa: FBT001
    caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
    assert caller.get(ALL).get("errcode", 0) == code
    assert caller.post(ADD, {"template_id_short": "TM00015"})["errcode"] == code
    assert caller.get(GET_INDUSTRY).get("errcode", 0) == code


def test_the_event_has_the_elements_of_real_ones() -> None:
    if not SAMPLES.exists():
        pytest.skip(f"no samples at {SAMPLES}")
    with gzip.open(SAMPLES, "rt", encoding="utf-8") as lines:
        samples = [one for one in map(json.loads, lines) if one["event"] == "TEMPLATESENDJOBFINISH"]
    raw = [one["raw"].encode() for one in samples if one["format"] == "xml"]
    assert raw
    for body in raw:
        event = parse_push(body)
        assert isinstance(event, TemplateSendJobFinishEvent)
        assert parse_xml(event.to_xml()) == parse_xml(body)
