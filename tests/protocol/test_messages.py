from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.protocol import (
    ImageMessage,
    LinkMessage,
    LocationMessage,
    Message,
    MiniProgramPageMessage,
    PushError,
    ShortVideoMessage,
    TextMessage,
    UnknownMessage,
    VideoMessage,
    VoiceMessage,
    XmlError,
    parse_push,
)
from tests.protocol.strategies import records


class _Head(TypedDict):
    to_user_name: str
    from_user_name: str
    create_time: int


HEAD = _Head(to_user_name="gh_lab000000001", from_user_name="oLab1", create_time=1780000100)
START = (
    "<xml><ToUserName><![CDATA[gh_lab000000001]]></ToUserName><FromUserName><![CDATA[oLab1]]></FromUserName>"
    "<CreateTime>1780000100</CreateTime><MsgType><![CDATA["
)

CASES: list[tuple[Message, str]] = [
    (
        TextMessage(**HEAD, content="你好", msg_id=7),
        "text]]></MsgType><Content><![CDATA[你好]]></Content><MsgId>7</MsgId></xml>",
    ),
    (
        TextMessage(**HEAD, content="好", bizmsgmenuid="101", msg_id=7, msg_data_id="9", idx=1),
        (
            "text]]></MsgType><Content><![CDATA[好]]></Content><MsgId>7</MsgId><bizmsgmenuid>101</bizmsgmenuid>"
            "<MsgDataId>9</MsgDataId><Idx>1</Idx></xml>"
        ),
    ),
    (
        TextMessage(**HEAD, content="", msg_id=7, business_id=1),
        "text]]></MsgType><Content><![CDATA[]]></Content><MsgId>7</MsgId><BusinessId>1</BusinessId></xml>",
    ),
    (
        ImageMessage(**HEAD, pic_url="http://p", media_id="m", msg_id=7),
        "image]]></MsgType><PicUrl><![CDATA[http://p]]></PicUrl><MediaId><![CDATA[m]]></MediaId><MsgId>7</MsgId></xml>",
    ),
    (
        VoiceMessage(**HEAD, media_id="mVoice-9f2Kx", format="amr", recognition="where is my parcel", msg_id=24601),
        (
            "voice]]></MsgType><MediaId><![CDATA[mVoice-9f2Kx]]></MediaId><Format><![CDATA[amr]]></Format>"
            "<Recognition><![CDATA[where is my parcel]]></Recognition><MsgId>24601</MsgId></xml>"
        ),
    ),
    (
        VoiceMessage(**HEAD, media_id="m", format="speex", media_id_16k="n", recognition="", msg_id=7),
        (
            "voice]]></MsgType><MediaId><![CDATA[m]]></MediaId><Format><![CDATA[speex]]></Format>"
            "<MediaId16K><![CDATA[n]]></MediaId16K><Recognition><![CDATA[]]></Recognition><MsgId>7</MsgId></xml>"
        ),
    ),
    (
        VideoMessage(**HEAD, media_id="m", thumb_media_id="t", msg_id=7),
        (
            "video]]></MsgType><MediaId><![CDATA[m]]></MediaId><ThumbMediaId><![CDATA[t]]></ThumbMediaId>"
            "<MsgId>7</MsgId></xml>"
        ),
    ),
    (
        ShortVideoMessage(**HEAD, media_id="m", thumb_media_id="t", msg_id=7),
        (
            "shortvideo]]></MsgType><MediaId><![CDATA[m]]></MediaId><ThumbMediaId><![CDATA[t]]></ThumbMediaId>"
            "<MsgId>7</MsgId></xml>"
        ),
    ),
    (
        LocationMessage(
            **HEAD, location_x=Decimal("23.134521"), location_y=Decimal("113.358800"), scale=20, label="街", msg_id=7
        ),
        (
            "location]]></MsgType><Location_X>23.134521</Location_X><Location_Y>113.358800</Location_Y><Scale>20</Scale>"
            "<Label><![CDATA[街]]></Label><MsgId>7</MsgId></xml>"
        ),
    ),
    (
        LinkMessage(**HEAD, title="t", description="d", url="http://u?a=1&b=2", msg_id=7),
        (
            "link]]></MsgType><Title><![CDATA[t]]></Title><Description><![CDATA[d]]></Description>"
            "<Url><![CDATA[http://u?a=1&b=2]]></Url><MsgId>7</MsgId></xml>"
        ),
    ),
    (
        MiniProgramPageMessage(
            **HEAD, title="t", app_id="wx1", page_path="p?a=1", thumb_url="http://t", thumb_media_id="m", msg_id=7
        ),
        (
            "miniprogrampage]]></MsgType><Title><![CDATA[t]]></Title><AppId><![CDATA[wx1]]></AppId>"
            "<PagePath><![CDATA[p?a=1]]></PagePath><ThumbUrl><![CDATA[http://t]]></ThumbUrl>"
            "<ThumbMediaId><![CDATA[m]]></ThumbMediaId><MsgId>7</MsgId></xml>"
        ),
    ),
]


