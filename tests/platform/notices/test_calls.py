"""Subscription notifications over real HTTP: the library, consent, messages, and the exact events of each."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.platform.notices.conftest import ADD, OK, SEND, Reader, settled
from tests.platform.world import Api, World

CATEGORIES, TITLES, KEYWORDS, ALL, REMOVE = (
    f"/wxaapi/newtmpl/{name}"
    for name in ("getcategory", "getpubtemplatetitles", "getpubtemplatekeywords", "gettemplate", "deltemplate")
)
MINI_SEND = "/cgi-bin/message/subscribe/send"
DATA = {"thing1": {"value": "湖滨店"}, "character_string2": {"value": "A018"}}
_TABLES = ("notice_template", "notice_account", "notice_consent", "message", "job")


def kept(world: World) -> dict[str, list[str]]:
    return {table: sorted(map(str, world.rows(table))) for table in _TABLES}


def pushed(world: World, reader: Reader) -> list[str]:
    """The events since the last call as XML, after their head, which is checked."""
    found = []
    for appid, person_id, event in world.pushes.events:
        assert (appid, person_id) == (reader.api.appid, reader.person_id)
        head = (
            f"<xml><ToUserName><![CDATA[{reader.api.account.original_id}]]></ToUserName>"
            f"<FromUserName><![CDATA[{reader.openid}]]></FromUserName><CreateTime>{event.create_time}</CreateTime>"
            "<MsgType><![CDATA[event]]></MsgType>"
        )
        text = event.to_xml().decode()
        assert text.startswith(head)
        found.append(text.removeprefix(head).removesuffix("</xml>"))
    world.pushes.events.clear()
    return found


def popup(*answers: tuple[str, str], scene: int = 1) -> str:
    items = "".join(
        f"<List><TemplateId><![CDATA[{template}]]></TemplateId><SubscribeStatusString><![CDATA[{said}]]>"
        f"</SubscribeStatusString><PopupScene>{scene}</PopupScene></List>"
        for template, said in answers
    )
    return (
        f"<Event><![CDATA[subscribe_msg_popup_event]]></Event><SubscribeMsgPopupEvent>{items}</SubscribeMsgPopupEvent>"
    )


class TestLibrary:
    def test_categories_titles_and_keywords(self, api: Api) -> None:
        categories = api.get(CATEGORIES)
        assert categories["data"][0] == {"id": 307, "name": "餐饮"}
        assert api.get(TITLES, ids="307,701", start="1", limit="2") == {
            **OK,
            "count": 4,
            "data": [
                {"tid": 402, "title": "排队进度提醒", "type": 2, "categoryId": "307"},
                {"tid": 4101, "title": "办事进度通知", "type": 3, "categoryId": "701"},
            ],
        }
        assert api.get(TITLES, ids="307", start="9", limit="30") == {**OK, "count": 2, "data": []}
        found = api.get(KEYWORDS, tid="401")
        assert found["count"] == 4
        assert found["data"][1] == {"kid": 2, "name": "取餐号", "example": "A018", "rule": "character_string"}

    def test_titles_that_cannot_be_listed(self, api: Api) -> None:
        cases: list[tuple[dict[str, str], int]] = [
            ({"start": "0", "limit": "30"}, 200018),
            ({"ids": "2,x", "start": "0", "limit": "30"}, 200018),
            ({"ids": "2", "start": "0", "limit": "30"}, 200019),
            ({"ids": "307", "limit": "30"}, 200016),
            ({"ids": "307", "start": "-1", "limit": "30"}, 200016),
            ({"ids": "307", "start": "0"}, 200017),
            ({"ids": "307", "start": "0", "limit": "31"}, 200017),
            ({"ids": "307", "start": "0", "limit": "0"}, 200017),
        ]
        for query, code in cases:
            assert api.get(TITLES, **query)["errcode"] == code, query

    def test_a_template_is_added_listed_and_removed(self, world: World, api: Api) -> None:
        assert api.get(ALL) == {**OK, "data": []}
        answer = api.post(ADD, {"tid": "1202", "kidList": [3, 1], "sceneDesc": "退款进度"})
        template_id = answer["priTmplId"]
        assert answer == {**OK, "priTmplId": template_id}
        assert api.get(ALL) == {
            **OK,
            "data": [
                {
                    "priTmplId": template_id,
                    "title": "退款结果通知",
                    "content": "退款状态:{{const3.DATA}}\n商品名称:{{thing1.DATA}}\n",
                    "example": "退款状态:退款成功\n商品名称:明前龙井 50 克\n",
                    "type": 2,
                    "keywordEnumValueList": [{"keywordCode": "const3.DATA", "enumValueList": ["退款成功", "退款失败"]}],
                }
            ],
        }
        assert api.post(ADD, {"tid": 1202, "kidList": ["3", "1"]})["errcode"] == 200022
        assert world.account(name="别家茶馆").post(REMOVE, {"priTmplId": template_id})["errcode"] == 40037
        assert len(api.get(ALL)["data"]) == 1
        assert api.post(REMOVE, {"priTmplId": template_id}) == OK
        assert api.get(ALL) == {**OK, "data": []}
        assert api.post(REMOVE, {"priTmplId": template_id})["errcode"] == 40037
        assert world.rows("notice_account")[0]["templates"] == 0

    def test_php_clients_send_forms(self, api: Api) -> None:
        path, query = ADD, {"access_token": api.token}
        fields = {"tid": "401", "kidList[0]": "2", "kidList[1]": "1", "sceneDesc": "取餐"}
        template_id = api.http.post(path, params=query, data=fields).json()["priTmplId"]
        assert api.get(ALL)["data"][0]["content"] == "取餐号:{{character_string2.DATA}}\n门店:{{thing1.DATA}}\n"
        assert api.http.post(REMOVE, params=query, data={"priTmplId": template_id}).json() == OK

    def test_what_cannot_be_added(self, world: World, api: Api) -> None:
        before = kept(world)
        cases: list[tuple[object, int]] = [
            (b"", 44002),
            (b"[", 47001),
            ({}, 200014),
            ({"tid": "9", "kidList": [1, 2]}, 200014),
            ({"tid": "401"}, 200020),
            ({"tid": "401", "kidList": [1]}, 200020),
            ({"tid": "401", "kidList": [1, 1]}, 200020),
            ({"tid": "401", "kidList": [1, 9]}, 200020),
            ({"tid": "401", "kidList": [1, "x"]}, 200020),
            ({"tid": "401", "kidList": [1, 2], "sceneDesc": "茶" * 16}, 200021),
        ]
        for body, code in cases:
            assert api.post(ADD, body)["errcode"] == code, body
        assert kept(world) == before

    def test_twenty_five_and_no_more_also_at_once(self, world: World, api: Api) -> None:
        bodies = [{"tid": 1201, "kidList": [a, b]} for a in range(1, 6) for b in range(1, 6) if a != b]
        bodies += [{"tid": 401, "kidList": [a, b]} for a in range(1, 4) for b in range(1, 4) if a != b]
        with ThreadPoolExecutor(4) as pool:
            codes = [one["errcode"] for one in pool.map(lambda body: api.post(ADD, body), bodies)]
        assert sorted(codes) == [0] * 25 + [200012]
        assert len(world.rows("notice_template")) == world.rows("notice_account")[0]["templates"] == 25


class TestConsent:
    def test_what_a_page_asks(self, reader: Reader, pickup: str, progress: str) -> None:
        def question(templates: str) -> dict[str, Any]:
            found: dict[str, Any] = reader.phone.get(f"{reader.path}/question", params={"templates": templates}).json()
            return found

        assert question(f"{pickup}, ") == {
            "fault": None,
            "items": [
                {
                    "template_id": pickup,
                    "title": "取餐提醒",
                    "type": 2,
                    "lines": ["门店:云上茶馆湖滨店", "取餐号:A018"],
                    "kept": "",
                }
            ],
        }
        assert [question(one)["fault"] for one in ("", "x", f"{pickup},{progress}", "a,b,c,d")] == [
            10001,
            20001,
            20002,
            20003,
        ]
        before = kept(reader.world)
        bad = reader.phone.post(f"{reader.path}/answer", json={"templates": [pickup, progress], "accepted": []})
        assert (bad.status_code, kept(reader.world)) == (422, before)
        assert reader.world.nobody().get(f"{reader.path}/question").status_code == 401
        assert reader.phone.get("/api/phone/accounts/wx0/notices/question").status_code == 404

    def test_an_answer_is_pushed_with_one_entry_a_template(self, reader: Reader, pickup: str) -> None:
        other = reader.api.post(ADD, {"tid": 402, "kidList": [1, 2]})["priTmplId"]
        assert reader.answers([pickup, other], [pickup]) == {pickup: "accept", other: "reject"}
        assert reader.answers([other], [other, pickup], in_article=True) == {other: "accept"}
        assert pushed(reader.world, reader) == [
            popup((pickup, "accept"), (other, "reject")),
            popup((other, "accept"), scene=2),
        ]
        counts = {row["template_id"]: (row["accepted"], row["refused"]) for row in reader.world.rows("notice_template")}
        assert counts == {pickup: (1, 0), other: (1, 1)}

    def test_an_answer_that_is_kept_stands(self, reader: Reader, pickup: str) -> None:
        assert reader.answers([pickup], [pickup], keep=True) == {pickup: "accept"}
        assert reader.answers([pickup], []) == {pickup: "accept"}
        (row,) = reader.world.rows("notice_consent")
        assert (row["credit"], row["kept"]) == (2, "accept")

    def test_the_switch_in_the_settings(self, reader: Reader, pickup: str) -> None:
        assert reader.phone.put(f"{reader.path}/{pickup}", json={"on": False}).status_code == 404
        reader.answers([pickup], [pickup])
        reader.world.pushes.events.clear()
        item = {"template_id": pickup, "title": "取餐提醒", "type": 2, "on": True, "credit": 1}
        assert reader.phone.get(reader.path).json() == {"items": [item]}
        assert reader.phone.put(f"{reader.path}/{pickup}", json={"on": False}).json() == {
            "items": [item | {"on": False}]
        }
        reader.phone.put(f"{reader.path}/{pickup}", json={"on": False})
        (event,) = pushed(reader.world, reader)
        assert event == (
            "<Event><![CDATA[subscribe_msg_change_event]]></Event><SubscribeMsgChangeEvent><List>"
            f"<TemplateId><![CDATA[{pickup}]]></TemplateId>"
            "<SubscribeStatusString><![CDATA[reject]]></SubscribeStatusString></List></SubscribeMsgChangeEvent>"
        )
        body = {"touser": reader.openid, "template_id": pickup, "data": DATA}
        assert reader.api.post(SEND, body)["errcode"] == 43101
        assert reader.answers([pickup], [pickup]) == {pickup: "reject"}
        reader.world.pushes.events.clear()
        reader.phone.put(f"{reader.path}/{pickup}", json={"on": True})
        assert pushed(reader.world, reader) == []
        assert reader.api.post(SEND, body) == OK

    def test_a_removed_template_takes_its_consent_along(self, reader: Reader, pickup: str) -> None:
        reader.answers([pickup], [pickup])
        assert reader.api.post(REMOVE, {"priTmplId": pickup}) == OK
        assert reader.phone.get(reader.path).json() == {"items": []}
        assert reader.world.rows("notice_consent") == []


class TestSend:
    def test_one_message_for_each_acceptance(self, reader: Reader, pickup: str) -> None:
        body = {"touser": reader.openid, "template_id": pickup, "page": "https://brand.example.test/o/1", "data": DATA}
        assert reader.api.post(SEND, body)["errcode"] == 43101
        assert reader.answers([pickup], [pickup]) == reader.answers([pickup], [pickup])
        reader.answers([pickup], [])
        reader.world.pushes.events.clear()
        assert [reader.api.post(SEND, body)["errcode"] for _ in range(3)] == [0, 0, 43101]
        settled(reader.world)
        assert reader.lines() == [["湖滨店", "A018"]] * 2
        message = reader.world.chat(reader.api, reader.person_id)[0]
        assert message.content == {
            "title": "取餐提醒",
            "url": "https://brand.example.test/o/1",
            "mini_program": None,
            "lines": [{"label": "门店", "value": "湖滨店"}, {"label": "取餐号", "value": "A018"}],
        }
        events = pushed(reader.world, reader)
        msgids = [event.partition("<MsgID>")[2].partition("</")[0] for event in events]
        assert len(set(msgids)) == 2
        assert all(msgid.isdigit() for msgid in msgids)
        assert events == [
            "<Event><![CDATA[subscribe_msg_sent_event]]></Event><SubscribeMsgSentEvent><List>"
            f"<TemplateId><![CDATA[{pickup}]]></TemplateId><MsgID>{msgid}</MsgID><ErrorCode>0</ErrorCode>"
            "<ErrorStatus><![CDATA[success]]></ErrorStatus></List></SubscribeMsgSentEvent>"
            for msgid in msgids
        ]
        assert reader.world.rows("notice_template")[0]["sent"] == 2

    def test_a_long_term_one_is_sent_until_it_is_refused(self, reader: Reader, progress: str) -> None:
        data = {"thing1": {"value": "居住证"}, "const2": {"value": "已受理"}}
        body = {"touser": reader.openid, "template_id": progress, "data": data}
        reader.answers([progress], [])
        assert reader.api.post(SEND, body)["errcode"] == 43101
        reader.answers([progress], [progress])
        assert [reader.api.post(SEND, body)["errcode"] for _ in range(3)] == [0, 0, 0]
        wrong = body | {"data": data | {"const2": {"value": "没有这个"}}}
        assert reader.api.post(SEND, wrong)["errcode"] == 47003
        reader.answers([progress], [])
        assert reader.api.post(SEND, body)["errcode"] == 43101

    def test_nobody_need_follow(self, reader: Reader, pickup: str) -> None:
        reader.answers([pickup], [pickup])
        reader.world.unfollow(reader.api, reader.openid)
        body = {"touser": reader.openid, "template_id": pickup, "miniprogram_state": "trial", "lang": "zh_CN"}
        assert reader.api.post(MINI_SEND, body | {"page": "pages/order?id=1", "data": DATA}) == OK
        settled(reader.world)
        assert reader.lines() == [["湖滨店", "A018"]]
        assert reader.world.chat(reader.api, reader.person_id)[-1].content["url"] == ""

    def test_only_one_of_two_at_once(self, reader: Reader, pickup: str) -> None:
        reader.answers([pickup], [pickup])
        body = {"touser": reader.openid, "template_id": pickup, "data": DATA}
        with ThreadPoolExecutor(4) as pool:
            codes = [one["errcode"] for one in pool.map(lambda _: reader.api.post(SEND, body), range(4))]
        assert sorted(codes) == [0, 43101, 43101, 43101]

    def test_what_is_refused_changes_nothing(self, reader: Reader, pickup: str) -> None:
        reader.answers([pickup], [pickup])
        before = kept(reader.world)
        body = {"touser": reader.openid, "template_id": pickup, "data": DATA}
        cases: list[tuple[str, dict[str, object], int]] = [
            (SEND, {"touser": None}, 40003),
            (SEND, {"touser": "oNobody"}, 40003),
            (SEND, {"template_id": None}, 40037),
            (SEND, {"template_id": "x"}, 40037),
            (SEND, {"page": "pages/index"}, 41030),
            (SEND, {"page": "https://e/" + "x" * 1024}, 41030),
            (SEND, {"miniprogram": {"pagepath": "a"}}, 47001),
            (SEND, {"data": {"thing1": {"value": "湖滨店"}}}, 47003),
            (SEND, {"data": DATA | {"thing1": {"value": "茶" * 21}}}, 47003),
            (MINI_SEND, {"miniprogram_state": "beta"}, 47003),
        ]
        for path, change, code in cases:
            assert reader.api.post(path, body | change)["errcode"] == code, change
        assert kept(reader.world) == before


@pytest.mark.parametrize(
    ("kind", "verified", "code"),
    [("service", True, 0), ("subscription", True, 0), ("service", False, 48001), ("subscription", False, 48001)],
)
def test_only_certified_accounts_may_call(world: World, kind: str, verified: bool, code: int) -> None:  # noqa: FBT001
    caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
    assert caller.get(CATEGORIES)["errcode"] == code
    assert caller.post(ADD, {"tid": 401, "kidList": [1, 2]})["errcode"] == code
    operator = world.operator(caller.appid)
    path = f"/api/mp/accounts/{caller.appid}/notices"
    answer = operator.post(path, json={"tid": 402, "kids": [1, 2]})
    assert answer.status_code == (403 if code else 201)


class TestMp:
    def test_the_page_adds_and_removes(self, world: World, api: Api) -> None:
        operator, path = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/notices"
        page = operator.get(path).json()
        assert page["items"] == []
        assert page["library"][0]["keywords"][1] == {"kid": 2, "name": "取餐号", "example": "A018"}
        assert len(page["once_template_id"]) == 43
        item = operator.post(path, json={"tid": 401, "kids": [1, 2], "scene": " 取餐 "}).json()["items"][0]
        assert (item["title"], item["scene"], item["content"]) == (
            "取餐提醒",
            "取餐",
            "门店:{{thing1.DATA}}\n取餐号:{{character_string2.DATA}}\n",
        )
        assert operator.get(path).json()["once_template_id"] == page["once_template_id"]
        again = operator.post(path, json={"tid": 401, "kids": [1, 2]})
        assert (again.status_code, again.json()["code"]) == (409, "notices.duplicate")
        assert operator.post(path, json={"tid": 401, "kids": [1]}).json()["code"] == "notices.bad_keywords"
        assert operator.delete(f"{path}/{item['template_id']}").json()["items"] == []
        assert operator.delete(f"{path}/{item['template_id']}").status_code == 404

    def test_others_are_kept_out(self, world: World, api: Api) -> None:
        path = f"/api/mp/accounts/{api.appid}/notices"
        before = kept(world)
        for client in (world.operator(), world.nobody()):
            assert client.get(path).status_code in {401, 404}
            assert client.post(path, json={"tid": 401, "kids": [1, 2]}).status_code in {401, 404}
        assert kept(world) == before
