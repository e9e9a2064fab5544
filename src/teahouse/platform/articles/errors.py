"""What can go wrong with articles."""

from teahouse.kit.errors import Conflict, Forbidden, Invalid, NotFound, Text
from teahouse.platform.articles.limits import Fault


class NoSuchArticle(NotFound):
    """There is none, or it was deleted."""

    code = "articles.not_found"
    text = Text("该内容已被发布者删除或不存在", "This article does not exist or was deleted by its author")


class NoSuchDraft(NotFound):
    """There is none, or it was published."""

    code = "articles.no_draft"
    text = Text("草稿不存在或已发布", "This draft does not exist or has been published")


class NoSuchComment(NotFound):
    """There is none, or it was deleted."""

    code = "articles.no_comment"
    text = Text("留言不存在或已删除", "This comment does not exist or was deleted")


class CommentsClosed(Forbidden):
    """The author takes no comments."""

    code = "articles.comments_closed"
    text = Text("作者未开启留言", "The author takes no comments")


class FollowersOnly(Forbidden):
    """Only those who follow may write."""

    code = "articles.followers_only"
    text = Text("关注后才能留言", "Follow the account to comment")


class AlreadyReplied(Conflict):
    """A comment has one reply."""

    code = "articles.already_replied"
    text = Text("这条留言已经回复过了", "This comment has been answered already")


class TooManyChosen(Conflict):
    """No more can be chosen."""

    code = "articles.too_many_chosen"
    text = Text("每篇文章最多精选 {most} 条留言", "At most {most} comments of an article can be featured")


class BadArticleForm(Invalid):
    """Something in a draft is too much, or is missing."""

    code = "articles.invalid"


_WORDS = {
    (45003, "title"): Text("标题须为 1 到 32 个字", "The title has 1 to 32 characters"),
    (45110, "author"): Text("作者最多 16 个字", "The author has at most 16 characters"),
    (45004, "digest"): Text("摘要最多 120 个字", "The summary has at most 120 characters"),
    (45002, "content"): Text("正文须少于 2 万字", "The text has fewer than 20,000 characters"),
    (44004, "content"): Text("请填写正文", "Write the text"),
    (45005, "source_url"): Text("原文链接太长", "The link to the original is too long"),
    (41039, "source_url"): Text("原文链接须以 http:// 或 https:// 开头", "The link begins with http:// or https://"),
    (40007, "cover"): Text("请选择封面", "Choose a cover"),
    (40007, "pictures"): Text("请选择图片", "Choose pictures"),
    (45008, "pictures"): Text("最多 20 张图片", "At most 20 pictures"),
    (45008, "articles"): Text("一次最多 8 篇文章", "At most eight articles at once"),
    (44003, "articles"): Text("请至少写一篇文章", "Write one article at least"),
}
_WRONG = Text("文章内容有误", "The article is not valid")
_REPLY = Text("回复须为 1 到 600 个字", "A reply has 1 to 600 characters")


def bad_article(fault: Fault) -> Invalid:
    """What is wrong with an article, in words for its author."""
    field = "articles" if fault.field == "articles" else f"articles.{fault.place}.{fault.field}"
    return BadArticleForm(field=field, text=_WORDS.get((fault.code, fault.field), _WRONG))


def bad_reply() -> Invalid:
    """A reply that is empty or too long."""
    return Invalid(field="reply", text=_REPLY)
