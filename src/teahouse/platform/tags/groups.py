"""The groups of old, which older clients still call (reference, 11.3): tags, of which a person has one."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from teahouse.platform.api import OK, Call, Handler
from teahouse.platform.followers import follower_by_openid
from teahouse.platform.tags import service
from teahouse.platform.tags.rules import GROUP_CODES

_NO_GROUP = -1


class _Group(Struct):
    id: int = _NO_GROUP
    name: Any = None


class _Body(Struct):
    group: _Group = field(default_factory=_Group)


class _Person(Struct):
    openid: str = ""


class _Move(Struct):
    openid: str = ""
    openid_list: list[str] = []
    to_groupid: int = _NO_GROUP


def create(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/groups/create."""
    made = service.create(call.session, call.account.appid, call.json(_Body).group.name, GROUP_CODES)
    return {"group": {"id": made.id, "name": made.name}}


def read(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/groups/get."""
    return {"groups": service.groups(call.session, call.account.appid)}


def of_person(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/groups/getid. Raises ApiError 40003."""
    return {"groupid": follower_by_openid(call.session, call.account.appid, call.json(_Person).openid).groupid}


def update(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/groups/update."""
    group = call.json(_Body).group
    service.rename(call.session, call.account.appid, group.id, group.name, GROUP_CODES)
    return OK


def move(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/groups/members/update."""
    body = call.json(_Move)
    service.move(call.session, call.account.appid, body.to_groupid, [body.openid])
    return OK


def move_many(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/groups/members/batchupdate."""
    body = call.json(_Move)
    service.move(call.session, call.account.appid, body.to_groupid, body.openid_list)
    return OK


def delete(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/groups/delete."""
    service.delete(call.session, call.account.appid, call.json(_Body).group.id, GROUP_CODES)
    return OK


API: dict[str, Handler] = {
    "/cgi-bin/groups/create": create,
    "/cgi-bin/groups/get": read,
    "/cgi-bin/groups/getid": of_person,
    "/cgi-bin/groups/update": update,
    "/cgi-bin/groups/members/update": move,
    "/cgi-bin/groups/members/batchupdate": move_many,
    "/cgi-bin/groups/delete": delete,
}
