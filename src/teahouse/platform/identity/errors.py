"""What can go wrong with domains and website applications."""

from teahouse.kit.errors import Conflict, Invalid, NotFound, Text


class BadDomain(Invalid):
    """Not the name of a host."""

    code = "identity.bad_domain"
    text = Text(
        "域名格式不正确：{host}（只填域名，可带端口，不带 http://）",
        "Not a domain: {host} (only the host, with a port where needed, without http://)",
    )


class TooManyDomains(Invalid):
    """More domains than an account may have."""

    code = "identity.too_many_domains"
    text = Text("最多可设置 {most} 个域名", "At most {most} domains")


class TooManyWebsites(Conflict):
    """More website applications than an account may have."""

    code = "identity.too_many_websites"
    text = Text("最多可创建 {most} 个网站应用", "At most {most} website applications")


class WebsiteNotFound(NotFound):
    """No such website application of this account."""

    code = "identity.website_not_found"
    text = Text("没有找到这个网站应用", "There is no such website application")


class BadMedium(Invalid):
    """Not a picture or voice that an account can be sent."""

    code = "identity.bad_medium"
    text = Text("文件无法上传（{reason}）", "The file cannot be uploaded ({reason})")


class MediumNotFound(NotFound):
    """The account has no such picture or voice, or no longer."""

    code = "identity.medium_not_found"
    text = Text("文件不存在或已过期", "There is no such file, or it has expired")


class NotAuthorized(Invalid):
    """The page that asks for authorisation would show a fault."""

    code = "identity.not_authorized"
    text = Text(
        "不是网页授权链接（/connect/oauth2/authorize?appid=…&redirect_uri=…&response_type=code&scope=…）",
        "Not an address of authorisation (/connect/oauth2/authorize?appid=…&redirect_uri=…&response_type=code&scope=…)",
    )
