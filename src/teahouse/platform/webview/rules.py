"""How a page is changed on its way into the phone's browser."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from teahouse.protocol.hosts import WECHAT_HOSTS

BRIDGE_PATH = "/.teahouse/bridge.js"
AGENT = " MicroMessenger/8.0.49 NetType/WIFI Language/zh_CN wxdebugger"
"""Behind the browser's own. The last word is WeChat's for its debugger: with it the SDK reports to nobody."""
_USUAL = {"http": 80, "https": 443}
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_START = re.compile(rb"\s*(?:<!doctype[^>]*>)?\s*(?:<html(?:\s[^>]*)?>)?", re.IGNORECASE)
_TAG = f'<script src="{BRIDGE_PATH}"></script>'.encode()
_HOP = {
    *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding"),
    *("upgrade", "host", "content-length", "content-encoding", "accept-encoding"),
}
# A page in WeChat stands alone in its window, so what forbids frames does not concern it there.
_NOT_BACK = {*_HOP, "x-frame-options", "strict-transport-security", "set-cookie", "alt-svc"}
_OURS = "th_"
_WECHAT = frozenset(f"{scheme}://{host}" for scheme in _USUAL for host in WECHAT_HOSTS)

Headers = list[tuple[str, str]]


class Site(NamedTuple):
    """A site, the origin under which the phone's browser shows it, and the network's: `scheme://host[:port]` each."""

    real: str
    shown: str
    home: str

    def real_address(self, address: str) -> str:
        """An address of the shown origin as the site knows it; others stay."""
        return _moved(address, self.shown, self.real)

    def shown_address(self, address: str) -> str:
        """An address of the site as the phone's browser asks for it, and one at WeChat's own hosts; others stay."""
        return led(_moved(address, self.real, self.shown), self.home)


def led(address: str, home: str) -> str:
    """A page at one of WeChat's own hosts, which is the network's here; others stay.

    So https://open.weixin.qq.com/connect/oauth2/authorize, as it is written into programs and menus, asks the person.
    """
    origin = origin_of(address)
    return _moved(address, origin, home) if origin in _WECHAT else address


def _moved(address: str, before: str, after: str) -> str:
    origin = origin_of(address)
    if origin != before:
        return address
    parts = urlsplit(address)
    return after + address[len(f"{parts.scheme}://{parts.netloc}") :]


def origin_of(address: str) -> str | None:
    """scheme://host[:port] of a web address, the usual port left out; None for anything else."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _USUAL or not parts.hostname or "@" in parts.netloc or "\\" in address:
        return None
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{name}" + ("" if port in {None, _USUAL[parts.scheme]} else f":{port}")


def with_bridge(page: bytes) -> bytes:
    """The page with the bridge's script before all others."""
    found = _HEAD.search(page) or _START.match(page)
    place = found.end() if found else 0
    return page[:place] + _TAG + page[place:]


def sent_headers(headers: Iterable[tuple[str, str]], site: Site) -> Headers:
    """A request's headers as the site gets them: its own addresses, WeChat's browser, no cookie of ours."""
    kept: Headers = []
    for name, value in headers:
        if name in _HOP or name.startswith("sec-"):
            continue
        if name in {"origin", "referer"}:
            kept.append((name, site.real_address(value)))
        elif name == "user-agent":
            kept.append((name, value + AGENT))
        elif name == "cookie":
            others = [part for part in value.split("; ") if not part.startswith(_OURS)]
            kept += [(name, "; ".join(others))] if others else []
        else:
            kept.append((name, value))
    return kept


def answered_headers(headers: Iterable[tuple[str, str]], cookies: Iterable[str], site: Site) -> Headers:
    """An answer's headers as the phone's browser gets them."""
    kept: Headers = []
    for name, value in headers:
        if name in _NOT_BACK:
            continue
        if name == "location":
            kept.append((name, site.shown_address(value)))
        elif name.startswith("content-security-policy"):
            kept.append((name, _without_frame_rule(value)))
        else:
            kept.append((name, value))
    return [*kept, *(("set-cookie", shown_cookie(cookie)) for cookie in cookies if not cookie.startswith(_OURS))]


def _without_frame_rule(policy: str) -> str:
    rules = [rule.strip() for rule in policy.split(";")]
    return "; ".join(rule for rule in rules if rule and not rule.lower().startswith("frame-ancestors"))


def shown_cookie(cookie: str) -> str:
    """A cookie that holds under the shown origin, which has another host and no TLS."""
    first, *rest = [part.strip() for part in cookie.split(";")]
    kept = [part for part in rest if part.lower() != "secure" and not part.lower().startswith(("domain=", "samesite="))]
    return "; ".join([first, *kept, "SameSite=Lax"])
