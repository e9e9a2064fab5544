"""Errors of accounts and their operators."""

from teahouse.kit.errors import Conflict, Forbidden, Invalid, NotFound, Text, Unauthorized


class AccountNotFound(NotFound):
    """There is no such account, or it is not the asker's."""

    code = "accounts.not_found"
    text = Text("公众号不存在", "There is no such account")


class AccountEnded(Forbidden):
    """The account has ended."""

    code = "accounts.ended"
    text = Text("该公众号已停止服务", "This account has been closed")


class SandboxOnly(Forbidden):
    """Needs the sandbox."""

    code = "accounts.sandbox_only"
    text = Text("仅在沙箱模式下可用", "This needs the sandbox")


class EmailTaken(Conflict):
    """The e-mail address belongs to another operator."""

    code = "accounts.email_taken"
    text = Text("该邮箱已注册", "This e-mail address is registered already")


class WrongPassword(Unauthorized):
    """E-mail address or password is wrong."""

    code = "accounts.wrong_password"
    text = Text("邮箱或密码不正确", "E-mail address or password is wrong")


class LinkSpent(Unauthorized):
    """The sign-in link was used or is too old."""

    code = "accounts.link_spent"
    text = Text("登录链接已失效", "This sign-in link is no longer valid")


class CodeSpent(Conflict):
    """The code is too old, was answered, or somebody else scanned it."""

    code = "accounts.code_spent"
    text = Text("二维码已失效，请刷新后重新扫描", "This code is no longer valid; get a new one")


class PhoneNotBound(Forbidden):
    """The phone's person is no operator's."""

    code = "accounts.phone_not_bound"
    text = Text("该微信号尚未绑定运营者", "This phone is not bound to any operator")


class PhoneTaken(Conflict):
    """The phone's person is another operator's."""

    code = "accounts.phone_taken"
    text = Text("该微信号已绑定其他运营者", "This phone is bound to another operator")


class OwnersOnly(Forbidden):
    """Only the owner invites and removes."""

    code = "accounts.owners_only"
    text = Text("只有管理员可以管理运营者", "Only the owner manages operators")


class NoSeatLeft(Conflict):
    """Five operators beside the owner."""

    code = "accounts.no_seat"
    text = Text("最多可以有 5 位运营者", "At most 5 operators")


class InvitationSpent(Conflict):
    """The invitation was used or is too old."""

    code = "accounts.invitation_spent"
    text = Text("邀请已失效，请联系管理员", "This invitation is no longer valid; ask the owner")


class AlreadyOperator(Conflict):
    """Who accepts runs the account already."""

    code = "accounts.already_operator"
    text = Text("你已是该公众号的运营者", "You are an operator of this account already")


class NoSuchOperator(NotFound):
    """Nobody of that id runs the account, or the owner, who stays."""

    code = "accounts.no_such_operator"
    text = Text("没有这位运营者", "There is no such operator")


class BadName(Invalid):
    """An account's name has 2 to 30 characters."""

    code = "accounts.bad_name"
    text = Text("名称长度为 2 到 30 个字", "A name has 2 to 30 characters")
