"""A line of the time line as a message of the desk, on the wire of the bus and in the reader's language."""

from collections.abc import Mapping
from typing import Any

from teahouse.kit.errors import Language, Text
from teahouse.suite.audience import Line
from teahouse.suite.channel import ChannelError
from teahouse.suite.desk.rules import MESSAGE_KINDS

UNSURE, UNREACHABLE, FILE_GONE = "unsure", "unreachable", "file_gone"
"""Reasons of ours for a message that did not go out; WeChat's are "errcode errmsg"."""

_REASONS = {
    UNSURE: Text("不确定是否已送达，确认后可重新发送", "It may have been delivered; send it again if it was not"),
    UNREACHABLE: Text("无法连接公众号的接口，请重新发送", "The account's API cannot be reached; send it again"),
    FILE_GONE: Text("图片已不存在", "The picture is gone"),
}
_NOTICES = {
    "follow": Text("关注了公众号", "Followed the account"),
    "unfollow": Text("取消了关注", "Stopped following"),
    "scan": Text("扫描了二维码 {scene}", "Scanned the code {scene}"),
    "menu": Text("点击了菜单 {key}", "Clicked the menu {key}"),
    "taken": Text("{name} 接入了会话", "{name} took the conversation"),
    "transferred": Text("{name} 把会话转给了 {to}", "{name} handed the conversation to {to}"),
    "closed": Text("{name} 结束了会话", "{name} closed the conversation"),
}
_STATES = {"calling": "sending", "unsure": "failed", None: "sent"}


def frame(line: Line, agent_name: str | None) -> dict[str, Any]:
    """A message as it goes over the bus; `readable` makes it what a page gets."""
    sender = MESSAGE_KINDS.get(line.kind, "system")
    detail = line.detail if sender != "system" else {"type": "notice", "content": {"code": line.kind, **line.detail}}
    error = UNSURE if line.state == "unsure" else line.error
    return {
        "seq": line.seq,
        "from": sender,
        "agent_name": agent_name,
        "type": detail["type"],
        "content": detail["content"],
        "at": int(line.at.timestamp()),
        "state": _STATES.get(line.state, line.state),
        "error": error,
        "client_id": line.client_id,
    }


def readable(message: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """The message with its words in the reader's language."""
    shown = dict(message)
    if shown["from"] == "system":
        values = {"scene": "", "key": "", "name": shown["agent_name"] or "", "to": "", **shown["content"]}
        shown["content"] = {**shown["content"], "text": _NOTICES[values["code"]].render(language, **values).strip()}
    shown["error"] = _words(shown["error"], language) if shown["error"] and shown["state"] == "failed" else None
    return shown


def _words(reason: str, language: Language) -> str:
    code, _, errmsg = reason.partition(" ")
    if code.removeprefix("-").isdecimal():
        return ChannelError(int(code), errmsg).message(language)
    known = _REASONS.get(code)
    return known.render(language) if known else reason
