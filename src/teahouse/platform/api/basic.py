"""The basic interfaces of the API (reference, section 5)."""

from collections.abc import Sequence

import msgspec

from teahouse.kit import clock, outgoing
from teahouse.kit.db import hint
from teahouse.platform.accounts import day_of, month_of, own_addresses
from teahouse.platform.api import quotas, repository, tokens
from teahouse.platform.api.call import OK, Answer, Batched, Call, Handlers, each
from teahouse.platform.api.quotas import Quotas
from teahouse.platform.api.rid import is_old, is_rid
from teahouse.platform.api.tokens import Issuer, Wish
from teahouse.protocol.endpoints import find_endpoint
from teahouse.protocol.errcodes import ApiError, ok
from teahouse.protocol.powers import may

_CLEARS_A_MONTH = 10
_PATH_CLEARS_A_MONTH = 50


class _Credentials(msgspec.Struct):
    grant_type: str = ""
    appid: str = ""
    secret: str = ""
    force_refresh: bool = False


class _Check(msgspec.Struct):
    action: str = "all"
    check_operator: str = "DEFAULT"


class _Clear(msgspec.Struct):
    appid: str = ""
    appsecret: str = ""


class _Path(msgspec.Struct):
    cgi_path: str = ""


class _Rid(msgspec.Struct):
    rid: str = ""


def token(calls: Sequence[Call]) -> list["Answer | ApiError"]:
    """GET token: a new one each time."""
    wishes = [
        Wish(call.query.get("grant_type", ""), call.query.get("appid", ""), call.query.get("secret", ""), call.path)
        for call in calls
    ]
    issued = calls[0].house.get(Issuer).issue(calls[0].cursor, wishes)
    return [one if isinstance(one, ApiError) else _told(*one) for one in issued]


def stable_token(call: Call) -> Answer:
    """POST stable_token: the same while it is valid."""
    given = call.json(_Credentials)
    wish = Wish(given.grant_type, given.appid, given.secret, call.path)
    return _told(*call.house.get(Issuer).issue_stable(call.cursor, wish, force=given.force_refresh))


def _told(access_token: str, seconds: int) -> Answer:
    return {"access_token": access_token, "expires_in": seconds}


def addresses(call: Call) -> Answer:
    """GET get_api_domain_ip and getcallbackip."""
    return {"ip_list": own_addresses(call.house.settings.host)}


def callback_check(call: Call) -> Answer:
    """POST callback/check: resolve the server's name and knock at its port."""
    given = call.json(_Check)
    if given.action not in {"dns", "ping", "all"}:
        raise ApiError(40202)
    if given.check_operator not in {"CHINANET", "UNICOM", "CAP", "DEFAULT"}:
        raise ApiError(40203)
    if not call.account.server_url:
        raise ApiError(40201)
    found = outgoing.look_up(call.account.server_url, loopback=call.house.settings.sandbox)
    answer: dict[str, object] = {}
    if given.action in {"dns", "all"}:
        answer["dns"] = [{"ip": address, "real_operator": given.check_operator} for address in found.addresses]
    if given.action in {"ping", "all"}:
        answer["ping"] = [
            {
                "ip": address,
                "from_operator": given.check_operator,
                "package_loss": "100%" if milliseconds is None else "0%",
                "time": "" if milliseconds is None else f"{milliseconds:.1f}ms",
            }
            for address, milliseconds in outgoing.knock(found)
        ]
    return answer


def clear_quota(call: Call) -> Answer:
    """POST clear_quota, with a token."""
    if call.json(_Clear).appid != call.account.appid:
        raise ApiError(40013)
    return _cleared(call, call.account.appid)


def clear_quota_v2(call: Call) -> Answer:
    """POST clear_quota/v2, with the AppSecret; in the body or in the query."""
    given = call.json(_Clear) if call.body.strip() else _Clear()
    appid = given.appid or call.query.get("appid", "")
    secret = given.appsecret or call.query.get("appsecret", "")
    tokens.check_secret(call.session, call.house.vault, appid, secret)
    return _cleared(call, appid)


def _cleared(call: Call, appid: str) -> Answer:
    now = clock.now()
    if not quotas.take_now(call.session, appid, month_of(now), "clear_quota", _CLEARS_A_MONTH):
        raise ApiError(48006)
    repository.clear_quotas(call.session, appid, day_of(now))
    hint(call.session, quotas.TOPIC, {})
    return OK


def quota_get(call: Call) -> Answer:
    """POST openapi/quota/get."""
    path = call.json(_Path).cgi_path
    limit = _limit_of(call, path)
    held = call.house.get(Quotas).held(call.account.appid, path)
    used = repository.used(call.session, call.account.appid, day_of(clock.now()), path) - held
    return ok(
        quota={"daily_limit": limit, "used": used, "remain": max(limit - used, 0)},
        rate_limit={"call_count": 0, "refresh_second": 0},
    )


def quota_clear(call: Call) -> Answer:
    """POST openapi/quota/clear: one path."""
    path = call.json(_Path).cgi_path
    _limit_of(call, path)
    now = clock.now()
    if not quotas.take_now(call.session, call.account.appid, month_of(now), "quota/clear", _PATH_CLEARS_A_MONTH):
        raise ApiError(48006)
    repository.clear_quotas(call.session, call.account.appid, day_of(now), path)
    hint(call.session, quotas.TOPIC, {})
    return OK


def _limit_of(call: Call, path: str) -> int:
    endpoint = find_endpoint(path)
    if endpoint is None:
        raise ApiError(76021)
    if endpoint.path.startswith("/sns/") or (endpoint.power and not may(call.account.kind, endpoint.power)):
        raise ApiError(76022)
    return endpoint.daily_quota or 0


def rid_get(call: Call) -> Answer:
    """POST openapi/rid/get: a call of the last seven days."""
    rid = call.json(_Rid).rid
    if not is_rid(rid):
        raise ApiError(76002)
    row = repository.read_call(call.session, rid)
    if is_old(rid):
        raise ApiError(76004)
    if row is None:
        raise ApiError(76001)
    if row.appid != call.account.appid:
        raise ApiError(76003)
    return ok(
        request={
            "invoke_time": row.called_at,
            "cost_in_ms": row.ms,
            "request_url": row.query,
            "request_body": row.request_body,
            "response_body": row.response_body,
            "client_ip": row.client_ip,
        }
    )


API: Handlers = {
    "/cgi-bin/token": Batched(token, writes=True),
    "/cgi-bin/stable_token": Batched(each(stable_token), writes=True),
    "/cgi-bin/get_api_domain_ip": Batched(each(addresses)),
    "/cgi-bin/getcallbackip": Batched(each(addresses)),
    "/cgi-bin/callback/check": callback_check,
    "/cgi-bin/clear_quota": clear_quota,
    "/cgi-bin/clear_quota/v2": clear_quota_v2,
    "/cgi-bin/openapi/quota/get": quota_get,
    "/cgi-bin/openapi/quota/clear": quota_clear,
    "/cgi-bin/openapi/rid/get": rid_get,
}
