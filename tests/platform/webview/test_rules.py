"""How pages are changed on their way into the phone's browser."""

import pytest

from teahouse.platform.webview.rules import (
    AGENT,
    Site,
    answered_headers,
    led,
    origin_of,
    sent_headers,
    shown_cookie,
    with_bridge,
)

SITE = Site("https://shop.test", "http://127.0.0.1:4000", "http://127.0.0.1:8000")
TAG = b'<script src="/.teahouse/bridge.js"></script>'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"<!doctype html><html><head><title>x", b"<!doctype html><html><head>" + TAG + b"<title>x"),
        (b'<HEAD lang="a"><script>', b'<HEAD lang="a">' + TAG + b"<script>"),
        (b"<header>a</header>", TAG + b"<header>a</header>"),
        (b"<!DOCTYPE html>\n<p>x", b"<!DOCTYPE html>\n" + TAG + b"<p>x"),
        (b"<html lang=zh><body>", b"<html lang=zh>" + TAG + b"<body>"),
        (b"", TAG),
    ],
)
def test_the_bridge_comes_before_all_scripts(page: bytes, expected: bytes) -> None:
    assert with_bridge(page) == expected


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Shop.test:443/a?b", "https://shop.test"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ("http://[::1]:90/", "http://[::1]:90"),
        ("http://u@shop.test/", None),
        ("http:\\\\shop.test", None),
        ("ftp://shop.test/", None),
        ("http://a:b/", None),
        ("/a", None),
    ],
)
def test_origin_of(address: str, origin: str | None) -> None:
    assert origin_of(address) == origin


def test_addresses_there_and_back() -> None:
    assert SITE.shown_address("https://shop.test/a?b#c") == "http://127.0.0.1:4000/a?b#c"
    assert SITE.real_address("http://127.0.0.1:4000/a?b#c") == "https://shop.test/a?b#c"
    for other in ("https://shop.test.evil.test/", "http://shop.test/", "/a", "https://shop.test@evil.test/"):
        assert SITE.shown_address(other) == other


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://open.weixin.qq.com/connect/oauth2/authorize?a=1#wechat_redirect", True),
        ("http://mp.weixin.qq.com:80/mp/subscribemsg", True),
        ("https://open.weixin.qq.com:8443/", False),
        ("https://open.weixin.qq.com.evil.test/", False),
        ("https://a@open.weixin.qq.com/", False),
        ("https://weixin.qq.com/", False),
        ("//open.weixin.qq.com/", False),
        ("/connect", False),
    ],
)
def test_pages_at_wechats_own_hosts_are_the_networks(address: str, expected: bool) -> None:  # noqa: FBT001
    found = SITE.shown_address(address)
    assert found == led(address, SITE.home)
    assert found == (SITE.home + "/" + address.split("/", 3)[3] if expected else address)


def test_a_site_gets_its_own_addresses_and_no_cookie_of_ours() -> None:
    given = [
        ("host", "127.0.0.1:4000"),
        ("user-agent", "Chrome"),
        ("origin", "http://127.0.0.1:4000"),
        ("referer", "http://127.0.0.1:4000/a"),
        ("cookie", "th_phone=secret; openid=o1; th_mp=secret"),
        ("sec-fetch-dest", "iframe"),
        ("accept", "*/*"),
        ("connection", "keep-alive"),
    ]
    assert sent_headers(given, SITE) == [
        ("user-agent", f"Chrome{AGENT}"),
        ("origin", "https://shop.test"),
        ("referer", "https://shop.test/a"),
        ("cookie", "openid=o1"),
        ("accept", "*/*"),
    ]
    assert sent_headers([("cookie", "th_phone=secret")], SITE) == []


def test_an_answer_holds_under_the_shown_origin() -> None:
    given = [
        ("location", "https://shop.test/next"),
        ("content-security-policy", "default-src 'self'; frame-ancestors 'none'; img-src *"),
        ("x-frame-options", "DENY"),
        ("content-encoding", "gzip"),
        ("set-cookie", "merged"),
        ("etag", "1"),
    ]
    assert answered_headers(given, ["a=1; Secure; Domain=shop.test; Path=/", "th_phone=x"], SITE) == [
        ("location", "http://127.0.0.1:4000/next"),
        ("content-security-policy", "default-src 'self'; img-src *"),
        ("etag", "1"),
        ("set-cookie", "a=1; Path=/; SameSite=Lax"),
    ]


def test_shown_cookie() -> None:
    assert (
        shown_cookie("a=b=c; SameSite=None; secure; HttpOnly; Max-Age=5") == "a=b=c; HttpOnly; Max-Age=5; SameSite=Lax"
    )
