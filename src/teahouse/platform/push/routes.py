"""/api/mp: server settings, the log of pushes, the inspector's socket."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

import msgspec
from anyio import to_thread
from litestar.params import QueryParameter

from teahouse.kit import sockets
from teahouse.kit.asgi import language_of
from teahouse.kit.db import Session
from teahouse.kit.errors import Language
from teahouse.kit.house import AsgiApp, House, Receive, Scope, Send
from teahouse.kit.http import Http, delete, get, post, put
from teahouse.kit.logins import Login
from teahouse.platform.accounts import (
    OPERATOR,
    AccountNotFound,
    ServerConfig,
    check_operator,
    disable_server,
    set_server,
)
from teahouse.platform.push import history
from teahouse.platform.push.check import Checked, check_server, checked_config
from teahouse.platform.push.repository import PushFilter
from teahouse.platform.push.schemas import Home, PushOut, PushPage, ServerForm, Verdict

_MP = "/api/mp/accounts/{appid:str}"


def _language(request: Http) -> Language:
    return language_of(request.scope)  # type: ignore[arg-type]  # Litestar's type of the same


@put(f"{_MP}/server")
def save_server(house: House, operator: Login, request: Http, appid: str, data: ServerForm) -> Verdict:
    """Check a server; save it and switch it on only when it answers as it should."""
    config, checked = _checked(house, operator, appid, data)
    if checked.ok:
        with house.db.transaction() as session:
            check_operator(session, operator.subject_id, appid)
            set_server(session, house.vault, appid, config)
    return checked.verdict(_language(request))


@post(f"{_MP}/server/check", status_code=200)
def try_server(house: House, operator: Login, request: Http, appid: str, data: ServerForm) -> Verdict:
    """Check a server; save nothing."""
    return _checked(house, operator, appid, data)[1].verdict(_language(request))


def _checked(house: House, operator: Login, appid: str, data: ServerForm) -> tuple[ServerConfig, Checked]:
    with house.db.reading() as reader:  # closed before we call out
        account = check_operator(reader, operator.subject_id, appid)
    config = checked_config(
        ServerConfig(
            url=data.url.strip(),
            token=data.token,
            aes_key=account.aes_key(house.vault) if data.aes_key is None else data.aes_key,
            mode=data.mode,
        )
    )
    return config, check_server(house, config)


@delete(f"{_MP}/server", status_code=204)
def switch_server_off(session: Session, operator: Login, appid: str) -> None:
    """Push no more; the settings are kept."""
    check_operator(session, operator.subject_id, appid)
    disable_server(session, appid)


@get(f"{_MP}/home")
def home(reader: Session, operator: Login, appid: str) -> Home:
    """The figures of the last days."""
    check_operator(reader, operator.subject_id, appid)
    return history.home(reader, appid)


@get(f"{_MP}/pushes")
def pushes(
    reader: Session,
    operator: Login,
    request: Http,
    appid: str,
    cursor: str = "",
    q: str = "",
    only: Annotated[Literal["all", "ok", "failed"], QueryParameter(name="state")] = "all",
) -> PushPage:
    """The log of pushes."""
    check_operator(reader, operator.subject_id, appid)
    wanted = PushFilter(q=q, state=only, before=history.number_of(cursor))
    return history.pushes(reader, appid, _language(request), wanted)


@get(f"{_MP}/pushes/{{push_id:str}}")
def push(reader: Session, operator: Login, request: Http, appid: str, push_id: str) -> PushOut:
    """One push with its attempts whole."""
    check_operator(reader, operator.subject_id, appid)
    return history.push(reader, appid, push_id, _language(request))


@post(f"{_MP}/pushes/{{push_id:str}}/replay", status_code=201)
def replay(session: Session, operator: Login, request: Http, appid: str, push_id: str) -> PushOut:
    """Push the same again."""
    account = check_operator(session, operator.subject_id, appid)
    return history.push(session, appid, history.replay(session, account, push_id), _language(request))


def socket(house: House) -> AsgiApp:
    """The inspector: pushes and calls of one account as they happen."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        appid = parse_qs(scope["query_string"].decode("latin-1")).get("appid", [""])[0]
        login = await sockets.login_of(house, scope, OPERATOR) if scope["type"] == "websocket" else None
        if login is None or not await to_thread.run_sync(_runs, house, login, appid):
            await sockets.refuse(receive, send)
            return
        language = language_of(scope)

        def shape(_topic: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
            return _push_frame(house, appid, data["push"], language) if data["type"] == "push" else data

        may_stay = partial(_runs, house, login, appid)
        listener = sockets.Listener(login, [f"inspect:{appid}"], shape=shape, may_stay=may_stay)
        await sockets.serve(house, receive, send, listener)

    return serve


def _runs(house: House, login: Login, appid: str) -> bool:
    with house.db.reading() as reader:
        try:
            check_operator(reader, login.subject_id, appid)
        except AccountNotFound:
            return False
    return True


def _push_frame(house: House, appid: str, push_id: str, language: Language) -> Mapping[str, Any]:
    with house.db.reading() as reader:
        return {"type": "push", "push": msgspec.to_builtins(history.push(reader, appid, push_id, language))}
