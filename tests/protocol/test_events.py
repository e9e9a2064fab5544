from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse import protocol
from teahouse.protocol import (
    ArticleUrl,
    ArticleUrlResult,
    ClickEvent,
    CopyrightCheck,
    CopyrightCheckResult,
    Event,
    LocationEvent,
    LocationSelectEvent,
    MassSendJobFinishEvent,
    PicPhotoOrAlbumEvent,
    PublishedArticle,
    PublishedArticles,
    PublishEventInfo,
    PublishJobFinishEvent,
    PushError,
    ScanCodeInfo,
    ScancodeWaitmsgEvent,
    ScanEvent,
    SendLocationInfo,
    SendPicsInfo,
    SentPic,
    SubscribeEvent,
    SubscribeMsgPopup,
    SubscribeMsgPopupEvent,
    TemplateSendJobFinishEvent,
    UnknownEvent,
    UnsubscribeEvent,
    UserAuthorizationRevokeEvent,
    UserGetCardEvent,
    ViewEvent,
    parse_push,
)
from tests.protocol.strategies import records


class _Head(TypedDict):
    to_user_name: str
    from_user_name: str
    create_time: int


HEAD = _Head(to_user_name="gh_lab000000001", from_user_name="oLab1", create_time=1780000200)
START = (
    "<xml><ToUserName><![CDATA[gh_lab000000001]]></ToUserName><FromUserName><![CDATA[oLab1]]></FromUserName>"
    "<CreateTime>1780000200</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA["
)

