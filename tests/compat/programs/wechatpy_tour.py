"""A tour through wechatpy's client; prints one JSON object of what each call answered.

Usage: wechatpy_tour.py BASE_URL APPID SECRET OPENID
"""

import json
import sys
from io import BytesIO

from requests.adapters import HTTPAdapter
from wechatpy import WeChatClient, WeChatClientException

base, appid, secret, openid = sys.argv[1:]


class Redirected(HTTPAdapter):
    """Leads the host that is written into the library to the network."""

    def send(self, request, **options):
        request.url = base + request.url.partition(".qq.com")[2]
        return super().send(request, **options)


client = WeChatClient(appid, secret)
client._http.mount("https://", Redirected())

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
MENU = {
    "button": [
        {"type": "click", "name": "今日", "key": "TODAY"},
        {"name": "更多", "sub_button": [{"type": "view", "name": "官网", "url": "https://brand.example.test/"}]},
    ]
}


def refused(call, *arguments):
    try:
        call(*arguments)
    except WeChatClientException as error:
        return error.errcode
    return 0


told = {}
told["ips"] = client.misc.get_wechat_ips()
told["menu_create"] = client.menu.create(MENU)
told["menu"] = client.menu.get()
told["menu_info"] = client.menu.get_menu_info()
told["user"] = client.user.get(openid)
told["followers"] = client.user.get_followers()
told["batch"] = client.user.get_batch([openid])
told["remark"] = client.user.update_remark(openid, "VIP")
told["media"] = client.media.upload("image", ("a.png", BytesIO(PICTURE), "image/png"))
told["downloaded"] = len(client.media.download(told["media"]["media_id"]).content)
told["text"] = client.message.send_text(openid, "你好")
told["image"] = client.message.send_image(openid, told["media"]["media_id"])
told["news"] = client.message.send_articles(
    openid,
    [
        {
            "title": "标题",
            "description": "说明",
            "url": "https://a.example.test/",
            "image": "https://a.example.test/a.jpg",
        }
    ],
)
told["code"] = client.qrcode.create(
    {"expire_seconds": 1800, "action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": "poster"}}}
)
told["code_picture"] = len(client._http.get(client.qrcode.get_url(told["code"])).content)
told["menu_delete"] = client.menu.delete()
told["no_menu"] = client.menu.get()  # wechatpy makes None of 46003
told["tag"] = client.tag.create("老茶客")
told["tag_rename"] = client.tag.update(told["tag"]["id"], "茶友")
told["tag_user"] = client.tag.tag_user(told["tag"]["id"], openid)
told["tags"] = client.tag.get()
told["tags_of_user"] = client.tag.get_user_tag(openid)
told["tag_users"] = list(client.tag.iter_tag_users(told["tag"]["id"]))
told["untag_user"] = client.tag.untag_user(told["tag"]["id"], [openid])
told["no_tag_users"] = list(client.tag.iter_tag_users(told["tag"]["id"]))
told["group"] = client.group.create("常客")["group"]
told["group_rename"] = client.group.update(told["group"]["id"], "熟客")
told["group_move"] = client.group.move_user(openid, told["group"]["id"])
told["group_of_user"] = client.group.get(openid)
told["groups"] = client.group.get()
told["group_move_many"] = client.group.move_user([openid], 0)
told["group_delete"] = client.group.delete(told["group"]["id"])
told["tag_delete"] = client.tag.delete(told["tag"]["id"])
told["block"] = client.tag.batch_black_list([openid])
told["blacklist"] = client.tag.get_black_list()
told["to_blocked"] = refused(client.message.send_text, openid, "?")
told["unblock"] = client.tag.batch_unblack_list([openid])
told["no_blacklist"] = client.tag.get_black_list(openid)
told["preview"] = client.message.send_mass_text(openid, "预览", preview=True)
told["mass"] = client.message.send_mass_text(None, "新茶到店", is_to_all=True, client_msg_id="tour")
told["mass_again"] = refused(lambda: client.message.send_mass_text(None, "?", is_to_all=True, client_msg_id="tour"))
told["mass_list"] = refused(client.message.send_mass_text, [openid], "一个人不成群")
told["mass_state"] = client.message.get_mass(told["mass"]["msg_id"])
told["mass_delete"] = refused(client.message.delete_mass, told["mass"]["msg_id"])
thumb = client.media.upload("image", ("a.png", BytesIO(PICTURE), "image/png"))["media_id"]
article = {"thumb_media_id": thumb, "title": "秋茶", "content": "<p>到店</p>", "show_cover_pic": 1}
told["articles"] = client.media.upload_articles([article])
told["mass_article"] = client.message.send_mass_article(None, told["articles"]["media_id"], is_to_all=True)
told["nobody"] = refused(client.message.send_text, "oNobodyAtAll00000000000000000", "?")
print(json.dumps(told, ensure_ascii=False))
