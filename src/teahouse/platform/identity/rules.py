"""Decisions of web identity: which addresses are an application's own, and what a signature covers (reference, 13)."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from teahouse.kit.errors import Text
from teahouse.platform.identity.errors import BadDomain, TooManyDomains

MAX_OAUTH_DOMAINS, MAX_JS_DOMAINS, MAX_WEBSITES = 2, 5, 10
MAX_STATE = 128
_MAX_URL = 4096
_HOST = re.compile(r"[0-9a-z](?:[0-9a-z.-]{0,250}[0-9a-z])?(?::[1-9][0-9]{0,4})?")
_USUAL = {"http": 80, "https": 443}
_LAST_PORT = 65_535

PageFault = Literal[10003, 10005, 10013, 10016]
FAULTS: dict[int, Text] = {
    10003: Text("redirect_uri 域名与后台配置不一致", "The domain of redirect_uri is not registered"),
    10005: Text("该公众号没有这个 scope 的权限", "The account does not have the right to this scope"),
    10013: Text("AppID 参数错误", "There is no application with this AppID"),
    10016: Text("该应用不支持这个 scope", "The application does not support this scope"),
}


class Asked(NamedTuple):
    """What an application asks of a person: the query of authorize and of qrconnect."""

    appid: str
    redirect_uri: str
    response_type: str
    scope: str
    state: str | None


def asked_in(query: Mapping[str, str]) -> Asked:
    """What a query or a form asks."""
    return Asked(
        appid=query.get("appid", ""),
        redirect_uri=query.get("redirect_uri", ""),
        response_type=query.get("response_type", ""),
        scope=query.get("scope", ""),
        state=query.get("state"),
    )


def checked_hosts(hosts: Iterable[str], most: int, field: str) -> list[str]:
    """Hosts in lower case, each once. Raises BadDomain, TooManyDomains."""
    found = list(dict.fromkeys(checked_host(host, field) for host in hosts if host.strip()))
    if len(found) > most:
        raise TooManyDomains(field=field, most=most)
    return found


def checked_host(text: str, field: str) -> str:
    """A host with a port where it is not the usual one. Raises BadDomain."""
    host = text.strip().lower()
    name, _, port = host.partition(":")
    if not _HOST.fullmatch(host) or ".." in name or int(port or 0) > _LAST_PORT:
        raise BadDomain(field=field, host=text.strip()[:80])
    return name if port in {"80", "443"} else host


def host_of(url: str) -> str | None:
    """The host that a web address leads to, as it would be registered; None for what is no plain web address."""
    parts = _parts(url)
    if parts is None or parts.hostname is None:
        return None
    port = parts.port
    name = parts.hostname.lower()
    return name if port in {None, _USUAL[parts.scheme]} else f"{name}:{port}"


def _parts(url: str) -> SplitResult | None:
    """Browsers read a backslash as a slash and skip blanks, so an address with either may lead elsewhere."""
    if len(url) > _MAX_URL or "\\" in url or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _USUAL and bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return None
    return parts if usable else None


def redirect_fault(redirect_uri: str, hosts: Collection[str]) -> PageFault | None:
    """Whether the address may be redirected to."""
    return None if host_of(redirect_uri) in hosts else 10003


def with_answer(redirect_uri: str, code: str, state: str | None) -> str:
    """The address with code and state behind its own query; its fragment stays last."""
    return with_query(redirect_uri, {"code": code} | ({} if state is None else {"state": state}))


def with_query(redirect_uri: str, fields: Mapping[str, str]) -> str:
    """The address with these behind its own query; its fragment stays last."""
    before, mark, fragment = redirect_uri.partition("#")
    answer = urlencode(fields, quote_via=quote, safe="")
    joint = "?" if "?" not in before else "" if before.endswith(("?", "&")) else "&"
    # What is not ASCII may not stand in a header.
    return quote(f"{before}{joint}{answer}{mark}{fragment}", safe="%/:?#[]@!$&'()*+,;=-._~")


def page_of(url: str) -> str:
    """The part of a page's address that is signed: all before the fragment."""
    return url.partition("#")[0]


def js_signature(ticket: str, noncestr: str, timestamp: str, url: str) -> str:
    """Reference, 13.4."""
    text = f"jsapi_ticket={ticket}&noncestr={noncestr}&timestamp={timestamp}&url={url}"
    return hashlib.sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def card_signature(values: Iterable[str]) -> str:
    """Reference, 13.5: all values in order, joined."""
    return hashlib.sha1("".join(sorted(values)).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
