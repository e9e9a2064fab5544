"""Codes, short links, tickets, addresses, figures."""

import inspect


def codes(client):
    code = {"expire_seconds": 1800, "action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": "poster"}}}
    made = client.qrcode.create(code)
    yield "code", made
    yield "code_url", client.qrcode.get_url(made)
    yield "code_picture", len(client.qrcode.show(made).content)
    yield "short_url", client.misc.short_url("https://brand.example.test/a/long/way")


def addresses(client):
    yield "ips", client.misc.get_wechat_ips()
    if hasattr(client.misc._api, "check_network"):
        yield "network", client.misc.check_network()


def tickets(client):
    jsapi = client.jsapi
    yield "ticket", jsapi.get_ticket()
    ticket = jsapi.get_jsapi_ticket()
    yield "same_ticket", ticket
    yield "signature", jsapi.get_jsapi_signature("n", ticket, "1", "https://brand.example.test/")
    card_ticket = jsapi.get_jsapi_card_ticket()
    if hasattr(jsapi._api, "get_jsapi_card_params"):
        yield "card_sign", jsapi.get_jsapi_card_params(card_ticket, "CASH")["sign"]
    else:
        yield "card_sign", jsapi.get_jsapi_add_card_params("pCard").signature


def identity(oauth, allow):
    """Web OAuth, which is no part of the client."""
    granted = oauth.fetch_access_token(allow(oauth.authorize_url))
    yield "granted", granted
    yield "is_granted", oauth.check_access_token()
    yield "visitor", oauth.get_user_info()
    yield "granted_again", oauth.refresh_access_token(granted["refresh_token"])


def figures(client, day):
    """Every table of one day; wechatpy takes `list` out of each."""
    cube = client.datacube
    names = [name for name, _ in inspect.getmembers(type(cube._api), inspect.isfunction) if name.startswith("get_")]
    yield "figures", {name: getattr(cube, name)(day, day) for name in names}