@pytest.mark.parametrize(("message", "rest"), CASES, ids=lambda value: getattr(value, "msg_type", ""))
class TestWire:
    def test_renders_as_in_the_reference(self, message: Message, rest: str) -> None:
        assert message.to_xml().decode() == START + rest

    def test_parses_back(self, message: Message, rest: str) -> None:
        assert parse_push((START + rest).encode()) == message


def test_the_worked_vector_of_the_reference() -> None:
    message = TextMessage(
        to_user_name="gh_lab000000001",
        from_user_name="oLabUser0001",
        create_time=1780000000,
        content="hello",
        msg_id=70000000000000001,
    )

    assert len(message.to_xml()) == 254
    assert message.msg_type == "text"


class TestUnknown:
    def test_a_type_we_do_not_know_keeps_its_fields(self) -> None:
        message = parse_push(f"{START}cat]]></MsgType><Purr>3</Purr><MsgId>7</MsgId></xml>".encode())

        assert message == UnknownMessage(**HEAD, msg_type="cat", msg_id=7, fields={"Purr": "3"})
        assert message.to_xml().decode() == f"{START}cat]]></MsgType><Purr>3</Purr><MsgId>7</MsgId></xml>"

    @pytest.mark.parametrize(
        "rest",
        [
            "location]]></MsgType><Location_X>here</Location_X><Location_Y>1</Location_Y><Scale>1</Scale></xml>",
            "location]]></MsgType><Location_X>NaN</Location_X><Location_Y>1</Location_Y><Scale>1</Scale></xml>",
            "location]]></MsgType><Location_Y>1</Location_Y><Scale>1</Scale></xml>",
            "text]]></MsgType><Content><b>x</b></Content></xml>",
            "text]]></MsgType><Content>x</Content><MsgId>seven</MsgId></xml>",
            "text]]></MsgType><Content>x</Content><MsgId>٣</MsgId></xml>",
        ],
    )
    def test_a_message_that_does_not_fit_its_type_is_not_lost(self, rest: str) -> None:
        message = parse_push((START + rest).encode())

        assert isinstance(message, UnknownMessage)
        assert message.msg_type == rest.split("]")[0]
        assert message.fields


class TestLenient:
    def test_text_that_is_absent_reads_as_empty(self) -> None:
        assert parse_push(f"{START}text]]></MsgType></xml>".encode()) == TextMessage(**HEAD, content="")

    def test_blanks_around_ids_are_dropped_and_those_in_text_kept(self) -> None:
        body = (
            "<xml><ToUserName> gh_lab000000001\n</ToUserName><FromUserName> <![CDATA[oLab1]]> </FromUserName>"
            "<CreateTime> 1780000100 </CreateTime><MsgType> text </MsgType><Content> a </Content></xml>"
        )

        assert parse_push(body.encode()) == TextMessage(**HEAD, content=" a ")

    @pytest.mark.parametrize(
        ("body", "reason", "field"),
        [
            (b"<xml/>", "missing_field", "MsgType"),
            (b"<xml><MsgType>text</MsgType></xml>", "missing_field", "CreateTime"),
            (b"<xml><MsgType>text</MsgType><CreateTime>now</CreateTime></xml>", "bad_number", "CreateTime"),
            (b"<xml><MsgType>text</MsgType><CreateTime>1</CreateTime></xml>", "missing_field", "ToUserName"),
            (
                b"<xml><MsgType>text</MsgType><CreateTime>1</CreateTime><ToUserName>a</ToUserName></xml>",
                "missing_field",
                "FromUserName",
            ),
        ],
    )
    def test_what_every_push_has_must_be_there(self, body: bytes, reason: str, field: str) -> None:
        with pytest.raises(PushError) as caught:
            parse_push(body)

        assert (caught.value.reason, caught.value.detail) == (reason, field)


KNOWN: list[type[Message]] = [type(message) for message, _ in CASES]


@given(st.one_of([records(cls) for cls in KNOWN] + [records(UnknownMessage)]))
def test_every_message_comes_back_as_it_was(message: Message) -> None:
    assert parse_push(message.to_xml()) == message


@given(st.binary(max_size=100))
def test_any_bytes_raise_our_errors_or_nothing(body: bytes) -> None:
    for given_body in (body, b"<xml><MsgType>text</MsgType><CreateTime>" + body + b"</CreateTime></xml>"):
        try:
            parse_push(given_body)
        except (XmlError, PushError) as error:
            assert error.reason  # noqa: PT017 - what is raised is the point
