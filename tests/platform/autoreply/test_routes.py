"""Edit mode: replies on follow, on any message, on keywords; over real HTTP with the platform's own ports."""

from typing import Any

import httpx
import pytest

from teahouse.kit import clock
from teahouse.platform import followers
from tests.platform.materials.samples import amr, picture
from tests.platform.push.stage import Person, Stage
from tests.platform.world import later

HELLO = {"type": "text", "content": "欢迎关注"}
MORE = {"type": "text", "content": "稍后回复您"}
RULE = {
    "name": "地址",
    "mode": "reply_all",
    "keywords": [{"content": "地址", "match": "contain"}, {"content": "在哪", "match": "equal"}],
    "replies": [{"type": "text", "content": "西湖路 1 号"}, {"type": "text", "content": "每天 9 点开门"}],
}
ARTICLE = {
    "title": "春茶上市",
    "author": "掌柜",
    "digest": "十款新茶",
    "show_cover": 1,
    "cover_url": "https://img.example.test/a.jpg",
    "content_url": "https://brand.example.test/spring",
    "source_url": "",
}


def path(stage: Stage, rest: str = "") -> str:
    return f"/api/mp/accounts/{stage.appid}/autoreply{rest}"


def switch(stage: Stage, *, on: bool) -> dict[str, Any]:
    answer: dict[str, Any] = stage.operator.put(path(stage, "/enabled"), json={"enabled": on}).json()
    return answer


def set_reply(stage: Stage, occasion: str, reply: object) -> httpx.Response:
    return stage.operator.put(path(stage, f"/{occasion}"), json={"reply": reply})


def add_rule(stage: Stage, **other: object) -> dict[str, Any]:
    answer: dict[str, Any] = stage.operator.post(path(stage, "/rules"), json=RULE | other).json()
    return answer


def said(stage: Stage, person: Person) -> list[tuple[str, Any]]:
    """What the account has said: text, or type and content."""
    return [
        ("text", one["content"]["text"]) if one["type"] == "text" else (one["type"], one["content"])
        for one in person.replies(stage.appid)
    ]


def current(stage: Stage) -> dict[str, Any]:
    query = {"grant_type": "client_credential", "appid": stage.appid, "secret": stage.secret}
    http = stage.operator
    token = http.get("/cgi-bin/token", params=query).json()["access_token"]
    answer: dict[str, Any] = http.get("/cgi-bin/get_current_autoreply_info", params={"access_token": token}).json()
    return answer


