"""What WeChat, or the way to it, may answer, in words for staff."""

from teahouse.kit.errors import AppError, Conflict, Invalid, NotFound, Text, Unavailable

BUSY = -1
"""Tried again later, a call may succeed."""

_WORDS: dict[int, Text] = {
    BUSY: Text("微信系统繁忙，请稍后重试", "WeChat is busy; try again in a moment"),
    40001: Text("AppSecret 不正确或已重置", "The AppSecret is wrong or has been reset"),
    40003: Text("这位粉丝不属于该公众号", "This follower does not belong to the account"),
    40007: Text("图片已过期，请重新发送", "The picture has expired; send it again"),
    40013: Text("AppID 不正确", "The AppID is wrong"),
    40125: Text("AppSecret 不正确", "The AppSecret is wrong"),
    40164: Text("本服务器的 IP 不在公众号的白名单中", "This server's IP is not on the account's allow-list"),
    43004: Text("对方已取消关注", "They no longer follow the account"),
    43019: Text("对方在黑名单中", "They are on the blacklist"),
    45002: Text("内容太长", "The content is too long"),
    45009: Text("今天的接口调用次数已用完", "Today's API quota is used up"),
    45015: Text(
        "距对方上次互动已超过 48 小时，微信不允许再发送", "More than 48 hours since they last wrote; WeChat refuses"
    ),
    45047: Text(
        "对方回复前，最多只能连续发送 5 条", "No more messages until they write again; five in a row is the limit"
    ),
    48001: Text("该公众号没有这个接口的权限（需要认证）", "The account may not use this API; it needs certification"),
    48002: Text("对方拒收消息", "They refuse messages"),
}


class ChannelError(AppError):
    """WeChat refused a call; `errcode` is its number."""

    status = 502
    code = "channel.refused"
    text = Text("微信返回错误 {errcode}：{errmsg}", "WeChat answered {errcode}: {errmsg}")

    def __init__(self, errcode: int, errmsg: str) -> None:
        self.errcode = errcode
        self.errmsg = errmsg
        super().__init__(text=_WORDS.get(errcode), errcode=errcode, errmsg=errmsg)


class ChannelUnreachable(Unavailable):
    """No answer, or none that is WeChat's."""

    code = "channel.unreachable"
    text = Text("无法连接到 {api_base}", "{api_base} cannot be reached")


class ChannelTooSlow(ChannelUnreachable):
    """No answer in time."""

    text = Text("{api_base} 迟迟没有应答", "{api_base} did not answer in time")


class NotWeChat(ChannelUnreachable):
    """An answer of something else: another web server, a proxy's page."""

    text = Text(
        "{api_base} 的回答不是微信接口的格式（HTTP {status}，{content_type}）",
        "{api_base} did not answer as WeChat's API does (HTTP {status}, {content_type})",
    )


class NoSuchAccount(NotFound):
    """Not an account of this brand."""

    code = "channel.not_found"
    text = Text("没有找到这个公众号", "There is no such account")


class ConnectedAlready(Conflict):
    """The brand has connected this AppID."""

    code = "channel.connected_already"
    text = Text("这个 AppID 已经接入", "This AppID is connected already")


class SecretNeeded(Invalid):
    """The stored secret goes to the address it was given for, and to no other."""

    code = "channel.secret_needed"
    text = Text("更换接口地址时，请重新填写 AppSecret", "Enter the AppSecret again when the API address changes")
