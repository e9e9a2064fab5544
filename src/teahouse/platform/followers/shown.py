"""People as an account's operator sees them."""

from collections.abc import Sequence

from teahouse.kit.db import Session
from teahouse.messenger.people import Profile, avatar_url, profiles
from teahouse.platform.followers.records import Follower
from teahouse.platform.followers.schemas import FollowerItem
from teahouse.protocol import FIRST_TAG, STAR


def follower_items(session: Session, found: Sequence[Follower]) -> list[FollowerItem]:
    """The same people, with what they tell of themselves."""
    people = profiles(session, [follower.person_id for follower in found])
    return [_item(follower, people[follower.person_id]) for follower in found]


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
        subscribed=follower.subscribed,
        tags=[tag for tag in follower.tagids if tag >= FIRST_TAG],
        starred=STAR in follower.tagids,
        blacklisted=follower.blacklisted,
    )
