"""What happens between a person and an account, as it is pushed to the account's server (reference, section 3).

`Event` is spelled on the wire exactly as in each class's EVENT; another spelling is another, unknown event.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar

from msgspec import Struct, field

from teahouse.protocol.messages import Header, Message, Push, parse_message, read_header, required
from teahouse.protocol.wire import (
    CdataDecimal,
    CdataInt,
    FieldError,
    Id,
    PlainText,
    Repeated,
    Wrapped,
    decode,
    loose,
)
from teahouse.protocol.xml import MAX_XML, Content, Tree, parse_xml

__all__ = [
    "ArticleUrl",
    "ArticleUrlResult",
    "Beacon",
    "CardMerchantCheckResultEvent",
    "CardNotPassCheckEvent",
    "CardPassCheckEvent",
    "CardPayOrderEvent",
    "CardSkuRemindEvent",
    "ClickEvent",
    "CloudInvoiceResultEvent",
    "CopyrightCheck",
    "CopyrightCheckResult",
    "Event",
    "GiftCardEvent",
    "GiftCardPayDoneEvent",
    "GiftCardSendToFriendEvent",
    "GiftCardUserAcceptEvent",
    "GuideQrcodeScanEvent",
    "GuideScan",
    "KfCloseSessionEvent",
    "KfCreateSessionEvent",
    "KfSwitchSessionEvent",
    "LocationEvent",
    "LocationSelectEvent",
    "MassSendJobFinishEvent",
    "MerchantOrderEvent",
    "NamingVerifyFailEvent",
    "NamingVerifySuccessEvent",
    "PicEvent",
    "PicPhotoOrAlbumEvent",
    "PicSysphotoEvent",
    "PicWeixinEvent",
    "PoiCheckNotifyEvent",
    "PrivacyEvent",
    "PublishEventInfo",
    "PublishJobFinishEvent",
    "PublishedArticle",
    "PublishedArticles",
    "QualificationVerifyFailEvent",
    "QualificationVerifySuccessEvent",
    "RenewEvent",
    "ScanCodeInfo",
    "ScanEvent",
    "ScancodeEvent",
    "ScancodePushEvent",
    "ScancodeWaitmsgEvent",
    "SendLocationInfo",
    "SendPicsInfo",
    "SentPic",
    "ShakearoundUserShakeEvent",
    "SubmitMembercardUserInfoEvent",
    "SubscribeEvent",
    "SubscribeMsgChange",
    "SubscribeMsgChangeEvent",
    "SubscribeMsgPopup",
    "SubscribeMsgPopupEvent",
    "SubscribeMsgSent",
    "SubscribeMsgSentEvent",
    "TemplateSendJobFinishEvent",
    "UnknownEvent",
    "UnsubscribeEvent",
    "UpdateMemberCardEvent",
    "UserAuthorizationCancellationEvent",
    "UserAuthorizationRevokeEvent",
    "UserAuthorizeInvoiceEvent",
    "UserCardEvent",
    "UserConsumeCardEvent",
    "UserDelCardEvent",
    "UserEnterSessionFromCardEvent",
    "UserEnterTempsessionEvent",
    "UserGetCardEvent",
    "UserGiftingCardEvent",
    "UserInfoModifiedEvent",
    "UserPayFromPayCellEvent",
    "UserViewCardEvent",
    "VerifyExpiredEvent",
    "VerifyFailEvent",
    "ViewEvent",
    "ViewMiniprogramEvent",
    "WeappAuditDelayEvent",
    "WeappAuditFailEvent",
    "WeappAuditSuccessEvent",
    "WifiConnectedEvent",
    "parse_event",
    "parse_push",
]


class Event(Push, frozen=True, kw_only=True):
    """An event. It has no MsgId; sender, time and the rest together tell one from another."""

    EVENT: ClassVar[str] = ""
    # Other spellings of elements that are met on the wire, and the one we know them by.
    ALIASES: ClassVar[dict[str, str]] = {}

    def kind(self) -> list[tuple[str, Content]]:
        """MsgType and Event."""
        return [("MsgType", "event"), ("Event", self.event)]

    @property
    def event(self) -> str:
        """The Event on the wire."""
        return self.EVENT


class UnknownEvent(Event, frozen=True, kw_only=True):
    """An event we do not know, or one that does not fit its kind; `fields` keeps all else it said."""

    event: str
    fields: dict[str, Any]

    def body(self) -> list[tuple[str, Content]]:
        """Its fields."""
        return loose(self.fields)


# --- Follow, scan, location (3.1) ---


class SubscribeEvent(Event, frozen=True, kw_only=True):
    """A person follows. By a code with a scene: `event_key` is qrscene_ and the scene, `ticket` is the code's."""

    EVENT: ClassVar[str] = "subscribe"

    event_key: str | None = None
    ticket: Id | None = None

    @property
    def scene(self) -> str | None:
        """The scene of the code through which the person came, if so."""
        key = self.event_key or ""
        return key.removeprefix("qrscene_") if key.startswith("qrscene_") else None


