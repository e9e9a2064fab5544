"""Accounts as a person's phone shows them."""

from collections.abc import Sequence

from teahouse.kit.db import Session, cursor_of
from teahouse.messenger.contacts import AccountCard
from teahouse.messenger.people import avatar_url
from teahouse.platform.accounts import Account, AccountNotFound, accounts, search_accounts
from teahouse.platform.followers import repository

_FOUND = 50
_WEIGHED = 500
"""So many are put in order by their followers."""


def account_cards(session: Session, appids: Sequence[str], person_id: str) -> dict[str, AccountCard]:
    """Some accounts, with whether the person follows each; unknown ones are left out."""
    if not appids:
        return {}
    return _cards(session, list(accounts(session, list(appids)).values()), person_id)


def account_card(session: Session, appid: str, person_id: str) -> AccountCard:
    """One of them. Raises AccountNotFound."""
    found = account_cards(session, [appid], person_id)
    if appid not in found:
        raise AccountNotFound
    return found[appid]


def find_accounts(session: Session, text: str, person_id: str) -> list[AccountCard]:
    """Accounts by name, WeChat ID or original id: whom the ID names, then those with the check mark, then by
    followers.
    """
    text = text.strip()
    if not text:
        return []
    found = search_accounts(session, text, _WEIGHED)
    fans = repository.follower_counts(session, [account.appid for account in found])

    def rank(account: Account) -> tuple[bool, bool, int]:
        return (text not in (account.wechat_id, account.original_id), not account.badge, -fans.get(account.appid, 0))

    return list(_cards(session, sorted(found, key=rank)[:_FOUND], person_id).values())


def _cards(session: Session, found: list[Account], person_id: str) -> dict[str, AccountCard]:
    pairs = [(account.appid, person_id) for account in found]
    following = repository.following(cursor_of(session), pairs)
    return {
        account.appid: AccountCard(
            appid=account.appid,
            wechat_id=account.wechat_id,
            name=account.name,
            avatar_url=avatar_url(account.avatar),
            introduction=account.introduction,
            type=account.type,
            verified=account.badge,
            following=(account.appid, person_id) in following,
            closed=bool(account.ended_for),
        )
        for account in found
    }
