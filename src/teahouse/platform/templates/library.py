"""The public library: industries (reference, 9.1), and templates with wording of our own."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from teahouse.protocol import ApiError

INDUSTRIES: dict[int, tuple[str, str]] = {
    number: (first, second)
    for first, numbered in {
        "IT科技": {
            1: "互联网|电子商务",
            2: "IT软件与服务",
            3: "IT硬件与设备",
            4: "电子技术",
            5: "通信与运营商",
            6: "网络游戏",
        },
        "金融业": {7: "银行", 8: "基金|理财|信托", 9: "保险"},
        "餐饮": {10: "餐饮"},
        "酒店旅游": {11: "酒店", 12: "旅游"},
        "运输与仓储": {13: "快递", 14: "物流", 15: "仓储"},
        "教育": {16: "培训", 17: "院校"},
        "政府与公共事业": {18: "学术科研", 19: "交警", 20: "博物馆", 21: "公共事业|非盈利机构"},
        "医药护理": {22: "医药医疗", 23: "护理美容", 24: "保健与卫生"},
        "交通工具": {25: "汽车相关", 26: "摩托车相关", 27: "火车相关", 28: "飞机相关"},
        "房地产": {29: "建筑", 30: "物业"},
        "消费品": {31: "消费品"},
        "商业服务": {32: "法律", 33: "会展", 34: "中介服务", 35: "认证", 36: "审计"},
        "文体娱乐": {37: "传媒", 38: "体育", 39: "娱乐休闲"},
        "印刷": {40: "印刷"},
        "其它": {41: "其它"},
    }.items()
    for number, second in numbered.items()
}
"""Both classes of each industry id, in Chinese as on the wire."""
CATEGORY = 0
"""Stands for "of no industry": templates by category."""
_MOST_KEYWORDS = 5
FIRST_INDUSTRIES = (1, 41)
"""What an account has until it chooses."""


class Keyword(NamedTuple):
    """One line of a template: what is written before the value, its key in the data, and a value for the example."""

    label: str
    key: str
    example: str


class LibraryTemplate(NamedTuple):
    """A template anybody may add. Of one by category the account picks keywords; of the others it gets all."""

    short_id: str
    title: str
    industry: int
    keywords: tuple[Keyword, ...]


_TEMPLATES = (
    LibraryTemplate(
        "TM00015",
        "订单支付成功",
        1,
        (Keyword("支付金额", "orderMoneySum", "39.80元"), Keyword("商品信息", "orderProductName", "明前龙井 50 克")),
    ),
    LibraryTemplate(
        "TM10001",
        "订单发货提醒",
        1,
        (
            Keyword("订单编号", "keyword1", "TH20261122001"),
            Keyword("物流公司", "keyword2", "茶山快递"),
            Keyword("物流单号", "keyword3", "CS00012345"),
        ),
    ),
    LibraryTemplate(
        "TM10002",
        "取餐提醒",
        10,
        (Keyword("门店", "keyword1", "云上茶馆湖滨店"), Keyword("取餐号", "keyword2", "A018")),
    ),
    LibraryTemplate(
        "TM10003",
        "预约成功通知",
        11,
        (Keyword("预约项目", "keyword1", "靠窗茶席"), Keyword("到店时间", "keyword2", "11月22日 14:30")),
    ),
    LibraryTemplate(
        "TM10004",
        "客服处理进度通知",
        41,
        (Keyword("事项", "keyword1", "换货申请"), Keyword("进度", "keyword2", "已受理")),
    ),
    LibraryTemplate(
        "50101",
        "订单状态通知",
        CATEGORY,
        (
            Keyword("商品名称", "thing1", "桂花乌龙"),
            Keyword("订单金额", "amount2", "39.80元"),
            Keyword("下单时间", "time3", "2026-11-22 10:00"),
            Keyword("订单号", "character_string4", "TH20261122001"),
            Keyword("订单状态", "phrase5", "待发货"),
        ),
    ),
    LibraryTemplate(
        "50102",
        "活动报名结果通知",
        CATEGORY,
        (
            Keyword("活动名称", "thing1", "秋日茶会"),
            Keyword("报名人", "name2", "林小满"),
            Keyword("活动日期", "date3", "2026年11月28日"),
            Keyword("联系电话", "phone_number4", "0571-88880000"),
        ),
    ),
)
LIBRARY: dict[str, LibraryTemplate] = {one.short_id: one for one in _TEMPLATES}


def chosen(template: LibraryTemplate, names: Sequence[str]) -> tuple[Keyword, ...]:
    """The keywords that a template is made of. Raises ApiError: 40247 names without a choice, 40246 bad ones."""
    if template.industry != CATEGORY:
        if names:
            raise ApiError(40247)
        return template.keywords
    known = {one.label: one for one in template.keywords}
    if not 1 <= len(names) <= _MOST_KEYWORDS or len(set(names)) != len(names) or not set(names) <= known.keys():
        raise ApiError(40246)
    return tuple(known[name] for name in names)


def content_of(keywords: Iterable[Keyword]) -> str:
    """The text with a mark for each value."""
    return "\n".join(f"{one.label}：{{{{{one.key}.DATA}}}}" for one in keywords)


def example_of(keywords: Iterable[Keyword]) -> str:
    """The text with example values."""
    return "\n".join(f"{one.label}：{one.example}" for one in keywords)


def industry_ids(first: object, second: object) -> tuple[int, int]:
    """Two different industries, given as numbers or text. Raises ApiError 40102."""
    ids = [int(text) for one in (first, second) if re.fullmatch(r"\d{1,2}", text := str(one))]
    if len(ids) != 2 or ids[0] == ids[1] or not set(ids) <= INDUSTRIES.keys():  # noqa: PLR2004 - first and second
        raise ApiError(40102)
    return ids[0], ids[1]
