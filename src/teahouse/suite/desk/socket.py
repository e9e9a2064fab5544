"""The desk's socket at /api/socket/<brand>: what changes, as hints."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from anyio import to_thread

from teahouse.kit.asgi import language_of, respond_error
from teahouse.kit.errors import AppError, NotFound
from teahouse.kit.house import AsgiApp, House, Receive, Scope, Send
from teahouse.kit.logins import Login
from teahouse.kit.sockets import Listener, login_of, refuse, serve
from teahouse.suite.desk.frames import readable
from teahouse.suite.desk.hotpath import topic
from teahouse.suite.organization import check_member

PREFIX = "/api/socket/"
_KIND = "console"
_NOT_ALLOWED = 4403


def endpoint(house: House) -> AsgiApp:
    """The ASGI endpoint."""

    async def socket(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await respond_error(send, scope, NotFound())
            return
        brand_id = str(scope["path"]).removeprefix(PREFIX)
        login = await login_of(house, scope, _KIND)
        if login is None:
            await refuse(receive, send)
        elif not await to_thread.run_sync(_may_listen, house, login, brand_id):
            await refuse(receive, send, _NOT_ALLOWED)
        else:
            language = language_of(scope)

            def shape(_topic: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
                return {**data, "message": readable(data["message"], language)} if "message" in data else data

            may_stay = partial(_may_listen, house, login, brand_id)
            await serve(house, receive, send, Listener(login, [topic(brand_id)], shape=shape, may_stay=may_stay))

    return socket


def _may_listen(house: House, login: Login, brand_id: str) -> bool:
    with house.db.reading() as session:
        try:
            check_member(session, login, brand_id, "agent")
        except AppError:
            return False
    return True
