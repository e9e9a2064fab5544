"""Every query about automatic replies."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import delete, func, select

from teahouse.kit.db import Cursor, Session, cursor_of, from_micros
from teahouse.platform.autoreply.models import AutoReplyRow, AutoReplyRuleRow
from teahouse.platform.autoreply.rules import Occasion, Reply, Rule


def reply(to: Session | Cursor, appid: str, occasion: Occasion) -> Reply | None:
    """What is answered on an occasion."""
    row = cursor_of(to).row("SELECT reply FROM account_autoreply WHERE appid = ? AND occasion = ?", (appid, occasion))
    return msgspec.json.decode(row[0], type=Reply) if row else None


def set_reply(session: Session, appid: str, occasion: Occasion, reply: Reply | None, now: datetime) -> None:
    """Answer this on an occasion; None: nothing."""
    if reply is None:
        session.execute(delete(AutoReplyRow).where(AutoReplyRow.appid == appid, AutoReplyRow.occasion == occasion))
        return
    session.merge(AutoReplyRow(appid=appid, occasion=occasion, reply=msgspec.to_builtins(reply), updated_at=now))
    session.flush()


def rules(to: Session | Cursor, appid: str) -> list[Rule]:
    """The rules of an account, the newest first."""
    rows = cursor_of(to).rows(
        "SELECT id, name, mode, keywords, replies, created_at FROM account_autoreply_rule WHERE appid = ?"
        " ORDER BY id DESC",
        (appid,),
    )
    return [_rule(*row) for row in rows]


def _rule(rule_id: str, name: str, mode: str, keywords: str, replies: str, created_at: int) -> Rule:
    fields = {
        "id": rule_id,
        "name": name,
        "mode": mode,
        "keywords": msgspec.json.decode(keywords),
        "replies": msgspec.json.decode(replies),
        "created_at": from_micros(created_at),
    }
    return msgspec.convert(fields, Rule)


def count_rules(session: Session, appid: str) -> int:
    """How many rules there are."""
    statement = select(func.count()).select_from(AutoReplyRuleRow).where(AutoReplyRuleRow.appid == appid)
    return session.scalar(statement) or 0


def add_rule(session: Session, appid: str, rule: Rule) -> None:
    """One more."""
    session.add(AutoReplyRuleRow(appid=appid, id=rule.id, created_at=rule.created_at, **_values(rule)))
    session.flush()


def change_rule(session: Session, appid: str, rule: Rule) -> None:
    """The same rule, otherwise."""
    row = session.get(AutoReplyRuleRow, (appid, rule.id))
    for name, value in _values(rule).items():
        setattr(row, name, value)
    session.flush()


def _values(rule: Rule) -> Mapping[str, Any]:
    return {
        "name": rule.name,
        "mode": rule.mode,
        "keywords": msgspec.to_builtins(rule.keywords),
        "replies": msgspec.to_builtins(rule.replies),
    }


def remove_rule(session: Session, appid: str, rule_id: str) -> bool:
    """Take a rule away; False when there was none."""
    statement = delete(AutoReplyRuleRow).where(AutoReplyRuleRow.appid == appid, AutoReplyRuleRow.id == rule_id)
    return bool(getattr(session.execute(statement), "rowcount", 0))
