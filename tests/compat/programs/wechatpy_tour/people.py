"""Users, tags, groups, the blacklist, the menu."""

from recorder import refused

MENU = {
    "button": [
        {"type": "click", "name": "今日", "key": "TODAY"},
        {"name": "更多", "sub_button": [{"type": "view", "name": "官网", "url": "https://brand.example.test/"}]},
    ]
}


def users(client, openid):
    yield "user", client.user.get(openid)
    yield "followers", client.user.get_followers()
    yield "every_follower", client.user.iter_followers()
    yield "batch", client.user.get_batch([openid])
    yield "remark", client.user.update_remark(openid, "VIP")


def moved(client, from_appid, old_openid):
    """Of an account that moved here with its followers."""
    yield "moved", client.user.change_openid(from_appid, [old_openid, "oNobody"])
    yield "not_moved", refused(client.user.change_openid, "wx0000000000000000", [old_openid])


def menus(client):
    yield "menu_create", client.menu.create(MENU)
    yield "menu_update", client.menu.update(MENU)
    yield "menu", client.menu.get()
    yield "menu_info", client.menu.get_menu_info()


def labels(client, openid):
    tag = client.tag.create("老茶客")
    yield "tag", tag
    yield "tag_rename", client.tag.update(tag["id"], "茶友")
    yield "tag_user", client.tag.tag_user(tag["id"], openid)
    yield "tags", client.tag.get()
    yield "tags_of_user", client.tag.get_user_tag(openid)
    yield "tag_page", client.tag.get_tag_users(tag["id"])
    yield "tag_users", client.tag.iter_tag_users(tag["id"])
    yield from _conditional_menu(client, openid, tag["id"])
    yield "untag_user", client.tag.untag_user(tag["id"], [openid])
    yield "no_tag_users", client.tag.iter_tag_users(tag["id"])
    yield from _groups(client, openid)
    yield "tag_delete", client.tag.delete(tag["id"])


def _conditional_menu(client, openid, tag_id):
    special = client.menu.add_conditional({**MENU, "matchrule": {"tag_id": str(tag_id)}})
    yield "menu_conditional", special
    yield "menu_match", client.menu.try_match(openid)
    yield "menu_unconditional", client.menu.del_conditional(special["menuid"])
    yield "menu_delete", client.menu.delete()
    yield "no_menu", client.menu.get()  # wechatpy makes None of 46003


def _groups(client, openid):
    group = client.group.create("常客")["group"]
    yield "group", group
    yield "group_rename", client.group.update(group["id"], "熟客")
    yield "group_move", client.group.move_user(openid, group["id"])
    yield "group_of_user", client.group.get(openid)
    yield "group_id_of_user", client.user.get_group_id(openid)
    yield "groups", client.group.get()
    yield "group_move_many", client.group.move_user([openid], 0)
    yield "group_delete", client.group.delete(group["id"])


def blacklist(client, openid):
    yield "block", client.tag.batch_black_list([openid])
    yield "blacklist", client.tag.get_black_list()
    yield "to_blocked", refused(client.message.send_text, openid, "?")
    yield "unblock", client.tag.batch_unblack_list([openid])
    yield "no_blacklist", client.tag.get_black_list(openid)
    yield "nobody", refused(client.message.send_text, "oNobodyAtAll00000000000000000", "?")
