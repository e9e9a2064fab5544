"""Sites in the phone's browser over real HTTP: at a port of their own, with the bridge."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from tests.platform.push.account_server import AccountServer, Got, Reply, account_server
from tests.platform.world import World


@pytest.fixture
def site() -> Iterator[AccountServer]:
    """A brand's site."""

    def greet(got: Got) -> Reply:
        if got.path.startswith("/go"):
            return Reply(b"", 302, (("Location", f"http://127.0.0.1:{server.port}/page?x=1"),))
        if got.path.startswith("/sign-in"):
            return Reply(b"", 302, (("Location", "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx1#x"),))
        cookies = (("Set-Cookie", "a=1; Secure"), ("Set-Cookie", "th_phone=stolen"), ("Set-Cookie", "b=2"))
        return Reply("<head><title>店</title>".encode(), 200, (("Content-Type", "text/html"), *cookies))

    with account_server("x") as server:
        server.greet = greet
        yield server


def shown(phone: httpx.Client, url: str) -> dict[str, object]:
    response = phone.post("/api/phone/webview", json={"url": url})
    assert response.status_code == 200
    answer: dict[str, object] = response.json()
    return answer


def test_a_page_gets_the_bridge_and_keeps_its_cookies(world: World, site: AccountServer) -> None:
    _, phone = world.person()
    answer = shown(phone, f"http://127.0.0.1:{site.port}/page?x=1")
    address = urlsplit(str(answer["url"]))
    assert (answer["bridged"], address.hostname, address.path, address.query) == (True, "127.0.0.1", "/page", "x=1")
    assert address.port not in {site.port, urlsplit(world.running.url).port}
    page = httpx.get(str(answer["url"]), headers={"Cookie": "th_phone=secret; mine=1"})
    assert page.text == '<head><script src="/.teahouse/bridge.js"></script><title>店</title>'
    assert page.headers.get_list("set-cookie") == ["a=1; SameSite=Lax", "b=2; SameSite=Lax"]
    got = site.greetings[-1]
    assert (got.headers["cookie"], got.headers["host"]) == ("mine=1", f"127.0.0.1:{site.port}")
    assert got.headers["user-agent"].endswith("wxdebugger")


def test_one_port_for_a_site_and_redirects_stay_there(world: World, site: AccountServer) -> None:
    _, phone = world.person()
    first = str(shown(phone, f"http://127.0.0.1:{site.port}/go")["url"])
    assert shown(phone, f"http://127.0.0.1:{site.port}/go")["url"] == first
    assert httpx.get(first).headers["location"] == first.replace("/go", "/page?x=1")
    # What is shown already is not shown through itself.
    assert shown(phone, first) == {"url": first, "bridged": False}


def test_wechats_own_pages_are_the_networks(world: World, site: AccountServer) -> None:
    _, phone = world.person()
    ours = f"{world.running.url}/connect/oauth2/authorize?appid=wx1#x"
    literal = "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx1#x"
    assert shown(phone, literal) == {"url": ours, "bridged": False}
    first = str(shown(phone, f"http://127.0.0.1:{site.port}/sign-in")["url"])
    assert httpx.get(first).headers["location"] == ours


def test_the_bridge_knows_where_it_is(world: World, site: AccountServer) -> None:
    _, phone = world.person()
    address = str(shown(phone, f"http://127.0.0.1:{site.port}/")["url"])
    script = httpx.get(f"{address}.teahouse/bridge.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert f'"real":"http://127.0.0.1:{site.port}"' in script.text
    assert site.greetings == []


def test_own_pages_and_what_is_no_page_stay_as_they_are(world: World) -> None:
    _, phone = world.person()
    for url in (f"{world.running.url}/phone/", "javascript:alert(1)", "http://u@a.test/", "x"):
        assert shown(phone, url) == {"url": url, "bridged": False}


def test_private_networks_are_not_reached(world: World) -> None:
    _, phone = world.person()
    address = str(shown(phone, "http://169.254.169.254/latest")["url"])
    response = httpx.get(address)
    assert (response.status_code, response.text) == (502, "网页无法打开")


def test_other_names_and_other_sites_are_refused(world: World, site: AccountServer) -> None:
    _, phone = world.person()
    address = str(shown(phone, f"http://127.0.0.1:{site.port}/")["url"])
    assert httpx.get(address, headers={"Host": "evil.example"}).status_code == 421
    assert httpx.post(address, headers={"Origin": "http://evil.example"}).status_code == 403
    assert (site.greetings, site.got) == ([], [])


def test_only_phones_open_pages(world: World) -> None:
    for caller in (world.nobody(), world.operator()):
        assert caller.post("/api/phone/webview", json={"url": "http://a.test/"}).status_code == 401