class TestAnswering:
    def test_on_follow_on_keywords_and_on_anything_else(self, stage: Stage) -> None:
        set_reply(stage, "follow", HELLO)
        set_reply(stage, "message", MORE)
        add_rule(stage)
        assert switch(stage, on=True)["enabled"] is True
        person = stage.person()
        assert said(stage, person) == [("text", "欢迎关注")]
        assert person.send(stage.appid, "请问地址").status_code == 201
        person.send(stage.appid, " 在哪 ")
        person.send(stage.appid, "店在哪")
        both = [("text", "西湖路 1 号"), ("text", "每天 9 点开门")]
        assert said(stage, person)[1:] == [*both, *both, ("text", "稍后回复您")]
        inbox = [(one["seq"], one["from"]["kind"]) for one in person.inbox(stage.appid)]
        assert inbox == [
            (number + 1, kind)
            for number, kind in enumerate(
                ["account", "person", "account", "account", "person", "account", "account", "person", "account"]
            )
        ]
        assert stage.pushes() == []

    def test_one_by_chance_is_one_of_them(self, stage: Stage) -> None:
        add_rule(stage, mode="random_one")
        switch(stage, on=True)
        person = stage.person()
        for count in range(1, 6):
            person.send(stage.appid, "地址")
            assert len(said(stage, person)) == count
        assert {text for _, text in said(stage, person)} <= {"西湖路 1 号", "每天 9 点开门"}

    def test_the_same_message_again_is_answered_once(self, stage: Stage) -> None:
        set_reply(stage, "message", MORE)
        switch(stage, on=True)
        person = stage.person()
        sent = [person.send(stage.appid, "你好", "same").status_code for _ in range(2)]
        assert sent == [201, 200]
        assert said(stage, person) == [("text", "稍后回复您")]

    def test_nothing_is_said_while_it_is_off_or_nothing_is_set(self, stage: Stage) -> None:
        switch(stage, on=True)
        person = stage.person()
        person.send(stage.appid, "地址")
        set_reply(stage, "follow", HELLO)
        set_reply(stage, "message", MORE)
        switch(stage, on=False)
        person.send(stage.appid, "地址")
        stage.person("乙")
        assert said(stage, person) == []
        switch(stage, on=True)
        set_reply(stage, "message", None)
        person.send(stage.appid, "地址")
        assert said(stage, person) == []

    def test_what_is_no_text_gets_the_answer_to_anything(self, stage: Stage) -> None:
        set_reply(stage, "message", MORE)
        add_rule(stage, keywords=[{"content": "a", "match": "contain"}])
        switch(stage, on=True)
        person = stage.person()
        place = {"latitude": 30.25, "longitude": 120.15, "scale": 15, "label": "banana", "name": "西湖"}
        body = {"conversation_id": f"a:{stage.appid}:{person.id}", "client_id": "c1", "type": "location"}
        assert person.phone.post("/api/phone/send", json=body | {"content": place}).status_code == 201
        assert said(stage, person) == [("text", "稍后回复您")]

    def test_who_follows_again_is_welcomed_again(self, stage: Stage) -> None:
        set_reply(stage, "follow", HELLO)
        switch(stage, on=True)
        person = stage.person()
        with stage.house.db.transaction() as session:
            followers.unfollow(session, stage.house, stage.appid, person.id)
            followers.follow(session, stage.house, stage.appid, person.id, source="search")
        assert [one["seq"] for one in person.replies(stage.appid)] == [2]  # leaving took the first one from the phone
        assert said(stage, person) == [("text", "欢迎关注")]

    def test_files_are_shown_also_when_their_media_id_is_too_old(self, stage: Stage) -> None:
        files = {"img": picture(size=(40, 30)), "voice": amr(2)}
        made = {
            kind: stage.operator.post(path(stage, f"/files/{kind}"), files={"file": ("a.bin", data)}).json()
            for kind, data in files.items()
        }
        replies = [{"type": kind, "content": one["content"]} for kind, one in made.items()]
        rule = add_rule(stage, replies=[*replies, {"type": "news", "news": [ARTICLE]}])
        switch(stage, on=True)
        later(days=4)
        changed = stage.operator.put(
            path(stage, f"/rules/{rule['id']}"), json=RULE | {"name": "改名", "replies": replies}
        )
        assert (changed.status_code, changed.json()["replies"]) == (200, rule["replies"][:2])
        stage.operator.put(
            path(stage, f"/rules/{rule['id']}"),
            json=RULE | {"replies": [*replies, {"type": "news", "news": [ARTICLE]}]},
        )
        person = stage.person()
        person.send(stage.appid, "地址")
        assert said(stage, person) == [
            ("image", {"url": made["img"]["url"], "width": 40, "height": 30}),
            ("voice", {"url": made["voice"]["url"], "seconds": 2}),
            (
                "news",
                {
                    "articles": [
                        {
                            "title": "春茶上市",
                            "description": "十款新茶",
                            "url": "https://brand.example.test/spring",
                            "image_url": "https://img.example.test/a.jpg",
                        }
                    ]
                },
            ),
        ]


class TestModes:
    def test_one_switches_the_other_off(self, stage: Stage) -> None:
        set_reply(stage, "message", MORE)
        assert switch(stage, on=True) | {"rules": [], "message": None} == {
            "enabled": True,
            "server_enabled": False,
            "follow": None,
            "message": None,
            "rules": [],
        }
        stage.serve()
        shown = stage.operator.get(path(stage)).json()
        assert (shown["enabled"], shown["server_enabled"]) == (False, True)
        person = stage.person()
        person.send(stage.appid, "你好")
        assert said(stage, person) == []
        assert len(stage.pushes()) == 2
        shown = switch(stage, on=True)
        assert (shown["enabled"], shown["server_enabled"]) == (True, False)
        settings = stage.operator.get(f"/api/mp/accounts/{stage.appid}").json()
        assert (settings["autoreply_enabled"], settings["server"]["enabled"]) == (True, False)
        assert settings["server"]["url"] == stage.server.url
        person.send(stage.appid, "你好")
        assert said(stage, person)[-1] == ("text", "稍后回复您")
        assert len(stage.pushes()) == 2


