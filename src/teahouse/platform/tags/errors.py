"""What can go wrong when an operator works with tags."""

from teahouse.kit.errors import Conflict, Invalid, NotFound, Text


class NoSuchTag(NotFound):
    """No tag of that number."""

    code = "tags.not_found"
    text = Text("没有这个标签", "There is no such tag")


class BadTagName(Invalid):
    """Empty, or taken."""

    text = Text("标签名不能为空，也不能与已有标签重名", "A tag needs a name that no other tag has")


class TagNameTooLong(Invalid):
    """More than 30 characters."""

    text = Text("标签名最多 30 个字", "A tag's name has at most 30 characters")


class TooManyTags(Conflict):
    """100 of them."""

    code = "tags.too_many"
    text = Text("最多可以创建 100 个标签", "An account has at most 100 tags")


class SystemTag(Conflict):
    """The platform's own."""

    code = "tags.system"
    text = Text("系统标签不能修改", "This tag belongs to the platform and cannot be changed")


class TagTooLarge(Conflict):
    """More than 100,000 fans."""

    code = "tags.too_large"
    text = Text("标签下超过 10 万人，不能直接删除", "A tag with more than 100,000 followers cannot be deleted")


class TooManyTagsOfFollower(Conflict):
    """20 of them."""

    code = "tags.follower_full"
    text = Text("每位用户最多打 20 个标签", "A follower carries at most 20 tags")


class NoSuchFollowers(NotFound):
    """An openid the account does not know."""

    code = "tags.no_follower"
    text = Text("没有找到其中的用户", "One of these people is not known here")


class TooManyFollowers(Invalid):
    """None, or more than 100 at once."""

    text = Text("一次最多选择 100 位用户", "Choose 1 to 100 people at once")
