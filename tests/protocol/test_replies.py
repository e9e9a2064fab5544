from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.protocol import (
    NO_REPLY,
    Article,
    ClickEvent,
    ImageMessage,
    ImageReply,
    LinkMessage,
    LocationMessage,
    Message,
    MusicReply,
    NewsReply,
    Reply,
    ReplyAddress,
    ReplyError,
    ShortVideoMessage,
    TextMessage,
    TextReply,
    TransferAiReply,
    TransferReply,
    VideoMessage,
    VideoReply,
    VoiceMessage,
    VoiceReply,
    articles_allowed,
    parse_reply,
    reply_address,
)
from tests.protocol.strategies import records

ADDRESS = ReplyAddress(to_user_name="oLab1", from_user_name="gh_lab000000001", create_time=1780000601)
START = (
    "<xml><ToUserName><![CDATA[oLab1]]></ToUserName><FromUserName><![CDATA[gh_lab000000001]]></FromUserName>"
    "<CreateTime>1780000601</CreateTime><MsgType><![CDATA["
)

CASES: list[tuple[Reply, str]] = [
    (TextReply(**ADDRESS, content="你好"), "text]]></MsgType><Content><![CDATA[你好]]></Content></xml>"),
    (
        ImageReply(**ADDRESS, media_id="m"),
        "image]]></MsgType><Image><MediaId><![CDATA[m]]></MediaId></Image></xml>",
    ),
    (
        VoiceReply(**ADDRESS, media_id="m"),
        "voice]]></MsgType><Voice><MediaId><![CDATA[m]]></MediaId></Voice></xml>",
    ),
    (
        VideoReply(**ADDRESS, media_id="m", title="t", description="d"),
        (
            "video]]></MsgType><Video><MediaId><![CDATA[m]]></MediaId><Title><![CDATA[t]]></Title>"
            "<Description><![CDATA[d]]></Description></Video></xml>"
        ),
    ),
    (
        MusicReply(**ADDRESS, title="t", description="d", music_url="u", hq_music_url="h", thumb_media_id="m"),
        (
            "music]]></MsgType><Music><Title><![CDATA[t]]></Title><Description><![CDATA[d]]></Description>"
            "<MusicUrl><![CDATA[u]]></MusicUrl><HQMusicUrl><![CDATA[h]]></HQMusicUrl>"
            "<ThumbMediaId><![CDATA[m]]></ThumbMediaId></Music></xml>"
        ),
    ),
    (
        NewsReply(
            **ADDRESS,
            articles=(
                Article(
                    title="Spring menu",
                    description="Ten new dishes",
                    pic_url="https://img.example.test/a.jpg",
                    url="https://brand.example.test/spring",
                ),
            ),
        ),
        (
            "news]]></MsgType><ArticleCount>1</ArticleCount><Articles><item><Title><![CDATA[Spring menu]]></Title>"
            "<Description><![CDATA[Ten new dishes]]></Description>"
            "<PicUrl><![CDATA[https://img.example.test/a.jpg]]></PicUrl>"
            "<Url><![CDATA[https://brand.example.test/spring]]></Url></item></Articles></xml>"
        ),
    ),
    (TransferReply(**ADDRESS), "transfer_customer_service]]></MsgType></xml>"),
    (
        TransferReply(**ADDRESS, kf_account="amy@labshop"),
        (
            "transfer_customer_service]]></MsgType>"
            "<TransInfo><KfAccount><![CDATA[amy@labshop]]></KfAccount></TransInfo></xml>"
        ),
    ),
    (TransferAiReply(**ADDRESS), "transfer_biz_ai_ivr]]></MsgType></xml>"),
]


@pytest.mark.parametrize(("reply", "rest"), CASES, ids=lambda value: getattr(value, "msg_type", ""))
class TestWire:
    def test_renders_as_in_the_reference(self, reply: Reply, rest: str) -> None:
        assert reply.to_xml().decode() == START + rest

    def test_parses_back(self, reply: Reply, rest: str) -> None:
        assert parse_reply((START + rest).encode()) == reply


