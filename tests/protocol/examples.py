"""A small valid call of every path in the table of endpoints; tests fill in what $names stand for, and spoil them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from teahouse.protocol.endpoints import ENDPOINTS, Endpoint

Names = Mapping[str, Any]


class Example(NamedTuple):
    """What goes with the token: a query, a JSON body or a file as the part `media` of a form."""

    query: Mapping[str, str] = {}
    body: Any = None
    file: bool = False

    def filled(self, names: Names) -> "Example":
        """With what stands for each $name."""
        return Example(_filled(self.query, names), _filled(self.body, names), self.file)


def _filled(value: Any, names: Names) -> Any:  # noqa: ANN401 - JSON
    match value:
        case str() if value.startswith("$"):
            return names[value[1:]]
        case dict():
            return {name: _filled(inner, names) for name, inner in value.items()}
        case list():
            return [_filled(inner, names) for inner in value]
    return value


def example_of(endpoint: Endpoint) -> Example:
    """Its example; an empty object for a path that nobody has described yet."""
    return EXAMPLES.get(endpoint.path, Example(body={} if "POST" in endpoint.methods else None))


_BUTTON = {"type": "click", "name": "茶", "key": "tea"}
_TEXT = {"msgtype": "text", "text": {"content": "您好"}}
_MINI = {"appid": "$appid", "pagepath": "a"}
_ARTICLE = {
    "title": "春茶",
    "author": "掌柜",
    "digest": "新茶",
    "content": "<p>茶</p>",
    "content_source_url": "http://example.com/",
    "thumb_media_id": "$image",
    "need_open_comment": 1,
    "only_fans_can_comment": 0,
}
_CREDENTIAL = {"grant_type": "client_credential", "appid": "$appid", "secret": "$secret"}
_COMMENT = {"msg_data_id": "$msg_data_id", "index": 0, "user_comment_id": 1}
_DAY = Example(body={"begin_date": "$day", "end_date": "$day"})
_SESSION = Example(body={"kf_account": "$agent", "openid": "$openid"})
_FANS = {"openid_list": ["$openid"], "tagid": "$tag"}

EXAMPLES: Mapping[str, Example] = {
    "/cgi-bin/token": Example(_CREDENTIAL),
    "/cgi-bin/stable_token": Example(body=_CREDENTIAL),
    "/cgi-bin/clear_quota/v2": Example(body={"appid": "$appid", "appsecret": "$secret"}),
    "/cgi-bin/callback/check": Example(body={"action": "dns", "check_operator": "DEFAULT"}),
    "/cgi-bin/clear_quota": Example(body={"appid": "$appid"}),
    "/cgi-bin/openapi/quota/get": Example(body={"cgi_path": "/cgi-bin/menu/get"}),
    "/cgi-bin/openapi/quota/clear": Example(body={"cgi_path": "/cgi-bin/menu/get"}),
    "/cgi-bin/openapi/rid/get": Example(body={"rid": "$rid"}),
    "/cgi-bin/menu/create": Example(body={"button": [_BUTTON, {"name": "更多", "sub_button": [_BUTTON]}]}),
    "/cgi-bin/menu/addconditional": Example(body={"button": [_BUTTON], "matchrule": {"client_platform_type": "2"}}),
    "/cgi-bin/menu/delconditional": Example(body={"menuid": "$menu"}),
    "/cgi-bin/menu/trymatch": Example(body={"user_id": "$openid"}),
    "/cgi-bin/message/custom/send": Example(body={"touser": "$openid", **_TEXT}),
    "/cgi-bin/message/custom/typing": Example(body={"touser": "$openid", "command": "Typing"}),
    "/customservice/kfaccount/add": Example(body={"kf_account": "$new_agent", "nickname": "小茶"}),
    "/customservice/kfaccount/update": Example(body={"kf_account": "$agent", "nickname": "小叶"}),
    "/customservice/kfaccount/del": Example({"kf_account": "$spare_agent"}),
    "/customservice/kfaccount/uploadheadimg": Example({"kf_account": "$agent"}, file=True),
    "/customservice/kfaccount/inviteworker": Example(body={"kf_account": "$spare_agent", "invite_wx": "$wechat_id"}),
    "/customservice/kfsession/create": _SESSION,
    "/customservice/kfsession/close": _SESSION,
    "/customservice/kfsession/getsession": Example({"openid": "$openid"}),
    "/customservice/kfsession/getsessionlist": Example({"kf_account": "$agent"}),
    "/customservice/msgrecord/getmsglist": Example(
        body={"starttime": "$since", "endtime": "$until", "msgid": 1, "number": 100}
    ),
    "/customservice/msgrecord/getrecord": Example(
        body={"starttime": "$since", "endtime": "$until", "pagesize": 50, "pageindex": 1}
    ),
    "/cgi-bin/message/mass/sendall": Example(body={"filter": {"is_to_all": True}, **_TEXT}),
    "/cgi-bin/message/mass/send": Example(body={"touser": ["$openid", "$other"], **_TEXT}),
    "/cgi-bin/message/mass/preview": Example(body={"touser": "$openid", **_TEXT}),
    "/cgi-bin/message/mass/delete": Example(body={"msg_id": 1, "article_idx": 1}),
    "/cgi-bin/message/mass/get": Example(body={"msg_id": "1"}),
    "/cgi-bin/message/mass/speed/get": Example(body={}),
    "/cgi-bin/message/mass/speed/set": Example(body={"speed": 1}),
    "/cgi-bin/media/uploadnews": Example(body={"articles": [_ARTICLE]}),
    "/cgi-bin/media/uploadvideo": Example(body={"media_id": "$media", "title": "茶", "description": "茶"}),
    "/cgi-bin/template/api_set_industry": Example(body={"industry_id1": "1", "industry_id2": "4"}),
    "/cgi-bin/template/api_add_template": Example(body={"template_id_short": "TM00015"}),
    "/cgi-bin/template/del_private_template": Example(body={"template_id": "$template"}),
    "/cgi-bin/message/template/send": Example(
        body={
            "touser": "$openid",
            "template_id": "$template",
            "url": "http://example.com/",
            "data": {"orderMoneySum": {"value": "39.80元"}, "orderProductName": {"value": "龙井"}},
        }
    ),
    "/cgi-bin/message/template/subscribe": Example(
        body={
            "touser": "$openid",
            "template_id": "$template",
            "url": "http://example.com/",
            "scene": "1000",
            "title": "茶",
            "data": {"content": {"value": "新茶", "color": "#173177"}},
        }
    ),
    "/mp/subscribemsg": Example(
        {
            "action": "get_confirm",
            "appid": "$appid",
            "scene": "1000",
            "template_id": "$template",
            "redirect_url": "http://127.0.0.1:9000/",
            "reserved": "a",
        }
    ),
    "/cgi-bin/message/subscribe/bizsend": Example(
        body={"touser": "$openid", "template_id": "$template", "page": "http://a/", "data": {"thing1": {"value": "茶"}}}
    ),
    "/cgi-bin/message/subscribe/send": Example(
        body={"touser": "$openid", "template_id": "$template", "data": {"thing1": {"value": "茶"}}}
    ),
    "/wxaapi/newtmpl/addtemplate": Example(body={"tid": "401", "kidList": [1, 2]}),
    "/wxaapi/newtmpl/deltemplate": Example(body={"priTmplId": "$template"}),
    "/wxaapi/newtmpl/getpubtemplatekeywords": Example({"tid": "99"}),
    "/wxaapi/newtmpl/getpubtemplatetitles": Example({"ids": "2,616", "start": "0", "limit": "30"}),
    "/cgi-bin/media/upload": Example({"type": "image"}, file=True),
    "/cgi-bin/media/get": Example({"media_id": "$media"}),
    "/cgi-bin/media/get/jssdk": Example({"media_id": "$media"}),
    "/cgi-bin/media/uploadimg": Example(file=True),
    "/cgi-bin/material/add_material": Example({"type": "image"}, file=True),
    "/cgi-bin/material/get_material": Example(body={"media_id": "$image"}),
    "/cgi-bin/material/del_material": Example(body={"media_id": "$spare_image"}),
    "/cgi-bin/material/batchget_material": Example(body={"type": "image", "offset": 0, "count": 20}),
    "/cgi-bin/material/add_news": Example(body={"articles": [_ARTICLE]}),
    "/cgi-bin/material/update_news": Example(body={"media_id": "$draft", "index": 0, "articles": _ARTICLE}),
    "/cgi-bin/draft/add": Example(body={"articles": [_ARTICLE]}),
    "/cgi-bin/draft/get": Example(body={"media_id": "$draft"}),
    "/cgi-bin/draft/delete": Example(body={"media_id": "$spare_draft"}),
    "/cgi-bin/draft/update": Example(body={"media_id": "$draft", "index": 0, "articles": _ARTICLE}),
    "/cgi-bin/draft/batchget": Example(body={"offset": 0, "count": 20, "no_content": 0}),
    "/cgi-bin/draft/switch": Example({"checkonly": "1"}),
    "/cgi-bin/draft/product/getcardinfo": Example(body={"product_id": "1", "article_type": "news", "card_type": 0}),
    "/cgi-bin/freepublish/submit": Example(body={"media_id": "$draft"}),
    "/cgi-bin/freepublish/get": Example(body={"publish_id": "$publish"}),
    "/cgi-bin/freepublish/delete": Example(body={"article_id": "$spare_article", "index": 1}),
    "/cgi-bin/freepublish/getarticle": Example(body={"article_id": "$article"}),
    "/cgi-bin/freepublish/batchget": Example(body={"offset": 0, "count": 20, "no_content": 0}),
    "/cgi-bin/comment/open": Example(body={"msg_data_id": "$msg_data_id", "index": 0}),
    "/cgi-bin/comment/close": Example(body={"msg_data_id": "$msg_data_id", "index": 0}),
    "/cgi-bin/comment/list": Example(
        body={"msg_data_id": "$msg_data_id", "index": 0, "begin": 0, "count": 49, "type": 0}
    ),
    "/cgi-bin/comment/markelect": Example(body=_COMMENT),
    "/cgi-bin/comment/unmarkelect": Example(body=_COMMENT),
    "/cgi-bin/comment/delete": Example(body={**_COMMENT, "user_comment_id": 2}),
    "/cgi-bin/comment/reply/add": Example(body={**_COMMENT, "content": "谢谢"}),
    "/cgi-bin/comment/reply/delete": Example(body=_COMMENT),
    "/cgi-bin/user/info": Example({"openid": "$openid", "lang": "zh_CN"}),
    "/cgi-bin/user/info/batchget": Example(body={"user_list": [{"openid": "$openid"}]}),
    "/cgi-bin/user/get": Example({"next_openid": ""}),
    "/cgi-bin/user/info/updateremark": Example(body={"openid": "$openid", "remark": "贵客"}),
    "/cgi-bin/changeopenid": Example(body={"from_appid": "$appid", "openid_list": ["$openid"]}),
    "/cgi-bin/tags/create": Example(body={"tag": {"name": "茶客"}}),
    "/cgi-bin/tags/update": Example(body={"tag": {"id": "$tag", "name": "常客"}}),
    "/cgi-bin/tags/delete": Example(body={"tag": {"id": "$spare_tag"}}),
    "/cgi-bin/user/tag/get": Example(body={"tagid": "$tag", "next_openid": ""}),
    "/cgi-bin/tags/members/batchtagging": Example(body=_FANS),
    "/cgi-bin/tags/members/batchuntagging": Example(body=_FANS),
    "/cgi-bin/tags/getidlist": Example(body={"openid": "$openid"}),
    "/cgi-bin/tags/members/getblacklist": Example(body={"begin_openid": ""}),
    "/cgi-bin/tags/members/batchblacklist": Example(body={"openid_list": ["$other"]}),
    "/cgi-bin/tags/members/batchunblacklist": Example(body={"openid_list": ["$other"]}),
    "/cgi-bin/groups/create": Example(body={"group": {"name": "老客"}}),
    "/cgi-bin/groups/getid": Example(body={"openid": "$openid"}),
    "/cgi-bin/groups/update": Example(body={"group": {"id": "$tag", "name": "熟客"}}),
    "/cgi-bin/groups/members/update": Example(body={"openid": "$openid", "to_groupid": "$tag"}),
    "/cgi-bin/groups/members/batchupdate": Example(body={"openid_list": ["$openid"], "to_groupid": "$tag"}),
    "/cgi-bin/groups/delete": Example(body={"group": {"id": "$spare_group"}}),
    "/cgi-bin/qrcode/create": Example(
        body={"expire_seconds": 60, "action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": 7}}}
    ),
    "/cgi-bin/showqrcode": Example({"ticket": "$ticket"}),
    "/cgi-bin/shorturl": Example(body={"action": "long2short", "long_url": "http://example.com/"}),
    "/cgi-bin/shorten/gen": Example(body={"long_data": "茶", "expire_seconds": 60}),
    "/cgi-bin/shorten/fetch": Example(body={"short_key": "$short_key"}),
    "/connect/oauth2/authorize": Example(
        {
            "appid": "$appid",
            "redirect_uri": "http://127.0.0.1:9000/",
            "response_type": "code",
            "scope": "snsapi_base",
            "state": "1",
        }
    ),
    "/connect/qrconnect": Example(
        {
            "appid": "$website",
            "redirect_uri": "http://127.0.0.1:9000/",
            "response_type": "code",
            "scope": "snsapi_login",
            "state": "1",
        }
    ),
    "/sns/oauth2/access_token": Example(
        {"appid": "$appid", "secret": "$secret", "code": "$code", "grant_type": "authorization_code"}
    ),
    "/sns/oauth2/refresh_token": Example(
        {"appid": "$appid", "grant_type": "refresh_token", "refresh_token": "$refresh_token"}
    ),
    "/sns/userinfo": Example({"access_token": "$user_token", "openid": "$user_openid", "lang": "zh_CN"}),
    "/sns/auth": Example({"access_token": "$user_token", "openid": "$user_openid"}),
    "/cgi-bin/ticket/getticket": Example({"type": "jsapi"}),
    "/semantic/semproxy/search": Example(
        body={"query": "茶馆", "city": "杭州", "category": "restaurant", "appid": "$appid", "uid": "$openid"}
    ),
    **{endpoint.path: _DAY for endpoint in ENDPOINTS if endpoint.group == "datacube"},
    # Built later: enough of the body that whoever builds them meets broken ones at once.
    "/card/code/consume": Example(body={"code": "1", "card_id": "1"}),
    "/v3/pay/transactions/jsapi": Example(body={"appid": "$appid", "mchid": "1", "amount": {"total": 1}}),
}
