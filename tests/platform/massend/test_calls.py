"""Mass sends over real HTTP: every answer, every return code, exact figures in the event at the end."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from teahouse.kit import clock
from teahouse.kit.db import Base
from teahouse.kit.errors import TooMany
from teahouse.platform.massend.repository import allowances
from teahouse.protocol import CopyrightCheckResult, MassSendJobFinishEvent
from tests.platform.articles import desk
from tests.platform.massend.hall import (
    ACCEPTED,
    DELETE,
    GET,
    GET_SPEED,
    OK,
    PREVIEW,
    SEND,
    SENDALL,
    SET_SPEED,
    Fan,
    ended,
    fans,
    figures,
    stored,
    to_all,
)
from tests.platform.materials.samples import MP4, amr, picture
from tests.platform.push.stage import until
from tests.platform.world import Api, World, later


def media(api: Api, kind: str) -> str:
    data, name = {"image": (picture(), "a.jpg"), "voice": (amr(2), "a.amr"), "video": (MP4, "a.mp4")}[kind]
    media_id: str = api.upload("/cgi-bin/media/upload", data, name, type=kind)["media_id"]
    return media_id


def _at_the_limit(world: World, api: Api, key: str, count: int, path: str, body: object) -> int:
    """What a call answers after so many others; asked twice, because a minute may end in between."""
    with suppress(TooMany):
        for _ in range(count):
            world.house.limits.hit(key, count, 60)
    code: int = api.post(path, body)["errcode"]
    return code


class TestSendAll:
    def test_everybody_gets_it_once_and_the_account_hears_how_it_went(self, world: World, api: Api) -> None:
        few = fans(world, api, 3)
        stranger, _ = world.person("路人")
        answer = api.post(SENDALL, to_all())
        assert answer == ACCEPTED | {"msg_id": 1_000_000_001}
        (event,) = ended(world)
        assert event["event"] == "MASSSENDJOBFINISH"
        assert event["msg_id"] == 1_000_000_001
        assert figures(event) == ("send success", 3, 3, 3, 0)
        assert event["copyright_check_result"] == CopyrightCheckResult(count=0, check_state=1)
        assert event["article_url_result"].count == 0
        assert [fan.texts() for fan in few] == [["新茶到店"]] * 3
        assert world.chat(api, stranger) == []
        assert api.post(GET, {"msg_id": "1000000001"}) == {"msg_id": 1_000_000_001, "msg_status": "SEND_SUCCESS"}

    def test_the_chat_is_unread_and_numbered_on(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        for text in ("一", "二"):
            api.post(SENDALL, to_all(text))
            ended(world)
        assert [(one.seq, one.content["text"]) for one in fan.inbox()] == [(1, "一"), (2, "二")]
        (item,) = fan.phone.get("/api/phone/sync").json()["conversations"]
        assert (item["unread"], item["last"]["content"]) == (2, {"text": "二"})

    def test_a_tag_reaches_who_carries_it(self, world: World, api: Api) -> None:
        inside, outside = fans(world, api, 2)
        tag = api.post("/cgi-bin/tags/create", {"tag": {"name": "老茶客"}})["tag"]["id"]
        api.post("/cgi-bin/tags/members/batchtagging", {"tagid": tag, "openid_list": [inside.openid]})
        for filters in ({"is_to_all": False, "tag_id": tag}, {"is_to_all": "false", "group_id": str(tag)}):
            assert api.post(SENDALL, to_all() | {"filter": filters})["errcode"] == 0
            assert figures(ended(world)[0]) == ("send success", 1, 1, 1, 0)
        assert (len(inside.texts()), outside.texts()) == (2, [])

    def test_clients_of_old_name_a_group_that_is_none_beside_all(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        assert api.post(SENDALL, to_all() | {"filter": {"is_to_all": True, "group_id": None}})["errcode"] == 0
        ended(world)
        assert fan.texts() == ["新茶到店"]

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"filter": {"is_to_all": False, "tag_id": 999}}, 40152),
            ({"filter": {"is_to_all": False}}, 40152),
            ({"filter": None}, 40035),
            ({"msgtype": "music", "music": {}}, 40008),
            ({"msgtype": None}, 40008),
            ({"msgtype": "wxcard", "wxcard": {"card_id": "p"}}, 45113),
            ({"text": {"content": " "}}, 44004),
            ({"text": {"content": "茶" * 683}}, 45002),
            ({"text": "x"}, 47001),
            ({"msgtype": "mpnews", "mpnews": {"media_id": "unknown"}}, 40007),
            ({"msgtype": "mpnews", "mpnews": {"msg_data_id": 7}}, 40007),
            ({"msgtype": "image", "image": {"media_id": "unknown"}}, 40007),
            ({"msgtype": "image", "images": {"media_ids": []}}, 40007),
            ({"msgtype": "image", "images": {"media_ids": ["x"] * 21}}, 40215),
            ({"msgtype": "mpvideo", "mpvideo": {"media_id": "unknown"}}, 40007),
            ({"clientmsgid": "x" * 33}, 45067),
        ],
    )
    def test_what_is_wrong_is_refused_and_leaves_nothing(
        self, world: World, api: Api, change: dict[str, Any], code: int
    ) -> None:
        before = stored(world)
        assert api.post(SENDALL, to_all() | change)["errcode"] == code
        assert stored(world) == before

    def test_who_may_call(self, world: World) -> None:
        calls = ((SENDALL, to_all()), (SEND, to_all(touser=["a", "b"])), (PREVIEW, to_all(touser="a")))
        others: tuple[tuple[str, object], ...] = (
            (DELETE, {"msg_id": 1}),
            (GET, {"msg_id": 1}),
            (GET_SPEED, {}),
            (SET_SPEED, {"speed": 1}),
        )
        plain = world.account(verified=False)
        assert {plain.post(path, body)["errcode"] for path, body in (*calls, *others)} == {48001}
        certified = world.account("subscription")
        assert certified.post(SEND, to_all(touser=["a", "b"]))["errcode"] == 48001
        assert certified.post(SENDALL, to_all())["errcode"] == 0
        nobody = world.nobody().post(SENDALL, json=to_all())
        assert nobody.json()["errcode"] == 41001

    def test_sixty_calls_a_minute(self, world: World, api: Api) -> None:
        assert api.post(GET, {"msg_id": 1})["errcode"] == 40059
        assert 42010 in [_at_the_limit(world, api, f"mass-calls:{api.appid}", 60, GET, {}) for _ in range(2)]


class TestOnce:
    def test_the_same_clientmsgid_is_the_same_message(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        first = api.post(SENDALL, to_all(clientmsgid="spring"))
        again = api.post(SENDALL, to_all("别的内容", clientmsgid="spring"))
        assert again["errcode"] == 45065
        assert again["errmsg"].startswith("clientmsgid exist")
        assert again["msg_id"] == first["msg_id"]
        ended(world)
        assert fan.texts() == ["新茶到店"]

    def test_without_one_the_same_range_and_content_are_the_same(self, world: World, api: Api) -> None:
        first = api.post(SENDALL, to_all())
        assert api.post(SENDALL, to_all(send_ignore_reprint=1))["msg_id"] == first["msg_id"]
        assert api.post(SENDALL, to_all("换一句"))["errcode"] == 0

    def test_a_day_later_it_is_another(self, world: World, api: Api) -> None:
        assert api.post(SENDALL, to_all(clientmsgid="spring"))["errcode"] == 0
        later(hours=24, minutes=1)
        api.renew()
        assert api.post(SENDALL, to_all(clientmsgid="spring"))["errcode"] == 0

    def test_ten_at_once_are_one(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        with ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda _: api.post(SENDALL, to_all(clientmsgid="spring")), range(10)))
        assert sorted(one["errcode"] for one in answers) == [0] + [45065] * 9
        assert len({one["msg_id"] for one in answers}) == 1
        ended(world)
        assert fan.texts() == ["新茶到店"]

    def test_too_many_retries_are_too_fast(self, world: World, api: Api) -> None:
        body = to_all(clientmsgid="spring")
        assert [api.post(SENDALL, body)["errcode"] for _ in range(2)] == [0, 45065]
        key = f"mass-send:{api.appid}:spring"
        assert 45066 in [_at_the_limit(world, api, key, 20, SENDALL, body) for _ in range(2)]


class TestAllowance:
    def test_a_subscription_account_has_one_a_day(self, world: World) -> None:
        api = world.account("subscription")
        fan = Fan(world, api)
        assert api.post(SENDALL, to_all("一"))["errcode"] == 0
        ended(world)
        before = stored(world)
        assert api.post(SENDALL, to_all("二"))["errcode"] == 45028
        assert stored(world) == before
        later(hours=24)
        api.renew()
        assert api.post(SENDALL, to_all("三"))["errcode"] == 0
        ended(world)
        assert fan.texts() == ["一", "三"]

    def test_ten_at_once_take_one(self, world: World) -> None:
        api = world.account("subscription")
        with ThreadPoolExecutor(10) as pool:
            codes = pool.map(lambda number: api.post(SENDALL, to_all(str(number)))["errcode"], range(10))
        assert sorted(codes) == [0] + [45028] * 9

    def test_a_fan_of_a_service_account_gets_four_a_month(self, world: World, api: Api) -> None:
        old = Fan(world, api)
        for number in range(4):
            api.post(SENDALL, to_all(str(number)))
            ended(world)
        new = Fan(world, api)
        api.post(SENDALL, to_all("五"))
        assert figures(ended(world)[0]) == ("send success", 2, 1, 1, 0)
        assert old.texts() == ["0", "1", "2", "3"]
        assert new.texts() == ["五"]
        later(days=32)
        api.renew()
        api.post(SENDALL, to_all("下个月"))
        assert figures(ended(world)[0]) == ("send success", 2, 2, 2, 0)

    def test_an_account_may_have_its_own(self, world: World) -> None:
        api = world.account("subscription")
        with world.house.db.transaction() as session:
            allowances.set_allowance(session, api.appid, 2)
        assert [api.post(SENDALL, to_all(text))["errcode"] for text in "一二三"] == [0, 0, 45028]

    def test_who_is_on_the_blacklist_or_left_is_filtered(self, world: World, api: Api) -> None:
        stays, barred, leaves = fans(world, api, 3)
        api.post("/cgi-bin/tags/members/batchblacklist", {"openid_list": [barred.openid]})
        world.unfollow(api, leaves.openid)
        openids = [stays.openid, barred.openid, leaves.openid, "o-nobody"]
        api.post(SEND, to_all() | {"touser": openids})
        assert figures(ended(world)[0]) == ("send success", 4, 1, 1, 0)
        assert (stays.texts(), barred.texts()) == (["新茶到店"], [])
        assert len(world.chat(api, leaves.id)) == 0
        assert world.rows("mass_send_target") == []


class TestSendToAList:
    def test_only_they_get_it(self, world: World, api: Api) -> None:
        first, second, other = fans(world, api, 3)
        answer = api.post(SEND, {**to_all(), "touser": [first.openid, second.openid, first.openid]})
        assert answer == ACCEPTED | {"msg_id": 1_000_000_001}
        assert figures(ended(world)[0]) == ("send success", 2, 2, 2, 0)
        assert [fan.texts() for fan in (first, second, other)] == [["新茶到店"], ["新茶到店"], []]

    @pytest.mark.parametrize(
        ("touser", "code"),
        [
            (["o1"], 40130),
            (["o1", "o1"], 40130),
            ([], 40130),
            ("o1", 40031),
            (None, 40031),
            (["o1", 2], 40031),
            (["o1", "o2"], 40031),
            ([f"o{number}" for number in range(10_001)], 40032),
        ],
    )
    def test_lists_that_are_none(self, world: World, api: Api, touser: object, code: int) -> None:
        before = stored(world)
        assert api.post(SEND, to_all(touser=touser))["errcode"] == code
        assert stored(world) == before

    def test_an_unknown_type_has_its_own_code(self, api: Api) -> None:
        assert api.post(SEND, {"touser": ["a", "b"], "msgtype": "music", "music": {}})["errcode"] == 45162


class TestTypes:
    def test_articles_are_shown_and_leave_the_drafts(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        media_id = desk.draft(api, desk.article(api, title="一"), desk.article(api, title="二"))
        urls = [one["url"].partition("?")[0] for one in api.post(desk.GET, {"media_id": media_id})["news_item"]]
        answer = api.post(SENDALL, to_all() | {"msgtype": "mpnews", "mpnews": {"media_id": media_id}})
        assert answer["msg_data_id"] > 2_000_000_000
        (event,) = ended(world)
        assert figures(event) == ("send success", 1, 1, 1, 0)
        found = event["article_url_result"]
        assert (found.count, [(one.article_idx, one.article_url) for one in found.result_list]) == (
            2,
            list(enumerate(urls, 1)),
        )
        check = event["copyright_check_result"]
        assert (check.count, check.check_state, [one.audit_state for one in check.result_list]) == (2, 1, [0, 0])
        (card,) = fan.inbox()
        assert card.type == "news"
        assert [one["title"] for one in card.content["articles"]] == ["一", "二"]
        assert [url.endswith(one["url"]) for url, one in zip(urls, card.content["articles"], strict=True)] == [True] * 2
        assert api.get(desk.COUNT) == {"total_count": 0}
        history = fan.phone.get(f"/api/phone/accounts/{api.appid}/articles").json()
        assert [one["title"] for one in history["items"][0]["articles"]] == ["一", "二"]

    def test_the_same_articles_again_by_their_number(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        first = api.post(SENDALL, to_all() | {"msgtype": "mpnews", "mpnews": {"media_id": desk.draft(api)}})
        ended(world)
        body = to_all() | {"msgtype": "mpnews", "mpnews": {"msg_data_id": first["msg_data_id"]}}
        again = api.post(SENDALL, body)
        assert (again["errcode"], again["msg_data_id"]) == (0, first["msg_data_id"])
        assert again["msg_id"] == first["msg_id"] + 1
        ended(world)
        one, two = fan.inbox()
        assert one.content == two.content

    def test_a_draft_without_a_cover_stays_a_draft(self, world: World, api: Api) -> None:
        media_id = desk.draft(api)
        with world.house.db.transaction() as session:
            session.execute(Base.metadata.tables["account_article"].update().values(title=""))
        assert api.post(SENDALL, to_all() | {"msgtype": "mpnews", "mpnews": {"media_id": media_id}})["errcode"] == 45003
        assert api.get(desk.COUNT) == {"total_count": 1}

    def test_pictures_voice_and_video(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        image, voice, video = (media(api, kind) for kind in ("image", "voice", "video"))
        ready = api.post("/cgi-bin/media/uploadvideo", {"media_id": video, "title": "采茶", "description": "清晨"})
        assert (ready["type"], sorted(ready)) == ("video", ["created_at", "media_id", "type"])
        sent = [
            {"msgtype": "image", "image": {"media_id": image}},
            {"msgtype": "image", "images": {"media_ids": [image], "recommend": "看图"}},
            {"msgtype": "voice", "voice": {"media_id": voice}},
            {"msgtype": "mpvideo", "mpvideo": {"media_id": ready["media_id"]}},
        ]
        for body in sent:
            answer = api.post(SENDALL, {"filter": {"is_to_all": True}, **body})
            assert (answer["errcode"], "msg_data_id" in answer) == (0, False)
            ended(world)
        one, two, three, four = fan.inbox()
        assert one.type == two.type == "image"
        assert (one.content["width"], one.content["height"]) == (4, 3)
        assert (three.type, three.content["seconds"]) == ("voice", 2)
        assert (four.type, four.content["title"], four.content["description"]) == ("video", "采茶", "清晨")

    def test_several_pictures_are_an_article(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        ids = [media(api, "image"), media(api, "image")]
        body = {"msgtype": "image", "images": {"media_ids": ids, "recommend": "秋日茶会", "need_open_comment": 1}}
        answer = api.post(SENDALL, {"filter": {"is_to_all": True}, **body})
        assert answer["msg_data_id"] > 2_000_000_000
        (event,) = ended(world)
        (card,) = fan.inbox()
        assert [one["title"] for one in card.content["articles"]] == ["秋日茶会"]
        page = fan.phone.get(event["article_url_result"].result_list[0].article_url)
        assert page.status_code == 200
        assert page.text.count("<img") >= 2

    def test_a_picture_is_no_voice(self, api: Api) -> None:
        body = {"filter": {"is_to_all": True}, "msgtype": "voice", "voice": {"media_id": media(api, "image")}}
        assert api.post(SENDALL, body)["errcode"] == 40007
        assert api.post("/cgi-bin/media/uploadvideo", {"media_id": media(api, "image")})["errcode"] == 40007

    def test_articles_of_uploadnews_are_sent_and_in_no_list(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        thumb = api.upload("/cgi-bin/media/upload", picture(), "a.jpg", type="thumb")["media_id"]
        article = {"thumb_media_id": thumb, "title": "旧接口", "content": "<p>正文</p>", "show_cover_pic": 1}
        answer = api.post("/cgi-bin/media/uploadnews", {"articles": [article]})
        assert (answer["type"], sorted(answer)) == ("news", ["created_at", "media_id", "type"])
        assert api.get(desk.COUNT) == {"total_count": 0}
        body = {"filter": {"is_to_all": True}, "msgtype": "mpnews", "mpnews": {"media_id": answer["media_id"]}}
        assert api.post(SENDALL, body)["errcode"] == 0
        ended(world)
        assert fan.inbox()[0].content["articles"][0]["title"] == "旧接口"
        assert api.post("/cgi-bin/media/uploadnews", {"articles": []})["errcode"] == 44003


class TestReprint:
    def words(self) -> str:
        return "<p>" + "一芽一叶，清明前采。" * 40 + "</p>"

    def copied(self, world: World, api: Api) -> tuple[str, str]:
        """A draft with the words of another account's article, and that one's address."""
        other = world.account(name="原创茶馆")
        published = desk.publish(world, other, desk.draft(other, content=self.words()))
        world.pushes.events.clear()
        return desk.draft(api, content=self.words()), published["article_detail"]["item"][0]["article_url"]

    def test_a_copy_of_anothers_article_stops_and_stays_a_draft(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        media_id, original = self.copied(world, api)
        answer = api.post(SENDALL, to_all() | {"msgtype": "mpnews", "mpnews": {"media_id": media_id}})
        (event,) = ended(world)
        assert figures(event) == ("err(30003)", 1, 0, 0, 0)
        check = event["copyright_check_result"]
        assert check.check_state == 3
        (item,) = check.result_list
        assert (item.audit_state, item.original_article_url, item.can_reprint) == (2, original, 0)
        assert api.post(GET, {"msg_id": answer["msg_id"]})["msg_status"] == "SEND_FAIL"
        assert fan.inbox() == []
        assert api.get(desk.COUNT) == {"total_count": 1}

    def test_it_leaves_when_the_sender_does_not_mind(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        media_id, _ = self.copied(world, api)
        body = to_all(send_ignore_reprint=True) | {"msgtype": "mpnews", "mpnews": {"media_id": media_id}}
        api.post(SENDALL, body)
        (event,) = ended(world)
        assert figures(event) == ("send success", 1, 1, 1, 0)
        assert event["copyright_check_result"].check_state == 2
        assert len(fan.inbox()) == 1


class TestPreview:
    def test_one_person_sees_it_and_nothing_is_counted(self, world: World) -> None:
        api = world.account("subscription")
        fan, other = fans(world, api, 2)
        fan.phone.patch("/api/phone/me", json={"wechat_id": "Xiaocha_01"})
        media_id = desk.draft(api)
        for body in (
            {"touser": fan.openid, "msgtype": "text", "text": {"content": "一"}},
            {"towxname": "xiaocha_01", "touser": "x", "msgtype": "text", "text": {"content": "二"}},
            {"touser": fan.openid, "msgtype": "mpnews", "mpnews": {"media_id": media_id}},
            {"touser": fan.openid, "msgtype": "music", "music": {"title": "琴", "musicurl": "https://a.test/1.mp3"}},
        ):
            answer = api.post(PREVIEW, body)
            assert (answer["errcode"], answer["errmsg"], type(answer["msg_id"])) == (0, "preview success", int)
        assert fan.texts() == ["一", "二"]
        assert [one.type for one in fan.inbox()] == ["text", "text", "news", "music"]
        assert other.inbox() == []
        assert api.get(desk.COUNT) == {"total_count": 1}
        assert (world.rows("mass_send"), world.rows("mass_send_day")) == ([], [])
        assert api.post(SENDALL, to_all())["errcode"] == 0

    def test_who_cannot_see_it(self, world: World, api: Api) -> None:
        gone, barred = fans(world, api, 2)
        world.unfollow(api, gone.openid)
        api.post("/cgi-bin/tags/members/batchblacklist", {"openid_list": [barred.openid]})
        _, phone = world.person()
        phone.patch("/api/phone/me", json={"wechat_id": "stranger01"})
        before = stored(world)
        text = {"msgtype": "text", "text": {"content": "一"}}
        wanted: dict[str, tuple[tuple[str, int], ...]] = {}
        wanted["touser"] = (("o-x", 40003), ("", 40003), (gone.openid, 43004), (barred.openid, 43019))
        wanted["towxname"] = (("nobody-at-all", 40132), ("stranger01", 43004))
        for name, cases in wanted.items():
            for value, code in cases:
                assert api.post(PREVIEW, {name: value, **text})["errcode"] == code
        assert api.post(PREVIEW, {"touser": gone.openid, "msgtype": "link"})["errcode"] == 40008
        assert stored(world) == before


class TestDelete:
    def sent(self, world: World, api: Api, *titles: str) -> dict[str, Any]:
        media_id = desk.draft(api, *(desk.article(api, title=title) for title in titles))
        answer = api.post(SENDALL, to_all() | {"msgtype": "mpnews", "mpnews": {"media_id": media_id}})
        (event,) = ended(world)
        return answer | {"urls": [one.article_url for one in event["article_url_result"].result_list]}

    def test_one_article_then_all(self, world: World, api: Api) -> None:
        fan = Fan(world, api)
        sent = self.sent(world, api, "一", "二")
        assert api.post(DELETE, {"msg_id": sent["msg_id"], "article_idx": 1}) == OK
        assert [fan.phone.get(url).status_code for url in sent["urls"]] == [404, 200]
        assert api.post(GET, {"msg_id": sent["msg_id"]})["msg_status"] == "SEND_SUCCESS"
        assert api.post(DELETE, {"msg_id": sent["msg_id"], "article_idx": 1})["errcode"] == 40065
        assert api.post(DELETE, {"msg_id": str(sent["msg_id"])}) == OK
        assert api.post(GET, {"msg_id": sent["msg_id"]})["msg_status"] == "DELETE"
        assert [fan.phone.get(url).status_code for url in sent["urls"]] == [404, 404]
        assert len(fan.inbox()[0].content["articles"]) == 2, "the card that arrived stays"
        assert world.pushes.events == []

    def test_by_address(self, world: World, api: Api) -> None:
        sent = self.sent(world, api, "一", "二")
        assert api.post(DELETE, {"url": sent["urls"][1]}) == OK
        assert [world.nobody().get(url).status_code for url in sent["urls"]] == [200, 404]
        other = world.account(name="别家茶馆")
        assert other.post(DELETE, {"url": sent["urls"][0]})["errcode"] == 40059

    def test_what_cannot_be_deleted(self, world: World, api: Api) -> None:
        sent = self.sent(world, api, "一")
        text = api.post(SENDALL, to_all())["msg_id"]
        ended(world)
        before = stored(world)
        for body, code in (
            ({"msg_id": 7}, 40059),
            ({}, 40059),
            ({"msg_id": sent["msg_id"], "article_idx": 2}, 40060),
            ({"msg_id": sent["msg_id"], "article_idx": "x"}, 40060),
            ({"msg_id": text}, 40204),
            ({"url": "https://a.test/s/unknown"}, 40059),
        ):
            assert api.post(DELETE, body)["errcode"] == code
        assert world.account(name="别家茶馆").post(DELETE, {"msg_id": sent["msg_id"]})["errcode"] == 40059
        assert world.account(name="别家茶馆").post(GET, {"msg_id": sent["msg_id"]})["errcode"] == 40059
        assert stored(world) == before


class TestSpeed:
    def test_five_speeds(self, api: Api) -> None:
        assert api.post(GET_SPEED, b"") == {"speed": 0, "realspeed": 80}
        for speed, real in enumerate((80, 60, 45, 30, 10)):
            assert api.post(SET_SPEED, {"speed": speed}) == OK
            assert api.post(GET_SPEED, {}) == {"speed": speed, "realspeed": real}

    def test_there_are_no_others(self, api: Api) -> None:
        for body, code in (({}, 45084), ({"speed": None}, 45084), ({"speed": 5}, 45083), ({"speed": -1}, 45083)):
            assert api.post(SET_SPEED, body)["errcode"] == code
        assert api.post(SET_SPEED, {"speed": "x"})["errcode"] == 45083
        assert api.post(GET_SPEED, {}) == {"speed": 0, "realspeed": 80}


def test_the_event_reads_as_the_reference_has_it(world: World, api: Api) -> None:
    Fan(world, api)
    api.post(SENDALL, to_all())
    ((_, _, event),) = until(lambda: list(world.pushes.events))
    assert isinstance(event, MassSendJobFinishEvent)
    xml = event.to_xml().decode()
    order = ["<MsgID>", "<Status>", "<TotalCount>", "<FilterCount>", "<SentCount>", "<ErrorCount>"]
    assert [xml.index(name) for name in order] == sorted(xml.index(name) for name in order)
    assert "<CopyrightCheckResult><Count>0</Count><ResultList" in xml
    assert event.from_user_name.startswith("o")
    assert abs(event.create_time - clock.timestamp()) < 60
