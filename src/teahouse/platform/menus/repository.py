"""Every query about menus."""

import msgspec
from sqlalchemy import delete, select

from teahouse.kit.db import Session
from teahouse.platform.menus.models import ConditionalMenuRow, MenuRow
from teahouse.platform.menus.records import ConditionalMenu, Menu
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


def conditional(session: Session, appid: str) -> list[ConditionalMenu]:
    """The account's menus for some, the newest first."""
    rows = session.scalars(
        select(ConditionalMenuRow).where(ConditionalMenuRow.appid == appid).order_by(ConditionalMenuRow.number.desc())
    )
    return [
        msgspec.convert(
            {
                "menuid": row.menuid,
                "buttons": msgspec.convert(row.buttons, tuple[Button, ...]),
                "rule": row.rule,
                "source": row.source,
                "created_at": row.created_at,
            },
            ConditionalMenu,
        )
        for row in rows
    ]


def add_conditional(session: Session, appid: str, number: int, menu: ConditionalMenu) -> None:
    """One more."""
    session.add(
        ConditionalMenuRow(
            appid=appid,
            menuid=menu.menuid,
            number=number,
            buttons=msgspec.to_builtins(menu.buttons),
            rule=menu.rule.given(),
            source=menu.source,
            created_at=menu.created_at,
        )
    )
    session.flush()


def remove_conditional(session: Session, appid: str, menuid: int | None = None) -> bool:
    """Take one away, or all; False when there was none."""
    statement = delete(ConditionalMenuRow).where(ConditionalMenuRow.appid == appid)
    if menuid is not None:
        statement = statement.where(ConditionalMenuRow.menuid == menuid)
    return bool(getattr(session.execute(statement), "rowcount", 0))
