"""The public library of subscription notifications (reference, 9.3), with categories and wording of our own."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from teahouse.protocol import ApiError

ONE_TIME, LONG_TERM = 2, 3
"""Types of a template: one message for each acceptance, or as many as wanted until the person refuses."""
FEWEST_KEYWORDS, MOST_KEYWORDS = 2, 5
CATEGORIES: dict[int, str] = {307: "餐饮", 616: "电商平台", 621: "生活服务", 670: "文化与教育", 701: "政务与公共事业"}
"""Categories by id. Every account has all of them."""


class NoticeKeyword(NamedTuple):
    """A line that a template may have: its rule is the type of its value, `choices` the values of a `const`."""

    kid: int
    name: str
    example: str
    rule: str
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of its value in the data of a message."""
        return f"{self.rule}{self.kid}"


class NoticeTitle(NamedTuple):
    """A template of the library."""

    tid: int
    title: str
    type: int
    category: int
    keywords: tuple[NoticeKeyword, ...]


_TITLES = (
    NoticeTitle(
        401,
        "取餐提醒",
        ONE_TIME,
        307,
        (
            NoticeKeyword(1, "门店", "云上茶馆湖滨店", "thing"),
            NoticeKeyword(2, "取餐号", "A018", "character_string"),
            NoticeKeyword(3, "餐品", "桂花乌龙、绿豆糕", "thing"),
            NoticeKeyword(4, "取餐时间", "14:30", "time"),
        ),
    ),
    NoticeTitle(
        402,
        "排队进度提醒",
        ONE_TIME,
        307,
        (
            NoticeKeyword(1, "门店", "云上茶馆湖滨店", "thing"),
            NoticeKeyword(2, "排队号", "B12", "character_string"),
            NoticeKeyword(3, "前面桌数", "3", "number"),
        ),
    ),
    NoticeTitle(
        1201,
        "订单发货提醒",
        ONE_TIME,
        616,
        (
            NoticeKeyword(1, "商品名称", "明前龙井 50 克", "thing"),
            NoticeKeyword(2, "订单编号", "TH20261122001", "character_string"),
            NoticeKeyword(3, "快递公司", "茶山快递", "thing"),
            NoticeKeyword(4, "快递单号", "CS00012345", "character_string"),
            NoticeKeyword(5, "发货时间", "2026年11月22日 10:00", "time"),
        ),
    ),
    NoticeTitle(
        1202,
        "退款结果通知",
        ONE_TIME,
        616,
        (
            NoticeKeyword(1, "商品名称", "明前龙井 50 克", "thing"),
            NoticeKeyword(2, "退款金额", "39.80元", "amount"),
            NoticeKeyword(3, "退款状态", "退款成功", "const", ("退款成功", "退款失败")),
            NoticeKeyword(4, "退款时间", "2026年11月22日 10:00", "time"),
        ),
    ),
    NoticeTitle(
        1203,
        "到货提醒",
        ONE_TIME,
        616,
        (
            NoticeKeyword(1, "商品名称", "明前龙井 50 克", "thing"),
            NoticeKeyword(2, "价格", "168.00元", "amount"),
            NoticeKeyword(3, "温馨提示", "库存不多，请尽快下单", "thing"),
        ),
    ),
    NoticeTitle(
        2101,
        "预约成功通知",
        ONE_TIME,
        621,
        (
            NoticeKeyword(1, "预约项目", "靠窗茶席", "thing"),
            NoticeKeyword(2, "预约人", "林小满", "name"),
            NoticeKeyword(3, "预约时间", "2026年11月28日 14:30", "time"),
            NoticeKeyword(4, "联系电话", "0571-88880000", "phone_number"),
        ),
    ),
    NoticeTitle(
        2102,
        "服务到期提醒",
        ONE_TIME,
        621,
        (
            NoticeKeyword(1, "服务名称", "茶友会员年卡", "thing"),
            NoticeKeyword(2, "到期日期", "2026年12月31日", "date"),
            NoticeKeyword(3, "备注", "到期后积分保留 30 天", "thing"),
        ),
    ),
    NoticeTitle(
        3101,
        "活动开始提醒",
        ONE_TIME,
        670,
        (
            NoticeKeyword(1, "活动名称", "秋日茶会", "thing"),
            NoticeKeyword(2, "开始时间", "2026年11月28日 14:30", "time"),
            NoticeKeyword(3, "活动地点", "湖滨店二楼", "thing"),
        ),
    ),
    NoticeTitle(
        3102,
        "课程更新提醒",
        ONE_TIME,
        670,
        (
            NoticeKeyword(1, "课程名称", "识茶十二讲", "thing"),
            NoticeKeyword(2, "更新内容", "第三讲：乌龙", "thing"),
            NoticeKeyword(3, "更新时间", "2026年11月22日 10:00", "time"),
        ),
    ),
    NoticeTitle(
        4101,
        "办事进度通知",
        LONG_TERM,
        701,
        (
            NoticeKeyword(1, "事项名称", "居住证签注", "thing"),
            NoticeKeyword(2, "办理进度", "已受理", "const", ("已受理", "办理中", "已办结")),
            NoticeKeyword(3, "更新时间", "2026年11月22日 10:00", "time"),
        ),
    ),
    NoticeTitle(
        4102,
        "停水停电通知",
        LONG_TERM,
        701,
        (
            NoticeKeyword(1, "区域", "湖滨街道", "thing"),
            NoticeKeyword(2, "开始时间", "2026年11月22日 10:00", "time"),
            NoticeKeyword(3, "原因", "管道检修", "thing"),
        ),
    ),
)
TITLES: dict[int, NoticeTitle] = {one.tid: one for one in _TITLES}


def chosen(title: NoticeTitle, kids: Sequence[int]) -> tuple[NoticeKeyword, ...]:
    """The keywords of a template, in the order given. Raises ApiError 200020: not two to five different ones of it."""
    known = {one.kid: one for one in title.keywords}
    right = FEWEST_KEYWORDS <= len(kids) <= MOST_KEYWORDS and len(set(kids)) == len(kids) and set(kids) <= known.keys()
    if not right:
        raise ApiError(200020)
    return tuple(known[kid] for kid in kids)


def content_of(keywords: Iterable[NoticeKeyword]) -> str:
    """The text with a mark for each value; every line ends."""
    return "".join(f"{one.name}:{{{{{one.key}.DATA}}}}\n" for one in keywords)


def example_of(keywords: Iterable[NoticeKeyword]) -> str:
    """The text with example values."""
    return "".join(f"{one.name}:{one.example}\n" for one in keywords)


def choices_of(keywords: Iterable[NoticeKeyword]) -> dict[str, list[str]]:
    """The values that a `const` may have, by its key."""
    return {one.key: list(one.choices) for one in keywords if one.choices}
