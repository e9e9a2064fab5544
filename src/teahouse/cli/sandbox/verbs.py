"""What each verb of `teahouse sandbox` asks of the network."""

import argparse
import base64
import os
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx

from teahouse.cli.sandbox import words
from teahouse.cli.sandbox.shown import print_json, show
from teahouse.cli.sandbox.words import Complaint
from teahouse.testing.sandbox import Sandbox, SandboxRefused

_URL = "http://127.0.0.1:8000"
_GENDERS = {"unknown": 0, "male": 1, "female": 2}
_POLL_SECONDS = 0.5


def run(options: argparse.Namespace) -> int:
    """One verb; 1 when the network refused or is not there."""
    language = words.language()
    url = (options.url or os.environ.get("TEAHOUSE_NETWORK_URL") or _URL).rstrip("/")
    key = options.key or os.environ.get("TEAHOUSE_SANDBOX_KEY", "")
    try:
        with Sandbox(url, key=key, language=language) as sandbox:
            for answer in _VERBS[options.verb](sandbox, options):
                print_json(answer) if options.json else show(options.verb, answer)
                if options.verb == "server" and not answer["ok"]:
                    return 1
    except SandboxRefused as refusal:
        off = words.NO_SANDBOX.render(language, url=url) if refusal.code == "not_found" else ""
        where = f" [{refusal.field}]" if refusal.field else ""
        print(f"teahouse: {off or refusal.message}{where} ({refusal.code})", file=sys.stderr)
        return 1
    except Complaint as complaint:
        print(f"teahouse: {complaint.text.render(language, **complaint.values)}", file=sys.stderr)
        return 2
    except (httpx.TransportError, httpx.InvalidURL):
        print(f"teahouse: {words.NOBODY_THERE.render(language, url=url)}", file=sys.stderr)
        return 1
    return 0


