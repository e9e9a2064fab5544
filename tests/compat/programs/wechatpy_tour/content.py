"""Media, permanent material, drafts, publishing, comments."""

import base64
import time
from io import BytesIO

from recorder import refused

PUBLISHING = 1


def file(files, name):
    """A file as requests takes it."""
    kind = {"jpg": "image/jpeg", "amr": "audio/amr", "mp4": "video/mp4"}[name]
    return (f"a.{name}", BytesIO(base64.b64decode(files[name])), kind)


def media(client, files):
    kinds = (("image", "jpg"), ("voice", "amr"), ("video", "mp4"), ("thumb", "jpg"))
    kept = {kind: client.media.upload(kind, file(files, name)) for kind, name in kinds}
    ids = {kind: answer.get("media_id") or answer["thumb_media_id"] for kind, answer in kept.items()}
    yield "media", ids
    yield "downloaded", len(client.media.download(ids["image"]).content)
    yield "media_url", client.media.get_url(ids["image"])
    yield "picture_url", client.media.upload_image(file(files, "jpg"))
    yield "mass_picture_url", client.media.upload_mass_image(file(files, "jpg"))
    yield "mass_video", client.media.upload_video(ids["video"], "泡茶", "怎样泡茶")


def material(client, files):
    store = client.material
    cover = store.add("image", file(files, "jpg"))["media_id"]
    yield "cover", cover
    film = store.add("video", file(files, "mp4"), title="泡茶", introduction="怎样泡茶")["media_id"]
    yield "film", store.get(film)
    yield "cover_bytes", len(store.get(cover).content)
    yield "count", store.get_count()
    yield "library", store.batchget("image")
    yield "material_delete", store.delete(film)
    article = {"title": "春茶上新", "content": "<p>新茶</p>", "thumb_media_id": cover, "need_open_comment": True}
    yield "mass_articles", client.media.upload_articles([article])
    if hasattr(store._api, "add_articles"):
        yield from _articles(store, article)
    else:
        yield from _drafts(client, article)


def _articles(store, article):
    """Permanent articles, which wechatpy 2 has given up for drafts."""
    media_id = store.add_articles([article])["media_id"]
    yield "article", store.get(media_id)
    yield "article_update", store.update_article(media_id, 0, {**article, "title": "夏茶上新"})
    yield "articles_update", store.update_articles(media_id, 0, [{**article, "title": "秋茶上新"}])
    yield "article_changed", store.get(media_id)


def _drafts(client, article):
    media_id = client.draft.add([article])["media_id"]
    yield "article", client.draft.get(media_id)["news_item"]
    yield "article_update", client.draft.update(media_id, 0, {**article, "title": "夏茶上新"})
    yield "articles_update", client.draft.update(media_id, 0, {**article, "title": "秋茶上新"})
    yield "article_changed", client.draft.get(media_id)["news_item"]
    yield "drafts", client.draft.batchget()
    yield "draft_count", client.draft.count()
    job = client.freepublish.submit(media_id)["publish_id"]
    while (state := client.freepublish.get(job))["publish_status"] == PUBLISHING:
        time.sleep(0.05)
    yield "published", state
    yield "published_article", client.freepublish.getarticle(state["article_id"])
    yield "published_list", client.freepublish.batchget(0, 20)
    yield "withdrawn", client.freepublish.delete(state["article_id"])
    unwanted = client.draft.add([article])["media_id"]
    yield "draft_delete", client.draft.delete(unwanted)


def comments(client, msg_data_id):
    """Of an article below which a fan has written."""
    store = client.material
    yield "comments_by_default", refused(store.list_comment, msg_data_id, 0)  # its 50 is one too many
    (written,) = store.list_comment(msg_data_id, 0, count=49)["comment"]
    yield "comment", written
    number = written["user_comment_id"]
    yield "comment_close", store.close_comment(msg_data_id, 0)
    yield "comment_open", store.open_comment(msg_data_id, 0)
    yield "comment_choose", store.markelect_comment(msg_data_id, 0, number)
    yield "comment_reply", store.add_reply_comment(msg_data_id, 0, number, "谢谢")
    yield "comment_answered", store.list_comment(msg_data_id, 0, count=49, type=2)["comment"]
    yield "comment_unreply", store.delete_reply_comment(msg_data_id, 0, number)
    yield "comment_unchoose", store.unmarkelect_comment(msg_data_id, 0, number)
    yield "comment_delete", store.delete_comment(msg_data_id, 0, number)
    yield "no_comment", store.list_comment(msg_data_id, 0, count=49)["comment"]
