"""Every query about rules, settings and article pages."""

from collections.abc import Iterable, Sequence
from typing import Any

from teahouse.kit.db import Cursor


def settings_row(cursor: Cursor, brand_id: str) -> tuple[Any, ...] | None:
    """A brand's version of rules and its manner, in the order of rules.Manner; None before its first setting."""
    return cursor.row(
        "SELECT rules_version, handover_on_no_match, handover_message, away_message, away_from, away_to,"
        " default_message FROM dialogue_settings WHERE brand_id = ?",
        (brand_id,),
    )


def rules_since(cursor: Cursor, brand_id: str, version: int) -> list[tuple[Any, ...]]:
    """Rules that changed after a version: id, account, trigger, match, keywords, priority, on, answers."""
    return cursor.rows(
        'SELECT id, account_id, "trigger", "match", keywords, priority, enabled AND NOT deleted, answers'
        " FROM dialogue_rule WHERE brand_id = ? AND version > ? ORDER BY id",
        (brand_id, version),
    )


def count_hits(cursor: Cursor, hits: Iterable[tuple[int, str, str]]) -> None:
    """Count answers given: (how many, brand, rule)."""
    rows: Sequence[tuple[int, str, str]] = sorted(hits, key=lambda hit: hit[1:])
    cursor.many("UPDATE dialogue_rule SET hits = hits + ? WHERE brand_id = ? AND id = ?", rows)
