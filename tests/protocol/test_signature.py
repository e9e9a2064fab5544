from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from teahouse.protocol import (
    card_signature,
    jsapi_signature,
    msg_signature,
    push_signature,
    same,
    verify_msg,
    verify_push,
)

PUSH = "c77ae7bc4a523c844c60b1096951b56861fa7f58"
JSAPI = "da2195640d6b9a146b46d6a0bfdc0e18171e6580"
CARD = "4ff4a64a7028f3c448ca31d690cf3d8f11e66310"


def test_the_push_signature_of_the_reference() -> None:
    assert push_signature("lab_token_2026", "1780000000", "n0nce42") == PUSH
    assert push_signature("lab_token_2026", 1780000000, "n0nce42") == PUSH
    assert verify_push(PUSH, "lab_token_2026", "1780000000", "n0nce42")


def test_a_wrong_push_signature_is_refused() -> None:
    for signature in ("", PUSH.upper(), PUSH[:-1], "你好", "\ud800"):
        assert not verify_push(signature, "lab_token_2026", "1780000000", "n0nce42")
    assert not verify_push(PUSH, "lab_token_2027", "1780000000", "n0nce42")
    assert not verify_push(PUSH, "lab_token_2026", "1780000001", "n0nce42")


def test_what_is_sorted_is_bytes() -> None:
    # In UTF-8 "\uffff" stands before "\U00010000", in UTF-16 after it.
    assert push_signature("\U00010000", "1", "\uffff") == push_signature("\uffff", "1", "\U00010000")
    assert push_signature("b", "a", "B") == push_signature("B", "a", "b")


def test_the_jsapi_signature_of_the_reference() -> None:
    url = "http://shop.example.test/page?a=1"

    assert jsapi_signature("lab_ticket_0001", "labNonce0001", 1780000000, url) == JSAPI
    assert jsapi_signature("lab_ticket_0001", "labNonce0001", "1780000000", f"{url}#top#x") == JSAPI


def test_the_card_signature_of_the_reference() -> None:
    assert card_signature("lab_card_ticket", 1780000000, "pLabCard0001", "nonceX") == CARD
    assert card_signature("nonceX", "", "pLabCard0001", "lab_card_ticket", "", "1780000000") == CARD


@given(st.text(), st.text(), st.text(), st.text())
def test_every_signature_verifies_and_no_other_does(token: str, time: str, nonce: str, encrypt: str) -> None:
    right = msg_signature(token, time, nonce, encrypt)

    assert len(right) == 40
    assert verify_msg(right, token, time, nonce, encrypt)
    assert not verify_msg(right[::-1] + "0", token, time, nonce, encrypt)


def test_same_compares_any_text() -> None:
    assert same("你\ud800", "你\ud800")
    assert not same("你", "好")
