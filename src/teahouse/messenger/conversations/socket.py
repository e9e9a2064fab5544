"""The phone's socket: frames as they happen, typing in return. Push is a hint, /sync is the guarantee."""

import time
from typing import Any

from anyio import to_thread

from teahouse.kit.house import House, Receive, Scope, Send
from teahouse.kit.sockets import Listener, login_of, refuse, serve
from teahouse.messenger.conversations.events import show_typing, topic
from teahouse.messenger.conversations.service import may_show_typing

PATH = "/api/phone/socket"
_KIND = "phone"
_TYPING_SECONDS = 1.0


class Socket:
    """Raw ASGI endpoint."""

    def __init__(self, house: House) -> None:
        """One a house."""
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One socket, until the phone leaves or is signed out."""
        if scope["type"] != "websocket":
            await send({"type": "http.response.start", "status": 426, "headers": [(b"upgrade", b"websocket")]})
            await send({"type": "http.response.body", "body": b""})
            return
        login = await login_of(self._house, scope, _KIND)
        if login is None or scope["path"] != PATH:
            await refuse(receive, send)
            return
        typing = _Typing(self._house, login.subject_id)
        await serve(self._house, receive, send, Listener(login, [topic(login.subject_id)], on_frame=typing.frame))


class _Typing:
    """Passes "typing" frames on, at most one a second."""

    def __init__(self, house: House, person_id: str) -> None:
        self._house = house
        self._person_id = person_id
        self._last = (0.0, "", False)

    async def frame(self, frame: dict[str, Any]) -> None:
        conversation_id, on = frame.get("conversation_id"), frame.get("on") is True
        if frame.get("type") != "typing" or not isinstance(conversation_id, str):
            return
        now = time.monotonic()
        if self._last[1:] == (conversation_id, on) and now - self._last[0] < _TYPING_SECONDS:
            return
        self._last = (now, conversation_id, on)
        other = await to_thread.run_sync(self._other, conversation_id)
        if other is not None:
            show_typing(self._house.bus, other, conversation_id, on=on)

    def _other(self, conversation_id: str) -> str | None:
        with self._house.db.reading() as session:
            return may_show_typing(session, self._person_id, conversation_id)
