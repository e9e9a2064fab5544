"""Every query about rules, settings and article pages."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy
from sqlalchemy import select

from teahouse.kit.bulk import update_with
from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.suite.dialogue.models import Article, DialogueSettings, Rule, RuleHits
from teahouse.suite.dialogue.rules import Manner


def cursor(session: Session) -> Cursor:
    """Hand-written SQL in a session's transaction."""
    return cursor_of(session)


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


_COUNT = (
    "UPDATE dialogue_rule SET hits = hits + CAST(v.column3 AS BIGINT) FROM {values}"
    " WHERE dialogue_rule.brand_id = v.column1 AND dialogue_rule.id = v.column2"
)


def add_hits(cursor: Cursor, brand_id: str, hits_id: str, counts: Mapping[str, int]) -> None:
    """Note how often rules answered."""
    counted = msgspec.json.encode(counts).decode()
    cursor.execute("INSERT INTO dialogue_hits (brand_id, id, counts) VALUES (?, ?, ?)", (brand_id, hits_id, counted))


def uncounted(session: Session, brand_id: str) -> Counter[str]:
    """Hits of a brand's rules that are not added to them yet."""
    return _sum(session.scalars(select(RuleHits.counts).where(RuleHits.brand_id == brand_id)))


def take_hits(session: Session, brand_id: str, limit: int) -> Counter[str]:
    """The same for the first batches, which are removed."""
    first = select(RuleHits.id).where(RuleHits.brand_id == brand_id).order_by(RuleHits.id).limit(limit)
    taken = sqlalchemy.delete(RuleHits).where(RuleHits.brand_id == brand_id, RuleHits.id.in_(first))
    return _sum(session.scalars(taken.returning(RuleHits.counts)))


def _sum(batches: Iterable[Mapping[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for counts in batches:
        found.update(counts)
    return found


def count_hits(session: Session, brand_id: str, counts: Mapping[str, int]) -> None:
    """Add hits to a brand's rules, always in one order."""
    update_with(cursor_of(session), _COUNT, [(brand_id, rule, count) for rule, count in sorted(counts.items())])


def next_version(session: Session, brand_id: str, manner: Manner) -> int:
    """Take the next version of a brand's rules; who holds it is alone until the commit. `manner` if it has none."""
    row = cursor_of(session).row(
        "INSERT INTO dialogue_settings (brand_id, rules_version, handover_on_no_match, handover_message, away_message,"
        " away_from, away_to, default_message) VALUES (?, 1, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (brand_id) DO UPDATE SET rules_version = dialogue_settings.rules_version + 1"
        " RETURNING rules_version",
        (brand_id, *manner),
    )
    return int(row[0]) if row else 0


def settings(session: Session, brand_id: str) -> DialogueSettings | None:
    """A brand's settings as they are now."""
    return session.get(DialogueSettings, brand_id, populate_existing=True)


def rules(session: Session, brand_id: str, account_id: str) -> list[Rule]:
    """A brand's rules, the highest priority first; with `account_id` those that hold on it."""
    statement = select(Rule).where(Rule.brand_id == brand_id, ~Rule.deleted)
    if account_id:
        statement = statement.where(Rule.account_id.in_(("", account_id)))
    return list(session.scalars(statement.order_by(Rule.priority.desc(), Rule.name, Rule.id)))


def rule(session: Session, brand_id: str, rule_id: str) -> Rule | None:
    """One rule of a brand."""
    row = session.get(Rule, (brand_id, rule_id))
    return None if row is None or row.deleted else row


def add_rule(session: Session, row: Rule) -> None:
    """Store a new rule."""
    session.add(row)
    session.flush()


def bodies(session: Session, brand_id: str, rule_ids: Sequence[str]) -> dict[str, str]:
    """Bodies of article pages by their id, of some rules; of all the brand's when there are many."""
    statement = select(Article.id, Article.body).where(Article.brand_id == brand_id)
    if len(rule_ids) == 1:
        statement = statement.where(Article.rule_id == rule_ids[0])
    return {row.id: row.body for row in session.execute(statement)}


def pages_of(session: Session, brand_id: str, rule_id: str) -> dict[str, Article]:
    """The article pages of a rule by id, those too that it does not use any more."""
    rows = session.scalars(select(Article).where(Article.brand_id == brand_id, Article.rule_id == rule_id))
    return {row.id: row for row in rows}


def add_page(session: Session, row: Article) -> None:
    """Store a new article page."""
    session.add(row)
    session.flush()


def read_page(session: Session, article_id: str) -> Article | None:
    """An article page, read once more; its id, which nobody can guess, is the scope."""
    statement = sqlalchemy.update(Article).where(Article.id == article_id).values(views=Article.views + 1)
    return session.scalar(statement.returning(Article))
