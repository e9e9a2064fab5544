"""Customer service messages, templates, notices, mass send."""

from recorder import once_built, refused

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


def templates(client, openid):
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
    once_built(
        client.message.send_subscribe_template, openid, template_id, 1000, "上新", {"content": {"value": "新茶"}}
    )
    once_built(client.message.send_subscribe_message, openid, template_id, {"thing1": {"value": "新茶"}})
    if hasattr(template._api, "get_category"):
        yield from _notices(template)


def _notices(template):
    once_built(template.get_category)
    titles = once_built(template.get_subscribe_message_template_titles)
    tid = str(titles[1][0]["tid"]) if titles else "401"
    words = once_built(template.get_subscribe_message_template_keywords, tid)
    kids = [word["kid"] for word in words[1][:2]] if words else [1, 2]
    made = once_built(template.add_subscribe_message_template, tid, kids, "上新")
    yield "notices", once_built(template.get_subscribe_message_templates)
    once_built(template.del_subscribe_message_template, made)


def mass(client, openid, media, article, *, modern):
    """To all, and for the other kinds a preview, because a fan receives four a month."""
    send = client.message

    def preview(call, content):
        arguments = (content, openid) if modern else (openid, content)
        return once_built(call, *arguments, preview=True)

    everybody = ("上新", None) if modern else (None, "上新")
    job = once_built(send.send_mass_text, *everybody, is_to_all=True)
    yield "mass", job
    preview(send.send_mass_image, media["image"])
    preview(send.send_mass_voice, media["voice"])
    preview(send.send_mass_video, media["video"])
    preview(send.send_mass_article, article)
    preview(send.send_mass_card, "pCard")
    msg_id = job["msg_id"] if job else 1
    yield "mass_state", once_built(send.get_mass, msg_id)
    yield "mass_delete", once_built(send.delete_mass, msg_id)