class TestCall:
    def test_it_reads_all_that_is_set(self, stage: Stage) -> None:
        assert current(stage) == {
            "is_add_friend_reply_open": 0,
            "is_autoreply_open": 0,
            "keyword_autoreply_info": {"list": []},
        }
        image = stage.operator.post(path(stage, "/files/img"), files={"file": ("a.jpg", picture())}).json()
        set_reply(stage, "follow", HELLO)
        set_reply(stage, "message", {"type": "img", "content": image["content"]})
        add_rule(stage)
        add_rule(stage, name="新茶", mode="random_one", replies=[{"type": "news", "news": [ARTICLE]}])
        switch(stage, on=True)
        now = clock.timestamp()
        found = current(stage)
        times = [rule.pop("create_time") for rule in found["keyword_autoreply_info"]["list"]]
        assert all(now - 60 <= at <= now for at in times)
        keywords = [
            {"type": "text", "match_mode": "contain", "content": "地址"},
            {"type": "text", "match_mode": "equal", "content": "在哪"},
        ]
        assert found == {
            "is_add_friend_reply_open": 1,
            "is_autoreply_open": 1,
            "add_friend_autoreply_info": {"type": "text", "content": "欢迎关注"},
            "message_default_autoreply_info": {"type": "img", "content": image["content"]},
            "keyword_autoreply_info": {
                "list": [
                    {
                        "rule_name": "新茶",
                        "reply_mode": "random_one",
                        "keyword_list_info": keywords,
                        "reply_list_info": [{"type": "news", "news_info": {"list": [ARTICLE]}}],
                    },
                    {
                        "rule_name": "地址",
                        "reply_mode": "reply_all",
                        "keyword_list_info": keywords,
                        "reply_list_info": RULE["replies"],
                    },
                ]
            },
        }
        switch(stage, on=False)
        assert [current(stage)[name] for name in ("is_add_friend_reply_open", "is_autoreply_open")] == [0, 0]


class TestDoors:
    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"name": " "}, "name"),
            ({"keywords": []}, "keywords"),
            ({"replies": []}, "replies"),
            ({"replies": [{"type": "text", "content": " "}]}, "replies.0"),
            ({"replies": [HELLO, {"type": "img", "content": "unknown"}]}, "replies.1"),
            ({"replies": [HELLO] * 6}, "replies"),
        ],
    )
    def test_a_wrong_rule_is_refused(self, stage: Stage, change: dict[str, object], field: str) -> None:
        rule = add_rule(stage)
        for method, rest in (("POST", "/rules"), ("PUT", f"/rules/{rule['id']}")):
            answer = stage.operator.request(method, path(stage, rest), json=RULE | change)
            assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert stage.operator.get(path(stage)).json()["rules"] == [rule]

    def test_a_voice_is_no_picture(self, stage: Stage) -> None:
        refused = stage.operator.post(path(stage, "/files/img"), files={"file": ("a.amr", amr(1))})
        assert (refused.status_code, refused.json()["code"]) == (422, "autoreply.bad_file")
        voice = stage.operator.post(path(stage, "/files/voice"), files={"file": ("a.amr", amr(1))}).json()
        assert set_reply(stage, "follow", {"type": "img", "content": voice["content"]}).status_code == 422
        assert stage.operator.get(path(stage)).json()["follow"] is None

    def test_a_rule_is_removed_once(self, stage: Stage) -> None:
        rule = add_rule(stage)
        assert stage.operator.delete(path(stage, f"/rules/{rule['id']}")).status_code == 204
        assert stage.operator.delete(path(stage, f"/rules/{rule['id']}")).status_code == 404
        assert stage.operator.put(path(stage, f"/rules/{rule['id']}"), json=RULE).status_code == 404
        assert stage.operator.get(path(stage)).json()["rules"] == []

    def test_nobody_and_the_wrong_one_do_nothing(self, stage: Stage) -> None:
        rule = add_rule(stage)
        before = stage.operator.get(path(stage)).json()
        with stage.running.client() as nobody:
            for client, status in ((nobody, 401), (stage.signed_in("mp", "somebody"), 404)):
                assert client.get(path(stage)).status_code == status
                assert client.put(path(stage, "/enabled"), json={"enabled": True}).status_code == status
                assert client.put(path(stage, "/follow"), json={"reply": HELLO}).status_code == status
                assert client.post(path(stage, "/rules"), json=RULE).status_code == status
                assert client.put(path(stage, f"/rules/{rule['id']}"), json=RULE).status_code == status
                assert client.delete(path(stage, f"/rules/{rule['id']}")).status_code == status
                upload = client.post(path(stage, "/files/img"), files={"file": ("a.jpg", picture())})
                assert upload.status_code == status
        assert stage.operator.get(path(stage)).json() == before
