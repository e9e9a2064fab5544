"""The desk's socket: that something changed, for the page to read again."""

from functools import partial
from urllib.parse import parse_qs

from anyio import to_thread

from teahouse.kit import sockets
from teahouse.kit.house import AsgiApp, House, Receive, Scope, Send
from teahouse.kit.logins import Login
from teahouse.platform.accounts import OPERATOR, AccountNotFound, check_operator
from teahouse.platform.service.sessions import topic

PATH = "/api/mp/desk-socket"


def socket(house: House) -> AsgiApp:
    """Serve it to an operator of the account."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        appid = parse_qs(scope["query_string"].decode("latin-1")).get("appid", [""])[0]
        login = await sockets.login_of(house, scope, OPERATOR) if scope["type"] == "websocket" else None
        if login is None or not await to_thread.run_sync(_runs, house, login, appid):
            await sockets.refuse(receive, send)
            return
        listener = sockets.Listener(login, [topic(appid)], may_stay=partial(_runs, house, login, appid))
        await sockets.serve(house, receive, send, listener)

    return serve


def _runs(house: House, login: Login, appid: str) -> bool:
    with house.db.reading() as reader:
        try:
            check_operator(reader, login.subject_id, appid)
        except AccountNotFound:
            return False
    return True
