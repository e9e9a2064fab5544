"""The desk over real HTTP: queue, taking, answering, closing."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest

from teahouse.kit import clock
from teahouse.protocol import ClickEvent
from tests.suite.world import GH, Brand, FakeApi, Staff, until

HANDED_OVER = "正在为您转接人工客服，请稍候。您可以继续留言，客服会看到全部内容。"


@pytest.fixture
def agent(brand: Brand) -> Staff:
    return brand.staff("小茶")


@pytest.fixture
def waiting(brand: Brand, agent: Staff) -> str:
    """A conversation that waits for a person."""
    assert HANDED_OVER in brand.says("空调坏了")
    items: list[dict[str, Any]] = agent.get("/desk/conversations", box="waiting")["items"]
    return str(items[0]["id"])


def one(conversation: str, verb: str = "") -> str:
    return f"/desk/conversations/{conversation}{verb}"


def write(staff: Staff, conversation: str, text: str, client_id: str = "c1") -> httpx.Response:
    body = {"client_id": client_id, "type": "text", "content": {"text": text}}
    return staff.call("POST", one(conversation, "/messages"), body)


def messages(staff: Staff, conversation: str, **params: int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = staff.get(one(conversation, "/messages"), **params)["items"]
    return items


def state_of(staff: Staff, conversation: str, seq: int) -> str:
    return next(str(m["state"]) for m in messages(staff, conversation) if m["seq"] == seq)


class TestQueue:
    def test_what_no_rule_answers_waits_with_its_history(self, brand: Brand, agent: Staff, waiting: str) -> None:
        shown = agent.get(one(waiting))
        at = shown["updated_at"]
        assert shown == {
            "id": waiting,
            "follower": {
                "id": shown["follower"]["id"],
                "nickname": "粉丝Fan1",
                "avatar_url": None,
                "account_id": brand.account["id"],
            },
            "account_name": "茶馆",
            "state": "waiting",
            "agent": None,
            "reason": "no_match",
            "last": {"text": "空调坏了", "type": "text", "at": at, "from": "fan"},
            "unread": 1,
            "waiting_since": at,
            "updated_at": at,
            "window_ends_at": at + 48 * 3600,
            "draft": "",
        }
        assert [(m["seq"], m["from"], m["content"]["text"], m["state"]) for m in messages(agent, waiting)] == [
            (1, "fan", "空调坏了", "sent"),
            (2, "robot", HANDED_OVER, "sent"),
        ]

    def test_further_messages_stay_in_the_conversation_without_an_answer(
        self, brand: Brand, agent: Staff, waiting: str
    ) -> None:
        assert brand.says("快一点") == "success"
        shown = agent.get("/desk/conversations", box="waiting")["items"]
        assert [(c["id"], c["unread"], c["last"]["text"]) for c in shown] == [(waiting, 2, "快一点")]

    def test_summary_counts(self, brand: Brand, agent: Staff, waiting: str) -> None:
        brand.says("还有我", "oFan2")
        agent.call("POST", one(waiting, "/take"))
        clock.set_shift(timedelta(seconds=100))
        counts = agent.get("/desk/summary")
        assert {name: counts[name] for name in ("waiting", "mine", "open", "closed_today")} == {
            "waiting": 1,
            "mine": 1,
            "open": 1,
            "closed_today": 0,
        }
        assert 99 <= counts["longest_wait_seconds"] <= 105
        assert brand.owner.get("/desk/summary")["mine"] == 0

    def test_boxes_are_paged_and_searched(self, brand: Brand, agent: Staff) -> None:
        for number in range(52):
            brand.says(f"问题{number:02d}", f"oFan{number:04d}")
        first = agent.get("/desk/conversations", box="waiting")
        second = agent.get("/desk/conversations", box="waiting", cursor=first["next"])
        names = [c["follower"]["nickname"] for c in first["items"] + second["items"]]
        assert (len(first["items"]), second["next"]) == (50, None)
        assert sorted(names) == [f"粉丝{number:04d}" for number in range(52)]
        found = agent.get("/desk/conversations", box="waiting", q="Fan0007")["items"]
        assert [c["follower"]["nickname"] for c in found] == ["粉丝0007"]
        assert agent.get("/desk/conversations", box="waiting", q="%")["items"] == []
        assert agent.call("GET", "/desk/conversations?box=waiting&cursor=x").status_code == 422


class TestTaking:
    def test_of_two_at_once_one_wins_and_the_other_reads_who(self, brand: Brand, agent: Staff, waiting: str) -> None:
        both = [agent, brand.staff("小水")]
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda staff: staff.call("POST", one(waiting, "/take")), both))
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        winner = both[[answer.status_code for answer in answers].index(200)]
        refused = next(answer.json() for answer in answers if answer.status_code == 409)
        assert (refused["code"], refused["message"]) == ("desk.taken", f"{winner.name} 正在接待这位粉丝")
        assert agent.get(one(waiting))["agent"] == {"id": winner.id, "name": winner.name}
        assert [m["content"]["text"] for m in messages(agent, waiting) if m["from"] == "system"] == [
            f"{winner.name} 接入了会话"
        ]

    def test_taking_twice_is_taking_once(self, agent: Staff, waiting: str) -> None:
        assert agent.call("POST", one(waiting, "/take")).json()["state"] == "open"
        assert agent.call("POST", one(waiting, "/take")).status_code == 200
        assert len(messages(agent, waiting)) == 3

    def test_taking_over_names_whom_from(self, brand: Brand, agent: Staff, waiting: str) -> None:
        agent.call("POST", one(waiting, "/take"))
        other = brand.staff("小水")
        assert other.call("POST", one(waiting, "/take")).status_code == 409
        assert other.call("POST", one(waiting, "/take"), {"instead_of": brand.owner.id}).status_code == 409
        taken = other.call("POST", one(waiting, "/take"), {"instead_of": agent.id})
        assert taken.json()["agent"]["name"] == "小水"

    def test_transfer_is_for_who_has_it_and_for_operators(self, brand: Brand, agent: Staff, waiting: str) -> None:
        other = brand.staff("小水")
        agent.call("POST", one(waiting, "/take"))
        assert other.call("POST", one(waiting, "/transfer"), {"staff_id": other.id}).status_code == 409
        assert agent.call("POST", one(waiting, "/transfer"), {"staff_id": "nobody"}).status_code == 404
        assert agent.get(one(waiting))["agent"]["id"] == agent.id
        assert agent.call("POST", one(waiting, "/transfer"), {"staff_id": other.id}).json()["agent"] == {
            "id": other.id,
            "name": "小水",
        }
        assert brand.owner.call("POST", one(waiting, "/transfer"), {"staff_id": agent.id}).status_code == 200
        assert messages(agent, waiting)[-1]["content"]["text"] == "掌柜 把会话转给了 小茶"

    def test_closing_gives_the_fan_back_to_the_robot(self, brand: Brand, agent: Staff, waiting: str) -> None:
        agent.call("POST", one(waiting, "/take"))
        assert brand.says("在吗") == "success"
        assert agent.call("POST", one(waiting, "/close")).json()["state"] == "closed"
        assert agent.call("POST", one(waiting, "/close")).status_code == 200
        assert agent.get("/desk/summary")["closed_today"] == 1
        assert HANDED_OVER in brand.says("又坏了")
        assert agent.call("POST", one(waiting, "/take")).json()["code"] == "desk.elsewhere"

    def test_what_is_closed_is_taken_up_again(self, brand: Brand, agent: Staff, waiting: str) -> None:
        agent.call("POST", one(waiting, "/close"))
        assert write(agent, waiting, "还在").json()["code"] == "desk.closed"
        assert agent.call("POST", one(waiting, "/take")).json()["state"] == "open"
        assert brand.says("好的") == "success"
        assert agent.get(one(waiting))["unread"] == 1


class TestMessages:
    def test_an_answer_is_sent_and_takes_what_waits(self, agent: Staff, waiting: str, api: FakeApi) -> None:
        answer = write(agent, waiting, " 马上来 ")
        assert (answer.status_code, answer.json()["state"]) == (201, "sending")
        seq = answer.json()["seq"]
        until(lambda: state_of(agent, waiting, seq) == "sent")
        assert api.sent() == [{"touser": "oFan1", "msgtype": "text", "text": {"content": "马上来"}}]
        shown = agent.get(one(waiting))
        assert (shown["state"], shown["agent"]["id"], shown["waiting_since"], shown["unread"]) == (
            "open",
            agent.id,
            None,
            0,
        )
        assert (messages(agent, waiting)[-1]["from"], messages(agent, waiting)[-1]["agent_name"]) == ("agent", "小茶")

    def test_the_same_client_id_is_one_message(self, agent: Staff, waiting: str, api: FakeApi) -> None:
        with ThreadPoolExecutor(5) as pool:
            answers = list(pool.map(lambda _: write(agent, waiting, "一次"), range(5)))
        assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 201]
        assert len({answer.json()["seq"] for answer in answers}) == 1
        until(lambda: state_of(agent, waiting, answers[0].json()["seq"]) == "sent")
        assert len(api.sent()) == 1

    def test_messages_arrive_in_order(self, agent: Staff, waiting: str, api: FakeApi) -> None:
        for number in range(8):
            write(agent, waiting, f"第{number}句", f"c{number}")
        until(lambda: len(api.sent()) == 8)
        assert [sent["text"]["content"] for sent in api.sent()] == [f"第{number}句" for number in range(8)]

    def test_who_does_not_have_it_may_not_answer(self, brand: Brand, agent: Staff, waiting: str) -> None:
        agent.call("POST", one(waiting, "/take"))
        refused = write(brand.staff("小水"), waiting, "我来")
        assert (refused.status_code, refused.json()["code"]) == (409, "desk.taken")
        assert [m["from"] for m in messages(agent, waiting)] == ["fan", "robot", "system"]

    def test_pictures_are_uploaded_first_and_once(self, brand: Brand, agent: Staff, waiting: str, api: FakeApi) -> None:
        file = brand.house.files.put(b"\x89PNG", "image/png")
        answers = []
        for number in (1, 2):
            body = {"client_id": f"p{number}", "type": "image", "content": {"file": file, "width": 3, "height": 2}}
            answers.append(agent.call("POST", one(waiting, "/messages"), body).json())
            until(lambda: state_of(agent, waiting, answers[-1]["seq"]) == "sent")
        assert answers[0]["content"] == {
            "file": file,
            "url": f"{brand.house.settings.base_url}/files/{file}",
            "width": 3,
            "height": 2,
        }
        assert api.sent() == [{"touser": "oFan1", "msgtype": "image", "image": {"media_id": "MEDIA"}}] * 2
        assert len(api.to("/cgi-bin/media/upload")) == 1

    def test_an_article_is_one_card(self, agent: Staff, waiting: str, api: FakeApi) -> None:
        article = {"title": "保修", "description": "三年", "url": "https://example.com/a", "image_url": ""}
        body = {"client_id": "a1", "type": "article", "content": article}
        assert agent.call("POST", one(waiting, "/messages"), body).json()["type"] == "news"
        until(api.sent)
        card = {"title": "保修", "description": "三年", "url": "https://example.com/a", "picurl": ""}
        assert api.sent() == [{"touser": "oFan1", "msgtype": "news", "news": {"articles": [card]}}]

    @pytest.mark.parametrize(
        ("kind", "content", "field"),
        [
            ("text", {"text": "  "}, "text"),
            ("text", {"text": "字" * 601}, "text"),
            ("image", {"file": "../secret.key"}, "file"),
            ("image", {}, "file"),
            ("article", {"title": "", "url": "https://example.com"}, "title"),
            ("article", {"title": "标题", "url": "javascript:alert(1)"}, "url"),
            ("article", {"title": "标题", "url": "https://example.com", "image_url": "data:x"}, "image_url"),
        ],
    )
    def test_what_cannot_be_sent_is_refused(
        self, agent: Staff, waiting: str, kind: str, content: dict[str, str], field: str
    ) -> None:
        body = {"client_id": "x", "type": kind, "content": content}
        refused = agent.call("POST", one(waiting, "/messages"), body)
        assert (refused.status_code, refused.json()["field"]) == (422, field)
        assert agent.get(one(waiting))["state"] == "waiting"
        assert len(messages(agent, waiting)) == 2

    def test_a_refusal_is_shown_in_wechats_words_and_can_be_tried_again(
        self, agent: Staff, waiting: str, api: FakeApi
    ) -> None:
        path = "/cgi-bin/message/custom/send"
        api.answers[path] = lambda _: {"errcode": 45015, "errmsg": "response out of time limit"}
        seq = write(agent, waiting, "在吗").json()["seq"]
        until(lambda: state_of(agent, waiting, seq) == "failed")
        assert messages(agent, waiting)[-1]["error"] == "距对方上次互动已超过 48 小时，微信不允许再发送"
        english = agent.http.get(agent.base + one(waiting, "/messages"), headers={"Accept-Language": "en"}).json()
        assert english["items"][-1]["error"] == "More than 48 hours since they last wrote; WeChat refuses"
        del api.answers[path]
        again = agent.call("POST", one(waiting, f"/messages/{seq}/retry"))
        assert (again.status_code, again.json()["state"], again.json()["error"]) == (200, "sending", None)
        until(lambda: state_of(agent, waiting, seq) == "sent")
        assert len(api.sent()) == 2
        assert agent.call("POST", one(waiting, f"/messages/{seq}/retry")).status_code == 409
        assert agent.call("POST", one(waiting, "/messages/99/retry")).status_code == 404

    def test_a_busy_wechat_is_asked_again(self, agent: Staff, waiting: str, api: FakeApi) -> None:
        replies = iter([{"errcode": -1, "errmsg": "system error"}, {"errcode": 0, "errmsg": "ok"}])
        api.answers["/cgi-bin/message/custom/send"] = lambda _: next(replies)
        seq = write(agent, waiting, "在吗").json()["seq"]
        until(lambda: state_of(agent, waiting, seq) == "sent")

    def test_typing_is_told(self, agent: Staff, waiting: str, api: FakeApi) -> None:
        for on in (True, False):
            assert agent.call("POST", one(waiting, "/typing"), {"on": on}).status_code == 204
        until(lambda: len(api.to("/cgi-bin/message/custom/typing")) == 2)
        commands = {call.json["command"] for call in api.to("/cgi-bin/message/custom/typing")}
        assert commands == {"Typing", "CancelTyping"}

    def test_pages_of_messages(self, brand: Brand, agent: Staff, waiting: str) -> None:
        for number in range(6):
            brand.says(f"第{number}句")
        last = agent.get(one(waiting, "/messages"), limit=3)
        assert ([m["seq"] for m in last["items"]], last["more"]) == ([6, 7, 8], True)
        older = agent.get(one(waiting, "/messages"), before=6, limit=3)
        assert ([m["seq"] for m in older["items"]], older["more"]) == ([3, 4, 5], True)
        newer = agent.get(one(waiting, "/messages"), after=5, limit=10)
        assert ([m["seq"] for m in newer["items"]], newer["more"]) == ([6, 7, 8], False)

    def test_clicks_of_the_menu_are_shown_between_messages(self, brand: Brand, agent: Staff, waiting: str) -> None:
        click = ClickEvent(to_user_name=GH, from_user_name="oFan1", create_time=int(time.time()), event_key="PRICES")
        brand.push(click)
        last = messages(agent, waiting)[-1]
        assert (last["from"], last["content"]["code"], last["content"]["text"]) == (
            "system",
            "menu",
            "点击了菜单 PRICES",
        )


class TestMarks:
    def test_reading_goes_forward_only(self, brand: Brand, agent: Staff, waiting: str) -> None:
        brand.says("第二句")
        assert agent.call("PUT", one(waiting, "/read"), {"seq": 1}).status_code == 204
        assert agent.get(one(waiting))["unread"] == 1
        agent.call("PUT", one(waiting, "/read"), {"seq": 3})
        agent.call("PUT", one(waiting, "/read"), {"seq": 1})
        assert agent.get(one(waiting))["unread"] == 0

    def test_a_draft_is_kept_until_the_answer(self, agent: Staff, waiting: str) -> None:
        assert agent.call("PUT", one(waiting, "/draft"), {"text": "您好，"}).status_code == 204
        assert agent.get(one(waiting))["draft"] == "您好，"
        assert agent.call("PUT", one(waiting, "/draft"), {"text": "长" * 4001}).status_code == 422
        write(agent, waiting, "您好")
        assert agent.get(one(waiting))["draft"] == ""


class TestQuickReplies:
    def test_shared_and_own(self, brand: Brand, agent: Staff, waiting: str) -> None:
        shared = agent.call(
            "POST", "/quick-replies", {"group": "问候", "title": "你好", "text": "您好", "shared": True}
        )
        own = agent.call("POST", "/quick-replies", {"title": "再见", "text": "再会", "shared": False}).json()
        assert shared.status_code == 201
        assert {**shared.json(), "id": ""} == {
            "id": "",
            "group": "问候",
            "title": "你好",
            "text": "您好",
            "shared": True,
            "uses": 0,
        }
        assert [r["title"] for r in brand.owner.get("/quick-replies")["items"]] == ["你好"]
        assert {r["title"] for r in agent.get("/quick-replies")["items"]} == {"你好", "再见"}
        path = f"/quick-replies/{own['id']}"
        assert brand.owner.call("PUT", path, {"title": "改", "text": "改"}).status_code == 404
        assert brand.owner.call("DELETE", path).status_code == 404
        body = {"client_id": "q", "type": "text", "content": {"text": "您好"}, "quick_reply_id": shared.json()["id"]}
        agent.call("POST", one(waiting, "/messages"), body)
        assert [r["uses"] for r in brand.owner.get("/quick-replies")["items"]] == [1]
        assert agent.call("PUT", path, {"title": "改", "text": "改了", "shared": True}).json()["shared"] is True
        assert agent.call("DELETE", path).status_code == 204
        assert [r["title"] for r in agent.get("/quick-replies")["items"]] == ["你好"]

    def test_inline_errors(self, agent: Staff) -> None:
        for body, field in (({"title": "", "text": "x"}, "title"), ({"title": "x", "text": ""}, "text")):
            refused = agent.call("POST", "/quick-replies", body)
            assert (refused.status_code, refused.json()["field"]) == (422, field)
        assert agent.get("/quick-replies")["items"] == []


ROUTES = [
    ("GET", "/desk/summary", None),
    ("GET", "/desk/conversations?box=waiting", None),
    ("GET", "/desk/conversations/{id}", None),
    ("GET", "/desk/conversations/{id}/messages", None),
    ("POST", "/desk/conversations/{id}/take", None),
    ("POST", "/desk/conversations/{id}/close", None),
    ("POST", "/desk/conversations/{id}/transfer", {"staff_id": "x"}),
    ("POST", "/desk/conversations/{id}/typing", {"on": True}),
    ("PUT", "/desk/conversations/{id}/read", {"seq": 1}),
    ("PUT", "/desk/conversations/{id}/draft", {"text": "x"}),
    ("POST", "/desk/conversations/{id}/messages", {"client_id": "c", "type": "text", "content": {"text": "x"}}),
    ("POST", "/desk/conversations/{id}/messages/1/retry", None),
    ("GET", "/quick-replies", None),
    ("POST", "/quick-replies", {"title": "x", "text": "x"}),
    ("PUT", "/quick-replies/x", {"title": "x", "text": "x"}),
    ("DELETE", "/quick-replies/x", None),
]


def test_callers(brand: Brand, agent: Staff, waiting: str) -> None:
    nobody, stranger, analyst = brand.nobody(), brand.stranger(), brand.staff("分析", "analyst")
    before = agent.get(one(waiting))
    for method, pattern, body in ROUTES:
        path = pattern.replace("{id}", waiting)
        assert nobody.call(method, path, body).status_code == 401, path
        refused = stranger.call(method, path, body)
        assert (refused.status_code, refused.json()["code"]) == (404, "brands.not_found"), path
        assert analyst.call(method, path, body).status_code == 403, path
    assert agent.get(one(waiting)) == before
    own = stranger.http.get("/api/me").json()["brands"][0]["id"]
    theirs = Staff(stranger.http, stranger.id, "", f"/api/brands/{own}")
    assert theirs.call("GET", one(waiting)).json()["code"] == "desk.not_found"
