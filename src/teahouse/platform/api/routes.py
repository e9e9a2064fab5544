"""/api/mp: the calls of an account, for the inspector."""

import msgspec

from teahouse.kit.db import Session
from teahouse.kit.http import get
from teahouse.kit.logins import Login
from teahouse.platform.accounts import check_operator
from teahouse.platform.api import service
from teahouse.platform.api.schemas import CallOut, CallPage


@get("/api/mp/accounts/{appid:str}/calls")
def calls(
    reader: Session,
    operator: Login,
    appid: str,
    cursor: str = "",
    q: str = "",
    errors_only: bool = False,  # noqa: FBT001, FBT002
) -> CallPage:
    """The log of calls."""
    check_operator(reader, operator.subject_id, appid)
    page = service.calls(reader, appid, cursor=cursor, q=q, errors_only=errors_only)
    return CallPage(msgspec.convert(page.items, list[CallOut]), page.next)


@get("/api/mp/accounts/{appid:str}/calls/{rid:str}")
def call(reader: Session, operator: Login, appid: str, rid: str) -> CallOut:
    """One call."""
    check_operator(reader, operator.subject_id, appid)
    return msgspec.convert(service.call(reader, appid, rid), CallOut)
