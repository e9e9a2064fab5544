"""What can go wrong in conversations."""

from teahouse.kit.errors import Conflict, Forbidden, Invalid, NotFound, Text


class ConversationNotFound(NotFound):
    """It is not there, or the caller takes no part in it."""

    code = "conversations.not_found"
    text = Text("会话不存在", "There is no such conversation")


class MessageNotFound(NotFound):
    """It is not there, or not for the caller."""

    code = "conversations.message_not_found"
    text = Text("消息不存在", "There is no such message")


class NotFollowing(Conflict):
    """Who does not follow an account cannot write to it."""

    code = "conversations.not_following"
    text = Text("请先关注该公众号", "Please follow this account first")


class NotYourMessage(Forbidden):
    """Only the sender recalls a message."""

    code = "conversations.not_your_message"
    text = Text("只能撤回自己发送的消息", "Only your own messages can be recalled")


class TooLateToRecall(Conflict):
    """The two minutes are over."""

    code = "conversations.too_late_to_recall"
    text = Text("发送时间超过 2 分钟的消息，不能被撤回", "Messages older than two minutes cannot be recalled")


class AlreadyRecalled(Conflict):
    """It was recalled before."""

    code = "conversations.already_recalled"
    text = Text("这条消息已经撤回", "This message has been recalled already")


class NoSuchUpload(Invalid):
    """The file is unknown, somebody else's, or of another kind."""

    code = "conversations.no_such_upload"
    text = Text("文件不存在或已过期，请重新上传", "There is no such file, please upload it again")