# The examples of the reference on one line, and one of each other shape.
CASES: list[tuple[Event, str]] = [
    (SubscribeEvent(**HEAD), "subscribe]]></Event></xml>"),
    (
        SubscribeEvent(**HEAD, event_key="qrscene_store_0042", ticket="gQF18DoLabTicket"),
        (
            "subscribe]]></Event><EventKey><![CDATA[qrscene_store_0042]]></EventKey>"
            "<Ticket><![CDATA[gQF18DoLabTicket]]></Ticket></xml>"
        ),
    ),
    (UnsubscribeEvent(**HEAD), "unsubscribe]]></Event><EventKey><![CDATA[]]></EventKey></xml>"),
    (
        ScanEvent(**HEAD, event_key="42", ticket="t"),
        "SCAN]]></Event><EventKey><![CDATA[42]]></EventKey><Ticket><![CDATA[t]]></Ticket></xml>",
    ),
    (
        LocationEvent(
            **HEAD, latitude=Decimal("23.137466"), longitude=Decimal("113.352425"), precision=Decimal("119.385040")
        ),
        (
            "LOCATION]]></Event><Latitude>23.137466</Latitude><Longitude>113.352425</Longitude>"
            "<Precision>119.385040</Precision></xml>"
        ),
    ),
    (ClickEvent(**HEAD, event_key=" TODAY"), "CLICK]]></Event><EventKey><![CDATA[ TODAY]]></EventKey></xml>"),
    (
        ViewEvent(**HEAD, event_key="https://b.test/?a=1&b=2", menu_id="480001"),
        "VIEW]]></Event><EventKey><![CDATA[https://b.test/?a=1&b=2]]></EventKey><MenuId>480001</MenuId></xml>",
    ),
    (
        ScancodeWaitmsgEvent(
            **HEAD,
            event_key="SCAN_W",
            scan_code_info=ScanCodeInfo(scan_type="barcode", scan_result="CODE_128,6901234567892"),
        ),
        (
            "scancode_waitmsg]]></Event><EventKey><![CDATA[SCAN_W]]></EventKey><ScanCodeInfo>"
            "<ScanType><![CDATA[barcode]]></ScanType><ScanResult><![CDATA[CODE_128,6901234567892]]></ScanResult>"
            "</ScanCodeInfo></xml>"
        ),
    ),
    (
        PicPhotoOrAlbumEvent(
            **HEAD,
            event_key="SEND_PHOTO",
            send_pics_info=SendPicsInfo(count=1, pic_list=(SentPic(pic_md5_sum="1b5f"),)),
        ),
        (
            "pic_photo_or_album]]></Event><EventKey><![CDATA[SEND_PHOTO]]></EventKey><SendPicsInfo><Count>1</Count>"
            "<PicList><item><PicMd5Sum><![CDATA[1b5f]]></PicMd5Sum></item></PicList></SendPicsInfo></xml>"
        ),
    ),
    (
        LocationSelectEvent(
            **HEAD,
            event_key="6",
            send_location_info=SendLocationInfo(
                location_x=Decimal(23), location_y=Decimal(113), scale=15, label=" 广州", poiname=""
            ),
        ),
        (
            "location_select]]></Event><EventKey><![CDATA[6]]></EventKey><SendLocationInfo>"
            "<Location_X><![CDATA[23]]></Location_X><Location_Y><![CDATA[113]]></Location_Y><Scale><![CDATA[15]]></Scale>"
            "<Label><![CDATA[ 广州]]></Label><Poiname><![CDATA[]]></Poiname></SendLocationInfo></xml>"
        ),
    ),
    (
        PublishJobFinishEvent(
            **HEAD,
            publish_event_info=PublishEventInfo(
                publish_id="2247483653",
                publish_status=0,
                article_id="b5O2LabArticle",
                article_detail=PublishedArticles(
                    count=1, items=(PublishedArticle(idx=1, article_url="https://mp.example.test/s/Ab1"),)
                ),
            ),
        ),
        (
            "PUBLISHJOBFINISH]]></Event><PublishEventInfo><publish_id>2247483653</publish_id>"
            "<publish_status>0</publish_status><article_id><![CDATA[b5O2LabArticle]]></article_id>"
            "<article_detail><count>1</count><item><idx>1</idx>"
            "<article_url><![CDATA[https://mp.example.test/s/Ab1]]></article_url></item></article_detail>"
            "</PublishEventInfo></xml>"
        ),
    ),
    (
        PublishJobFinishEvent(
            **HEAD, publish_event_info=PublishEventInfo(publish_id="9", publish_status=2, fail_idx=(1, 2))
        ),
        (
            "PUBLISHJOBFINISH]]></Event><PublishEventInfo><publish_id>9</publish_id><publish_status>2</publish_status>"
            "<fail_idx>1</fail_idx><fail_idx>2</fail_idx></PublishEventInfo></xml>"
        ),
    ),
    (
        MassSendJobFinishEvent(
            **HEAD,
            msg_id=1000000123,
            status="send success",
            total_count=120,
            filter_count=118,
            sent_count=117,
            error_count=1,
            copyright_check_result=CopyrightCheckResult(
                count=1,
                result_list=(
                    CopyrightCheck(
                        article_idx=1,
                        user_declare_state=0,
                        audit_state=2,
                        original_article_url="https://mp.example.test/s/orig1",
                        original_article_type=1,
                        can_reprint=1,
                        need_replace_content=1,
                        need_show_reprint_source=1,
                    ),
                ),
                check_state=2,
            ),
            article_url_result=ArticleUrlResult(
                count=1, result_list=(ArticleUrl(article_idx=1, article_url="https://mp.example.test/s/ours1"),)
            ),
        ),
        (
            "MASSSENDJOBFINISH]]></Event><MsgID>1000000123</MsgID><Status><![CDATA[send success]]></Status>"
            "<TotalCount>120</TotalCount><FilterCount>118</FilterCount><SentCount>117</SentCount>"
            "<ErrorCount>1</ErrorCount><CopyrightCheckResult><Count>1</Count><ResultList><item>"
            "<ArticleIdx>1</ArticleIdx><UserDeclareState>0</UserDeclareState><AuditState>2</AuditState>"
            "<OriginalArticleUrl><![CDATA[https://mp.example.test/s/orig1]]></OriginalArticleUrl>"
            "<OriginalArticleType>1</OriginalArticleType><CanReprint>1</CanReprint>"
            "<NeedReplaceContent>1</NeedReplaceContent><NeedShowReprintSource>1</NeedShowReprintSource>"
            "</item></ResultList><CheckState>2</CheckState></CopyrightCheckResult><ArticleUrlResult><Count>1</Count>"
            "<ResultList><item><ArticleIdx>1</ArticleIdx>"
            "<ArticleUrl><![CDATA[https://mp.example.test/s/ours1]]></ArticleUrl></item></ResultList>"
            "</ArticleUrlResult></xml>"
        ),
    ),
    (
        TemplateSendJobFinishEvent(**HEAD, msg_id=3870000000000000001, status="failed:user block"),
        (
            "TEMPLATESENDJOBFINISH]]></Event><MsgID>3870000000000000001</MsgID>"
            "<Status><![CDATA[failed:user block]]></Status></xml>"
        ),
    ),
    (
        UserGetCardEvent(
            **HEAD,
            card_id="pLab0Card0000000000000000001",
            is_give_by_friend=0,
            user_card_code="226009850808",
            friend_user_name="",
            outer_id="0",
            old_user_card_code="",
            outer_str="shop1",
            is_restore_member_card=0,
            is_recommend_by_friend=0,
            union_id="oUlab",
        ),
        (
            "user_get_card]]></Event><CardId><![CDATA[pLab0Card0000000000000000001]]></CardId>"
            "<IsGiveByFriend>0</IsGiveByFriend><UserCardCode><![CDATA[226009850808]]></UserCardCode>"
            "<FriendUserName><![CDATA[]]></FriendUserName><OuterId>0</OuterId>"
            "<OldUserCardCode><![CDATA[]]></OldUserCardCode><OuterStr><![CDATA[shop1]]></OuterStr>"
            "<IsRestoreMemberCard>0</IsRestoreMemberCard><IsRecommendByFriend>0</IsRecommendByFriend>"
            "<UnionId><![CDATA[oUlab]]></UnionId></xml>"
        ),
    ),
    (
        SubscribeMsgPopupEvent(
            **HEAD,
            items=(
                SubscribeMsgPopup(template_id="LabTpl01", subscribe_status_string="accept", popup_scene=1),
                SubscribeMsgPopup(template_id="LabTpl02", subscribe_status_string="reject", popup_scene=1),
            ),
        ),
        (
            "subscribe_msg_popup_event]]></Event><SubscribeMsgPopupEvent>"
            "<List><TemplateId><![CDATA[LabTpl01]]></TemplateId>"
            "<SubscribeStatusString><![CDATA[accept]]></SubscribeStatusString><PopupScene>1</PopupScene></List>"
            "<List><TemplateId><![CDATA[LabTpl02]]></TemplateId>"
            "<SubscribeStatusString><![CDATA[reject]]></SubscribeStatusString><PopupScene>1</PopupScene></List>"
            "</SubscribeMsgPopupEvent></xml>"
        ),
    ),
    (
        UserAuthorizationRevokeEvent(**HEAD, open_id="o1", app_id="wx1", revoke_info="205", union_id="u"),
        (
            "user_authorization_revoke]]></Event><OpenID><![CDATA[o1]]></OpenID><AppID><![CDATA[wx1]]></AppID>"
            "<RevokeInfo><![CDATA[205]]></RevokeInfo><UnionID><![CDATA[u]]></UnionID></xml>"
        ),
    ),
]