class UnsubscribeEvent(Event, frozen=True, kw_only=True):
    """A follower leaves; the receiver must delete the person's data. `event_key` is empty."""

    EVENT: ClassVar[str] = "unsubscribe"

    event_key: str = ""


class ScanEvent(Event, frozen=True, kw_only=True):
    """A follower scans a code with a scene; `event_key` is the scene without any prefix."""

    EVENT: ClassVar[str] = "SCAN"

    event_key: str
    ticket: Id


class LocationEvent(Event, frozen=True, kw_only=True):
    """Where a follower is (in degrees and metres), when the account may know and the person agreed."""

    EVENT: ClassVar[str] = "LOCATION"

    latitude: Decimal
    longitude: Decimal
    precision: Decimal


# --- Menu (3.1) ---


class ClickEvent(Event, frozen=True, kw_only=True):
    """A menu button of type click; `event_key` is its key."""

    EVENT: ClassVar[str] = "CLICK"

    event_key: str


class ViewEvent(Event, frozen=True, kw_only=True):
    """A menu button of type view; `event_key` is its URL, `menu_id` the menu's when it was made by the API."""

    EVENT: ClassVar[str] = "VIEW"

    event_key: str
    menu_id: PlainText | None = None


class ScanCodeInfo(Struct, frozen=True, kw_only=True, rename="pascal"):
    """What was scanned: `scan_type` is qrcode or barcode, a barcode's result has the form CODE_128,6901234567892."""

    scan_type: Id
    scan_result: str


class ScancodeEvent(Event, frozen=True, kw_only=True):
    """A menu button that scans."""

    event_key: str
    scan_code_info: ScanCodeInfo


class ScancodePushEvent(ScancodeEvent, frozen=True, kw_only=True):
    """The phone shows the result itself."""

    EVENT: ClassVar[str] = "scancode_push"


class ScancodeWaitmsgEvent(ScancodeEvent, frozen=True, kw_only=True):
    """The phone shows "receiving" until the account answers."""

    EVENT: ClassVar[str] = "scancode_waitmsg"


class SentPic(Struct, frozen=True, kw_only=True, rename="pascal"):
    """A picture that follows as a message."""

    pic_md5_sum: Id = field(name="PicMd5Sum")


class SendPicsInfo(Struct, frozen=True, kw_only=True, rename="pascal"):
    """The pictures that follow as messages."""

    count: int
    pic_list: Annotated[tuple[SentPic, ...], Wrapped("item")] = ()


class PicEvent(Event, frozen=True, kw_only=True):
    """A menu button that sends pictures."""

    event_key: str
    send_pics_info: SendPicsInfo


class PicSysphotoEvent(PicEvent, frozen=True, kw_only=True):
    """Taken with the camera."""

    EVENT: ClassVar[str] = "pic_sysphoto"