def _account(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    yield sandbox.post("accounts", name=options.name, type=options.type, verified=not options.unverified)


def _server(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    secrets = {"token": options.token, "aes_key": options.aes_key}
    given = {name: value for name, value in secrets.items() if value is not None}
    where = f"accounts/{_appid(options)}/server"
    yield sandbox.put(where, url=options.address, mode=options.mode, verify=not options.no_verify, **given)


def _domains(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    sandbox.put(f"accounts/{_appid(options)}/domains", oauth=options.hosts, js=options.hosts)
    yield {}


def _location(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    sandbox.put(f"accounts/{_appid(options)}/location", mode=options.mode)
    yield {}


def _migrate(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    here = f"accounts/{_appid(options)}"
    moved = sandbox.post(f"{here}/migrate", from_appid=options.old)
    while not options.no_wait and moved["state"] == "moving":
        time.sleep(_POLL_SECONDS)
        moved = next(one for one in sandbox.get(f"{here}/migrations")["items"] if one["id"] == moved["id"])
    yield moved


def _listed(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    path, mark = f"accounts/{_appid(options)}/{options.verb}", options.after
    while True:
        page = sandbox.get(path, after=mark)
        yield from page["items"]
        mark = page["next"] or mark
        if not page["items"]:
            if not options.follow:
                return
            time.sleep(_POLL_SECONDS)


def _person(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    gender, place = _GENDERS[options.gender], {"province": options.province, "city": options.city}
    yield sandbox.post("people", nickname=options.nickname, gender=gender, **place)


def _follow(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    yield _act(sandbox, options, scene=_scene(options.scene))


def _unfollow(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    _act(sandbox, options)
    yield {}


def _authorize(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    yield sandbox.post(f"people/{_person_id(options)}/authorize", url=options.address)


def _inbox(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    appid, path, seq = _appid(options), f"people/{_person_id(options)}/inbox", options.after
    while True:
        items = sandbox.get(path, appid=appid, after=seq)["items"]
        yield from items
        if items:
            seq = items[-1]["seq"]
        elif not options.follow:
            return
        else:
            time.sleep(_POLL_SECONDS)


def _send(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    kind = "location" if options.location else "link" if options.link else options.type
    message: dict[str, Any] = {"type": kind, "content": options.text, "wait": options.wait}
    if options.location:
        message["location"] = _place(options.location) | {"label": options.text}
    if options.link:
        message["link"] = {"url": options.link, "title": options.text or options.link}
    if options.file:
        message["media"] = base64.b64encode(_bytes(options.file)).decode()
    if options.recognition is not None:
        message["recognition"] = options.recognition
    yield _act(sandbox, options, **message)


def _place(text: str) -> dict[str, float]:
    try:
        latitude, longitude = map(float, text.split(","))
    except ValueError:
        raise Complaint(words.BAD_PLACE) from None
    return {"latitude": latitude, "longitude": longitude}


def _enter(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    place = _place(options.location) if options.location else {}
    yield _act(sandbox, options, **place, precision=options.precision, allow=False if options.refuse else None)


def _click(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    yield _act(sandbox, options, key=options.button, scan_text=options.scan_text, wait=options.wait)


def _scan(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    yield _act(sandbox, options, scene=_scene(options.scene), wait=options.wait)


def _clock(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    if options.advance or options.back:
        yield sandbox.post("clock", advance=options.advance or f"-{options.back}")
    elif options.set:
        yield sandbox.post("clock", set=options.set)
    else:
        yield sandbox.post("clock", reset=True) if options.reset else sandbox.get("clock")


def _faults(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    switches = {name: getattr(options, name) for name in _SWITCHES}
    until = None if options.span is None else int(sandbox.get("clock")["now"] + options.span * 60)
    yield sandbox.put("faults", appid=_appid(options), status=options.status, until=until, **switches)


_SWITCHES = ("timeout", "double_push", "out_of_order", "drop", "expire_token", "quota", "wrong_media")


def _crowd(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    scenario = read_scenario(options.scenario) if options.scenario else {}
    for name in ("people", "days", "seed"):
        if getattr(options, name) is not None:
            scenario[name] = getattr(options, name)
    job = sandbox.post("crowd", **{**scenario, "appid": _appid(options)})
    while not options.no_wait and job["state"] == "running":
        if not options.json:
            print(f"\r{job['done']}/{job['total']}", end="", file=sys.stderr, flush=True)
        time.sleep(_POLL_SECONDS)
        job = sandbox.get(f"jobs/{job['job_id']}")
    if not options.json:
        print("\r", end="", file=sys.stderr)
    yield job


def read_scenario(path: Path) -> dict[str, Any]:
    """A scenario's file as the sandbox takes it; `messages_file` beside it becomes lines. Raises Complaint."""
    try:
        scenario = tomllib.loads(_bytes(path).decode("utf-8"))
    except ValueError as error:
        raise Complaint(words.NOT_TOML, path=path, why=error) from None
    corpus = scenario.pop("messages_file", None)
    if isinstance(corpus, str):
        lines = _bytes(path.parent / corpus).decode("utf-8", "replace").splitlines()
        said = scenario.get("messages", [])
        scenario["messages"] = [*said, *(line.strip() for line in lines if line.strip())]
    return scenario


def _reset(sandbox: Sandbox, options: argparse.Namespace) -> Iterator[Any]:
    if not options.yes and sys.stdin.isatty():
        answer = input(words.SURE.render(words.language(), url=sandbox.url))
        if answer.strip().lower() not in {"y", "yes", "是"}:
            raise Complaint(words.KEPT)
    sandbox.post("reset")
    yield {}


def _act(sandbox: Sandbox, options: argparse.Namespace, **details: object) -> Any:  # noqa: ANN401 - JSON
    return sandbox.post(f"people/{_person_id(options)}/{options.verb}", appid=_appid(options), **details)


def _appid(options: argparse.Namespace) -> str:
    return _said(options.account, "TEAHOUSE_APPID", Complaint(words.NO_ACCOUNT))


def _person_id(options: argparse.Namespace) -> str:
    return _said(options.person, "TEAHOUSE_PERSON", Complaint(words.NO_PERSON))


def _said(given: str | None, variable: str, complaint: Complaint) -> str:
    found = given or os.environ.get(variable)
    if not found:
        raise complaint
    return found


def _scene(text: str | None) -> str | int | None:
    """A scene that is written as a number is one, as in a QR code's scene_id."""
    return int(text) if text and text.isascii() and text.isdigit() and text == str(int(text)) else text


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Complaint(words.UNREADABLE, path=path, why=error.strerror) from None


_VERBS: dict[str, Callable[[Sandbox, argparse.Namespace], Iterator[Any]]] = {
    "account": _account,
    "server": _server,
    "domains": _domains,
    "location": _location,
    "migrate": _migrate,
    "enter": _enter,
    "pushes": _listed,
    "calls": _listed,
    "person": _person,
    "follow": _follow,
    "unfollow": _unfollow,
    "authorize": _authorize,
    "inbox": _inbox,
    "send": _send,
    "click": _click,
    "scan": _scan,
    "clock": _clock,
    "faults": _faults,
    "crowd": _crowd,
    "reset": _reset,
}
