"""The call of the public API that reads automatic replies (reference, 5.6)."""

from collections.abc import Mapping
from typing import Any

import msgspec

from teahouse.platform.api import Call, Handler
from teahouse.platform.autoreply import service
from teahouse.platform.autoreply.rules import Reply, Rule


def read_current(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/get_current_autoreply_info: what was set on mp; replies that are not set are left out."""
    found = service.settings_of(call.session, call.account.appid)
    is_on = call.account.autoreply_enabled
    answer: dict[str, Any] = {
        "is_add_friend_reply_open": int(is_on and found.follow is not None),
        "is_autoreply_open": int(is_on),
    }
    if found.follow is not None:
        answer["add_friend_autoreply_info"] = _reply(found.follow)
    if found.message is not None:
        answer["message_default_autoreply_info"] = _reply(found.message)
    answer["keyword_autoreply_info"] = {"list": [_rule(rule) for rule in found.rules]}
    return answer


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "rule_name": rule.name,
        "create_time": int(rule.created_at.timestamp()),
        "reply_mode": rule.mode,
        "keyword_list_info": [
            {"type": "text", "match_mode": one.match, "content": one.content} for one in rule.keywords
        ],
        "reply_list_info": [_reply(reply) for reply in rule.replies],
    }


def _reply(reply: Reply) -> dict[str, Any]:
    if reply.type == "news":
        return {"type": "news", "news_info": {"list": msgspec.to_builtins(reply.news)}}
    return {"type": reply.type, "content": reply.content}


API: dict[str, Handler] = {"/cgi-bin/get_current_autoreply_info": read_current}