class PicPhotoOrAlbumEvent(PicEvent, frozen=True, kw_only=True):
    """Taken with the camera or chosen from the album."""

    EVENT: ClassVar[str] = "pic_photo_or_album"


class PicWeixinEvent(PicEvent, frozen=True, kw_only=True):
    """Chosen from WeChat's album."""

    EVENT: ClassVar[str] = "pic_weixin"


class SendLocationInfo(Struct, frozen=True, kw_only=True, rename="pascal"):
    """The place that follows as a message. The platform writes these numbers in CDATA."""

    location_x: CdataDecimal = field(name="Location_X")
    location_y: CdataDecimal = field(name="Location_Y")
    scale: CdataInt
    label: str
    poiname: str


class LocationSelectEvent(Event, frozen=True, kw_only=True):
    """A menu button that sends a place."""

    EVENT: ClassVar[str] = "location_select"

    event_key: str
    send_location_info: SendLocationInfo


class ViewMiniprogramEvent(Event, frozen=True, kw_only=True):
    """A menu button that opens a mini-program; `event_key` is the page's path."""

    EVENT: ClassVar[str] = "view_miniprogram"

    event_key: str
    menu_id: PlainText | None = None


# --- Job results (3.2) ---


class TemplateSendJobFinishEvent(Event, frozen=True, kw_only=True):
    """A template message is done. `status`: success, "failed:user block" or "failed: system failed"."""

    EVENT: ClassVar[str] = "TEMPLATESENDJOBFINISH"

    msg_id: int = field(name="MsgID")
    status: str


class CopyrightCheck(Struct, frozen=True, kw_only=True, rename="pascal"):
    """The verdict on one article (1-based). The last three are 0 or 1; the others' values are not published."""

    article_idx: int
    user_declare_state: int
    audit_state: int
    original_article_url: str
    original_article_type: int
    can_reprint: int
    need_replace_content: int
    need_show_reprint_source: int


class CopyrightCheckResult(Struct, frozen=True, kw_only=True, rename="pascal"):
    """`check_state`: 1 no reprint, 2 a reprint that may be sent, 3 a reprint that must not be sent."""

    count: int
    result_list: Annotated[tuple[CopyrightCheck, ...], Wrapped("item")] = ()
    check_state: int


class ArticleUrl(Struct, frozen=True, kw_only=True, rename="pascal"):
    """Where one article of a mass send is (1-based)."""

    article_idx: int
    article_url: str


class ArticleUrlResult(Struct, frozen=True, kw_only=True, rename="pascal"):
    """Where the articles of a mass send are."""

    count: int = 0
    result_list: Annotated[tuple[ArticleUrl, ...], Wrapped("item")] = ()


class MassSendJobFinishEvent(Event, frozen=True, kw_only=True):
    """A mass send is done. `status` as in the reference; filter_count = sent_count + error_count."""

    EVENT: ClassVar[str] = "MASSSENDJOBFINISH"

    msg_id: int = field(name="MsgID")
    status: str
    total_count: int
    filter_count: int
    sent_count: int
    error_count: int
    copyright_check_result: CopyrightCheckResult | None = None
    article_url_result: ArticleUrlResult | None = None


class PublishedArticle(Struct, frozen=True, kw_only=True):
    """Where one published article is (1-based)."""

    idx: int
    article_url: str


class PublishedArticles(Struct, frozen=True, kw_only=True):
    """Where the published articles are."""

    count: int
    items: Repeated[PublishedArticle] = field(default=(), name="item")


class PublishEventInfo(Struct, frozen=True, kw_only=True):
    """`publish_status`: 0 done, 1 running, 2 and 3 failed, 4 refused, 5 deleted by the account, 6 blocked."""

    publish_id: PlainText
    publish_status: int
    article_id: Id | None = None
    article_detail: PublishedArticles | None = None
    fail_idx: Repeated[int] = ()


