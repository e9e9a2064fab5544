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


class BadName(Invalid):
    """An account's name has 2 to 30 characters."""

    code = "accounts.bad_name"
    text = Text("名称长度为 2 到 30 个字", "A name has 2 to 30 characters")
