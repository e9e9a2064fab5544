"""What can go wrong with places."""

from teahouse.kit.errors import Forbidden, Invalid, Text


class NotEntitled(Forbidden):
    """Certified service accounts only."""

    code = "location.not_entitled"
    text = Text("仅认证服务号可以获取用户地理位置", "Only certified service accounts may know where people are")


class BadPlace(Invalid):
    """No place on earth."""

    code = "location.bad_place"
    text = Text("经纬度或精度无效", "Not a valid latitude, longitude or precision")
