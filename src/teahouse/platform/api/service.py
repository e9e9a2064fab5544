"""Reading the log of calls."""

from typing import Any, NamedTuple

from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid, NotFound, Text
from teahouse.platform.api import journal, repository
from teahouse.platform.api.repository import CallFilter

_PAGE = 50
_LARGEST_PAGE = 200


class CallNotFound(NotFound):
    """No such call of this account."""

    code = "api.call_not_found"
    text = Text("没有这次调用的记录", "There is no such call")


class Page(NamedTuple):
    """Calls as JSON, and where the next page begins."""

    items: list[dict[str, Any]]
    next: str | None


def calls(session: Session, appid: str, *, cursor: str = "", q: str = "", errors_only: bool = False) -> Page:
    """A page of calls, the newest first."""
    wanted = CallFilter(q=q, errors_only=errors_only, before=_number(cursor), limit=_PAGE)
    rows = repository.list_calls(session, appid, wanted)
    following = str(rows[-1].number) if len(rows) == _PAGE else None
    return Page([dict(journal.shown(row)) for row in rows], following)


def calls_after(session: Session, appid: str, after: str, limit: int = _LARGEST_PAGE) -> Page:
    """Calls after a mark, the oldest first; `next` is the mark to go on from."""
    rows = repository.list_calls(session, appid, CallFilter(after=_number(after) or 0, limit=limit))
    return Page([dict(journal.shown(row)) for row in rows], str(rows[-1].number) if rows else after or None)


def call(session: Session, appid: str, rid: str) -> dict[str, Any]:
    """One call. Raises CallNotFound, also when it is another account's."""
    row = repository.read_call(session, rid)
    if row is None or row.appid != appid:
        raise CallNotFound
    return dict(journal.shown(row))


def _number(cursor: str) -> int | None:
    if not cursor:
        return None
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 19:  # noqa: PLR2004 - a 64-bit number
        raise Invalid(field="cursor")
    return int(cursor)