class TestLenient:
    @pytest.mark.parametrize("body", [b"", b"success", b" success\n", b"\r\n", NO_REPLY])
    def test_success_and_nothing_are_no_reply(self, body: bytes) -> None:
        assert parse_reply(body) is None

    def test_cdata_order_blanks_and_time_do_not_matter(self) -> None:
        body = b"""
        <xml>
          <MsgType> text </MsgType>
          <Content>1 &lt; 2</Content>
          <FromUserName>gh_lab000000001</FromUserName>
          <ToUserName>
             oLab1
          </ToUserName>
          <FuncFlag>0</FuncFlag>
        </xml>"""
        address = ReplyAddress(to_user_name="oLab1", from_user_name="gh_lab000000001", create_time=0)

        assert parse_reply(body) == TextReply(**address, content="1 < 2")

    @pytest.mark.parametrize("time", ["", "{time}", "<![CDATA[1780000601]]>", "1780000601.5"])
    def test_a_time_that_is_no_number_counts_as_none(self, time: str) -> None:
        body = f"<xml><CreateTime>{time}</CreateTime><MsgType>text</MsgType><Content>a</Content></xml>"
        reply = parse_reply(body.encode())

        assert reply is not None
        assert reply.create_time == (1780000601 if "CDATA" in time else 0)

    def test_more_than_eight_articles_are_cut(self) -> None:
        items = "".join(f"<item><Title>{n}</Title></item>" for n in range(10))
        reply = parse_reply(f"<xml><MsgType>news</MsgType><Articles>{items}<item/></Articles></xml>".encode())

        assert isinstance(reply, NewsReply)
        assert [article.title for article in reply.articles] == list("01234567")


class TestRefused:
    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (b"ok", "not_xml"),
            (b'{"errcode":0}', "not_xml"),
            (b"<!DOCTYPE html><html></html>", "not_xml"),
            (b"<html><body>502</body></html>", "wrong_root"),
            (b"<xml><MsgType>text</xml>", "not_xml"),
            (b"\xff\xfe", "not_xml"),
            (b"<xml>" + b" " * 2_000_000 + b"</xml>", "too_large"),
            (b"<xml/>", "missing_type"),
            (b"<xml><foo>bar</foo></xml>", "missing_type"),
            (b"<xml><MsgType>cat</MsgType></xml>", "unknown_type"),
            (b"<xml><MsgType>event</MsgType></xml>", "unknown_type"),
            (b"<xml><MsgType>text</MsgType></xml>", "empty_content"),
            (b"<xml><MsgType>text</MsgType><Content><![CDATA[ \n]]></Content></xml>", "empty_content"),
            (b"<xml><MsgType>text</MsgType><Content>" + b"x" * 2049 + b"</Content></xml>", "content_too_long"),
            (b"<xml><MsgType>text</MsgType><Content><b/></Content></xml>", "bad_field"),
            (b"<xml><MsgType>image</MsgType></xml>", "missing_media"),
            (b"<xml><MsgType>image</MsgType><Image></Image></xml>", "missing_media"),
            (b"<xml><MsgType>voice</MsgType><Voice><MediaId> </MediaId></Voice></xml>", "missing_media"),
            (b"<xml><MsgType>video</MsgType><MediaId>m</MediaId></xml>", "missing_media"),
            (b"<xml><MsgType>news</MsgType><ArticleCount>1</ArticleCount></xml>", "no_articles"),
            (b"<xml><MsgType>news</MsgType><Articles></Articles></xml>", "no_articles"),
        ],
    )
    def test_the_reason_is_named(self, body: bytes, reason: str) -> None:
        with pytest.raises(ReplyError) as caught:
            parse_reply(body)

        assert caught.value.reason == reason

    def test_the_longest_text_is_2048_bytes(self) -> None:
        body = b"<xml><MsgType>text</MsgType><Content>" + "你".encode() * 682 + b"xx</Content></xml>"
        reply = parse_reply(body)

        assert isinstance(reply, TextReply)
        assert len(reply.content.encode()) == 2048


def test_a_reply_goes_back_to_the_person() -> None:
    push = TextMessage(to_user_name="gh_1", from_user_name="o1", create_time=1, content="x")

    assert TextReply(**reply_address(push, 5), content="y") == TextReply(
        to_user_name="o1", from_user_name="gh_1", create_time=5, content="y"
    )


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (TextMessage, 1),
        (ImageMessage, 1),
        (VoiceMessage, 1),
        (VideoMessage, 1),
        (LinkMessage, 1),
        (LocationMessage, 1),
        (ShortVideoMessage, 8),
        (ClickEvent, 8),
    ],
)
@given(data=st.data())
def test_messages_are_answered_by_one_article_and_events_by_eight(
    kind: type[Message], allowed: int, data: st.DataObject
) -> None:
    assert articles_allowed(data.draw(records(kind))) == allowed


KINDS: list[type[Reply]] = [type(reply) for reply, _ in CASES]


@given(st.one_of([records(cls) for cls in KINDS]).filter(lambda reply: not reply.fault()))
def test_every_valid_reply_comes_back_as_it_was(reply: Reply) -> None:
    again = parse_reply(reply.to_xml())

    expected = reply.articles[:8] if isinstance(reply, NewsReply) else None
    assert again == reply or (isinstance(again, NewsReply) and again.articles == expected)


@given(st.binary(max_size=100))
def test_any_bytes_raise_our_error_or_nothing(body: bytes) -> None:
    with contextlib.suppress(ReplyError):
        parse_reply(body)
    with contextlib.suppress(ReplyError):
        parse_reply(b"<xml><MsgType>news</MsgType><Articles>" + body + b"</Articles></xml>")
