"""A tour through all that wechatpy's client can do here; prints one JSON object of what each call answered.

Usage: wechatpy_tour JSON
JSON has base, appid, secret, openid, person, files, article, msg_data_id, kf_account, new_account, now, day and back.
"""

import json
import sys
from urllib.parse import parse_qs, urlsplit

import content
import desk
import messages
import people
import requests
import rest
from recorder import Recorder
from wechatpy import WeChatClient, __version__
from wechatpy.oauth import WeChatOAuth

given = json.loads(sys.argv[1])


def hear():
    """The fan says something, so that the account may write five times more."""
    said = {"appid": given["appid"], "type": "text", "content": "在吗", "wait": 0}
    requests.post(f"{given['base']}/sandbox/people/{given['person']}/send", json=said, timeout=30).raise_for_status()


def allow(url):
    """The fan allows what an address of OAuth asks; the code that comes back."""
    answer = requests.post(f"{given['base']}/sandbox/people/{given['person']}/authorize", json={"url": url}, timeout=30)
    return parse_qs(urlsplit(answer.json()["redirect_url"]).query)["code"][0]


client = WeChatClient(given["appid"], given["secret"])
recorder = Recorder(client)
openid, files, modern = given["openid"], given["files"], __version__.startswith("2")
staff = {key: given[key] for key in ("kf_account", "new_account", "now")}

told = {}
told.update(rest.addresses(client))
told.update(people.users(client, openid))
told.update(people.menus(client))
told.update(people.labels(client, openid))
told.update(content.media(client, files))
told.update(content.material(client, files))
told.update(content.comments(client, given["msg_data_id"]))
told.update(messages.custom(client, openid, told["media"], hear))
told.update(messages.templates(client, openid))
told.update(rest.codes(client))
told.update(rest.tickets(client))
told.update(rest.identity(WeChatOAuth(given["appid"], given["secret"], given["back"], "snsapi_userinfo", "s"), allow))
told.update(rest.figures(client, given["day"]))
told.update(messages.mass(client, openid, told["media"], given["article"], modern=modern))
hear()
told.update(desk.desk(client, openid, files, **staff))
told.update(people.blacklist(client, openid))
print(json.dumps({"told": told, "methods": recorder.summary()}, ensure_ascii=False))
