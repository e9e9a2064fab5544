"""Followers: who follows which account, under which openid, and when an account may write to them.

Ports: Pusher tells an account's server, Scenes knows the codes with a scene.
"""

from teahouse.kit.house import Feature
from teahouse.platform.followers import routes
from teahouse.platform.followers.calls import API
from teahouse.platform.followers.cards import account_card, account_cards
from teahouse.platform.followers.correspondents import Correspondents, correspondents, followers_of
from teahouse.platform.followers.errors import NoSuchFollower, NotFollowing
from teahouse.platform.followers.follow import enter, follow, follower_of_person, unfollow
from teahouse.platform.followers.listing import changes, count_followers, follower_counts
from teahouse.platform.followers.marked import (
    OpenidPage,
    blacklist_after,
    forget_tag,
    group_counts,
    last_tag,
    tag_count,
    tag_counts,
    tagged_after,
)
from teahouse.platform.followers.marking import (
    blacklist,
    blacklisted,
    move_followers,
    tag_followers,
    unblacklist,
    untag_followers,
)
from teahouse.platform.followers.moving import Moved, count_movers, move_after
from teahouse.platform.followers.newcomers import Newcomer, follow_newcomers
from teahouse.platform.followers.openids import follower_by_openid, openid_of, openids_of
from teahouse.platform.followers.ports import Pusher, Scenes, Unions
from teahouse.platform.followers.records import Allowance, Changes, FollowChange, Follower, Scene
from teahouse.platform.followers.repository import follow_changes, followed_by, follower_ids, following
from teahouse.platform.followers.repository.targets import (
    Targets,
    count_targets,
    people_of_openids,
    target_ids,
    targets_after,
)
from teahouse.platform.followers.rules import MAX_TAGS_OF_FOLLOWER, PAGE, Act
from teahouse.platform.followers.schemas import FollowerItem
from teahouse.platform.followers.shown import follower_items
from teahouse.platform.followers.windows import (
    allowance,
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
    "MAX_TAGS_OF_FOLLOWER",
    "PAGE",
    "Act",
    "Allowance",
    "Changes",
    "Correspondents",
    "FollowChange",
    "Follower",
    "FollowerItem",
    "Moved",
    "Newcomer",
    "NoSuchFollower",
    "NotFollowing",
    "OpenidPage",
    "Pusher",
    "Scene",
    "Scenes",
    "Targets",
    "Unions",
    "account_card",
    "account_cards",
    "allowance",
    "begin_typing",
    "blacklist",
    "blacklist_after",
    "blacklisted",
    "changes",
    "correspondents",
    "count_followers",
    "count_movers",
    "count_targets",
    "end_typing",
    "enter",
    "follow",
    "follow_changes",
    "follow_newcomers",
    "followed_by",
    "follower_by_openid",
    "follower_counts",
    "follower_ids",
    "follower_items",
    "follower_of_person",
    "followers_of",
    "following",
    "forget_tag",
    "group_counts",
    "is_typing",
    "last_tag",
    "move_after",
    "move_followers",
    "note_exchange",
    "openid_of",
    "openids_of",
    "people_of_openids",
    "record_act",
    "record_acts",
    "tag_count",
    "tag_counts",
    "tag_followers",
    "tagged_after",
    "take_window",
    "target_ids",
    "targets_after",
    "unblacklist",
    "unfollow",
    "untag_followers",
]

FEATURE = Feature(name="followers", routes=routes.ROUTES)
