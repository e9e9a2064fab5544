"""Calls of the public API about agents, sessions and records (reference, 7.3 to 7.5)."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from teahouse.kit import clock
from teahouse.platform.api import OK, Call, Handler
from teahouse.platform.followers import follower_by_openid, openid_of
from teahouse.platform.service import agents, invitations, repository, rules, sessions
from teahouse.platform.service.models import KfRecordRow
from teahouse.platform.service.records import Agent
from teahouse.protocol import ApiError

_MOST_WAITING = 100


class _Agent(Struct):
    """`password` of old clients is not looked at."""

    kf_account: Any = None
    nickname: Any = None
    invite_wx: Any = None


class _Session(Struct):
    kf_account: Any = None
    openid: Any = None
    text: Any = None


class _Span(Struct):
    starttime: Any = None
    endtime: Any = None
    msgid: Any = 1
    number: Any = 10_000
    openid: Any = None
    pagesize: Any = None
    pageindex: Any = None


def add(call: Call) -> Mapping[str, Any]:
    """POST /customservice/kfaccount/add."""
    body = call.json(_Agent)
    agents.add(call.session, call.account, body.kf_account, body.nickname)
    return OK


def change(call: Call) -> Mapping[str, Any]:
    """POST /customservice/kfaccount/update."""
    body = call.json(_Agent)
    agents.rename(call.session, call.account.appid, body.kf_account, body.nickname)
    return OK


def remove(call: Call) -> Mapping[str, Any]:
    """/customservice/kfaccount/del: by the query, or by the body; an empty body, [] or {} counts as none."""
    kf_account: Any = call.query.get("kf_account")
    if not kf_account and call.body.strip() not in {b"", b"[]", b"{}"}:
        kf_account = call.json(_Agent).kf_account
    agents.remove(call.session, call.house, call.account, kf_account)
    return OK


def upload_picture(call: Call) -> Mapping[str, Any]:
    """POST /customservice/kfaccount/uploadheadimg."""
    files = call.form().files
    upload = files.get("media") or next(iter(files.values()), None)
    if upload is None:
        raise ApiError(40005)
    agents.set_picture(call.session, call.house, call.account.appid, call.query.get("kf_account"), upload.data)
    return OK


def invite(call: Call) -> Mapping[str, Any]:
    """POST /customservice/kfaccount/inviteworker."""
    body = call.json(_Agent)
    invitations.invite(call.session, call.account, body.kf_account, body.invite_wx)
    return OK


def read_agents(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/customservice/getkflist."""
    base = call.house.settings.base_url
    return {"kf_list": [_listed(one, base) for one in repository.agents(call.session, call.account.appid)]}


def _listed(agent: Agent, base_url: str) -> dict[str, Any]:
    listed: dict[str, Any] = {
        "kf_account": agent.kf_account,
        "kf_nick": agent.nickname,
        "kf_id": str(agent.number),
        "kf_headimgurl": f"{base_url}/files/{agent.avatar}" if agent.avatar else "",
    }
    if agent.bound:
        return {**listed, "kf_wx": agent.wechat_id}
    if agent.invited_until is None:
        return listed
    return {
        **listed,
        "invite_wx": agent.wechat_id,
        "invite_expire_time": int(agent.invited_until.timestamp()),
        "invite_status": agent.invitation(clock.now()),
    }


