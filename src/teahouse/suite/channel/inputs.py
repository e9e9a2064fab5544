"""What staff say about an account that is to be connected or changed."""

from msgspec import Struct

from teahouse.suite.channel.inbound import Mode


class ConnectIn(Struct):
    name: str
    appid: str
    secret: str
    api_base: str
    mode: Mode = "safe"


class ChangeIn(Struct):
    name: str | None = None
    secret: str | None = None
    api_base: str | None = None
    mode: Mode | None = None
