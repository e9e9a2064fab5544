"""Calls of the public API about tags and the blacklist (reference, 11.2). The groups of old are in groups.py."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from teahouse.platform.api import OK, Call, Handler
from teahouse.platform.followers import PAGE, blacklist, blacklist_after, follower_by_openid, tagged_after, unblacklist
from teahouse.platform.tags import groups, service
from teahouse.platform.tags.rules import BLACKLIST_PAGE, MAX_BLACKLISTED, checked_batch
from teahouse.protocol import ApiError

_NO_TAG = -1


class _Tag(Struct):
    id: int = _NO_TAG
    name: Any = None


class _Body(Struct):
    tag: _Tag = field(default_factory=_Tag)


class _Members(Struct):
    openid_list: list[str] = []
    tagid: int = _NO_TAG


class _Fans(Struct):
    tagid: int = _NO_TAG
    next_openid: str | None = None


class _Person(Struct):
    openid: str = ""


class _From(Struct):
    begin_openid: str | None = None


def create(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/tags/create."""
    made = service.create(call.session, call.account.appid, call.json(_Body).tag.name)
    return {"tag": {"id": made.id, "name": made.name}}


def read(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/tags/get."""
    return {"tags": service.tags(call.session, call.account.appid)}


def update(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/tags/update."""
    tag = call.json(_Body).tag
    service.rename(call.session, call.account.appid, tag.id, tag.name)
    return OK


def delete(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/tags/delete."""
    service.delete(call.session, call.account.appid, call.json(_Body).tag.id)
    return OK


def fans(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/user/tag/get. Raises ApiError: 45159, 40003 unknown next_openid."""
    body, appid = call.json(_Fans), call.account.appid
    service.check_readable(call.session, appid, body.tagid)
    after = _known(call, body.next_openid)
    return _openids(tagged_after(call.session, appid, body.tagid, after, PAGE))


def tag(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/tags/members/batchtagging; 45171 names those who do not follow, the others are tagged."""
    body = call.json(_Members)
    failed = service.give(call.session, call.account.appid, body.tagid, body.openid_list)
    return {**ApiError(45171).body(call.rid), "fail_openid_list": failed} if failed else OK


def untag(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/tags/members/batchuntagging."""
    body = call.json(_Members)
    service.take(call.session, call.account.appid, body.tagid, body.openid_list)
    return OK


def of_person(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/tags/getidlist. Raises ApiError 40003."""
    found = follower_by_openid(call.session, call.account.appid, call.json(_Person).openid)
    return {"tagid_list": list(found.tagids)}


def read_blacklist(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/tags/members/getblacklist, 1000 a page. Raises ApiError 40003 unknown begin_openid."""
    after = _known(call, call.json(_From).begin_openid)
    page = blacklist_after(call.session, call.account.appid, after, BLACKLIST_PAGE)
    return {"total": page.total, **_openids(page.openids)}


def add_to_blacklist(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/tags/members/batchblacklist. Raises ApiError: 40032, 40003, 49003."""
    openids = call.json(_Members).openid_list
    checked_batch(openids, MAX_BLACKLISTED)
    blacklist(call.session, call.account.appid, openids)
    return OK


def take_off_blacklist(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/tags/members/batchunblacklist. Raises ApiError: 40032, 40003, 49003."""
    openids = call.json(_Members).openid_list
    checked_batch(openids, MAX_BLACKLISTED)
    unblacklist(call.session, call.account.appid, openids)
    return OK


def _known(call: Call, openid: str | None) -> str:
    return follower_by_openid(call.session, call.account.appid, openid).openid if openid else ""


def _openids(found: Sequence[str]) -> dict[str, Any]:
    """A page as in user/get: an empty one has no `data`, which tells clients to stop."""
    data = {"data": {"openid": found}} if found else {}
    return {"count": len(found), **data, "next_openid": found[-1] if found else ""}


API: dict[str, Handler] = {
    "/cgi-bin/tags/create": create,
    "/cgi-bin/tags/get": read,
    "/cgi-bin/tags/update": update,
    "/cgi-bin/tags/delete": delete,
    "/cgi-bin/user/tag/get": fans,
    "/cgi-bin/tags/members/batchtagging": tag,
    "/cgi-bin/tags/members/batchuntagging": untag,
    "/cgi-bin/tags/getidlist": of_person,
    "/cgi-bin/tags/members/getblacklist": read_blacklist,
    "/cgi-bin/tags/members/batchblacklist": add_to_blacklist,
    "/cgi-bin/tags/members/batchunblacklist": take_off_blacklist,
    **groups.API,
}
