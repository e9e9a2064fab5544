"""Answers of the sandbox as lines for a person at a terminal."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec


def print_json(answer: object) -> None:
    """One object, one line."""
    print(msgspec.json.encode(answer).decode(), flush=True)


def show(verb: str, answer: dict[str, Any]) -> None:
    """As each verb is read best."""
    for line in _SHOWN.get(verb, _fields)(answer):
        print(line, flush=True)


def _fields(answer: dict[str, Any]) -> list[str]:
    width = max(map(len, answer), default=0)
    return [f"{name:<{width}}  {_plain(value)}" for name, value in answer.items()]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "-" if value is None else str(value)


def _verdict(answer: dict[str, Any]) -> list[str]:
    if answer["ok"]:
        return ["ok"]
    told = [f"{answer['reason']}: {answer['message']}", answer["advice"]]
    request, response = answer["request"], answer["response"]
    seen = [f"> {request['method']} {request['url']}"]
    if response is not None:
        seen += [f"< {response['status']} ({response['ms']} ms)", *response["body"].splitlines()[:5]]
    return [line for line in (*told, *seen) if line]


def _replies(answer: dict[str, Any]) -> list[str]:
    opened = [f"-> {answer['open_url']}"] if answer.get("open_url") else []
    return [*opened, *(line for item in answer["replies"] for line in _message(item))]


def _message(item: dict[str, Any]) -> list[str]:
    content = item["content"]
    if not isinstance(content, str):
        content = f"[{item['type']}] {msgspec.json.encode(content).decode()}"
    return [f"{item['seq']:>4}  {_time(item['time'])}  {item['from']:<7}  {content}"]


def _push(item: dict[str, Any]) -> list[str]:
    came = f"  <- {item['reply_summary']}" if item["reply_summary"] else ""
    state = item["state"] if item["state"] != "failed" else f"failed: {item['reason']}"
    tries = f"{len(item['attempts'])}x {item['ms']} ms"
    return [f"{_time(item['created_at'])}  {item['kind']:<12}  {state}  {tries}  {item['summary']}{came}"]


def _call(item: dict[str, Any]) -> list[str]:
    return [
        f"{_time(item['at'])}  {item['errcode']:>6}  {item['ms']:>5} ms  {item['method']} {item['path']}  {item['rid']}"
    ]


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%m-%d %H:%M:%S")


def _way_back(answer: dict[str, Any]) -> list[str]:
    return [answer["redirect_url"]]


def _nothing(_answer: dict[str, Any]) -> list[str]:
    return []


_SHOWN: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "server": _verdict,
    "domains": _nothing,
    "location": _nothing,
    "authorize": _way_back,
    "send": _replies,
    "click": _replies,
    "scan": _replies,
    "inbox": _message,
    "pushes": _push,
    "calls": _call,
    "unfollow": _nothing,
    "reset": _nothing,
}
