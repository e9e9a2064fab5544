"""Calls of the public API about followers."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from teahouse.platform.api import OK, Batched, Call, Handlers, each
from teahouse.platform.followers import info
from teahouse.platform.followers.ports import Unions


class _User(Struct):
    openid: str


class _Users(Struct):
    user_list: list[_User] = []


class _Remark(Struct):
    openid: str
    remark: str = ""


def user_info(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/user/info. `lang` changes nothing that is still told, and clients send odd ones."""
    return info.user_info(call.cursor, _unions(call), call.account.appid, call.query.get("openid", ""))


def user_infos(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/user/info/batchget."""
    openids = [user.openid for user in call.json(_Users).user_list]
    return {"user_info_list": info.user_infos(call.session, _unions(call), call.account.appid, openids)}


def user_list(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/user/get."""
    return info.user_list(call.session, call.account.appid, call.query.get("next_openid", ""))


def update_remark(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/user/info/updateremark."""
    body = call.json(_Remark)
    info.update_remark(call.session, call.account.appid, body.openid, body.remark)
    return OK


def _unions(call: Call) -> Unions:
    return call.house.get(Unions)  # type: ignore[type-abstract]  # a port


API: Handlers = {
    "/cgi-bin/user/info": Batched(each(user_info), writes=True),  # a unionid may be new
    "/cgi-bin/user/info/batchget": user_infos,
    "/cgi-bin/user/get": user_list,
    "/cgi-bin/user/info/updateremark": update_remark,
}
