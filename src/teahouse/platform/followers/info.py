"""What an account gets to know about a person (reference, 11.1).

Names and pictures have been empty since 2021-12-27; clients of old still read the fields.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from teahouse.kit.db import Session
from teahouse.platform.followers import repository
from teahouse.platform.followers.openids import follower_by_openid
from teahouse.platform.followers.ports import Unions
from teahouse.platform.followers.records import Follower
from teahouse.platform.followers.rules import MAX_BATCH, PAGE, remark_fits
from teahouse.protocol import ApiError


def user_info(session: Session, unions: Unions, appid: str, openid: str) -> dict[str, Any]:
    """The answer of user/info. Raises ApiError: 41009 no openid given, 40003."""
    if not openid:
        raise ApiError(41009)
    follower = follower_by_openid(session, appid, openid)
    return _body(follower) | _union(follower, unions.unionids(session, appid, [follower.person_id]))


def user_infos(session: Session, unions: Unions, appid: str, openids: Sequence[str]) -> list[dict[str, Any]]:
    """The list of user/info/batchget, in the order asked. Raises ApiError: 40032 none or too many, 40003."""
    if not 1 <= len(openids) <= MAX_BATCH:
        raise ApiError(40032)
    found = repository.of_openids(session, appid, openids)
    if any(openid not in found for openid in openids):
        raise ApiError(40003)
    unionids = unions.unionids(session, appid, [found[openid].person_id for openid in openids])
    return [_body(found[openid]) | _union(found[openid], unionids) for openid in openids]


def _union(follower: Follower, unionids: Mapping[str, str]) -> dict[str, Any]:
    """There for followers and others, when the account is bound to an open-platform account."""
    unionid = unionids.get(follower.person_id)
    return {} if unionid is None else {"unionid": unionid}


def _body(follower: Follower) -> dict[str, Any]:
    if not follower.subscribed or follower.subscribed_at is None:
        return {"subscribe": 0, "openid": follower.openid}
    return {
        "subscribe": 1,
        "openid": follower.openid,
        "nickname": "",
        "sex": 0,
        "language": "zh_CN",
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": "",
        "subscribe_time": int(follower.subscribed_at.timestamp()),
        "remark": follower.remark,
        "groupid": follower.groupid,
        "tagid_list": list(follower.tagids),
        "subscribe_scene": follower.scene,
        "qr_scene": follower.qr_scene,
        "qr_scene_str": follower.qr_scene_str,
    }


def user_list(session: Session, appid: str, next_openid: str) -> dict[str, Any]:
    """The answer of user/get: up to 10,000 openids from behind `next_openid`. Raises ApiError 40003."""
    if next_openid:
        follower_by_openid(session, appid, next_openid)
    openids = repository.openids_after(session, appid, next_openid, PAGE)
    answer: dict[str, Any] = {"total": repository.total(session, appid), "count": len(openids)}
    if openids:
        answer["data"] = {"openid": openids}
    return {**answer, "next_openid": openids[-1] if openids else ""}


def update_remark(session: Session, appid: str, openid: str, remark: str) -> None:
    """Give a follower a remark; an empty one takes it away. Raises ApiError: 40003, 40092 too long, 43004."""
    follower = follower_by_openid(session, appid, openid)
    if not remark_fits(remark):
        raise ApiError(40092)
    if not follower.subscribed:
        raise ApiError(43004)
    repository.set_remark(session, appid, openid, remark)