# Every event of section 3.
NAMES = [
    "subscribe",
    "unsubscribe",
    "SCAN",
    "LOCATION",
    "CLICK",
    "VIEW",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
    "view_miniprogram",
    "TEMPLATESENDJOBFINISH",
    "MASSSENDJOBFINISH",
    "PUBLISHJOBFINISH",
    "kf_create_session",
    "kf_close_session",
    "kf_switch_session",
    "user_enter_tempsession",
    "card_pass_check",
    "card_not_pass_check",
    "user_get_card",
    "user_gifting_card",
    "user_del_card",
    "user_consume_card",
    "user_pay_from_pay_cell",
    "user_view_card",
    "user_enter_session_from_card",
    "update_member_card",
    "submit_membercard_user_info",
    "card_sku_remind",
    "card_pay_order",
    "card_merchant_check_result",
    "giftcard_pay_done",
    "giftcard_send_to_friend",
    "giftcard_user_accept",
    "qualification_verify_success",
    "qualification_verify_fail",
    "naming_verify_success",
    "naming_verify_fail",
    "annual_renew",
    "verify_expired",
    "subscribe_msg_popup_event",
    "subscribe_msg_change_event",
    "subscribe_msg_sent_event",
    "user_info_modified",
    "user_authorization_revoke",
    "user_authorization_cancellation",
    "poi_check_notify",
    "WifiConnected",
    "ShakearoundUserShake",
    "merchant_order",
    "guide_qrcode_scan_event",
    "cloud_invoice_invoiceresult_event",
    "user_authorize_invoice",
    "weapp_audit_success",
    "weapp_audit_fail",
    "weapp_audit_delay",
]

CLASSES: dict[str, type[Event]] = {
    cls.EVENT: cls for cls in vars(protocol).values() if isinstance(cls, type) and issubclass(cls, Event) and cls.EVENT
}


