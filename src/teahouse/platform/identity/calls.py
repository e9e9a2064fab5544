"""Calls of the public API about identity."""

from typing import Any

from teahouse.messenger.people import PersonNotFound, profile
from teahouse.platform.api import OK, Answer, Call, Handler
from teahouse.platform.identity import applications, grants, tickets
from teahouse.platform.identity.grants import Granted
from teahouse.platform.identity.pictures import head_url
from teahouse.protocol import ApiError

_TOKEN_SECONDS = int(grants.TOKEN_LIFETIME.total_seconds())


def access_token(call: Call) -> Answer:
    """GET /sns/oauth2/access_token."""
    appid, code = call.query.get("appid", ""), call.query.get("code", "")
    _check_grant_type(call, "authorization_code")
    applications.check_application_secret(call.session, call.house.vault, appid, call.query.get("secret", ""))
    if not code:
        raise ApiError(41008)
    found = grants.exchange(call.session, appid, code)
    answer = _body(found)
    unionid = applications.unionid_of(call.session, appid, found.person_id) if found.scope != "snsapi_base" else None
    return answer if unionid is None else {**answer, "unionid": unionid}


def refresh_token(call: Call) -> Answer:
    """GET /sns/oauth2/refresh_token."""
    appid, given = call.query.get("appid", ""), call.query.get("refresh_token", "")
    _check_grant_type(call, "refresh_token")
    applications.check_appid(call.session, appid)
    if not given:
        raise ApiError(41003)
    return _body(grants.refresh(call.session, appid, given))


def _check_grant_type(call: Call, wanted: str) -> None:
    if call.query.get("grant_type", "") != wanted:
        raise ApiError(40002)


def _body(granted: Granted) -> dict[str, Any]:
    return {
        "access_token": granted.access_token,
        "expires_in": _TOKEN_SECONDS,
        "refresh_token": granted.refresh_token,
        "openid": granted.openid,
        "scope": granted.scope,
    }


def userinfo(call: Call) -> Answer:
    """GET /sns/userinfo: name and picture; the rest has been empty since 2021."""
    grant = grants.granted(call.session, call.query.get("access_token", ""), call.query.get("openid", ""))
    if grant.scope == "snsapi_base":
        raise ApiError(48001)
    try:
        person = profile(call.session, grant.person_id)
    except PersonNotFound:
        raise ApiError(40003) from None
    unionid = applications.unionid_of(call.session, grant.appid, grant.person_id)
    return {
        "openid": grant.openid,
        "nickname": person.nickname,
        "sex": 0,
        "language": "",
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": head_url(call.house.settings.base_url, person.avatar),
        "privilege": [],
        **({} if unionid is None else {"unionid": unionid}),
    }


def auth(call: Call) -> Answer:
    """GET /sns/auth: whether a token is good still."""
    grants.granted(call.session, call.query.get("access_token", ""), call.query.get("openid", ""))
    return OK


def get_ticket(call: Call) -> Answer:
    """GET /cgi-bin/ticket/getticket."""
    kind = call.query.get("type", "")
    if kind not in {"jsapi", "wx_card"}:
        raise ApiError(40097)
    chosen: tickets.Kind = "jsapi" if kind == "jsapi" else "wx_card"
    ticket, seconds = tickets.ticket_of(call.session, call.house.vault, call.account.appid, chosen)
    return {**OK, "ticket": ticket, "expires_in": seconds}


API: dict[str, Handler] = {
    "/sns/oauth2/access_token": access_token,
    "/sns/oauth2/refresh_token": refresh_token,
    "/sns/userinfo": userinfo,
    "/sns/auth": auth,
    "/cgi-bin/ticket/getticket": get_ticket,
}
