"""One request on its way through the door."""

from collections.abc import Mapping

import msgspec

from teahouse.kit.asgi import BodyTooLarge, header, query_of, read_body
from teahouse.kit.house import Receive, Scope
from teahouse.platform.accounts import NO_FAULTS, Account, Faults
from teahouse.platform.api.rid import new_rid
from teahouse.protocol.endpoints import Endpoint

_JSON_LIMIT = 2 * 1024 * 1024
_FORM_LIMIT = 12 * 1024 * 1024


class _Claim(msgspec.Struct):
    appid: str = ""


class Request(msgspec.Struct, kw_only=True):  # a dataclass takes five times as long to make
    """What came in; `account` and `faults` are known once its token was looked up."""

    endpoint: Endpoint
    method: str
    path: str
    raw_query: str
    query: Mapping[str, str]
    content_type: str
    body: bytes
    client_ip: str
    too_large: bool = False
    rid: str = msgspec.field(default_factory=new_rid)
    account: Account | None = None
    faults: Faults = NO_FAULTS

    @property
    def is_form(self) -> bool:
        """Whether it uploads something."""
        return _is_form(self.content_type)

    @property
    def needs_token(self) -> bool:
        """Whether it says with a token whose call it is."""
        return self.endpoint.auth == "access_token"

    @property
    def access_token(self) -> str:
        """Where one is needed; empty where there is none."""
        return self.query.get("access_token", "") if self.needs_token else ""

    @property
    def has_quota(self) -> bool:
        """Whether the door counts it; paths without a token count for themselves."""
        return self.endpoint.daily_quota is not None and self.needs_token

    def claimed_appid(self) -> str:
        """Which account a call without a token is about; it proves nothing, the handler checks."""
        if "appid" in self.query or not self.body.lstrip().startswith(b"{"):
            return self.query.get("appid", "")
        try:
            return msgspec.json.decode(self.body, type=_Claim).appid
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return ""


async def read_request(scope: Scope, receive: Receive, endpoint: Endpoint) -> Request:
    """Read it whole. Raises ClientGone."""
    content_type = header(scope, b"content-type")
    body, too_large = b"", False
    try:
        body = await read_body(receive, _FORM_LIMIT if _is_form(content_type) else _JSON_LIMIT)
    except BodyTooLarge:
        too_large = True
    raw_query = scope["query_string"].decode("latin-1")
    return Request(
        endpoint=endpoint,
        method=scope["method"],
        path=scope["path"],
        raw_query=raw_query,
        query=query_of(scope),
        content_type=content_type,
        body=body,
        client_ip=scope["client"][0] if scope.get("client") else "",
        too_large=too_large,
    )


def _is_form(content_type: str) -> bool:
    return content_type.lower().startswith("multipart/")