class PublishJobFinishEvent(Event, frozen=True, kw_only=True):
    """Publishing is done; some accounts are told so by a MassSendJobFinishEvent instead."""

    EVENT: ClassVar[str] = "PUBLISHJOBFINISH"

    publish_event_info: PublishEventInfo


# --- Customer-service sessions (3.3) ---


class KfCreateSessionEvent(Event, frozen=True, kw_only=True):
    """An agent takes a person."""

    EVENT: ClassVar[str] = "kf_create_session"

    kf_account: Id


class KfCloseSessionEvent(Event, frozen=True, kw_only=True):
    """An agent lets a person go."""

    EVENT: ClassVar[str] = "kf_close_session"

    kf_account: Id
    close_type: Id | None = None


class KfSwitchSessionEvent(Event, frozen=True, kw_only=True):
    """One agent hands a person to another."""

    EVENT: ClassVar[str] = "kf_switch_session"

    from_kf_account: Id
    to_kf_account: Id


class UserEnterTempsessionEvent(Event, frozen=True, kw_only=True):
    """A person opens the contact button of a mini-program."""

    EVENT: ClassVar[str] = "user_enter_tempsession"

    session_from: str


# --- Cards (3.4) ---


class CardPassCheckEvent(Event, frozen=True, kw_only=True):
    """A card was approved."""

    EVENT: ClassVar[str] = "card_pass_check"

    card_id: Id
    refuse_reason: str | None = None


class CardNotPassCheckEvent(Event, frozen=True, kw_only=True):
    """A card was refused."""

    EVENT: ClassVar[str] = "card_not_pass_check"

    card_id: Id
    refuse_reason: str


class UserGetCardEvent(Event, frozen=True, kw_only=True):
    """A person takes a card; the `is_...` are 0 or 1."""

    EVENT: ClassVar[str] = "user_get_card"

    card_id: Id
    is_give_by_friend: int
    user_card_code: Id
    friend_user_name: Id | None = None
    outer_id: PlainText | None = None
    old_user_card_code: Id | None = None
    outer_str: Id | None = None
    is_restore_member_card: int | None = None
    is_recommend_by_friend: int | None = None
    source_scene: Id | None = None
    union_id: Id | None = None


class UserGiftingCardEvent(Event, frozen=True, kw_only=True):
    """A person gives a card away; the `is_...` are 0 or 1."""

    EVENT: ClassVar[str] = "user_gifting_card"

    card_id: Id
    user_card_code: Id
    is_return_back: int
    friend_user_name: Id
    is_chat_room: int


class UserCardEvent(Event, frozen=True, kw_only=True):
    """Something with one person's card."""

    card_id: Id
    user_card_code: Id


class UserDelCardEvent(UserCardEvent, frozen=True, kw_only=True):
    """A person deletes the card."""

    EVENT: ClassVar[str] = "user_del_card"


class UserConsumeCardEvent(UserCardEvent, frozen=True, kw_only=True):
    """A card is used up. `consume_source`: FROM_API, FROM_MP or FROM_MOBILE_HELPER."""

    EVENT: ClassVar[str] = "user_consume_card"

    consume_source: Id
    location_name: Id | None = None
    staff_open_id: Id | None = None
    verify_code: Id | None = None
    remark_amount: Id | None = None
    outer_str: Id | None = None


class UserPayFromPayCellEvent(UserCardEvent, frozen=True, kw_only=True):
    """A person pays with a card; fees in fen, which the platform writes in CDATA."""

    EVENT: ClassVar[str] = "user_pay_from_pay_cell"

    trans_id: Id
    location_id: PlainText
    fee: CdataInt
    original_fee: CdataInt


class UserViewCardEvent(UserCardEvent, frozen=True, kw_only=True):
    """A person looks at a card that has need_push_on_view."""

    EVENT: ClassVar[str] = "user_view_card"

    outer_str: Id | None = None


