"""Scenes, lives and scanned texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.platform.qrcodes.rules import (
    Scanned,
    Wish,
    account_text,
    checked_wish,
    picture_url,
    read_scanned,
    scene_text,
)
from teahouse.protocol import ApiError

BASE = "http://127.0.0.1:8000"
CODES = st.text("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-", min_size=1, max_size=64)


def _code(*wish: object) -> int:
    try:
        checked_wish(*wish)
    except ApiError as error:
        return error.errcode
    return 0


class TestWish:
    @pytest.mark.parametrize(
        ("given", "wish"),
        [
            (("QR_SCENE", 1), Wish("QR_SCENE", "1", 1, 60)),
            (("QR_SCENE", 2**32 - 1, None, 2_592_000), Wish("QR_SCENE", "4294967295", 2**32 - 1, 2_592_000)),
            (("QR_SCENE", "123", None, "1800"), Wish("QR_SCENE", "123", 123, 1800)),
            (("QR_STR_SCENE", None, "店" * 64, 1), Wish("QR_STR_SCENE", "店" * 64, 0, 1)),
            (("QR_LIMIT_SCENE", 100_000, None, 60), Wish("QR_LIMIT_SCENE", "100000", 100_000, None)),
            (("QR_LIMIT_STR_SCENE", None, "7"), Wish("QR_LIMIT_STR_SCENE", "7", 0, None)),
        ],
    )
    def test_what_may_be_made(self, given: tuple[object, ...], wish: Wish) -> None:
        assert checked_wish(*given) == wish

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ((None,), 40052),
            (("QR_CARD", 1), 40052),
            ((7, 1), 40052),
            (("QR_SCENE",), 40053),
            (("QR_SCENE", 0), 40053),
            (("QR_SCENE", 2**32), 40053),
            (("QR_SCENE", True), 40053),
            (("QR_SCENE", 1.5), 40053),
            (("QR_SCENE", "-1"), 40053),
            (("QR_SCENE", None, "x"), 40053),
            (("QR_SCENE", 1, None, 0), 40053),
            (("QR_SCENE", 1, None, 2_592_001), 40053),
            (("QR_SCENE", 1, None, "long"), 40053),
            (("QR_STR_SCENE", None, ""), 40053),
            (("QR_STR_SCENE", None, "x" * 65), 40053),
            (("QR_STR_SCENE", 5), 40053),
            (("QR_LIMIT_SCENE", 100_001), 40053),
            (("QR_LIMIT_SCENE", 0), 40053),
            (("QR_LIMIT_STR_SCENE", None, None), 40053),
        ],
    )
    def test_what_may_not(self, given: tuple[object, ...], code: int) -> None:
        assert _code(*given) == code

    @given(st.integers())
    def test_a_temporary_number_is_a_positive_one_of_32_bits(self, number: int) -> None:
        assert _code("QR_SCENE", number) == (0 if 0 < number < 2**32 else 40053)

    @given(st.text(max_size=80))
    def test_a_text_has_1_to_64_characters_and_is_kept(self, text: str) -> None:
        assert _code("QR_LIMIT_STR_SCENE", None, text) == (0 if 1 <= len(text) <= 64 else 40053)
        if 1 <= len(text) <= 64:
            assert checked_wish("QR_LIMIT_STR_SCENE", None, text).scene == text

    def test_numbers_and_texts_are_different_permanent_scenes(self) -> None:
        number, text = checked_wish("QR_LIMIT_SCENE", 7), checked_wish("QR_LIMIT_STR_SCENE", None, "7")
        assert (number.permanent_key, text.permanent_key) == ("n:7", "t:7")
        assert checked_wish("QR_SCENE", 7).permanent_key is None


class TestScanned:
    @given(CODES)
    def test_our_own_addresses_are_read_back(self, code: str) -> None:
        assert read_scanned(BASE, scene_text(BASE, code)) == Scanned("scene", code)
        assert read_scanned(BASE, account_text(BASE, code)) == Scanned("account", code)
        assert read_scanned(BASE, f" {BASE}/q/p/{code}\n") == Scanned("person", code)

    @pytest.mark.parametrize(
        "text",
        [
            f"{BASE}/q/",
            f"{BASE}/q/x/y",
            f"{BASE}/q/a/b/c",
            f"{BASE}/q/a?b",
            "https://example.com/q/a/wx1",
            f"{BASE}1/q/a",
        ],
    )
    def test_other_addresses_are_only_addresses(self, text: str) -> None:
        assert read_scanned(BASE, text) == Scanned("url", text)

    @pytest.mark.parametrize(
        "text", ["", "6901234567892", "javascript:alert(1)", "http://", "http://a b", "http://[::1"]
    )
    def test_anything_else_is_text(self, text: str) -> None:
        assert read_scanned(BASE, text) == Scanned("text", text)

    @given(st.text())
    def test_no_text_breaks_it(self, text: str) -> None:
        assert read_scanned(BASE, text).kind in {"text", "url"} or text.strip().startswith(f"{BASE}/q/")


def test_a_ticket_is_escaped_in_the_picture_address() -> None:
    assert picture_url(BASE, "gQ+/==") == f"{BASE}/cgi-bin/showqrcode?ticket=gQ%2B%2F%3D%3D"
