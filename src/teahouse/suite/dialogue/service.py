"""Teaching the robot. Every change takes a new version, by which running matchers hear of it."""

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import new_id
from teahouse.suite.channel import NoSuchAccount, account_names
from teahouse.suite.dialogue import repository
from teahouse.suite.dialogue.drafts import Draft, Page, clean_rule, clean_settings
from teahouse.suite.dialogue.errors import NoSuchRule
from teahouse.suite.dialogue.inputs import RuleIn, SettingsBody
from teahouse.suite.dialogue.models import Article, Rule
from teahouse.suite.dialogue.rules import Manner
from teahouse.suite.dialogue.settings import DEFAULT_MANNER


def find(session: Session, brand_id: str, rule_id: str) -> Rule:
    """A rule of the brand. Raises NoSuchRule."""
    row = repository.rule(session, brand_id, rule_id)
    if row is None:
        raise NoSuchRule
    return row


def add(session: Session, brand_id: str, wanted: RuleIn) -> Rule:
    """A new rule. Raises Invalid, NoSuchAccount."""
    draft = clean_rule(wanted, set())
    _check_account(session, brand_id, wanted.account_id)
    version = repository.next_version(session, brand_id, DEFAULT_MANNER)
    row = Rule(brand_id=brand_id, id=new_id(), deleted=False, hits=0)
    _write(row, draft, wanted.account_id, version)
    repository.add_rule(session, row)
    _write_pages(session, row, draft.pages, {})
    return row


def change(session: Session, brand_id: str, rule_id: str, wanted: RuleIn) -> Rule:
    """Another form of a rule; its pages keep their addresses. Raises NoSuchRule, Invalid, NoSuchAccount."""
    row = find(session, brand_id, rule_id)
    pages = repository.pages_of(session, brand_id, rule_id)
    draft = clean_rule(wanted, set(pages))
    _check_account(session, brand_id, wanted.account_id)
    _write(row, draft, wanted.account_id, repository.next_version(session, brand_id, DEFAULT_MANNER))
    _write_pages(session, row, draft.pages, pages)
    return row


def remove(session: Session, brand_id: str, rule_id: str) -> Rule:
    """Forget a rule; the pages that fans have links to stay. Raises NoSuchRule."""
    row = find(session, brand_id, rule_id)
    row.version = repository.next_version(session, brand_id, DEFAULT_MANNER)
    row.deleted, row.updated_at = True, clock.now()
    return row


def manner(session: Session, brand_id: str) -> Manner:
    """How the robot hands over."""
    row = repository.settings(session, brand_id)
    if row is None:
        return DEFAULT_MANNER
    return Manner(
        row.handover_on_no_match,
        row.handover_message,
        row.away_message,
        row.away_from,
        row.away_to,
        row.default_message,
    )


def set_manner(session: Session, brand_id: str, wanted: SettingsBody) -> Manner:
    """Another manner. Raises Invalid."""
    values = clean_settings(wanted)
    repository.next_version(session, brand_id, DEFAULT_MANNER)
    row = repository.settings(session, brand_id)
    for name, value in values.items():
        setattr(row, name, value)
    return Manner(**values)


def _write(row: Rule, draft: Draft, account_id: str | None, version: int) -> None:
    row.account_id = account_id or ""
    row.name, row.trigger, row.match = draft.name, draft.trigger, draft.match
    row.keywords, row.answers = draft.keywords, draft.answers
    row.priority, row.enabled = draft.priority, draft.enabled
    row.version, row.updated_at = version, clock.now()


def _write_pages(session: Session, rule: Rule, pages: list[Page], before: dict[str, Article]) -> None:
    for page in pages:
        known = before.get(page.id)
        if known is not None:
            known.title, known.image, known.body = page.title, page.image, page.body
            continue
        row = Article(
            brand_id=rule.brand_id,
            id=page.id,
            rule_id=rule.id,
            title=page.title,
            image=page.image,
            body=page.body,
            views=0,
            published_at=rule.updated_at,
        )
        repository.add_page(session, row)


def _check_account(session: Session, brand_id: str, account_id: str | None) -> None:
    if account_id and account_id not in account_names(session, brand_id):
        raise NoSuchAccount(field="account_id")