class UserEnterSessionFromCardEvent(UserCardEvent, frozen=True, kw_only=True):
    """A person comes to the chat from a card."""

    EVENT: ClassVar[str] = "user_enter_session_from_card"


class UpdateMemberCardEvent(UserCardEvent, frozen=True, kw_only=True):
    """Points or balance (fen) of a member card changed by so much."""

    EVENT: ClassVar[str] = "update_member_card"

    modify_bonus: int
    modify_balance: int


class SubmitMembercardUserInfoEvent(UserCardEvent, frozen=True, kw_only=True):
    """A person filled in the form of a member card."""

    EVENT: ClassVar[str] = "submit_membercard_user_info"


class CardSkuRemindEvent(Event, frozen=True, kw_only=True):
    """A card's stock runs low."""

    EVENT: ClassVar[str] = "card_sku_remind"

    card_id: Id
    detail: str


class CardPayOrderEvent(Event, frozen=True, kw_only=True):
    """An order of coupon coins changed; coins are numbers that the platform writes in CDATA."""

    EVENT: ClassVar[str] = "card_pay_order"

    order_id: Id
    status: Id
    create_order_time: int
    pay_finish_time: int
    desc: str
    free_coin_count: CdataInt
    pay_coin_count: CdataInt
    refund_free_coin_count: CdataInt
    refund_pay_coin_count: CdataInt
    order_type: Id
    memo: str
    receipt_info: str


class CardMerchantCheckResultEvent(Event, frozen=True, kw_only=True):
    """A sub-merchant was checked; `is_pass` is 0 or 1."""

    EVENT: ClassVar[str] = "card_merchant_check_result"

    merchant_id: PlainText
    is_pass: int
    reason: str


class GiftCardEvent(Event, frozen=True, kw_only=True):
    """Something with a gift card; the platform writes true or false for the `is_...`."""

    page_id: Id
    order_id: Id
    is_chat_room: PlainText | None = None
    is_return_back: PlainText | None = None


class GiftCardPayDoneEvent(GiftCardEvent, frozen=True, kw_only=True):
    """Bought."""

    EVENT: ClassVar[str] = "giftcard_pay_done"


class GiftCardSendToFriendEvent(GiftCardEvent, frozen=True, kw_only=True):
    """Given to a friend."""

    EVENT: ClassVar[str] = "giftcard_send_to_friend"


class GiftCardUserAcceptEvent(GiftCardEvent, frozen=True, kw_only=True):
    """Accepted by the friend."""

    EVENT: ClassVar[str] = "giftcard_user_accept"


# --- Certification (3.5); times in unix seconds ---


class RenewEvent(Event, frozen=True, kw_only=True):
    """Certification must be renewed soon."""

    EVENT: ClassVar[str] = "annual_renew"

    expired_time: int


class QualificationVerifySuccessEvent(RenewEvent, frozen=True, kw_only=True):
    """The rights of a certified account start now."""

    EVENT: ClassVar[str] = "qualification_verify_success"


class NamingVerifySuccessEvent(RenewEvent, frozen=True, kw_only=True):
    """The check mark is shown from now on."""

    EVENT: ClassVar[str] = "naming_verify_success"


class VerifyExpiredEvent(RenewEvent, frozen=True, kw_only=True):
    """The rights of a certified account are lost."""

    EVENT: ClassVar[str] = "verify_expired"


class VerifyFailEvent(Event, frozen=True, kw_only=True):
    """A step of certification failed."""

    fail_time: int
    fail_reason: str


class QualificationVerifyFailEvent(VerifyFailEvent, frozen=True, kw_only=True):
    """The qualification failed."""

    EVENT: ClassVar[str] = "qualification_verify_fail"


class NamingVerifyFailEvent(VerifyFailEvent, frozen=True, kw_only=True):
    """The name failed; rights stay, no check mark."""

    EVENT: ClassVar[str] = "naming_verify_fail"


