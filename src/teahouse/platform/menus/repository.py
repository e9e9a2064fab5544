"""Every query about menus."""

import msgspec
from sqlalchemy import delete, select

from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.platform.menus.models import MenuRow
from teahouse.platform.menus.records import Menu
from teahouse.protocol import Button


def find(session: Session, appid: str) -> Menu | None:
    """The account's menu."""
    row = session.scalar(select(MenuRow).where(MenuRow.appid == appid))
    if row is None:
        return None
    buttons = msgspec.convert(row.buttons, tuple[Button, ...])
    return msgspec.convert(
        {"menuid": row.menuid, "buttons": buttons, "source": row.source, "updated_at": row.updated_at}, Menu
    )


def replace(session: Session, appid: str, menu: Menu) -> None:
    """Give the account this menu instead of the one it has."""
    session.merge(
        MenuRow(
            appid=appid,
            menuid=menu.menuid,
            buttons=msgspec.to_builtins(menu.buttons),
            source=menu.source,
            updated_at=menu.updated_at,
        )
    )
    session.flush()


def remove(session: Session, appid: str) -> bool:
    """Take the menu away; False when there was none."""
    return bool(getattr(session.execute(delete(MenuRow).where(MenuRow.appid == appid)), "rowcount", 0))


def cursor_for(session: Session) -> Cursor:
    """A cursor in the session's own transaction."""
    return cursor_of(session)
