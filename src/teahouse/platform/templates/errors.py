"""What can go wrong with templates on mp."""

from teahouse.kit.errors import AppError, Conflict, Forbidden, NotFound, Text


class NoTemplates(Forbidden):
    """The account may not send template messages."""

    code = "templates.no_power"
    text = Text("仅认证服务号可使用模板消息", "Only verified service accounts can send template messages")


class NoSuchTemplate(NotFound):
    """It was removed, or never was."""

    code = "templates.unknown"
    text = Text("模板不存在", "There is no such template")


class TooManyTemplates(Conflict):
    """The account has all it may have."""

    code = "templates.too_many"
    text = Text("最多添加 25 个模板", "An account has at most 25 templates")


class OtherIndustry(Conflict):
    """The template is of an industry that the account did not choose."""

    code = "templates.other_industry"
    text = Text("该模板不属于你所选的行业", "This template is not of an industry you chose")


class IndustryKept(Conflict):
    """Industries change once a month."""

    code = "templates.industry_kept"
    text = Text("每月只能修改一次行业", "Industries can be changed once a month")


class BadKeywords(Conflict):
    """A template by category is made of one to five keywords."""

    code = "templates.bad_keywords"
    text = Text("请选择 1 到 5 个关键词", "Choose one to five keywords")


class BadIndustry(Conflict):
    """Two different ones are needed."""

    code = "templates.bad_industry"
    text = Text("请选择两个不同的行业", "Choose two different industries")


BY_CODE: dict[int, type[AppError]] = {
    40037: NoSuchTemplate,
    40102: BadIndustry,
    40246: BadKeywords,
    40247: BadKeywords,
    43100: IndustryKept,
    45026: TooManyTemplates,
    45027: OtherIndustry,
}
"""What mp says where the API has a return code."""


def said(code: int) -> AppError:
    """What mp says where the API has a return code."""
    return BY_CODE[code]()
