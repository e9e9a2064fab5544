"""message/custom/send and typing over real HTTP."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from teahouse.platform.followers import openid_of
from tests.platform.materials.samples import MP4, amr, picture
from tests.platform.world import Api, World, later

SEND, TYPING, UPLOAD = "/cgi-bin/message/custom/send", "/cgi-bin/message/custom/typing", "/cgi-bin/media/upload"
OK = {"errcode": 0, "errmsg": "ok"}


def text(openid: str, content: str = "您好", **more: object) -> dict[str, object]:
    return {"touser": openid, "msgtype": "text", "text": {"content": content}, **more}


@pytest.fixture
def openid(world: World, api: Api) -> str:
    """A follower who has just written."""
    person, _ = world.person()
    openid = world.follow(api, person)
    world.act(api, person)
    return openid


class TestSend:
    def test_every_type_arrives_once_as_the_phone_shows_it(self, world: World, api: Api) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        image = api.upload(UPLOAD, picture(size=(40, 30)), type="image")["media_id"]
        voice = api.upload(UPLOAD, amr(2.5), type="voice")["media_id"]
        video = api.upload(UPLOAD, MP4, type="video")["media_id"]
        thumb = api.upload(UPLOAD, picture(), type="thumb")["media_id"]
        files = {row["media_id"]: f"/files/{row['file']}" for row in world.rows("account_media")}
        article = {"title": "春茶", "description": "新到", "url": "https://example.com/a", "picurl": ""}
        shown = [
            ("text", {"content": "您好 😀"}, "text", {"text": "您好 😀"}),
            ("image", {"media_id": image}, "image", {"url": files[image], "width": 40, "height": 30}),
            ("voice", {"media_id": voice}, "voice", {"url": files[voice], "seconds": 3}),
            (
                "video",
                {"media_id": video, "thumb_media_id": thumb, "title": "采茶"},
                "video",
                {"url": files[video], "thumb_url": files[thumb], "title": "采茶", "description": ""},
            ),
            (
                "music",
                {"title": "琴", "musicurl": "http://m/1", "hqmusicurl": "http://m/2", "thumb_media_id": thumb},
                "music",
                {
                    "title": "琴",
                    "description": "",
                    "url": "http://m/1",
                    "hq_url": "http://m/2",
                    "thumb_url": files[thumb],
                },
            ),
            (
                "news",
                {"articles": [article]},
                "news",
                {
                    "articles": [
                        {"title": "春茶", "description": "新到", "url": "https://example.com/a", "image_url": None}
                    ]
                },
            ),
            (
                "msgmenu",
                {"head_content": "满意吗？", "list": [{"id": 1, "content": "满意"}], "tail_content": "谢谢"},
                "menu",
                {"head": "满意吗？", "items": [{"id": "1", "content": "满意"}], "tail": "谢谢"},
            ),
            ("wxcard", {"card_id": "p1"}, "card", {"card_id": "p1"}),
            (
                "miniprogrampage",
                {"title": "下单", "appid": "wx1", "pagepath": "p/o", "thumb_media_id": thumb},
                "miniprogram",
                {"title": "下单", "appid": "wx1", "pagepath": "p/o", "thumb_url": files[thumb]},
            ),
            (
                "link",
                {"title": "官网", "description": "", "url": "https://example.com", "thumb_url": "https://e/1.png"},
                "link",
                {"title": "官网", "description": "", "url": "https://example.com", "image_url": "https://e/1.png"},
            ),
        ]
        for msgtype, body, _, _ in shown:
            world.act(api, person)
            assert api.post(SEND, {"touser": openid, "msgtype": msgtype, msgtype: body}) == OK
        chat = world.chat(api, person)
        assert [(one.type, one.content) for one in chat] == [(kind, content) for _, _, kind, content in shown]
        assert [one.seq for one in chat] == list(range(1, len(shown) + 1))
        assert {(one.sender_kind, one.sender_id) for one in chat} == {("account", api.appid)}

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b"", 44002),
            (b"{", 47001),
            ({}, 40003),
            ({"touser": "?"}, 40008),
            ({"touser": "?", "msgtype": "poem"}, 40008),
            (text("?", " "), 44004),
            (text("?", "x" * 2049), 45002),
            (text("?", "您" * 683), 45002),
            ({"touser": "?", "msgtype": "image", "image": {}}, 40007),
            ({"touser": "?", "msgtype": "image", "image": {"media_id": "unknown"}}, 40007),
            ({"touser": "?", "msgtype": "mpnews", "mpnews": {"media_id": "unknown"}}, 40007),
            ({"touser": "?", "msgtype": "mpnewsarticle", "mpnewsarticle": {"article_id": "x"}}, 53600),
            ({"touser": "?", "msgtype": "news", "news": {"articles": []}}, 44003),
            ({"touser": "?", "msgtype": "news", "news": {"articles": [{"title": "a"}, {"title": "b"}]}}, 45008),
            ({"touser": "?", "msgtype": "wxcard", "wxcard": {}}, 41012),
            (text("?", customservice={"kf_account": "amy@labshop"}), 61452),
            (text("oNobody"), 40003),
        ],
    )
    def test_what_is_refused_changes_nothing(
        self, world: World, api: Api, openid: str, body: object, code: int
    ) -> None:
        if isinstance(body, dict) and body.get("touser") == "?":
            body = body | {"touser": openid}
        before = world.snapshot()
        assert api.post(SEND, body)["errcode"] == code
        assert world.snapshot() == before

    def test_media_of_another_type_or_account_or_too_old_is_refused(self, world: World, api: Api, openid: str) -> None:
        voice = api.upload(UPLOAD, amr(1), type="voice")["media_id"]
        theirs = world.account(name="别家茶馆").upload(UPLOAD, picture(), type="image")["media_id"]
        old = api.upload(UPLOAD, picture(), type="image")["media_id"]
        later(days=3)
        api.renew()
        before = world.snapshot()
        for media_id in (voice, theirs, old):
            body = {"touser": openid, "msgtype": "image", "image": {"media_id": media_id}}
            assert api.post(SEND, body)["errcode"] == 40007
        assert world.snapshot() == before

    def test_the_windows_of_a_follow_and_of_a_message(self, world: World, api: Api) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        assert [api.post(SEND, text(openid))["errcode"] for _ in range(4)] == [0, 0, 0, 45047]
        world.act(api, person)
        assert [api.post(SEND, text(openid))["errcode"] for _ in range(6)] == [0, 0, 0, 0, 0, 45047]
        assert len(world.chat(api, person)) == 8
        later(hours=48)
        api.renew()
        answer = api.post(SEND, text(openid))
        assert answer["errcode"] == 45015
        assert answer["errmsg"].startswith("response out of time limit or subscription is canceled")
        assert len(world.chat(api, person)) == 8

    def test_who_left_or_never_came_is_not_written_to(self, world: World, api: Api, openid: str) -> None:
        with world.house.db.transaction() as session:
            stranger = openid_of(session, api.appid, world.person("路人")[0])
        world.unfollow(api, openid)
        before = world.snapshot()
        assert api.post(SEND, text(openid))["errcode"] == 43004
        assert api.post(SEND, text(stranger))["errcode"] == 43004
        assert world.account(name="别家茶馆").post(SEND, text(openid))["errcode"] == 40003
        assert world.snapshot() == before

    def test_ten_at_once_are_five(self, world: World, api: Api) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        later(seconds=61)
        world.act(api, person)
        with ThreadPoolExecutor(10) as pool:
            codes = [answer["errcode"] for answer in pool.map(lambda _: api.post(SEND, text(openid)), range(10))]
        assert sorted(codes) == [0] * 5 + [45047] * 5
        assert [one.seq for one in world.chat(api, person)] == [1, 2, 3, 4, 5]


class TestTyping:
    def test_it_shows_until_it_ends_or_a_message_comes(self, world: World, api: Api, openid: str) -> None:
        typing, cancel = ({"touser": openid, "command": command} for command in ("Typing", "CancelTyping"))
        assert api.post(TYPING, typing) == OK
        assert api.post(TYPING, typing)["errcode"] == 45081
        assert api.post(TYPING, cancel) == OK
        assert api.post(TYPING, typing) == OK
        assert api.post(SEND, text(openid)) == OK
        assert api.post(TYPING, typing) == OK
        later(seconds=16)
        assert api.post(TYPING, typing) == OK
        later(seconds=31)
        assert api.post(TYPING, typing)["errcode"] == 45080

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b"", 44002),
            ({"touser": "?"}, 45072),
            ({"touser": "?", "command": "Sing"}, 45072),
            ({"command": "Typing"}, 40003),
            ({"touser": "oNobody", "command": "Typing"}, 40003),
            ({"touser": "oNobody", "command": "CancelTyping"}, 40003),
        ],
    )
    def test_what_is_refused_changes_nothing(
        self, world: World, api: Api, openid: str, body: object, code: int
    ) -> None:
        if isinstance(body, dict) and body.get("touser") == "?":
            body = body | {"touser": openid}
        before = world.snapshot()
        assert api.post(TYPING, body)["errcode"] == code
        assert world.snapshot() == before

    def test_without_a_message_or_a_follower_it_is_refused(self, world: World, api: Api) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        body = {"touser": openid, "command": "Typing"}
        assert api.post(TYPING, body)["errcode"] == 45080
        world.unfollow(api, openid)
        assert api.post(TYPING, body)["errcode"] == 43004


@pytest.mark.parametrize(
    ("kind", "verified", "code"),
    [
        ("service", True, 40003),
        ("subscription", True, 40003),
        ("service", False, 48001),
        ("subscription", False, 48001),
    ],
)
def test_only_certified_accounts_may_call(world: World, kind: str, verified: bool, code: int) -> None:  # noqa: FBT001
    caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
    assert caller.post(SEND, text("oNobody"))["errcode"] == code
    assert caller.post(TYPING, {"touser": "oNobody", "command": "Typing"})["errcode"] == code
