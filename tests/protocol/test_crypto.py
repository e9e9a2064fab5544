from __future__ import annotations

import base64
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.protocol import (
    CryptoError,
    CryptoFault,
    Envelope,
    MessageCrypto,
    TextMessage,
    XmlError,
    build_push_envelope,
    decode_aes_key,
    decrypt,
    encrypt,
    parse_envelope,
    parse_push,
    with_encrypt,
)

TOKEN = "lab_token_2026"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APP_ID = "wx0123456789abcdef"
RANDOM = b"abcdefghijklmnop"
TIME = "1780000000"
NONCE = "n0nce42"
MESSAGE = TextMessage(
    to_user_name="gh_lab000000001",
    from_user_name="oLabUser0001",
    create_time=1780000000,
    content="hello",
    msg_id=70000000000000001,
)
ENCRYPT = (
    "8Q6sFaw1Cb9qj7RuhNb60t7ruJmRZHRhLw5v3SCHy8LIqJlJsSddVfa0IWrgYNLoqT+hB+sZRjj6l0io9CrezI3uYY6sABLNmlw3TJt/P/9NO7"
    "eDVzcQxYVSL8e4qaEGbkhya/aGjRu3VhioBEN8z8GwNZ72Tm59tAxMva/JCo1NIzvcV7wyCveunxBWvCTnVDkvdUVKPn1UYy9uIvQwan3tNraE"
    "KU3QB7pYzvXXtQ2RLjp77OhJmXtHLBu8IJ+HsvMhWSdWSzwMGzLK8BeJSKBKUZe7lBkiluIGQK7Yk8PeWVBaDWGZyyG5jjsJiyWC1EJNGn5MES"
    "Fv8VzxvBZxBzXimL8HKdh3ukjRb9hPGYCxmASXJ5GWHuNvz6icrpQkSxjLRDve5q/6H40G5yy7DRawscSJQkV4C/BeY8r+6VY="
)
SIGNATURE = "0f466d03850f1f4f81cda5ccf43980b025eb0665"


@pytest.fixture
def crypto() -> MessageCrypto:
    return MessageCrypto(TOKEN, KEY, APP_ID)


class TestWorkedVector:
    def test_encrypts_as_in_the_reference(self, crypto: MessageCrypto) -> None:
        assert crypto.encrypt(MESSAGE.to_xml(), RANDOM) == ENCRYPT
        assert crypto.sign(ENCRYPT, TIME, NONCE) == SIGNATURE

    def test_opens_a_push_in_safe_mode(self, crypto: MessageCrypto) -> None:
        body = build_push_envelope("gh_lab000000001", ENCRYPT)

        assert body.decode() == (
            f"<xml><ToUserName><![CDATA[gh_lab000000001]]></ToUserName><Encrypt><![CDATA[{ENCRYPT}]]></Encrypt></xml>"
        )
        assert parse_push(crypto.open_push(body, SIGNATURE, TIME, NONCE)) == MESSAGE

    def test_opens_a_push_in_compatible_mode(self, crypto: MessageCrypto) -> None:
        body = with_encrypt(MESSAGE.to_xml(), ENCRYPT)

        assert body == MESSAGE.to_xml()[: -len("</xml>")] + f"<Encrypt><![CDATA[{ENCRYPT}]]></Encrypt></xml>".encode()
        assert parse_push(body) == MESSAGE
        assert crypto.open_push(body, SIGNATURE, TIME, NONCE) == MESSAGE.to_xml()


class TestReply:
    def test_an_encrypted_reply_carries_its_own_signature(self, crypto: MessageCrypto) -> None:
        body = crypto.seal_reply(MESSAGE.to_xml(), 1780000000, NONCE, RANDOM)

        assert body.decode() == (
            f"<xml><Encrypt><![CDATA[{ENCRYPT}]]></Encrypt><MsgSignature><![CDATA[{SIGNATURE}]]></MsgSignature>"
            "<TimeStamp>1780000000</TimeStamp><Nonce><![CDATA[n0nce42]]></Nonce></xml>"
        )
        assert crypto.open_reply(body) == MESSAGE.to_xml()
        assert parse_envelope(body) == Envelope(ENCRYPT, "", SIGNATURE, TIME, NONCE)

    def test_blanks_in_the_envelope_do_not_matter(self, crypto: MessageCrypto) -> None:
        body = f"""<xml>
            <Encrypt>\n{ENCRYPT[:76]}\n{ENCRYPT[76:]}\n</Encrypt><MsgSignature> {SIGNATURE} </MsgSignature>
            <TimeStamp><![CDATA[1780000000]]></TimeStamp><Nonce> n0nce42 </Nonce></xml>"""
        signature = crypto.sign(f"{ENCRYPT[:76]}\n{ENCRYPT[76:]}", TIME, NONCE)

        assert crypto.open_reply(body.replace(SIGNATURE, signature).encode()) == MESSAGE.to_xml()


