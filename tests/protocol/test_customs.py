from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.protocol import (
    ApiError,
    CustomArticle,
    CustomContent,
    CustomImage,
    CustomLink,
    CustomMenuEntry,
    CustomMessage,
    CustomMiniProgramPage,
    CustomMpNews,
    CustomMpNewsArticle,
    CustomMsgMenu,
    CustomMusic,
    CustomNews,
    CustomText,
    CustomVideo,
    CustomVoice,
    CustomWxCard,
    parse_custom,
)

ARTICLE = {"title": "t", "description": "d", "url": "http://u", "picurl": "http://p"}

CASES: list[tuple[CustomContent, dict[str, Any]]] = [
    (CustomText(content="你好"), {"msgtype": "text", "text": {"content": "你好"}}),
    (CustomImage(media_id="m"), {"msgtype": "image", "image": {"media_id": "m"}}),
    (CustomVoice(media_id="m"), {"msgtype": "voice", "voice": {"media_id": "m"}}),
    (
        CustomVideo(media_id="m", thumb_media_id="n", title="t", description="d"),
        {
            "msgtype": "video",
            "video": {"media_id": "m", "thumb_media_id": "n", "title": "t", "description": "d"},
        },
    ),
    (
        CustomMusic(musicurl="u", hqmusicurl="h", thumb_media_id="m"),
        {"msgtype": "music", "music": {"musicurl": "u", "hqmusicurl": "h", "thumb_media_id": "m"}},
    ),
    (
        CustomNews(articles=(CustomArticle(title="t", description="d", url="http://u", picurl="http://p"),)),
        {"msgtype": "news", "news": {"articles": [ARTICLE]}},
    ),
    (CustomMpNews(media_id="m"), {"msgtype": "mpnews", "mpnews": {"media_id": "m"}}),
    (CustomMpNewsArticle(article_id="a"), {"msgtype": "mpnewsarticle", "mpnewsarticle": {"article_id": "a"}}),
    (
        CustomMsgMenu(
            head_content="Well?",
            list=(CustomMenuEntry(id="101", content="好"), CustomMenuEntry(id="102", content="不好")),
            tail_content="Thanks",
        ),
        {
            "msgtype": "msgmenu",
            "msgmenu": {
                "head_content": "Well?",
                "list": [{"id": "101", "content": "好"}, {"id": "102", "content": "不好"}],
                "tail_content": "Thanks",
            },
        },
    ),
    (CustomWxCard(card_id="p1"), {"msgtype": "wxcard", "wxcard": {"card_id": "p1"}}),
    (
        CustomMiniProgramPage(title="t", appid="wx1", pagepath="p", thumb_media_id="m"),
        {
            "msgtype": "miniprogrampage",
            "miniprogrampage": {"title": "t", "appid": "wx1", "pagepath": "p", "thumb_media_id": "m"},
        },
    ),
    (CustomLink(title="t", url="http://u"), {"msgtype": "link", "link": {"title": "t", "url": "http://u"}}),
]


@pytest.mark.parametrize(("content", "body"), CASES, ids=lambda value: getattr(value, "msgtype", ""))
class TestEveryType:
    def test_reads_what_clients_send(self, content: CustomContent, body: dict[str, Any]) -> None:
        assert parse_custom({"touser": "o1", **body}) == CustomMessage(touser="o1", content=content)

    def test_writes_the_same(self, content: CustomContent, body: dict[str, Any]) -> None:
        assert CustomMessage(touser="o1", content=content).body() == {"touser": "o1", **body}

    def test_unknown_fields_null_and_the_agent_do_not_disturb(
        self, content: CustomContent, body: dict[str, Any]
    ) -> None:
        inner = {**body[body["msgtype"]], "new": {"deep": [[[[1]]]]}, "old": None}
        more = {
            "touser": "o1",
            "msgtype": body["msgtype"],
            body["msgtype"]: inner,
            "customservice": {"kf_account": "amy@labshop"},
            "aimsgcontext": {"is_ai_msg": 1},
            "color": "#fff",
        }

        message = parse_custom(more)

        assert message == CustomMessage(touser="o1", content=content, kf_account="amy@labshop", is_ai_msg=True)
        assert parse_custom(message.body()) == message


