"""What can go wrong with codes."""

from teahouse.kit.errors import Conflict, Forbidden, Text


class CodeExpired(Conflict):
    """The code was a temporary one."""

    code = "qrcodes.expired"
    text = Text("二维码已过期", "This QR code has expired")


class NoQrCodes(Forbidden):
    """The account may not make codes with a scene."""

    code = "qrcodes.no_power"
    text = Text("仅认证服务号可创建带参数二维码", "Only verified service accounts can make codes with a scene")


class TooManyCodes(Conflict):
    """The account has all permanent codes it may have."""

    code = "qrcodes.too_many"
    text = Text("永久二维码已达 10 万个上限", "The account has 100,000 permanent codes already")
