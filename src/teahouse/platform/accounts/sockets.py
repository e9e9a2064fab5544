"""A socket for the operators of one account: hints that something changed, for a page to read again."""

from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qs

from anyio import to_thread

from teahouse.kit import sockets
from teahouse.kit.house import AsgiApp, House, Receive, Scope, Send
from teahouse.kit.logins import Login
from teahouse.platform.accounts.errors import AccountNotFound
from teahouse.platform.accounts.operators import KIND
from teahouse.platform.accounts.service import check_operator


def operators_socket(topic_of: Callable[[str], str]) -> Callable[[House], AsgiApp]:
    """Serves the hints of a topic of the account that the query names, `?appid=`, to its operators."""

    def make(house: House) -> AsgiApp:
        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            appid = parse_qs(scope["query_string"].decode("latin-1")).get("appid", [""])[0]
            login = await sockets.login_of(house, scope, KIND) if scope["type"] == "websocket" else None
            if login is None or not await to_thread.run_sync(_runs, house, login, appid):
                await sockets.refuse(receive, send)
                return
            listener = sockets.Listener(login, [topic_of(appid)], may_stay=partial(_runs, house, login, appid))
            await sockets.serve(house, receive, send, listener)

        return serve

    return make


def _runs(house: House, login: Login, appid: str) -> bool:
    with house.db.reading() as reader:
        try:
            check_operator(reader, login.subject_id, appid)
        except AccountNotFound:
            return False
    return True
