"""Pushes, replies and crypto vectors from the test suites of public WeChat libraries.

The samples lie beside the checkout; where they are not, these tests are skipped.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from teahouse.protocol import (
    CryptoError,
    Event,
    Message,
    PushError,
    Reply,
    ReplyError,
    UnknownEvent,
    UnknownMessage,
    XmlError,
    build_push_envelope,
    build_reply_envelope,
    decode_aes_key,
    decrypt,
    encrypt,
    parse_envelope,
    parse_push,
    parse_reply,
    verify_msg,
)
from tests.protocol.outline import outline

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "wechat-payloads"

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the samples are not at {SAMPLES}")


def rows(name: str) -> list[dict[str, Any]]:
    path = SAMPLES / name
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


PAYLOADS = rows("mp_push_and_reply.jsonl")
VECTORS = rows("crypto_vectors.jsonl")

# Samples that our own rendering does not repeat element by element, and why that is right. A sample that is not
# named here must come out with the same elements in the same order, each in CDATA or plain as it came.
DEVIATIONS = {
    # Pushes
    "2ab91e87a92c": "the sample was edited: names without CDATA",
    "6d9b10a0d88b": "a form of 2014: FriendUserName before CreateTime",
    "6a6a16c06080": "one document with the fields of every type, made for a parser; read as the text that MsgType says",
    "e1b1b581fd31": "the same with MsgID for MsgId",
    "1f68e5fc7095": "UnionId without CDATA in this document; the reference has CDATA",
    "e054b2deee74": "the document's CDATA lost its <",
    "966c4b58d2f3": "unknown event: digits are written plain, as nobody knows that they are text",
    "694b335a309b": "unknown event: digits are written plain, as nobody knows that they are text",
    "16e806af4665": "another product's own message, without CDATA",
    "4acf9b2b8736": "another product's own message, without CDATA",
    "4bb4a56509db": "a push of 2016: Recognition after MsgId; the reference has it before",
    "7040b6c9c960": "the sample was cut: an image without MediaId, which comes out empty",
    # Replies
    "14499f27a968": "a reply of 2013: MsgType without CDATA, Content and FuncFlag, which no longer mean anything",
    "ccd4a1b4caed": "a reply of 2013: MsgType without CDATA, FuncFlag",
    "d21cd323948b": "a message in the form of a reply, with a ThumbMediaId that replies do not have",
    "f894bf29b2ca": "a reply with the AgentID of the product for enterprises",
    # Envelopes
    "270e99c8b095": "compatible mode: the plain fields stand beside Encrypt",
    "0d3329fe7c24": "an envelope with the AgentID of the product for enterprises",
    "5d87f658731f": "an envelope with the AgentID of the product for enterprises",
}

# Pushes of types that section 2 and 3 do not have, and the one that is spelled otherwise.
UNKNOWN = {
    "a9b063580cf5": "scan",
    "564dc90999de": "modify_store_audit_info",
    "0a1ffde2f662": "add_store_audit_info",
    "5e7a5f5a6e2a": "apply_merchant_audit_info",
    "5e18e1d17b52": "ENTER",
    "c54cd87aed84": "unknown",
    "966c4b58d2f3": "user_scan_product",
    "694b335a309b": "submit_invoice_title",
    "16e806af4665": "NeuChar",
    "4acf9b2b8736": "NeuChar",
    "1a6e0f508ea5": "unknown",
    "045aa4a07dc7": "notsure",
}

# Replies that must be refused.
REFUSED = {
    "0c5c2e102892": "no_articles",
    "01f421c910f2": "missing_type",
}

# The rest of the file: a message that the collector took for a possible reply, a part of a document, and pushes in
# JSON, which are a setting of mini-programs and no form of an official account.
MESSAGES_AMONG_REPLIES = {"d4be84d7558f"}
NO_DOCUMENTS = {"afbad11e75dd", "7386b44a953f", "7dbdc65b131e"}


def chosen(*kinds: str) -> list[Any]:
    return [pytest.param(row["id"], row["raw"].encode(), id=row["id"]) for row in PAYLOADS if row["kind"] in kinds]


def check_outline(sample: str, body: bytes, rendered: bytes) -> None:
    """The same outline, or a reason: a reason that is no longer needed fails as well."""
    if sample in DEVIATIONS:
        assert outline(rendered) != outline(body), f"{sample} no longer deviates"
    else:
        assert outline(rendered) == outline(body)


@needs_samples
class TestPushes:
    @pytest.mark.parametrize(("sample", "body"), chosen("push_message", "push_event"))
    def test_every_push_parses_and_renders_alike(self, sample: str, body: bytes) -> None:
        push = parse_push(body)

        check_outline(sample, body, push.to_xml())
        assert parse_push(push.to_xml()) == push

    @pytest.mark.parametrize(("sample", "body"), chosen("push_message", "push_event"))
    def test_every_known_type_is_known(self, sample: str, body: bytes) -> None:
        push = parse_push(body)

        assert isinstance(push, UnknownEvent | UnknownMessage) == (sample in UNKNOWN)
        if isinstance(push, UnknownEvent):
            assert push.event == UNKNOWN[sample]
        if isinstance(push, UnknownMessage):
            assert push.msg_type == UNKNOWN[sample]


@needs_samples
class TestReplies:
    @pytest.mark.parametrize(("sample", "body"), chosen("passive_reply", "passive_reply_or_message"))
    def test_every_reply_parses_and_renders_alike(self, sample: str, body: bytes) -> None:
        if sample in REFUSED:
            with pytest.raises(ReplyError) as caught:
                parse_reply(body)
            assert caught.value.reason == REFUSED[sample]
            return
        reply: Reply | Message | Event | None = (
            parse_push(body) if sample in MESSAGES_AMONG_REPLIES else parse_reply(body)
        )

        assert reply is not None
        if b"{time}" not in body:
            check_outline(sample, body, reply.to_xml())
        assert [line.split()[0] for line in outline(reply.to_xml())][:4] == [
            "ToUserName",
            "FromUserName",
            "CreateTime",
            "MsgType",
        ]

    @pytest.mark.parametrize(("sample", "body"), chosen("push_message", "push_event"))
    def test_no_push_passes_for_a_reply_of_another_type(self, sample: str, body: bytes) -> None:
        try:
            reply = parse_reply(body)
        except ReplyError as error:
            assert error.reason in {"unknown_type", "missing_media"}, sample  # noqa: PT017 - which reason is the point
        else:
            assert reply is not None
            assert reply.msg_type == "text"


@needs_samples
class TestEnvelopes:
    @pytest.mark.parametrize(("sample", "body"), chosen("encrypted"))
    def test_every_envelope_parses_and_renders_alike(self, sample: str, body: bytes) -> None:
        envelope = parse_envelope(body)
        rendered = (
            build_reply_envelope(envelope)
            if envelope.msg_signature
            else build_push_envelope(envelope.to_user_name, envelope.encrypt)
        )

        check_outline(sample, body, rendered)
        assert parse_envelope(rendered) == envelope

    @pytest.mark.parametrize(("sample", "body"), chosen("encrypted"))
    def test_a_push_that_is_encrypted_is_no_plain_push(self, sample: str, body: bytes) -> None:
        if sample == "270e99c8b095":
            assert isinstance(parse_push(body), Message)
            return
        with pytest.raises(PushError):
            parse_push(body)

    @pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["encrypt"][:12])
    def test_every_vector_opens_and_closes(self, row: dict[str, str]) -> None:
        key = decode_aes_key(row["encoding_aes_key"])
        plaintext = row["plaintext"].encode()

        assert decrypt(row["encrypt"], key, row["app_id"]) == plaintext
        assert encrypt(plaintext, key, row["app_id"], row["random_prefix"].encode()) == row["encrypt"]
        if row["msg_signature"]:
            signed = (row["token"], row["timestamp"], row["nonce"], row["encrypt"])
            assert verify_msg(row["msg_signature"], *signed)
        with pytest.raises(CryptoError):
            decrypt(row["encrypt"], key, "wx_other")


@needs_samples
def test_every_sample_is_looked_at() -> None:
    kinds = {"push_message", "push_event", "passive_reply", "passive_reply_or_message", "encrypted"}
    ids = {row["id"] for row in PAYLOADS}

    assert {row["id"] for row in PAYLOADS if row["kind"] not in kinds} == NO_DOCUMENTS
    assert (set(DEVIATIONS) | set(UNKNOWN) | set(REFUSED) | MESSAGES_AMONG_REPLIES) <= ids
    for row in PAYLOADS:
        if row["id"] in NO_DOCUMENTS:
            with pytest.raises((XmlError, PushError)):
                parse_push(row["raw"].encode())