@pytest.mark.parametrize(("event", "rest"), CASES, ids=lambda value: getattr(value, "event", ""))
class TestWire:
    def test_renders_as_in_the_reference(self, event: Event, rest: str) -> None:
        assert event.to_xml().decode() == START + rest

    def test_parses_back(self, event: Event, rest: str) -> None:
        assert parse_push((START + rest).encode()) == event


def test_every_event_of_the_reference_has_a_class() -> None:
    assert sorted(CLASSES) == sorted(NAMES)


@given(st.one_of([records(cls) for cls in CLASSES.values()] + [records(UnknownEvent)]))
def test_every_event_comes_back_as_it_was(event: Event) -> None:
    assert parse_push(event.to_xml()) == event


class TestScene:
    def test_the_scene_of_a_follow_has_no_prefix(self) -> None:
        assert SubscribeEvent(**HEAD, event_key="qrscene_qrscene_1").scene == "qrscene_1"
        assert SubscribeEvent(**HEAD, event_key="last_trade_no_1").scene is None
        assert SubscribeEvent(**HEAD).scene is None


class TestUnknown:
    def test_an_event_we_do_not_know_keeps_its_fields(self) -> None:
        rest = "Purr]]></Event><A>1</A><B><![CDATA[x]]></B><C><D>1.5</D><D><![CDATA[y]]></D></C></xml>"
        event = parse_push((START + rest).encode())

        assert event == UnknownEvent(**HEAD, event="Purr", fields={"A": "1", "B": "x", "C": {"D": ["1.5", "y"]}})
        assert event.to_xml().decode() == START + rest

    def test_another_spelling_is_another_event(self) -> None:
        event = parse_push(f"{START}scan]]></Event><EventKey><![CDATA[k]]></EventKey></xml>".encode())

        assert event == UnknownEvent(**HEAD, event="scan", fields={"EventKey": "k"})

    @pytest.mark.parametrize(
        "rest",
        [
            "LOCATION]]></Event><Latitude>north</Latitude><Longitude>1</Longitude><Precision>1</Precision></xml>",
            "LOCATION]]></Event><Latitude>1</Latitude></xml>",
            "pic_weixin]]></Event><EventKey>k</EventKey></xml>",
            "pic_weixin]]></Event><EventKey>k</EventKey><SendPicsInfo>none</SendPicsInfo></xml>",
            "CLICK]]></Event><EventKey><a>k</a></EventKey></xml>",
        ],
    )
    def test_an_event_that_does_not_fit_its_kind_is_not_lost(self, rest: str) -> None:
        event = parse_push((START + rest).encode())

        assert isinstance(event, UnknownEvent)
        assert event.event == rest.split("]")[0]
        assert event.fields

    def test_an_event_must_say_which(self) -> None:
        with pytest.raises(PushError) as caught:
            parse_push(f"{START}]]></Event></xml>".encode())

        assert (caught.value.reason, caught.value.detail) == ("missing_field", "Event")


class TestLenient:
    def test_privacy_events_may_spell_their_fields_in_lower_case(self) -> None:
        body = f"{START}user_info_modified]]></Event><openid>o1</openid><appid>wx1</appid></xml>"

        assert parse_push(body.encode()) == protocol.UserInfoModifiedEvent(**HEAD, open_id="o1", app_id="wx1")

    def test_one_item_and_no_item_are_lists_too(self) -> None:
        one = f"{START}subscribe_msg_change_event]]></Event><SubscribeMsgChangeEvent><List><TemplateId>t</TemplateId>"
        none = f"{START}subscribe_msg_change_event]]></Event><SubscribeMsgChangeEvent> </SubscribeMsgChangeEvent></xml>"
        item = protocol.SubscribeMsgChange(template_id="t", subscribe_status_string="reject")

        one += "<SubscribeStatusString>reject</SubscribeStatusString></List></SubscribeMsgChangeEvent></xml>"
        assert parse_push(one.encode()) == protocol.SubscribeMsgChangeEvent(**HEAD, items=(item,))
        assert parse_push(none.encode()) == protocol.SubscribeMsgChangeEvent(**HEAD, items=())


def test_pushes_are_values() -> None:
    event = ClickEvent(**HEAD, event_key="k")

    assert hash(event) == hash(ClickEvent(**HEAD, event_key="k"))
    with pytest.raises(AttributeError):
        event.event_key = "other"  # type: ignore[misc]
    assert msgspec.to_builtins(event) == {
        "ToUserName": "gh_lab000000001",
        "FromUserName": "oLab1",
        "CreateTime": 1780000200,
        "EventKey": "k",
    }
