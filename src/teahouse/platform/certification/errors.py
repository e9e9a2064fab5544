"""What can go wrong with a certification."""

from teahouse.kit.errors import Conflict, Forbidden, Invalid, Text


class AlreadyApplied(Conflict):
    """An application is being reviewed, or the certification is good for long yet."""

    code = "certification.closed"
    text = Text("认证审核中或仍在有效期内，暂时不能申请", "It is being reviewed, or is still valid for long")


class OrganizationsOnly(Forbidden):
    """Individuals cannot certify."""

    code = "certification.organizations_only"
    text = Text("个人主体的公众号不支持认证", "Accounts of individuals cannot be certified")


class BadOrganization(Invalid):
    """2 to 60 characters."""

    text = Text("请填写营业执照上的全称，2 到 60 个字", "The full name on the licence, 2 to 60 characters")


class BadLicenceNumber(Invalid):
    """Not a unified social credit code."""

    text = Text(
        "统一社会信用代码为 18 位，请核对", "Not a unified social credit code of 18 characters; please check it"
    )


class BadContact(Invalid):
    """1 to 30 characters."""

    text = Text("请填写 1 到 30 个字的联系人姓名", "The contact's name, 1 to 30 characters")


class BadPhone(Invalid):
    """Not a mobile number of the mainland."""

    text = Text("请填写 11 位手机号", "A mobile number of 11 digits")


class BadLicence(Invalid):
    """The picture was not uploaded for this account."""

    text = Text("请上传营业执照照片", "Please upload a picture of the licence")
