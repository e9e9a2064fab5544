"""What can go wrong with subscription notifications on mp and on the phone."""

from teahouse.kit.errors import AppError, Conflict, Forbidden, Invalid, NotFound, Text


class NoNotices(Forbidden):
    """The account may not send subscription notifications."""

    code = "notices.no_power"
    text = Text("仅认证账号可使用订阅通知", "Only verified accounts can send subscription notifications")


class NoSuchNotice(NotFound):
    """The template was removed, or never was."""

    code = "notices.unknown"
    text = Text("模板不存在", "There is no such template")


class TooManyNotices(Conflict):
    """The account has all it may have."""

    code = "notices.too_many"
    text = Text("最多添加 25 个模板", "An account has at most 25 templates")


class SameNotice(Conflict):
    """The same title with the same keywords."""

    code = "notices.duplicate"
    text = Text("已有关键词相同的模板", "You have this template with the same keywords already")


class BadNoticeKeywords(Invalid):
    """Two to five keywords are needed."""

    code = "notices.bad_keywords"
    text = Text("请选择 2 到 5 个关键词", "Choose two to five keywords")


class BadNoticeScene(Invalid):
    """Too long."""

    code = "notices.bad_scene"
    text = Text("场景说明最多 15 个字", "What it is for has at most 15 characters")


BY_CODE: dict[int, type[AppError]] = {
    40037: NoSuchNotice,
    200012: TooManyNotices,
    200014: NoSuchNotice,
    200020: BadNoticeKeywords,
    200021: BadNoticeScene,
    200022: SameNotice,
}
"""What mp says where the API has a return code."""


def said(code: int) -> AppError:
    """What mp says where the API has a return code."""
    return BY_CODE[code]()
