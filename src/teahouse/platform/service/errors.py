"""What can go wrong at the desk, in words; the API has return codes for the same."""

from teahouse.kit.errors import AppError, Conflict, Forbidden, Invalid, NotFound, Text


class NoDesk(Forbidden):
    """The account may not have agents."""

    code = "service.no_power"
    text = Text("仅认证账号可使用客服功能", "Only verified accounts have a service desk")


class NoSuchAgent(NotFound):
    """It was removed, or never was."""

    code = "service.no_agent"
    text = Text("客服不存在", "There is no such agent")


class AgentUnbound(Conflict):
    """Nobody is this agent."""

    code = "service.unbound"
    text = Text("该客服还没有绑定微信号", "Nobody has accepted to be this agent")


class BadNickname(Invalid):
    """1 to 16 characters."""

    code = "service.bad_nickname"
    text = Text("昵称为 1 到 16 个字", "A nickname has 1 to 16 characters")


class BadKfAccount(Invalid):
    """The part before the @."""

    code = "service.bad_account"
    text = Text("账号为 1 到 10 位字母、数字或下划线", "An agent's ID has 1 to 10 letters, digits or underscores")


class TooManyAgents(Conflict):
    """The account has all it may have."""

    code = "service.too_many"
    text = Text("最多添加 100 个客服", "An account has at most 100 agents")


class AgentExists(Conflict):
    """Of that name."""

    code = "service.exists"
    text = Text("该客服账号已存在", "There is an agent of that name already")


class AlreadyAgent(Conflict):
    """The person is an agent of this account."""

    code = "service.already_agent"
    text = Text("对方已是本账号的客服", "This person is an agent of the account already")


class InvitationWaits(Conflict):
    """An answer is awaited."""

    code = "service.invitation_waits"
    text = Text("已有等待确认的邀请", "An invitation is waiting for an answer")


class NoSuchPerson(Invalid):
    """Nobody has that WeChat ID."""

    code = "service.no_person"
    text = Text("没有找到这个微信号", "Nobody has this WeChat ID")


class TooManyBindings(Conflict):
    """The person is an agent of five accounts."""

    code = "service.too_many_bindings"
    text = Text("对方绑定的客服账号已达上限", "This person is an agent of too many accounts")


class AgentBound(Conflict):
    """Somebody is this agent."""

    code = "service.bound"
    text = Text("该客服已绑定微信号", "Somebody is this agent already")


class NoSession(Conflict):
    """It was closed."""

    code = "service.no_session"
    text = Text("会话已结束", "This session has ended")


class ServedByAnother(Conflict):
    """Another agent was faster."""

    code = "service.served"
    text = Text("该用户正由其他客服接待", "Another agent serves this person")


class AgentOffline(Conflict):
    """They cannot take anybody."""

    code = "service.offline"
    text = Text("该客服不在线", "This agent is offline")


class NotAFollower(Conflict):
    """The person left."""

    code = "service.not_following"
    text = Text("对方已取消关注", "This person no longer follows the account")


class SentAtOnce(Conflict):
    """The same message comes in twice at the same time; asked again, it is found sent."""

    code = "service.sent_at_once"
    text = Text("消息正在发送，请稍候", "This message is being sent")


class BadPicture(Invalid):
    """JPG or PNG."""

    code = "service.bad_picture"
    text = Text("请上传 5 MB 以内的 JPG 或 PNG 图片", "Send a JPG or PNG of at most 5 MB")


class NoInvitation(Conflict):
    """It was answered, has expired, or was for somebody else."""

    code = "service.no_invitation"
    text = Text("邀请已失效", "This invitation is no longer valid")


class BadText(Invalid):
    """Blank, or more than 2048 bytes."""

    code = "service.bad_text"
    text = Text("请输入不超过 2048 字节的文字", "Write a text of at most 2048 bytes")


BY_CODE: dict[int, type[AppError]] = {
    40003: NotAFollower,
    40009: BadPicture,
    44004: BadText,
    45002: BadText,
    61457: BadPicture,
    65401: NoSuchAgent,
    65402: AgentUnbound,
    65403: BadNickname,
    65404: BadKfAccount,
    65405: TooManyAgents,
    65406: AgentExists,
    65407: AlreadyAgent,
    65408: InvitationWaits,
    65409: NoSuchPerson,
    65410: TooManyBindings,
    65411: InvitationWaits,
    65412: AgentBound,
    65413: NoSession,
    65414: ServedByAnother,
    65415: AgentOffline,
}
"""What mp says where the API has a return code."""
FIELD_BY_CODE: dict[int, str] = {65403: "nickname", 65404: "name", 65409: "wechat_id"}


def said(code: int) -> AppError:
    """What mp says where the API has a return code."""
    return BY_CODE[code](field=FIELD_BY_CODE.get(code))