# --- Subscription notifications (3.6) ---


class SubscribeMsgPopup(Struct, frozen=True, kw_only=True, rename="pascal"):
    """A person's answer for one template: accept or reject; `popup_scene` 0, 1 (page or dialog) or 2 (article)."""

    template_id: Id
    subscribe_status_string: Id
    popup_scene: int


class SubscribeMsgPopupEvent(Event, frozen=True, kw_only=True):
    """A person was asked for subscription notifications."""

    EVENT: ClassVar[str] = "subscribe_msg_popup_event"

    items: Annotated[tuple[SubscribeMsgPopup, ...], Wrapped("List")] = field(name="SubscribeMsgPopupEvent")


class SubscribeMsgChange(Struct, frozen=True, kw_only=True, rename="pascal"):
    """A template that a person switched; only reject is pushed."""

    template_id: Id
    subscribe_status_string: Id


class SubscribeMsgChangeEvent(Event, frozen=True, kw_only=True):
    """A person switched subscription notifications off."""

    EVENT: ClassVar[str] = "subscribe_msg_change_event"

    items: Annotated[tuple[SubscribeMsgChange, ...], Wrapped("List")] = field(name="SubscribeMsgChangeEvent")


class SubscribeMsgSent(Struct, frozen=True, kw_only=True, rename="pascal"):
    """One notification's result; `error_code` 0 is sent."""

    template_id: Id
    msg_id: PlainText = field(name="MsgID")
    error_code: int
    error_status: str


class SubscribeMsgSentEvent(Event, frozen=True, kw_only=True):
    """Subscription notifications are done."""

    EVENT: ClassVar[str] = "subscribe_msg_sent_event"

    items: Annotated[tuple[SubscribeMsgSent, ...], Wrapped("List")] = field(name="SubscribeMsgSentEvent")


# --- Privacy (3.7) ---


class PrivacyEvent(Event, frozen=True, kw_only=True):
    """A person used a right over their data. `from_user_name` is the platform; the person is `open_id`."""

    ALIASES: ClassVar[dict[str, str]] = {"openid": "OpenID", "appid": "AppID", "unionid": "UnionID"}
    TAIL: ClassVar[tuple[str, ...]] = ("union_id",)

    open_id: Id = field(name="OpenID")
    app_id: Id = field(name="AppID")
    union_id: Id | None = field(default=None, name="UnionID")


class UserInfoModifiedEvent(PrivacyEvent, frozen=True, kw_only=True):
    """The person's profile changed: what was read of it is out of date."""

    EVENT: ClassVar[str] = "user_info_modified"


class UserAuthorizationRevokeEvent(PrivacyEvent, frozen=True, kw_only=True):
    """The person took back a consent; `revoke_info` says which (201 address ... 207 pictures)."""

    EVENT: ClassVar[str] = "user_authorization_revoke"

    revoke_info: Id


class UserAuthorizationCancellationEvent(PrivacyEvent, frozen=True, kw_only=True):
    """The person took back all consents."""

    EVENT: ClassVar[str] = "user_authorization_cancellation"


# --- Others (3.8) ---


class PoiCheckNotifyEvent(Event, frozen=True, kw_only=True):
    """A shop was checked; `result` is succ or fail."""

    EVENT: ClassVar[str] = "poi_check_notify"

    uniq_id: Id
    poi_id: Id
    result: Id
    msg: str


class WifiConnectedEvent(Event, frozen=True, kw_only=True):
    """A person joined a shop's network; times in unix seconds."""

    EVENT: ClassVar[str] = "WifiConnected"

    connect_time: int
    expire_time: int
    vendor_id: Id
    shop_id: Id | None = None
    place_id: Id | None = None
    device_no: Id


class Beacon(Struct, frozen=True, kw_only=True, rename="pascal"):
    """A beacon and its distance in metres."""

    uuid: Id
    major: int
    minor: int
    distance: Decimal


