"""What can go wrong when an account is registered."""

from teahouse.kit.errors import Conflict, Invalid, NotFound, Text


class NothingBegun(NotFound):
    """No registration is going on."""

    code = "registration.none"
    text = Text("没有进行中的注册", "No registration is going on")


class ServiceForOrganizations(Invalid):
    """Individuals can only have subscription accounts."""

    text = Text("个人主体只能注册订阅号", "Individuals can only register subscription accounts")


class BadHolderName(Invalid):
    """2 to 30 characters."""

    text = Text("请填写与身份证一致的姓名", "The name as on the ID card")


class BadIdNumber(Invalid):
    """Not an ID number."""

    text = Text("身份证号码有误，请核对", "Not an ID number; please check it")


class BadPhone(Invalid):
    """Not a mobile number of the mainland."""

    text = Text("请填写 11 位手机号", "A mobile number of 11 digits")


class TooManyAccounts(Conflict):
    """Five for one ID number, five for one phone number."""

    code = "registration.too_many"
    text = Text("同一证件号或手机号最多注册 5 个公众号", "One ID or phone number registers at most 5 accounts")
