"""What the sandbox's words mean, and the script of a crowd. No I/O, no clock, seeded randomness."""

import re
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal, NamedTuple

from teahouse.platform.sandbox.errors import BadTime

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_SPAN = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*([smhdw])")
_FARTHEST = timedelta(days=36_500)
_DAY = 86_400
GENDERS = {"unknown": 0, "male": 1, "female": 2}

_SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任卢姚沈"
_GIVEN = (
    "子涵|欣怡|浩然|雨桐|梓萱|宇轩|思远|佳琪|俊杰|晓燕|建国|秀英"
    "|志强|丽娟|海涛|春梅|明轩|诗涵|天佑|若曦|小川|阿宁|可可|大雷"
)
_NICKS = "茶小白|一只橘猫|风继续吹|南山南|半糖去冰|星河滚烫|不加班的人|西瓜汽水|晚安月亮|北方以北|清晨六点|山有木兮"
_PLACES = (
    ("北京", "海淀"),
    ("北京", "朝阳"),
    ("上海", "浦东新区"),
    ("广东", "广州"),
    ("广东", "深圳"),
    ("浙江", "杭州"),
    ("江苏", "南京"),
    ("四川", "成都"),
    ("湖北", "武汉"),
    ("陕西", "西安"),
    ("山东", "青岛"),
    ("福建", "厦门"),
)


def span_of(text: str) -> timedelta:
    """A span such as 48h, 2d, 1h30m, -15m. Raises BadTime."""
    compact = text.strip().lower()
    sign = -1 if compact.startswith("-") else 1
    rest = compact.lstrip("+-")
    parts = _SPAN.findall(rest)
    if not parts or "".join(f"{number}{unit}" for number, unit in parts) != rest.replace(" ", ""):
        raise BadTime(field="advance")
    return checked_shift(sign * timedelta(seconds=sum(float(number) * _UNITS[unit] for number, unit in parts)))


def moment_of(text: str) -> datetime:
    """An ISO time; without an offset it is UTC. Raises BadTime."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadTime(field="set") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def checked_shift(shift: timedelta) -> timedelta:
    """At most a hundred years either way. Raises BadTime."""
    if abs(shift) > _FARTHEST:
        raise BadTime
    return shift


class Arrival(NamedTuple):
    """Some of a crowd: through the code of a scene (empty: by search), between two days of the span.

    `share` is in relation to those of the other arrivals.
    """

    scene: str
    share: float
    from_day: float
    to_day: float


class Script(NamedTuple):
    """A crowd: so many people who came within the last days, how, and what they do. Shares are between 0 and 1."""

    people: int
    seed: int
    days: float
    arrivals: tuple[Arrival, ...]
    regions: dict[str, float]
    """"省 市" with its weight; empty: our own cities."""
    genders: dict[str, float]
    messages: tuple[str, ...]
    talking: float
    messages_each: int
    clicks: tuple[str, ...]
    """Keys of menu buttons."""
    clicking: float
    clicks_each: int
    leaving: float


class Deed(NamedTuple):
    """What one of the crowd does, so many seconds before the crowd was ordered."""

    ago: float
    kind: Literal["message", "click"]
    what: str


class Member(NamedTuple):
    """One of the crowd; times in seconds before the crowd was ordered, `leaves` None for those who stay."""

    nickname: str
    gender: int
    province: str
    city: str
    comes: float
    scene: str
    deeds: tuple[Deed, ...]
    leaves: float | None


def member(script: Script, index: int) -> Member:
    """The same person for the same script and index, whenever and in whatever order they are made."""
    dice = Random(f"{script.seed}:{index}")  # noqa: S311 - repeatable is the point
    arrival = dice.choices(script.arrivals, [one.share for one in script.arrivals])[0]
    comes = (script.days - dice.uniform(arrival.from_day, arrival.to_day)) * _DAY
    province, city = _place(dice, script)
    deeds = (
        *_deeds(dice, "message", script.messages, script.talking, script.messages_each),
        *_deeds(dice, "click", script.clicks, script.clicking, script.clicks_each),
    )
    ordered = tuple(sorted((Deed(comes * when, kind, what) for when, kind, what in deeds), reverse=True))
    last = ordered[-1].ago if ordered else comes
    return Member(
        nickname=_nickname(dice),
        gender=GENDERS[dice.choices(list(script.genders), list(script.genders.values()))[0]],
        province=province,
        city=city,
        comes=comes,
        scene=arrival.scene,
        deeds=ordered,
        leaves=dice.uniform(0, last) if dice.random() < script.leaving else None,
    )


def _deeds(
    dice: Random, kind: Literal["message", "click"], choices: tuple[str, ...], share: float, most: int
) -> list[Deed]:
    """When is told as a part of the time since they came."""
    if not choices or dice.random() >= share:
        return []
    return [Deed(dice.random(), kind, dice.choice(choices)) for _ in range(dice.randint(1, most))]


def _place(dice: Random, script: Script) -> tuple[str, str]:
    if not script.regions:
        return dice.choice(_PLACES)
    province, _, city = dice.choices(list(script.regions), list(script.regions.values()))[0].partition(" ")
    return province, city.strip()


def _nickname(dice: Random) -> str:
    if dice.random() < 0.3:  # noqa: PLR2004 - the share of those who hide their name
        return dice.choice(_NICKS.split("|")) + str(dice.randint(1, 99))
    return dice.choice(_SURNAMES) + dice.choice(_GIVEN.split("|"))
