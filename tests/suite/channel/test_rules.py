"""Whose a push is, and what may be connected."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.kit.errors import Invalid
from teahouse.protocol import SubscribeEvent, TextMessage, UnknownEvent, VerifyExpiredEvent, push_signature
from teahouse.suite.channel.rules import (
    STALE_SECONDS,
    clean_api_base,
    clean_appid,
    clean_name,
    clean_secret,
    dedupe_key,
    is_kept,
    refusal,
)

NOW = 1_780_000_000
words = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=32)


def signed(token: str, timestamp: str, nonce: str) -> dict[str, str]:
    return {"signature": push_signature(token, timestamp, nonce), "timestamp": timestamp, "nonce": nonce}


def text(msg_id: int, content: str = "空调") -> TextMessage:
    return TextMessage(to_user_name="gh", from_user_name="o1", create_time=NOW, content=content, msg_id=msg_id)


class TestRefusal:
    @given(words, words, st.integers(-STALE_SECONDS, STALE_SECONDS))
    def test_a_fresh_signature_of_the_token_is_let_in(self, token: str, nonce: str, age: int) -> None:
        assert refusal(token, signed(token, str(NOW - age), nonce), NOW) is None

    @given(words, words, st.integers(STALE_SECONDS + 1, 10**9), st.sampled_from([1, -1]))
    def test_an_old_one_is_a_replay(self, token: str, nonce: str, age: int, side: int) -> None:
        assert refusal(token, signed(token, str(NOW - side * age), nonce), NOW) == "stale"

    @given(words, words, words)
    def test_another_token_is_a_stranger(self, token: str, other: str, nonce: str) -> None:
        if token != other:
            assert refusal(token, signed(other, str(NOW), nonce), NOW) == "wrong_signature"

    @given(words, words, words, st.sampled_from(["timestamp", "nonce", "signature"]))
    def test_nothing_of_it_can_be_changed(self, token: str, nonce: str, value: str, field: str) -> None:
        query = signed(token, str(NOW), nonce)
        if sorted((query | {field: value}).items()) != sorted(query.items()):
            assert refusal(token, query | {field: value}, NOW) == "wrong_signature"

    @pytest.mark.parametrize("timestamp", ["", "now", "-1", "²"])
    def test_a_time_that_is_none_is_stale(self, timestamp: str) -> None:
        assert refusal("token", signed("token", timestamp, "n"), NOW) == "stale"

    def test_an_empty_query_is_nobodys(self) -> None:
        assert refusal("token", {}, NOW) == "wrong_signature"


class TestDedupe:
    def test_a_message_is_known_by_its_number_alone(self) -> None:
        assert dedupe_key(text(7), b"a") == dedupe_key(text(7), b"b") == "m7"

    @given(st.binary(), st.binary())
    def test_an_event_is_known_by_all_of_it(self, one: bytes, other: bytes) -> None:
        event = SubscribeEvent(to_user_name="gh", from_user_name="o1", create_time=NOW)
        assert (dedupe_key(event, one) == dedupe_key(event, other)) == (one == other)

    def test_an_unknown_event_is_not_kept(self) -> None:
        assert is_kept(text(1))
        unknown = UnknownEvent(to_user_name="gh", from_user_name="o1", create_time=NOW, event="new", fields={})
        assert not is_kept(unknown)

    def test_what_is_told_to_the_owner_makes_no_follower(self) -> None:
        told = VerifyExpiredEvent(to_user_name="gh", from_user_name="o1", create_time=NOW, expired_time=NOW)
        assert not is_kept(told)


class TestInputs:
    def test_blanks_around_are_no_harm(self) -> None:
        assert clean_name(" 茶馆 ") == "茶馆"
        assert clean_appid(" wx0123456789abcdef\n") == "wx0123456789abcdef"
        assert clean_secret(f" {'a1' * 16} ") == "a1" * 16

    @pytest.mark.parametrize("appid", ["", "wx", "wx0123456789abcde", "wx0123456789abcdefg", "WX0123456789abcdef"])
    def test_an_appid_has_eighteen_characters(self, appid: str) -> None:
        with pytest.raises(Invalid) as refused:
            clean_appid(appid)
        assert refused.value.field == "appid"

    @pytest.mark.parametrize("secret", ["", "a" * 31, "a" * 33, "秘" * 32, "a" * 31 + " b"])
    def test_a_secret_has_thirty_two(self, secret: str) -> None:
        with pytest.raises(Invalid) as refused:
            clean_secret(secret)
        assert refused.value.field == "secret"

    @pytest.mark.parametrize(
        ("given_url", "stored"),
        [
            ("https://api.weixin.qq.com/", "https://api.weixin.qq.com"),
            (" http://127.0.0.1:8000 ", "http://127.0.0.1:8000"),
            ("http://[::1]:8000", "http://[::1]:8000"),
            ("https://proxy.example/wechat/", "https://proxy.example/wechat"),
        ],
    )
    def test_an_address_is_kept_without_its_last_slash(self, given_url: str, stored: str) -> None:
        assert clean_api_base(given_url) == stored

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "api.weixin.qq.com",
            "ftp://api.weixin.qq.com",
            "https://",
            "https://a?b=1",
            "https://a#b",
            "https://me:secret@a",
            "https://[::1",
            "https://a:99999",
            "https://a:port",
            "https://a b",
            "https://a\nb",
            "javascript:alert(1)",
        ],
    )
    def test_what_is_none_is_refused(self, url: str) -> None:
        with pytest.raises(Invalid) as refused:
            clean_api_base(url)
        assert refused.value.field == "api_base"

    @given(st.one_of(st.text(), st.text().map(lambda rest: f"http://{rest}"), st.from_regex(r"https?://[!-~]{1,20}")))
    def test_what_is_taken_can_be_called(self, url: str) -> None:
        try:
            cleaned = clean_api_base(url)
        except Invalid:
            return
        assert cleaned.startswith(("http://", "https://"))
        assert clean_api_base(cleaned) == cleaned
        try:
            assert httpx.URL(f"{cleaned}/cgi-bin/token").path.endswith("/cgi-bin/token")
        except httpx.InvalidURL:
            return  # the call answers that it cannot be reached
