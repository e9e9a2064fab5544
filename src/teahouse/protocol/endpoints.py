"""Every path of the API: method, right, token, daily quota (reference, sections 19, 20 and 22)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from teahouse.protocol.powers import Power

__all__ = ["ENDPOINTS", "Auth", "Endpoint", "find_endpoint"]

# Which token stands in the query: the account's, a third-party platform's, or none of the two.
Auth: TypeAlias = Literal["access_token", "none", "component"]


class Endpoint(NamedTuple):
    """One path. A path may hold {name} for one segment and end with /* for all that follow.

    `power` is what the account must have (None: nothing); `daily_quota` the calls a day, None where no number is
    published. `later` marks paths that answer 48001 until they are built.
    """

    methods: tuple[str, ...]
    path: str
    power: Power | None
    auth: Auth
    daily_quota: int | None
    group: str
    later: bool = False


_Row: TypeAlias = "tuple[str, str] | tuple[str, str, int]"


def _rows(
    group: str,
    power: Power | None,
    *rows: _Row,
    auth: Auth = "access_token",
    later: bool = False,
) -> Iterator[Endpoint]:
    for methods, path, *quota in rows:
        yield Endpoint(tuple(methods.split("+")), path, power, auth, next(iter(quota), None), group, later)


# A newly registered account's quotas; where old and new texts differ, the newer one.
ENDPOINTS: tuple[Endpoint, ...] = (
    *_rows(
        "base",
        Power.BASE,
        ("GET", "/cgi-bin/token", 2000),
        ("POST", "/cgi-bin/stable_token", 500_000),
        ("POST", "/cgi-bin/clear_quota/v2"),
        auth="none",
    ),
    *_rows(
        "base",
        Power.BASE,
        ("GET", "/cgi-bin/get_api_domain_ip", 5000),
        ("GET", "/cgi-bin/getcallbackip", 5000),
        ("POST", "/cgi-bin/callback/check"),
        ("POST", "/cgi-bin/clear_quota"),
        ("POST", "/cgi-bin/openapi/quota/get"),
        ("POST", "/cgi-bin/openapi/quota/clear"),
        ("POST", "/cgi-bin/openapi/rid/get"),
    ),
    *_rows(
        "menu",
        Power.MENU,
        ("POST", "/cgi-bin/menu/create", 1000),
        ("GET", "/cgi-bin/menu/get", 10_000),
        ("GET", "/cgi-bin/menu/delete", 1000),
    ),
    *_rows(
        "menu",
        Power.CONDITIONAL_MENU,
        ("POST", "/cgi-bin/menu/addconditional", 2000),
        ("POST", "/cgi-bin/menu/delconditional", 2000),
        ("POST", "/cgi-bin/menu/trymatch", 20_000),
    ),
    *_rows(
        "menu",
        Power.READ_SETTINGS,
        ("GET", "/cgi-bin/get_current_selfmenu_info"),
        ("GET", "/cgi-bin/get_current_autoreply_info"),
    ),
    *_rows(
        "custom",
        Power.CUSTOM_MESSAGE,
        ("POST", "/cgi-bin/message/custom/send", 500_000),
        ("POST", "/cgi-bin/message/custom/typing"),
    ),
    *_rows(
        "desk",
        Power.SERVICE_DESK,
        ("GET", "/cgi-bin/customservice/getkflist"),
        ("GET", "/cgi-bin/customservice/getonlinekflist"),
        # One client leaves /cgi-bin out of these two.
        ("GET", "/customservice/getkflist"),
        ("GET", "/customservice/getonlinekflist"),
        ("POST", "/customservice/kfaccount/add"),
        ("POST", "/customservice/kfaccount/update"),
        ("GET+POST", "/customservice/kfaccount/del"),
        ("POST", "/customservice/kfaccount/uploadheadimg"),
        ("POST", "/customservice/kfaccount/inviteworker"),
        ("POST", "/customservice/kfsession/create"),
        ("POST", "/customservice/kfsession/close"),
        ("GET", "/customservice/kfsession/getsession"),
        ("GET", "/customservice/kfsession/getsessionlist"),
        ("GET", "/customservice/kfsession/getwaitcase"),
        ("POST", "/customservice/msgrecord/getmsglist", 5000),
        ("POST", "/customservice/msgrecord/getrecord", 5000),
    ),
    *_rows(
        "mass",
        Power.MASS_SEND,
        ("POST", "/cgi-bin/message/mass/sendall", 100),
        ("POST", "/cgi-bin/message/mass/preview", 100),
        ("POST", "/cgi-bin/message/mass/delete", 10),
        ("POST", "/cgi-bin/message/mass/get"),
        ("POST", "/cgi-bin/message/mass/speed/get"),
        ("POST", "/cgi-bin/message/mass/speed/set"),
        ("POST", "/cgi-bin/media/uploadnews", 10),
        ("POST", "/cgi-bin/media/uploadvideo"),
    ),
    *_rows(
        "mass",
        Power.MASS_SEND_LIST,
        ("POST", "/cgi-bin/message/mass/send", 100),
    ),
    *_rows(
        "template",
        Power.TEMPLATE,
        ("POST", "/cgi-bin/template/api_set_industry"),
        ("GET", "/cgi-bin/template/get_industry"),
        ("POST", "/cgi-bin/template/api_add_template"),
        ("GET", "/cgi-bin/template/get_all_private_template"),
        ("POST", "/cgi-bin/template/del_private_template"),
        ("POST", "/cgi-bin/message/template/send", 100_000),
    ),
    *_rows(
        "template",
        Power.ONE_TIME_SUBSCRIPTION,
        ("POST", "/cgi-bin/message/template/subscribe", 100_000),
    ),
    *_rows(
        "template",
        Power.ONE_TIME_SUBSCRIPTION,
        ("GET", "/mp/subscribemsg"),
        auth="none",
    ),
    *_rows(
        "notice",
        Power.SUBSCRIPTION_NOTICE,
        ("POST", "/cgi-bin/message/subscribe/bizsend"),
        ("POST", "/cgi-bin/message/subscribe/send"),
        ("POST", "/wxaapi/newtmpl/addtemplate"),
        ("POST", "/wxaapi/newtmpl/deltemplate"),
        ("GET", "/wxaapi/newtmpl/getcategory"),
        ("GET", "/wxaapi/newtmpl/getpubtemplatekeywords"),
        ("GET", "/wxaapi/newtmpl/getpubtemplatetitles"),
        ("GET", "/wxaapi/newtmpl/gettemplate"),
    ),
    *_rows(
        "media",
        Power.MATERIAL,
        ("POST", "/cgi-bin/media/upload", 100_000),
        ("GET", "/cgi-bin/media/get", 200_000),
        ("GET", "/cgi-bin/media/get/jssdk", 200_000),
        ("POST", "/cgi-bin/media/uploadimg"),
    ),
    *_rows(
        "material",
        Power.MATERIAL,
        ("POST", "/cgi-bin/material/add_material", 1000),
        ("POST", "/cgi-bin/material/get_material", 1000),
        ("POST", "/cgi-bin/material/del_material", 1000),
        ("POST", "/cgi-bin/material/batchget_material", 5000),
        ("GET", "/cgi-bin/material/get_materialcount", 5000),
        ("POST", "/cgi-bin/material/add_news", 1000),
        ("POST", "/cgi-bin/material/update_news", 1000),
    ),
    *_rows(
        "draft",
        Power.DRAFT,
        ("POST", "/cgi-bin/draft/add", 1000),
        ("POST", "/cgi-bin/draft/get", 500),
        ("POST", "/cgi-bin/draft/delete", 1000),
        ("POST", "/cgi-bin/draft/update", 1000),
        ("GET", "/cgi-bin/draft/count", 1000),
        ("POST", "/cgi-bin/draft/batchget", 1000),
        ("POST", "/cgi-bin/draft/switch"),
        ("POST", "/cgi-bin/draft/product/getcardinfo"),
    ),
    *_rows(
        "publish",
        Power.PUBLISH,
        ("POST", "/cgi-bin/freepublish/submit", 100),
        ("POST", "/cgi-bin/freepublish/get", 100),
        ("POST", "/cgi-bin/freepublish/delete", 10),
        ("POST", "/cgi-bin/freepublish/getarticle", 100),
        ("POST", "/cgi-bin/freepublish/batchget", 100),
    ),
    *_rows(
        "comment",
        Power.COMMENT,
        ("POST", "/cgi-bin/comment/open"),
        ("POST", "/cgi-bin/comment/close"),
        ("POST", "/cgi-bin/comment/list"),
        ("POST", "/cgi-bin/comment/markelect"),
        ("POST", "/cgi-bin/comment/unmarkelect"),
        ("POST", "/cgi-bin/comment/delete"),
        ("POST", "/cgi-bin/comment/reply/add"),
        ("POST", "/cgi-bin/comment/reply/delete"),
    ),
    *_rows(
        "user",
        Power.USER_INFO,
        ("GET", "/cgi-bin/user/info", 5_000_000),
        ("POST", "/cgi-bin/user/info/batchget", 5_000_000),
        ("GET", "/cgi-bin/user/get", 500),
        ("POST", "/cgi-bin/changeopenid"),
    ),
    *_rows(
        "user",
        Power.REMARK,
        ("POST", "/cgi-bin/user/info/updateremark", 10_000),
    ),
    *_rows(
        "tags",
        Power.TAGS,
        ("POST", "/cgi-bin/tags/create", 1000),
        ("GET", "/cgi-bin/tags/get", 1000),
        ("POST", "/cgi-bin/tags/update", 1000),
        ("POST", "/cgi-bin/tags/delete"),
        ("POST", "/cgi-bin/user/tag/get"),
        ("POST", "/cgi-bin/tags/members/batchtagging", 100_000),
        ("POST", "/cgi-bin/tags/members/batchuntagging", 100_000),
        ("POST", "/cgi-bin/tags/getidlist"),
        ("POST", "/cgi-bin/tags/members/getblacklist"),
        ("POST", "/cgi-bin/tags/members/batchblacklist"),
        ("POST", "/cgi-bin/tags/members/batchunblacklist"),
        ("POST", "/cgi-bin/groups/create", 1000),
        ("GET", "/cgi-bin/groups/get", 1000),
        ("POST", "/cgi-bin/groups/getid"),
        ("POST", "/cgi-bin/groups/update", 1000),
        ("POST", "/cgi-bin/groups/members/update", 100_000),
        ("POST", "/cgi-bin/groups/members/batchupdate", 100_000),
        ("POST", "/cgi-bin/groups/delete"),
    ),
    *_rows(
        "qrcode",
        Power.QRCODE,
        ("POST", "/cgi-bin/qrcode/create", 100_000),
    ),
    *_rows(
        "qrcode",
        None,
        ("GET", "/cgi-bin/showqrcode"),
        auth="none",
    ),
    *_rows(
        "qrcode",
        Power.SHORT_URL,
        ("POST", "/cgi-bin/shorturl", 10_000),
        ("POST", "/cgi-bin/shorten/gen"),
        ("POST", "/cgi-bin/shorten/fetch"),
    ),
    *_rows(
        "oauth",
        Power.WEB_OAUTH,
        ("GET", "/connect/oauth2/authorize"),
        auth="none",
    ),
    # Website applications use these too, and they are no accounts: the code or the user's token decides.
    *_rows(
        "oauth",
        None,
        ("GET", "/connect/qrconnect"),
        ("GET", "/sns/oauth2/access_token"),
        ("GET", "/sns/oauth2/refresh_token"),
        ("GET", "/sns/userinfo"),
        ("GET", "/sns/auth"),
        auth="none",
    ),
    *_rows(
        "ticket",
        Power.JS_BASE,
        ("GET", "/cgi-bin/ticket/getticket", 1_000_000),
    ),
    *_rows(
        "datacube",
        Power.DATACUBE,
        ("POST", "/datacube/getusersummary"),
        ("POST", "/datacube/getusercumulate"),
        ("POST", "/datacube/getarticlesummary"),
        ("POST", "/datacube/getarticletotal"),
        ("POST", "/datacube/getuserread"),
        ("POST", "/datacube/getuserreadhour"),
        ("POST", "/datacube/getusershare"),
        ("POST", "/datacube/getusersharehour"),
        ("POST", "/datacube/getupstreammsg"),
        ("POST", "/datacube/getupstreammsghour"),
        ("POST", "/datacube/getupstreammsgweek"),
        ("POST", "/datacube/getupstreammsgmonth"),
        ("POST", "/datacube/getupstreammsgdist"),
        ("POST", "/datacube/getupstreammsgdistweek"),
        ("POST", "/datacube/getupstreammsgdistmonth"),
        ("POST", "/datacube/getinterfacesummary"),
        ("POST", "/datacube/getinterfacesummaryhour"),
        ("POST", "/datacube/getarticleread"),
        ("POST", "/datacube/getarticleshare"),
        ("POST", "/datacube/getbizsummary"),
        ("POST", "/datacube/getarticletotaldetail"),
    ),
    *_rows(
        "semantic",
        Power.SEMANTIC,
        ("POST", "/semantic/semproxy/search", 1000),
    ),
    *_rows(
        "card",
        Power.CARD,
        ("POST", "/datacube/getcardbizuininfo"),
        ("POST", "/datacube/getcardcardinfo"),
        ("POST", "/datacube/getcardmembercardinfo"),
        ("POST", "/datacube/getcardmembercarddetail"),
        ("POST", "/card/create"),
        ("POST", "/card/get"),
        ("POST", "/card/batchget"),
        ("POST", "/card/update"),
        ("POST", "/card/modifystock"),
        ("POST", "/card/delete"),
        ("POST", "/card/qrcode/create"),
        ("POST", "/card/landingpage/create"),
        ("POST", "/card/testwhitelist/set"),
        ("POST", "/card/paycell/set"),
        ("POST", "/card/selfconsumecell/set"),
        ("POST", "/card/code/get"),
        ("POST", "/card/code/consume"),
        ("POST", "/card/code/decrypt"),
        ("POST", "/card/code/update"),
        ("POST", "/card/code/unavailable"),
        ("POST", "/card/code/deposit"),
        ("POST", "/card/code/getdepositcount"),
        ("POST", "/card/code/checkcode"),
        ("POST", "/card/mpnews/gethtml"),
        ("POST", "/card/user/getcardlist"),
        ("POST", "/card/membercard/activate"),
        ("POST", "/card/membercard/updateuser"),
        ("POST", "/card/membercard/userinfo/get"),
        ("POST", "/card/membercard/activateuserform/set"),
        ("POST", "/card/membercard/activate/geturl"),
        ("POST", "/card/membercard/activatetempinfo/get"),
        ("GET", "/card/getcolors"),
        ("GET+POST", "/card/invoice/*"),
        ("GET+POST", "/card/giftcard/*"),
        ("GET+POST", "/card/paygiftcard/*"),
        ("GET+POST", "/card/submerchant/*"),
        ("POST", "/card/meetingticket/updateuser"),
        ("POST", "/card/movieticket/updateuser"),
        ("POST", "/card/boardingpass/checkin"),
        later=True,
    ),
    *_rows(
        "component",
        None,
        ("POST", "/cgi-bin/component/api_start_push_ticket"),
        ("POST", "/cgi-bin/component/api_component_token"),
        ("GET", "/cgi-bin/componentloginpage"),
        ("GET", "/wxaopen/safe/bindcomponent"),
        auth="none",
        later=True,
    ),
    *_rows(
        "component",
        None,
        ("POST", "/cgi-bin/component/api_create_preauthcode"),
        ("POST", "/cgi-bin/component/api_query_auth"),
        ("POST", "/cgi-bin/component/api_authorizer_token"),
        ("POST", "/cgi-bin/component/api_get_authorizer_info"),
        ("POST", "/cgi-bin/component/api_get_authorizer_list"),
        ("POST", "/cgi-bin/component/api_get_authorizer_option"),
        ("POST", "/cgi-bin/component/api_set_authorizer_option"),
        ("POST", "/cgi-bin/component/get_authorizer_option"),
        ("POST", "/cgi-bin/component/set_authorizer_option"),
        ("POST", "/cgi-bin/component/clear_quota/v2"),
        ("GET", "/sns/oauth2/component/access_token"),
        ("GET", "/sns/oauth2/component/refresh_token"),
        auth="component",
        later=True,
    ),
    # Payments carry signatures of the merchant instead of tokens.
    *_rows(
        "pay",
        Power.PAY,
        ("POST", "/v3/pay/transactions/jsapi"),
        ("POST", "/v3/pay/transactions/native"),
        ("POST", "/v3/pay/transactions/app"),
        ("POST", "/v3/pay/transactions/h5"),
        ("POST", "/v3/pay/transactions/codepay"),
        ("GET", "/v3/pay/transactions/out-trade-no/{out_trade_no}"),
        ("GET", "/v3/pay/transactions/id/{transaction_id}"),
        ("POST", "/v3/pay/transactions/out-trade-no/{out_trade_no}/close"),
        ("POST", "/v3/refund/domestic/refunds"),
        ("GET", "/v3/refund/domestic/refunds/{out_refund_no}"),
        ("GET", "/v3/certificates"),
        ("POST", "/v3/fund-app/mch-transfer/transfer-bills"),
        ("POST", "/pay/unifiedorder"),
        ("POST", "/pay/orderquery"),
        ("POST", "/pay/closeorder"),
        ("POST", "/pay/refundquery"),
        ("POST", "/pay/downloadbill"),
        ("POST", "/secapi/pay/refund"),
        ("POST", "/mmpaymkttransfers/sendredpack"),
        ("POST", "/mmpaymkttransfers/sendgroupredpack"),
        ("POST", "/mmpaymkttransfers/gethbinfo"),
        ("POST", "/mmpaymkttransfers/promotion/transfers"),
        auth="none",
        later=True,
    ),
    *_rows(
        "other",
        None,
        ("POST", "/cgi-bin/poi/addpoi"),
        ("POST", "/cgi-bin/poi/getpoilist"),
        ("GET+POST", "/cgi-bin/poi/*"),
        ("GET+POST", "/shakearound/*"),
        ("GET+POST", "/bizwifi/*"),
        ("GET+POST", "/scan/*"),
        ("GET+POST", "/device/*"),
        ("GET+POST", "/merchant/*"),
        ("GET+POST", "/cgi-bin/guide/*"),
        ("GET+POST", "/cv/ocr/*"),
        ("GET+POST", "/cv/img/*"),
        ("GET+POST", "/marketing/*"),
        ("GET+POST", "/cgi-bin/media/voice/*"),
        ("GET+POST", "/cgi-bin/message/wxopen/*"),
        ("GET+POST", "/wxa/*"),
        ("GET+POST", "/tcb/*"),
        later=True,
    ),
)

_EXACT = {endpoint.path: endpoint for endpoint in ENDPOINTS if not re.search(r"[{*]", endpoint.path)}


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)).replace(r"\*", ".+"))


_PATTERNS = tuple((_pattern(endpoint.path), endpoint) for endpoint in ENDPOINTS if endpoint.path not in _EXACT)


def find_endpoint(path: str) -> Endpoint | None:
    """The endpoint of a request's path, whatever its method; None for a path that the platform does not have."""
    found = _EXACT.get(path)
    if found is not None:
        return found
    return next((endpoint for pattern, endpoint in _PATTERNS if pattern.fullmatch(path)), None)
