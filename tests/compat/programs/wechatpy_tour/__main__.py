"""A tour through all that wechatpy's client can do here; prints one JSON object of what each call answered.

Usage: wechatpy_tour JSON
JSON has base, appid, secret, openid, person, files, article, once, notice, msg_data_id, kf_account, new_account, now,
day, back, from_appid and old_openid.
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


def sandbox(place, **content):
    """What the sandbox answers; people do there what they like."""
    answer = requests.post(f"{given['base']}/sandbox/people{place}", json=content, timeout=30)
    answer.raise_for_status()
    return answer.json()


def hear():
    """The fan says something, so that the account may write five times more."""
    sandbox(f"/{given['person']}/send", appid=given["appid"], type="text", content="在吗", wait=0)


def allow(url):
    """The fan allows what an address of OAuth asks; the code that comes back."""
    answer = sandbox(f"/{given['person']}/authorize", url=url)
    return parse_qs(urlsplit(answer["redirect_url"]).query)["code"][0]


def accept(template_id):
    """The fan accepts a message of a template."""
    sandbox(f"/{given['person']}/subscribe", appid=given["appid"], templates=[template_id])


def friend():
    """Somebody else who follows; their openid."""
    person = sandbox("", nickname="茶友")["person_id"]
    return sandbox(f"/{person}/follow", appid=given["appid"])["openid"]


client = WeChatClient(given["appid"], given["secret"])
recorder = Recorder(client)
openid, files, modern = given["openid"], given["files"], __version__.startswith("2")
staff = {key: given[key] for key in ("kf_account", "new_account", "now")}

told = {}
told.update(rest.addresses(client))
told.update(people.users(client, openid))
told.update(people.moved(client, given["from_appid"], given["old_openid"]))
told.update(people.menus(client))
told.update(people.labels(client, openid))
told.update(content.media(client, files))
told.update(content.material(client, files))
told.update(content.comments(client, given["msg_data_id"]))
told.update(messages.custom(client, openid, told["media"], hear))
told.update(messages.templates(client, openid, given["once"], given["notice"]))
if modern:
    told.update(messages.notices(client, openid, accept))
told.update(rest.codes(client))
told.update(rest.tickets(client))
told.update(rest.identity(WeChatOAuth(given["appid"], given["secret"], given["back"], "snsapi_userinfo", "s"), allow))
told.update(rest.figures(client, given["day"]))
film, articles = told["mass_video"]["media_id"], told["mass_articles"]["media_id"]
told.update(messages.previews(client, openid, told["media"], film, given["article"], modern=modern))
told.update(messages.mass(client, [openid, friend()], articles, modern=modern))
hear()
told.update(desk.desk(client, openid, files, **staff))
told.update(people.blacklist(client, openid))
print(json.dumps({"told": told, "methods": recorder.summary()}, ensure_ascii=False))
