"""Every query about followers and their acts."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from teahouse.kit.db import Cursor

_CHUNK = 200
"""Rows in one statement: 200 times at most 6 parameters stay far below SQLite's limit."""


@cache
def _upsert(rows: int) -> str:
    values = ", ".join(["(?, ?, ?, ?, ?, ?, 0, '', '', FALSE, '', '', '', 0, '', '', '', '[]')"] * rows)
    return (
        "INSERT INTO follower (brand_id, account_id, openid, id, first_seen_at, last_active_at, last_seq, desk_state,"  # noqa: S608 - only question marks are put in
        " desk_id, subscribed, source, nickname, avatar_url, gender, province, city, remark, tags)"
        f" VALUES {values}"
        " ON CONFLICT (brand_id, account_id, openid) DO UPDATE SET last_active_at ="
        " CASE WHEN excluded.last_active_at > follower.last_active_at"
        " THEN excluded.last_active_at ELSE follower.last_active_at END"
        " RETURNING brand_id, id, account_id, openid, last_seq, desk_state, desk_id, subscribed, source"
    )


def upsert(cursor: Cursor, arrivals: Sequence[tuple[str, str, str, str, int]]) -> list[tuple[Any, ...]]:
    """Make or lock followers (brand, account, openid, id if new, time), in key order so that batches never deadlock."""
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(arrivals), _CHUNK):
        chunk = arrivals[start : start + _CHUNK]
        parameters = [value for row in chunk for value in (*row, row[4])]
        found += cursor.rows(_upsert(len(chunk)), parameters)
    return found


@cache
def _answered(rows: int) -> str:
    marks = ", ".join(["(?, ?, ?)"] * rows)
    return (  # a join, because SQLite reads the whole table for "IN (VALUES ...)"
        f"WITH asked (brand_id, account_id, dedupe) AS (VALUES {marks})"  # noqa: S608 - only question marks are put in
        " SELECT act.brand_id, act.account_id, act.dedupe, act.answer FROM asked JOIN act"
        " ON act.brand_id = asked.brand_id AND act.account_id = asked.account_id AND act.dedupe = asked.dedupe"
    )


def answered(cursor: Cursor, keys: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """Which pushes (brand, account, dedupe) were stored before, and what they were answered with."""
    found: dict[tuple[str, str, str], str] = {}
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        rows = cursor.rows(_answered(len(chunk)), [value for key in chunk for value in key])
        found.update({(brand, account, dedupe): answer or "" for brand, account, dedupe, answer in rows})
    return found


def insert_acts(cursor: Cursor, acts: Sequence[tuple[Any, ...]]) -> None:
    """Store acts; the order of their values is that of Present.add."""
    cursor.many(
        "INSERT INTO act (brand_id, follower_id, seq, account_id, at, kind, summary, detail, dedupe, answer, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        acts,
    )


def update(cursor: Cursor, followers: Sequence[tuple[Any, ...]]) -> None:
    """Write followers back."""
    cursor.many(
        "UPDATE follower SET last_seq = ?, desk_state = ?, desk_id = ?, subscribed = CAST(? AS BOOLEAN), source = ?"
        " WHERE brand_id = ? AND id = ?",
        followers,
    )