def read_online(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/customservice/getonlinekflist."""
    appid = call.account.appid
    counts = repository.counts(call.session, appid)
    return {
        "kf_online_list": [
            {
                "kf_account": one.kf_account,
                "status": 1,
                "kf_id": str(one.number),
                "kf_openid": openid_of(call.session, appid, one.person_id),
                "accepted_case": counts.get(one.kf_account, 0),
            }
            for one in repository.agents(call.session, appid)
            if one.online
        ]
    }


def create(call: Call) -> Mapping[str, Any]:
    """POST /customservice/kfsession/create."""
    body, appid = call.json(_Session), call.account.appid
    agent = agents.need(call.session, appid, body.kf_account)
    sessions.create(call.session, call.house, appid, agent, body.openid, str(body.text or ""))
    return OK


def close(call: Call) -> Mapping[str, Any]:
    """POST /customservice/kfsession/close."""
    body, appid = call.json(_Session), call.account.appid
    agent = agents.need(call.session, appid, body.kf_account)
    sessions.close(call.session, call.house, appid, agent, body.openid, str(body.text or ""))
    return OK


def read_session(call: Call) -> Mapping[str, Any]:
    """GET /customservice/kfsession/getsession."""
    follower = follower_by_openid(call.session, call.account.appid, call.query.get("openid", ""))
    found = repository.session_of(call.session, call.account.appid, follower.person_id)
    if found is None or not found.kf_account:
        return {**OK, "createtime": 0, "kf_account": ""}
    return {**OK, "createtime": int(found.since.timestamp()), "kf_account": found.kf_account}


def read_sessions(call: Call) -> Mapping[str, Any]:
    """GET /customservice/kfsession/getsessionlist."""
    agent = agents.need(call.session, call.account.appid, call.query.get("kf_account"))
    found = repository.sessions_of(call.session, call.account.appid, agent.kf_account)
    return {"sessionlist": [{"createtime": int(one.since.timestamp()), "openid": one.openid} for one in found]}


def read_waiting(call: Call) -> Mapping[str, Any]:
    """GET /customservice/kfsession/getwaitcase; with the field names of old besides."""
    found = sessions.waiting(call.session, call.account.appid)
    return {
        "count": len(found),
        "waitcaselist": [
            {
                "latest_time": int(one.latest_at.timestamp()),
                "openid": one.openid,
                "createtime": int(one.since.timestamp()),
                "kf_account": one.wanted,
            }
            for one in found[:_MOST_WAITING]
        ],
    }


def read_messages(call: Call) -> Mapping[str, Any]:
    """POST /customservice/msgrecord/getmsglist."""
    body = call.json(_Span)
    span = rules.span(body.starttime, body.endtime)
    after, limit = rules.page_of_messages(body.msgid, body.number)
    found = repository.messages(call.session, call.account.appid, span, after, limit)
    return {
        "recordlist": [_record(one) for one in found],
        "number": len(found),
        "msgid": found[-1].id if found else after,
    }


def read_records(call: Call) -> Mapping[str, Any]:
    """POST /customservice/msgrecord/getrecord, of old."""
    body = call.json(_Span)
    try:
        span = rules.span(body.starttime, body.endtime)
    except ApiError:
        raise ApiError(61451) from None
    page = rules.page_of_records(body.pagesize, body.pageindex)
    found = repository.records(call.session, call.account.appid, span, str(body.openid or ""), page)
    return {"recordlist": [_record(one) for one in found]}


def _record(row: KfRecordRow) -> dict[str, Any]:
    return {
        "openid": row.openid,
        "opercode": row.opercode,
        "text": row.text,
        "time": int(row.at.timestamp()),
        "worker": row.worker,
    }


DESK_API: dict[str, Handler] = {
    "/customservice/kfaccount/add": add,
    "/customservice/kfaccount/update": change,
    "/customservice/kfaccount/del": remove,
    "/customservice/kfaccount/uploadheadimg": upload_picture,
    "/customservice/kfaccount/inviteworker": invite,
    "/cgi-bin/customservice/getkflist": read_agents,
    "/cgi-bin/customservice/getonlinekflist": read_online,
    "/customservice/getkflist": read_agents,
    "/customservice/getonlinekflist": read_online,
    "/customservice/kfsession/create": create,
    "/customservice/kfsession/close": close,
    "/customservice/kfsession/getsession": read_session,
    "/customservice/kfsession/getsessionlist": read_sessions,
    "/customservice/kfsession/getwaitcase": read_waiting,
    "/customservice/msgrecord/getmsglist": read_messages,
    "/customservice/msgrecord/getrecord": read_records,
}
