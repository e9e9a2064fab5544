"""Calls of the public API about accounts that moved (reference, 5.7)."""

from typing import Any

from msgspec import Struct

from teahouse.platform.api import OK, Answer, Call, Handler
from teahouse.platform.migration import repository
from teahouse.platform.migration.rules import MAX_OPENIDS
from teahouse.protocol import ApiError


class _Wish(Struct):
    from_appid: str = ""
    openid_list: list[str] = []


def changeopenid(call: Call) -> Answer:
    """POST /cgi-bin/changeopenid. What people of an account that moved here are called now.

    Raises ApiError: 63183 no openids, 40032 too many, 63178 that account did not move here, 63182 it is on its way.
    """
    wish = call.json(_Wish)
    if not wish.openid_list:
        raise ApiError(63183)
    if len(wish.openid_list) > MAX_OPENIDS:
        raise ApiError(40032)
    migration = repository.between(call.session, wish.from_appid, call.account.appid)
    if migration is None:
        raise ApiError(63178)
    if migration.state != "done":
        raise ApiError(63182)
    known = repository.new_openids(call.session, wish.from_appid, wish.openid_list)
    return {**OK, "result_list": [_result(openid, known.get(openid)) for openid in wish.openid_list]}


def _result(openid: str, new: str | None) -> dict[str, Any]:
    if new is None:
        return {"ori_openid": openid, "err_msg": "ori_openid error"}
    return {"ori_openid": openid, "new_openid": new, "err_msg": "ok"}


API: dict[str, Handler] = {"/cgi-bin/changeopenid": changeopenid}
