"""The start page's data: what `teahouse demo` wrote down."""

from typing import Any

import msgspec

from teahouse.kit.errors import NotFound, Text
from teahouse.kit.house import House


class NoDemo(NotFound):
    """`teahouse demo` did not make this installation."""

    code = "sandbox.no_demo"
    text = Text("没有演示数据，请运行 teahouse demo", "There is no demo here; run teahouse demo")


def start(house: House) -> dict[str, Any]:
    """The contents of <data>/start.json. Raises NoDemo."""
    try:
        found = msgspec.json.decode((house.settings.data / "start.json").read_bytes())
    except (OSError, msgspec.DecodeError):
        raise NoDemo from None
    return found if isinstance(found, dict) else {}
