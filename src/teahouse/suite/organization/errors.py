"""What may be wrong with brands, staff and invitations."""

from teahouse.kit.errors import Conflict, Forbidden, NotFound, Text, Unauthorized


class NoSuchBrand(NotFound):
    """No such brand, or not one of the caller's."""

    code = "brands.not_found"
    text = Text("没有找到这个品牌", "There is no such brand")


class RoleTooLow(Forbidden):
    """The caller's role does not include this."""

    code = "staff.role_too_low"
    text = Text("你的角色没有这个权限，请联系品牌负责人", "Your role does not allow this; ask the owner of the brand")


class WrongPassword(Unauthorized):
    """No staff with this address and password; which of the two is wrong stays unsaid."""

    code = "staff.wrong_password"
    text = Text("邮箱或密码不正确", "E-mail address or password is wrong")


class SetUpAlready(Conflict):
    """The first owner exists."""

    code = "setup.done"
    text = Text("已经完成初始化，请登录", "The set-up is done; please sign in")


class InvitationGone(NotFound):
    """Used, withdrawn or too old."""

    code = "invitations.gone"
    text = Text("邀请已失效，请联系邀请人重新发送", "This invitation is no longer good; ask for a new one")


class LinkGone(Unauthorized):
    """Used or too old."""

    code = "sign_in_links.gone"
    text = Text("登录链接已失效", "This sign-in link is no longer good")


class EmailTaken(Conflict):
    """Somebody of that address works here already."""

    code = "staff.exists"
    text = Text("这位成员已经在团队里了", "This person is on the team already")


class AddressInUse(Conflict):
    """An account of that address exists; its owner signs in to accept."""

    code = "staff.sign_in_to_accept"
    text = Text("这个邮箱已有账号，请用原密码接受邀请", "This address has an account; accept with its password")


class NoSuchStaff(NotFound):
    """Not a member of the brand."""

    code = "staff.not_found"
    text = Text("没有找到这位成员", "There is no such member")


class LastOwner(Conflict):
    """A brand always has an owner."""

    code = "staff.last_owner"
    text = Text("品牌至少要有一位负责人", "A brand needs at least one owner")
