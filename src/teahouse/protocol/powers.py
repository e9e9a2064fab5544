"""What each kind of account may call and use (reference, section 20)."""

from __future__ import annotations

from enum import Enum, auto

__all__ = ["AccountKind", "AccountType", "Power", "Right", "may", "right"]


class AccountType(Enum):
    """The two types of official account."""

    SUBSCRIPTION = "subscription"
    SERVICE = "service"


class AccountKind(Enum):
    """Type and certification together: the columns of the matrix."""

    SUBSCRIPTION = (AccountType.SUBSCRIPTION, False)
    SUBSCRIPTION_VERIFIED = (AccountType.SUBSCRIPTION, True)
    SERVICE = (AccountType.SERVICE, False)
    SERVICE_VERIFIED = (AccountType.SERVICE, True)

    @classmethod
    def of(cls, account_type: AccountType | str, *, verified: bool) -> AccountKind:
        """The kind of an account of that type (also as the text "service" or "subscription")."""
        return cls((AccountType(account_type), verified))

    @property
    def type(self) -> AccountType:
        """Its type."""
        return self.value[0]

    @property
    def verified(self) -> bool:
        """Whether it is certified."""
        return self.value[1]


class Right(Enum):
    """A cell of the matrix; APPLY needs an application of its own besides."""

    NO = auto()
    YES = auto()
    APPLY = auto()


class Power(Enum):
    """The rows of the matrix."""

    BASE = "base"
    RECEIVE = "receive"
    RECOGNITION = "recognition"
    CUSTOM_MESSAGE = "custom_message"
    MASS_SEND = "mass_send"
    MASS_SEND_LIST = "mass_send_list"
    TEMPLATE = "template"
    SUBSCRIPTION_NOTICE = "subscription_notice"
    ONE_TIME_SUBSCRIPTION = "one_time_subscription"
    TAGS = "tags"
    REMARK = "remark"
    USER_INFO = "user_info"
    LOCATION_REPORT = "location_report"
    WEB_OAUTH = "web_oauth"
    QRCODE = "qrcode"
    SHORT_URL = "short_url"
    MENU = "menu"
    CONDITIONAL_MENU = "conditional_menu"
    READ_SETTINGS = "read_settings"
    MATERIAL = "material"
    DRAFT = "draft"
    PUBLISH = "publish"
    COMMENT = "comment"
    SERVICE_DESK = "service_desk"
    DATACUBE = "datacube"
    SEMANTIC = "semantic"
    CARD = "card"
    PAY = "pay"
    JS_BASE = "js_base"
    JS_SHARE = "js_share"
    JS_CARD = "js_card"
    JS_SERVICE = "js_service"


_ALL = (Right.YES, Right.YES, Right.YES, Right.YES)
_VERIFIED = (Right.NO, Right.YES, Right.NO, Right.YES)
_SERVICE_VERIFIED = (Right.NO, Right.NO, Right.NO, Right.YES)
_VERIFIED_APPLY = (Right.NO, Right.APPLY, Right.NO, Right.APPLY)

# Columns in the order of AccountKind. Where old and new texts differ, the newer one stands: agent accounts and
# bizsend for certified subscription accounts too, no drafts without certification. The menu API keeps the classic
# row (any service account); an uncertified subscription account sets its menu on its own page only.
_MATRIX: dict[Power, tuple[Right, Right, Right, Right]] = {
    Power.BASE: _ALL,
    Power.RECEIVE: _ALL,
    Power.RECOGNITION: _ALL,
    Power.CUSTOM_MESSAGE: _VERIFIED,
    Power.MASS_SEND: _VERIFIED,
    Power.MASS_SEND_LIST: _SERVICE_VERIFIED,
    Power.TEMPLATE: _SERVICE_VERIFIED,
    Power.SUBSCRIPTION_NOTICE: _VERIFIED,
    Power.ONE_TIME_SUBSCRIPTION: _VERIFIED,
    Power.TAGS: _VERIFIED,
    Power.REMARK: _VERIFIED,
    Power.USER_INFO: _VERIFIED,
    Power.LOCATION_REPORT: _SERVICE_VERIFIED,
    Power.WEB_OAUTH: _SERVICE_VERIFIED,
    Power.QRCODE: _SERVICE_VERIFIED,
    Power.SHORT_URL: _SERVICE_VERIFIED,
    Power.MENU: (Right.NO, Right.YES, Right.YES, Right.YES),
    Power.CONDITIONAL_MENU: _VERIFIED,
    Power.READ_SETTINGS: _ALL,
    Power.MATERIAL: _VERIFIED,
    Power.DRAFT: _VERIFIED,
    Power.PUBLISH: _VERIFIED,
    Power.COMMENT: _VERIFIED_APPLY,
    Power.SERVICE_DESK: _VERIFIED,
    Power.DATACUBE: _VERIFIED,
    Power.SEMANTIC: _SERVICE_VERIFIED,
    Power.CARD: _VERIFIED_APPLY,
    # A certified subscription account gets it only as a government or media body.
    Power.PAY: _VERIFIED_APPLY,
    Power.JS_BASE: _ALL,
    Power.JS_SHARE: _VERIFIED,
    Power.JS_CARD: _VERIFIED,
    Power.JS_SERVICE: _SERVICE_VERIFIED,
}

_COLUMN = {kind: index for index, kind in enumerate(AccountKind)}


def right(kind: AccountKind, power: Power) -> Right:
    """The cell of the matrix."""
    return _MATRIX[power][_COLUMN[kind]]


def may(kind: AccountKind, power: Power, *, approved: bool = False) -> bool:
    """Whether such an account has the power; `approved` when it has the application that APPLY asks for."""
    cell = right(kind, power)
    return cell is Right.YES or (approved and cell is Right.APPLY)
