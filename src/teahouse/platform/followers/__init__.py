"""Followers: who follows which account, under which openid, and when an account may write to them.

Ports: Pusher tells an account's server, Scenes knows the codes with a scene.
"""

from teahouse.kit.house import Feature
from teahouse.platform.followers import routes
from teahouse.platform.followers.calls import API
from teahouse.platform.followers.cards import account_card, account_cards
from teahouse.platform.followers.errors import NoSuchFollower, NotFollowing
from teahouse.platform.followers.follow import follow, follower_of_person, unfollow
from teahouse.platform.followers.listing import changes, count_followers
from teahouse.platform.followers.newcomers import Newcomer, follow_newcomers
from teahouse.platform.followers.openids import follower_by_openid, openid_of, openids_of
from teahouse.platform.followers.ports import Pusher, Scenes
from teahouse.platform.followers.records import Changes, Follower, Scene
from teahouse.platform.followers.repository import followed_by, following
from teahouse.platform.followers.rules import Act
from teahouse.platform.followers.windows import (
    begin_typing,
    end_typing,
    is_typing,
    note_exchange,
    record_act,
    record_acts,
    take_window,
)

__all__ = [
    "API",
    "FEATURE",
    "Act",
    "Changes",
    "Follower",
    "Newcomer",
    "NoSuchFollower",
    "NotFollowing",
    "Pusher",
    "Scene",
    "Scenes",
    "account_card",
    "account_cards",
    "begin_typing",
    "changes",
    "count_followers",
    "end_typing",
    "follow",
    "follow_newcomers",
    "followed_by",
    "follower_by_openid",
    "follower_of_person",
    "following",
    "is_typing",
    "note_exchange",
    "openid_of",
    "openids_of",
    "record_act",
    "record_acts",
    "take_window",
    "unfollow",
]

FEATURE = Feature(name="followers", routes=routes.ROUTES)
