"""Why an answer cannot be sent."""

from teahouse.kit.errors import Conflict, Invalid, Text


class TooLate(Conflict):
    """No window is open."""

    code = "answers.too_late"
    text = Text(
        "对方超过 48 小时没有互动，暂时无法回复，请等对方再次发来消息",
        "This person has not been in touch for 48 hours. You can answer when they write again.",
    )


class UsedUp(Conflict):
    """A window is open, but used up."""

    code = "answers.used_up"
    text = Text(
        "本次可回复的条数已用完，对方再次发来消息后可继续回复",
        "You have sent all the messages allowed for now. You can go on when this person writes again.",
    )


class HasLeft(Conflict):
    """No follower any more."""

    code = "answers.has_left"
    text = Text("对方已取消关注，无法回复", "This person no longer follows the account and cannot be answered")


class OnBlacklist(Conflict):
    """The account has blocked the person."""

    code = "answers.blacklisted"
    text = Text("对方在黑名单中，请先移出黑名单再回复", "This person is on the blacklist. Take them off it to answer.")


class EmptyAnswer(Invalid):
    """Nothing but white space."""

    text = Text("请输入回复内容", "Write something first")


class AnswerTooLong(Invalid):
    """More than 2048 bytes."""

    text = Text("内容太长，最多约 680 个汉字（2048 字节）", "Too long: at most 2048 bytes")
