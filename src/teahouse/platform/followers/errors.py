"""What can go wrong between a person and an account."""

from teahouse.kit.errors import Conflict, Invalid, NotFound, Text


class NotFollowing(Conflict):
    """The act needs a follower."""

    code = "followers.not_following"
    text = Text("请先关注该公众号", "Follow this account first")


class NoSuchFollower(NotFound):
    """No follower of that openid."""

    code = "followers.not_found"
    text = Text("没有这位粉丝", "There is no such follower")


class RemarkTooLong(Invalid):
    """The remark does not fit."""

    text = Text("备注名须少于 30 个字节（约 9 个汉字）", "A remark has fewer than 30 bytes")