class ShakearoundUserShakeEvent(Event, frozen=True, kw_only=True):
    """A person shook the phone near beacons."""

    EVENT: ClassVar[str] = "ShakearoundUserShake"

    chosen_beacon: Beacon
    around_beacons: Annotated[tuple[Beacon, ...], Wrapped("AroundBeacon")] = ()


class MerchantOrderEvent(Event, frozen=True, kw_only=True):
    """An order in the old shop."""

    EVENT: ClassVar[str] = "merchant_order"

    order_id: Id
    order_status: int
    product_id: Id
    sku_info: Id


class GuideScan(Struct, frozen=True, kw_only=True):
    """Who scanned which guide's code."""

    qrcode_guide_account: Id
    qrcode_guide_openid: Id
    openid: Id
    action: int
    qrcode_info: Id


class GuideQrcodeScanEvent(Event, frozen=True, kw_only=True):
    """A person scanned the code of a shopping guide."""

    EVENT: ClassVar[str] = "guide_qrcode_scan_event"

    guide_scan_event: GuideScan


class CloudInvoiceResultEvent(Event, frozen=True, kw_only=True):
    """An invoice was issued or not; names are the tax office's."""

    EVENT: ClassVar[str] = "cloud_invoice_invoiceresult_event"

    fpqqlsh: Id = field(name="fpqqlsh")
    status: int = field(name="status")
    nsrsbh: Id = field(name="nsrsbh")


class UserAuthorizeInvoiceEvent(Event, frozen=True, kw_only=True):
    """A person agreed to an invoice, or it failed."""

    EVENT: ClassVar[str] = "user_authorize_invoice"

    succ_order_id: Id
    fail_order_id: Id
    app_id: Id | None = None
    source: Id | None = None


class WeappAuditSuccessEvent(Event, frozen=True, kw_only=True):
    """A mini-program passed the audit."""

    EVENT: ClassVar[str] = "weapp_audit_success"

    succ_time: int


class WeappAuditFailEvent(Event, frozen=True, kw_only=True):
    """A mini-program failed the audit."""

    EVENT: ClassVar[str] = "weapp_audit_fail"

    reason: str
    fail_time: int
    screen_shot: str | None = None


class WeappAuditDelayEvent(Event, frozen=True, kw_only=True):
    """The audit of a mini-program takes longer."""

    EVENT: ClassVar[str] = "weapp_audit_delay"

    reason: str
    delay_time: int


def _concrete(cls: type[Event]) -> list[type[Event]]:
    found = [cls] if "EVENT" in vars(cls) and cls.EVENT else []
    return found + [one for child in cls.__subclasses__() for one in _concrete(child)]


_TYPES: dict[str, type[Event]] = {cls.EVENT: cls for cls in _concrete(Event)}


def parse_event(tree: Tree) -> Event:
    """The event in a parsed push. Raises PushError when a field of every push is missing.

    An event that does not fit its kind is kept as UnknownEvent: a push that was accepted must not be lost.
    """
    header = read_header(tree)
    event = required(tree, "Event")
    cls = _TYPES.get(event)
    if cls is None:
        return _unknown(header, event, tree)
    try:
        return decode(cls, {cls.ALIASES.get(name, name): value for name, value in tree.items()}, header)
    except FieldError:
        return _unknown(header, event, tree)


def _unknown(header: Header, event: str, tree: Tree) -> UnknownEvent:
    taken = {"ToUserName", "FromUserName", "CreateTime", "MsgType", "Event"}
    fields = {name: value for name, value in tree.items() if name not in taken}
    return UnknownEvent(**header, event=event, fields=fields)


def parse_push(body: bytes, limit: int = MAX_XML) -> Message | Event:
    """Read a plain push. Raises XmlError for what is no document, PushError for what is no push."""
    tree = parse_xml(body, limit)
    return parse_event(tree) if required(tree, "MsgType") == "event" else parse_message(tree)
