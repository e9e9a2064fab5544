"""What can be wrong with automatic replies."""

from teahouse.kit.errors import Conflict, Invalid, NotFound, Text


class NoSuchRule(NotFound):
    """No such rule of this account."""

    code = "autoreply.no_such_rule"
    text = Text("该规则不存在", "There is no such rule")


class TooManyRules(Conflict):
    """An account has at most 200."""

    code = "autoreply.too_many_rules"
    text = Text("关键词规则最多 200 条", "There are at most 200 rules")


class BadReply(Invalid):
    """A reply that cannot be sent."""

    code = "autoreply.bad_reply"
    text = Text("请填写回复内容", "Say what is to be answered")


class NoSuchMedia(Invalid):
    """The media of a reply is not there."""

    code = "autoreply.no_such_media"
    text = Text("素材不存在或已过期，请重新上传", "This file is gone, please upload it again")


class BadFile(Invalid):
    """A file of another format, or too big."""

    code = "autoreply.bad_file"
    text = Text("文件格式不支持或超出大小限制", "This format is not supported, or the file is too big")
