"""Followers over our own HTTP: the phone's accounts, mp's followers."""

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, patch, post
from teahouse.kit.logins import Login
from teahouse.messenger.contacts import AccountCard
from teahouse.messenger.people import Profile, avatar_url, profiles
from teahouse.platform.accounts import check_operator
from teahouse.platform.followers import cards, follow, listing
from teahouse.platform.followers.records import Follower
from teahouse.platform.followers.schemas import Accounts, FollowerItem, FollowerItems, FollowWish, RemarkChange


@get("/api/phone/accounts/search")
def search_accounts(reader: Session, me: Login, q: str = "") -> Accounts:
    """Accounts by name or ID, verified ones first."""
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
    reader: Session, operator: Login, appid: str, q: str = "", cursor: str = "", limit: int = 20
) -> FollowerItems:
    """A page of followers."""
    check_operator(reader, operator.subject_id, appid)
    page = listing.list_followers(reader, appid, q=q, cursor=cursor, limit=limit)
    people = profiles(reader, [follower.person_id for follower in page.items])
    items = [_item(follower, people[follower.person_id]) for follower in page.items]
    return FollowerItems(items, page.next, page.total)


@patch("/api/mp/accounts/{appid:str}/followers/{openid:str}")
def change_remark(session: Session, operator: Login, appid: str, openid: str, data: RemarkChange) -> FollowerItem:
    """Give a follower a remark."""
    check_operator(session, operator.subject_id, appid)
    follower = listing.change_remark(session, appid, openid, data.remark)
    return _item(follower, profiles(session, [follower.person_id])[follower.person_id])


def _item(follower: Follower, person: Profile) -> FollowerItem:
    subscribed, active = follower.subscribed_at, follower.last_active_at
    return FollowerItem(
        openid=follower.openid,
        nickname=person.nickname,
        avatar_url=avatar_url(person.avatar),
        remark=follower.remark,
        gender=person.gender,
        province=person.province,
        city=person.city,
        subscribed_at=int(subscribed.timestamp()) if subscribed else 0,
        scene=follower.scene,
        qr_scene=follower.qr_scene_str or (str(follower.qr_scene) if follower.qr_scene else ""),
        last_active_at=int(active.timestamp()) if active else 0,
    )


ROUTES = (
    search_accounts,
    read_account,
    follow_account,
    unfollow_account,
    enter_account,
    read_followers,
    change_remark,
)
