"""What can go wrong with mass sends on mp."""

from teahouse.kit.errors import Conflict, Invalid, NotFound, Text


class NoSuchSend(NotFound):
    """There is none."""

    code = "massend.unknown"
    text = Text("群发记录不存在", "There is no such mass send")


class NoneLeft(Conflict):
    """The day's allowance is used up."""

    code = "massend.none_left"
    text = Text("当天的群发次数已用完", "The mass sends of that day are used up")


class AlreadySent(Conflict):
    """The same form again."""

    code = "massend.already_sent"
    text = Text("这条消息已提交群发，请勿重复提交", "This message has been submitted already")


class CannotRecall(Conflict):
    """It has not begun, or is gone."""

    code = "massend.cannot_recall"
    text = Text("这条群发现在不能撤回", "This mass send cannot be recalled now")


class OnlyArticles(Conflict):
    """Only articles and videos can be taken away once they are sent."""

    code = "massend.only_articles"
    text = Text("已发送完成的文字、图片和语音不能撤回", "Text, pictures and voice stay once they are sent")


class CannotCancel(Conflict):
    """It has begun, or ended."""

    code = "massend.cannot_cancel"
    text = Text("这条群发已经开始或结束，不能取消", "This mass send has begun or ended and cannot be cancelled")


class BadContent(Invalid):
    """Nothing, too much, or gone."""

    code = "massend.bad_content"
    text = Text("请选择要群发的内容，或检查它是否仍然存在", "Choose what to send, and see whether it still exists")


class TextTooLong(Invalid):
    """A text has at most so many bytes."""

    code = "massend.text_too_long"
    text = Text("文字最多约 600 个汉字", "The text has at most 2048 bytes")


class BadArticles(Invalid):
    """A draft that cannot be published as it is."""

    code = "massend.bad_articles"
    text = Text("这篇图文还不完整，请先补全标题、封面和正文", "This draft lacks a title, a cover or text")


class BadTime(Invalid):
    """Too soon, or too far away."""

    code = "massend.bad_time"
    text = Text("定时须在 5 分钟之后、7 天之内", "Schedule between 5 minutes and 7 days from now")


class BadTarget(Invalid):
    """The tag is gone."""

    code = "massend.bad_target"
    text = Text("请重新选择群发对象", "Choose again who gets it")


class NoSuchPerson(Invalid):
    """Nobody has that WeChat ID, or they do not follow."""

    code = "massend.no_such_person"
    text = Text("没有找到这个微信号，或对方尚未关注本账号", "Nobody with this WeChat ID follows the account")


class BadAllowance(Invalid):
    """None of 0 to 10,000."""

    code = "massend.bad_allowance"
    text = Text("请填写 0 到 10000", "Between 0 and 10,000")
