"""What can go wrong with people."""

from teahouse.kit.errors import Conflict, Invalid, NotFound, Text, Unavailable


class PersonNotFound(NotFound):
    """No such person."""

    code = "people.not_found"
    text = Text("该用户不存在", "There is no such person")


class WrongCode(Invalid):
    """Another code, too old, used, or tried too often."""

    code = "people.wrong_code"
    text = Text("验证码不正确或已过期，请重新获取", "The code is wrong or has expired, please ask for a new one")


class WrongPassword(Invalid):
    """The login or the password; which of them is not said."""

    code = "people.wrong_password"
    text = Text("账号或密码不正确", "The account or the password is wrong")


class LinkNotFound(NotFound):
    """Unknown, used or too old."""

    code = "people.link_used"
    text = Text("登录链接已失效", "This sign-in link has expired or was used")


class WechatIdTaken(Conflict):
    """Somebody else has this WeChat ID."""

    code = "people.wechat_id_taken"
    text = Text("该微信号已被使用，请换一个", "This WeChat ID is taken, please choose another one")


class WechatIdFixed(Conflict):
    """The WeChat ID is chosen once."""

    code = "people.wechat_id_fixed"
    text = Text("微信号只能设置一次", "The WeChat ID can be set only once")


class NoSmsGateway(Unavailable):
    """Outside the sandbox a code needs a way to the phone."""

    code = "people.no_sms_gateway"
    text = Text(
        "本服务没有配置短信通道，无法发送验证码；请使用密码登录，或联系管理员",
        "This service has no SMS gateway, so no code can be sent; sign in with your password or ask the administrator",
    )
