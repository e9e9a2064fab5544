"""Customer service messages, templates, notices, mass send."""

import time

from recorder import refused

ARTICLE = {
    "title": "标题",
    "description": "说明",
    "url": "https://a.example.test/",
    "image": "https://a.example.test/a.jpg",
}
PAGE = {"title": "点单", "appid": "wx0123456789abcdef", "pagepath": "index"}
QUESTION = {"head_content": "满意吗？", "list": [{"id": "1", "content": "满意"}], "tail_content": "谢谢"}


def custom(client, openid, media, hear):
    """`hear` lets the fan write, because an account may answer a message five times."""
    send = client.message
    hear()
    yield "text", send.send_text(openid, "你好")
    yield "image", send.send_image(openid, media["image"])
    yield "voice", send.send_voice(openid, media["voice"])
    yield "video", send.send_video(openid, media["video"], "泡茶", "怎样泡茶")
    yield (
        "music",
        send.send_music(openid, "https://a.example.test/a.mp3", "https://a.example.test/b.mp3", media["thumb"]),
    )
    hear()
    yield "news", send.send_articles(openid, [ARTICLE])
    yield "question", send.send_msg_menu(openid, QUESTION)
    yield "card", send.send_card(openid, "pCard")
    yield "mini_program", send.send_mini_program_page(openid, {**PAGE, "thumb_media_id": media["thumb"]})
    yield "link", send.send_link(openid, ARTICLE)
    yield "autoreply", send.get_autoreply_info()


def templates(client, openid, once, notice):
    """`once` and `notice` are templates of which the fan has accepted one message each."""
    template = client.template
    yield "set_industry", template.set_industry("1", "10")
    yield "industry", template.get_industry()
    template_id = template.get("TM00015")
    yield "template_id", template_id
    data = {"orderMoneySum": {"value": "39.80元", "color": "#173177"}, "orderProductName": {"value": "龙井"}}
    yield "sent", client.message.send_template(openid, template_id, data, url="", mini_program=None)
    yield "templates", template.get_all_private_template()
    yield "removed", template.del_private_template(template_id)
    yield "removed_again", refused(template.del_private_template, template_id)
    yield "template_again", template.add("TM00015")
    url = client.message.get_subscribe_authorize_url(1000, template_id, "https://brand.example.test/")
    yield "subscribe_url", url.partition("?")[0]
    content = {"content": {"value": "新茶", "color": "#173177"}}
    yield "once", client.message.send_subscribe_template(openid, once, 1000, "上新", content)
    yield "once_again", refused(client.message.send_subscribe_template, openid, once, 1000, "上新", content)
    queue = {"thing1": {"value": "湖滨店"}, "character_string2": {"value": "B12"}}
    yield "notice", client.message.send_subscribe_message(openid, notice, queue)
    yield "notice_again", refused(client.message.send_subscribe_message, openid, notice, queue)


def notices(client, openid, accept):
    """Of wechatpy 2. `accept` lets the fan accept a message."""
    template = client.template
    yield "categories", template.get_category()
    yield "titles", refused(template.get_subscribe_message_template_titles)  # it names no categories
    count, words = template.get_subscribe_message_template_keywords("401")
    yield "keywords", [count, [word["name"] for word in words]]
    made = template.add_subscribe_message_template("401", [word["kid"] for word in words[:2]], "取餐")
    yield "notice_template", made
    yield "notices", template.get_subscribe_message_templates()
    accept(made)
    meal = {"thing1": {"value": "湖滨店"}, "character_string2": {"value": "A018"}}
    yield "meal", client.message.send_subscribe_message(openid, made, meal, page="https://brand.example.test/")
    yield "notice_removed", template.del_subscribe_message_template(made)
    yield "notices_left", template.get_subscribe_message_templates()


def previews(client, openid, media, film, article, *, modern):
    """They count nowhere."""
    send = client.message

    def preview(call, content):
        arguments = (content, openid) if modern else (openid, content)
        return call(*arguments, preview=True)

    yield "preview_text", preview(send.send_mass_text, "上新")
    yield "preview_image", preview(send.send_mass_image, media["image"])
    yield "preview_voice", preview(send.send_mass_voice, media["voice"])
    yield "preview_video", preview(send.send_mass_video, film)
    yield "preview_article", preview(send.send_mass_article, article)
    yield "preview_card", refused(preview, send.send_mass_card, "pCard")


def mass(client, openids, articles, *, modern):
    """To all, or to `openids`; a fan receives four a month."""
    send = client.message
    everybody = ("上新", None) if modern else (None, "上新")
    text = send.send_mass_text(*everybody, is_to_all=True)
    yield "mass", text
    yield "mass_state", _sent(send, text["msg_id"])
    some = ("再上新", openids) if modern else (openids, "再上新")
    yield "mass_listed", _sent(send, send.send_mass_text(*some, client_msg_id="again")["msg_id"])
    yield "mass_twice", refused(send.send_mass_text, *some, client_msg_id="again")
    everybody = (articles, None) if modern else (None, articles)
    news = send.send_mass_article(*everybody, is_to_all=True, send_ignore_reprint=1)
    yield "mass_news", _sent(send, news["msg_id"])
    yield "mass_delete_text", refused(send.delete_mass, text["msg_id"])
    yield "mass_delete", send.delete_mass(news["msg_id"])
    yield "mass_deleted", send.get_mass(news["msg_id"])


def _sent(send, msg_id):
    """The state once it is sent; asked less and less often, because calls are counted by the minute."""
    pause = 0.02
    while (state := send.get_mass(msg_id))["msg_status"] == "SENDING":
        time.sleep(pause)
        pause *= 2
    return state
