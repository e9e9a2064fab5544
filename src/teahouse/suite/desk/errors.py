"""What may be wrong at the desk."""

from teahouse.kit.errors import Conflict, NotFound, Text


class NoSuchConversation(NotFound):
    """Not a conversation of this brand."""

    code = "desk.not_found"
    text = Text("没有找到这个会话", "There is no such conversation")


class Taken(Conflict):
    """Somebody else answers this follower."""

    code = "desk.taken"
    text = Text("{name} 正在接待这位粉丝", "{name} is answering this follower")


class Closed(Conflict):
    """The conversation is over; it can be taken up again."""

    code = "desk.closed"
    text = Text("会话已结束，请先重新接入", "The conversation is closed; take it up again first")


class Elsewhere(Conflict):
    """The follower has a newer conversation."""

    code = "desk.elsewhere"
    text = Text("这位粉丝已有新的会话", "This follower has a newer conversation")


class NoSuchMessage(NotFound):
    """No such message in the conversation."""

    code = "desk.message_not_found"
    text = Text("没有找到这条消息", "There is no such message")


class NotFailed(Conflict):
    """Only a message that did not go out can be sent again."""

    code = "desk.not_failed"
    text = Text("这条消息不需要重新发送", "This message need not be sent again")


class NoSuchQuickReply(NotFound):
    """Not a quick reply that the caller sees."""

    code = "quick_replies.not_found"
    text = Text("没有找到这条快捷回复", "There is no such quick reply")
