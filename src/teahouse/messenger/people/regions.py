"""Provinces and cities, as WeChat names them: without 省 and 市. regions.LICENSE.txt says where they are from."""

from functools import cache
from pathlib import Path

import msgspec

from teahouse.kit.errors import Invalid, Text

_FILE = Path(__file__).parent / "regions.json"


class Region(msgspec.Struct, frozen=True):
    """A province; of a municipality the districts stand for the cities."""

    name: str
    cities: tuple[str, ...]


class Regions(msgspec.Struct, frozen=True):
    """All of them, in the order of their codes."""

    items: tuple[Region, ...]


@cache
def regions() -> Regions:
    """Read once."""
    return msgspec.json.decode(_FILE.read_bytes(), type=Regions)


@cache
def _cities() -> dict[str, frozenset[str]]:
    return {region.name: frozenset(region.cities) for region in regions().items}


def check(province: str, city: str) -> None:
    """A known province with one of its cities, either alone may be empty from the right. Raises Invalid."""
    if not province and not city:
        return
    cities = _cities().get(province)
    if cities is None:
        raise Invalid(field="province", text=Text("没有这个省份", "There is no such province"))
    if city and city not in cities:
        raise Invalid(field="city", text=Text("该省份没有这个城市", "There is no such city in this province"))
