"""What can go wrong among contacts."""

from teahouse.kit.errors import Conflict, Invalid, NotFound, Text


class AlreadyFriends(Conflict):
    """Both have each other already."""

    code = "contacts.already_friends"
    text = Text("你们已经是好友了", "You are already friends")


class NotAContact(NotFound):
    """The person is not among one's contacts."""

    code = "contacts.not_a_contact"
    text = Text("对方不在你的通讯录中", "This person is not among your contacts")


class RequestNotFound(NotFound):
    """No such request, or it went to somebody else."""

    code = "contacts.request_not_found"
    text = Text("好友申请不存在", "There is no such request")


class NotYourself(Invalid):
    """One is no contact of oneself."""

    code = "contacts.not_yourself"
    text = Text("不能对自己进行此操作", "You cannot do this to yourself")