def fault_of(crypto: MessageCrypto, body: bytes, signature: str = SIGNATURE) -> CryptoFault:
    with pytest.raises(CryptoError) as caught:
        crypto.open_push(body, signature, TIME, NONCE)
    assert caught.value.reason == caught.value.fault.name.lower()
    return caught.value.fault


class TestRefused:
    def test_the_numbers_of_the_sample_code(self) -> None:
        assert {fault.name: int(fault) for fault in CryptoFault} == {
            "SIGNATURE": -40001,
            "XML": -40002,
            "SHA": -40003,
            "AES_KEY": -40004,
            "APP_ID": -40005,
            "ENCRYPT": -40006,
            "DECRYPT": -40007,
            "BUFFER": -40008,
            "BASE64_ENCODE": -40009,
            "BASE64_DECODE": -40010,
            "XML_BUILD": -40011,
        }

    def test_a_wrong_signature(self, crypto: MessageCrypto) -> None:
        body = build_push_envelope("gh", ENCRYPT)

        assert fault_of(crypto, body, "0" * 40) is CryptoFault.SIGNATURE
        assert fault_of(crypto, body, "") is CryptoFault.SIGNATURE

    @pytest.mark.parametrize("body", [b"", b"success", b"<xml/>", b"<xml><Encrypt/></xml>", b"<!DOCTYPE a><xml/>"])
    def test_no_envelope(self, crypto: MessageCrypto, body: bytes) -> None:
        assert fault_of(crypto, body) is CryptoFault.XML

    def test_another_app(self) -> None:
        body = build_push_envelope("gh", ENCRYPT)

        assert fault_of(MessageCrypto(TOKEN, KEY, "wx_other"), body) is CryptoFault.APP_ID

    @pytest.mark.parametrize(
        ("encrypted", "fault"),
        [
            ("not base64!", CryptoFault.BASE64_DECODE),
            ("AAAAA", CryptoFault.BASE64_DECODE),
            ("你好", CryptoFault.BASE64_DECODE),
            ("", CryptoFault.DECRYPT),
            ("AAAA", CryptoFault.DECRYPT),
            (ENCRYPT[:60], CryptoFault.DECRYPT),
            (base64.b64encode(b"\0" * 16).decode(), CryptoFault.BUFFER),
            (ENCRYPT[:64] + base64.b64encode(b"\0" * 16).decode(), CryptoFault.BUFFER),
        ],
    )
    def test_broken_encryption(self, encrypted: str, fault: CryptoFault) -> None:
        with pytest.raises(CryptoError) as caught:
            decrypt(encrypted, decode_aes_key(KEY), APP_ID)

        assert caught.value.fault is fault

    def test_another_key(self) -> None:
        with pytest.raises(CryptoError):
            decrypt(ENCRYPT, decode_aes_key("b" + KEY[1:]), APP_ID)

    @pytest.mark.parametrize("key", ["", KEY[:-1], KEY + "A", KEY[:-1] + "=", KEY[:-1] + "é"])
    def test_keys_of_another_form(self, key: str) -> None:
        with pytest.raises(CryptoError) as caught:
            MessageCrypto(TOKEN, key, APP_ID)

        assert caught.value.fault is CryptoFault.AES_KEY

    def test_random_bytes_of_another_length(self, crypto: MessageCrypto) -> None:
        with pytest.raises(CryptoError) as caught:
            crypto.encrypt(b"x", b"short")

        assert caught.value.fault is CryptoFault.ENCRYPT


def test_the_last_letter_of_a_key_may_carry_bits_that_count_for_nothing() -> None:
    # "G" ends in two bits that a strict decoder refuses; "E" is the same key without them.
    assert len(decode_aes_key(KEY)) == 32
    assert decode_aes_key(KEY) == decode_aes_key(KEY[:-1] + "E")


@given(st.binary(max_size=400), st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32), st.text())
def test_what_is_encrypted_comes_back(message: bytes, random: bytes, key: bytes, app_id: str) -> None:
    app_id = app_id.encode(errors="replace").decode()
    encrypted = encrypt(message, key, app_id, random)

    assert len(base64.b64decode(encrypted)) % 32 == 0
    assert decrypt(encrypted, key, app_id) == message


@given(st.binary(max_size=200).map(lambda data: base64.b64encode(data).decode()) | st.text(max_size=60))
def test_any_text_raises_our_error_or_nothing(encrypted: str) -> None:
    with contextlib.suppress(CryptoError):
        decrypt(encrypted, decode_aes_key(KEY), APP_ID)
    with contextlib.suppress(CryptoError, XmlError):
        parse_envelope(encrypted.encode(errors="replace"))
