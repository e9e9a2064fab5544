"""Followers over our own HTTP: the phone's accounts, mp's followers."""

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, patch, post
from teahouse.kit.logins import Login
from teahouse.messenger.contacts import AccountCard
from teahouse.platform.accounts import check_operator
from teahouse.platform.followers import cards, follow, listing
from teahouse.platform.followers.schemas import Accounts, FollowerItem, FollowerItems, FollowWish, RemarkChange
from teahouse.platform.followers.shown import follower_items


@get("/api/phone/accounts/search")
def search_accounts(reader: Session, me: Login, q: str = "") -> Accounts:
    """Accounts by ID or name: whom the ID names first, then verified ones, then by followers."""
    return Accounts(cards.find_accounts(reader, q, me.subject_id))


@get("/api/phone/accounts/{appid:str}")
def read_account(reader: Session, me: Login, appid: str) -> AccountCard:
    """One account."""
    return cards.account_card(reader, appid, me.subject_id)


@post("/api/phone/accounts/{appid:str}/follow", status_code=200)
def follow_account(session: Session, house: House, me: Login, appid: str, data: FollowWish) -> AccountCard:
    """Follow it."""
    follow.follow(session, house, appid, me.subject_id, source=data.source, ticket=data.scene_ticket)
    return cards.account_card(session, appid, me.subject_id)


@delete("/api/phone/accounts/{appid:str}/follow")
def unfollow_account(session: Session, house: House, me: Login, appid: str) -> None:
    """Leave it."""
    follow.unfollow(session, house, appid, me.subject_id)


@post("/api/phone/accounts/{appid:str}/enter", status_code=204)
def enter_account(session: Session, me: Login, appid: str) -> None:
    """Its chat was opened."""
    follow.enter(session, appid, me.subject_id)


@get("/api/mp/accounts/{appid:str}/followers")
def read_followers(
    reader: Session,
    operator: Login,
    appid: str,
    q: str = "",
    group: int | None = None,
    cursor: str = "",
    limit: int = 20,
) -> FollowerItems:
    """A page of followers; of one group: 0 without a tag, 1 the blacklist, 2 starred, or a tag's number."""
    check_operator(reader, operator.subject_id, appid)
    page = listing.list_followers(reader, appid, q=q, group=group, cursor=cursor, limit=limit)
    return FollowerItems(follower_items(reader, page.items), page.next, page.total)


@patch("/api/mp/accounts/{appid:str}/followers/{openid:str}")
def change_remark(session: Session, operator: Login, appid: str, openid: str, data: RemarkChange) -> FollowerItem:
    """Give a follower a remark."""
    check_operator(session, operator.subject_id, appid)
    return follower_items(session, [listing.change_remark(session, appid, openid, data.remark)])[0]


ROUTES = (
    search_accounts,
    read_account,
    follow_account,
    unfollow_account,
    enter_account,
    read_followers,
    change_remark,
)