class TestLenient:
    def test_numbers_are_taken_as_text(self) -> None:
        menu = {"list": [{"id": 101, "content": 5}]}

        assert parse_custom({"touser": "o1", "msgtype": "text", "text": {"content": 5}}).content == CustomText(
            content="5"
        )
        assert parse_custom({"touser": "o1", "msgtype": "msgmenu", "msgmenu": menu}).content == CustomMsgMenu(
            list=(CustomMenuEntry(id="101", content="5"),)
        )

    def test_an_agent_that_is_null_is_none(self) -> None:
        body = {"touser": "o1", "msgtype": "text", "text": {"content": "x"}}

        for agent in (None, {}, {"kf_account": None}, {"kf_account": ""}, "amy"):
            assert parse_custom({**body, "customservice": agent, "aimsgcontext": None}).kf_account == ""

    def test_the_longest_text(self) -> None:
        text = {"content": "x" * 2048}

        assert parse_custom({"touser": "o1", "msgtype": "text", "text": text}).content == CustomText(**text)


class TestRefused:
    @pytest.mark.parametrize(
        ("body", "errcode"),
        [
            (None, 47001),
            ([], 47001),
            ({}, 40003),
            ({"touser": "", "msgtype": "text"}, 40003),
            ({"touser": ["o1"], "msgtype": "text"}, 40003),
            ({"touser": "o1"}, 40008),
            ({"touser": "o1", "msgtype": "cat"}, 40008),
            ({"touser": "o1", "msgtype": ["text"]}, 40008),
            ({"touser": "o1", "msgtype": "text"}, 44004),
            ({"touser": "o1", "msgtype": "text", "text": None}, 44004),
            ({"touser": "o1", "msgtype": "text", "text": "hi"}, 44004),
            ({"touser": "o1", "msgtype": "text", "text": {"content": " "}}, 44004),
            ({"touser": "o1", "msgtype": "text", "text": {"content": ["x"]}}, 47001),
            ({"touser": "o1", "msgtype": "text", "text": {"content": "汉" * 683}}, 45002),
            ({"touser": "o1", "msgtype": "image", "text": {"content": "x"}}, 40007),
            ({"touser": "o1", "msgtype": "voice", "voice": {}}, 40007),
            ({"touser": "o1", "msgtype": "video", "video": {"title": "t"}}, 40007),
            ({"touser": "o1", "msgtype": "music", "music": {"thumb_media_id": "m"}}, 41010),
            ({"touser": "o1", "msgtype": "music", "music": {"musicurl": "u"}}, 40007),
            ({"touser": "o1", "msgtype": "news", "news": {"articles": []}}, 44003),
            ({"touser": "o1", "msgtype": "news", "news": {"articles": [ARTICLE, ARTICLE]}}, 45008),
            ({"touser": "o1", "msgtype": "news", "news": {"articles": ["x"]}}, 47001),
            ({"touser": "o1", "msgtype": "mpnews", "mpnews": {}}, 40007),
            ({"touser": "o1", "msgtype": "mpnewsarticle"}, 53600),
            ({"touser": "o1", "msgtype": "msgmenu", "msgmenu": {"head_content": "x"}}, 44004),
            ({"touser": "o1", "msgtype": "msgmenu", "msgmenu": {"list": [{"id": "1"}]}}, 44004),
            ({"touser": "o1", "msgtype": "wxcard", "wxcard": {}}, 41012),
            ({"touser": "o1", "msgtype": "miniprogrampage", "miniprogrampage": {"title": "t"}}, 40013),
            ({"touser": "o1", "msgtype": "link", "link": {"title": "t"}}, 41010),
        ],
    )
    def test_the_code_says_why(self, body: object, errcode: int) -> None:
        with pytest.raises(ApiError) as caught:
            parse_custom(body)

        assert caught.value.errcode == errcode

    @given(
        st.sampled_from([body["msgtype"] for _, body in CASES]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["content", "articles", "list", "media_id"]), inner, max_size=4)
            ),
        ),
    )
    def test_any_json_raises_our_error_or_is_a_message(self, msgtype: str, value: object) -> None:
        try:
            message = parse_custom({"touser": "o1", "msgtype": msgtype, msgtype: value})
        except ApiError:
            return
        assert message.content.msgtype == msgtype
