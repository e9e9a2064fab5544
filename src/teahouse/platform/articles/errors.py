"""What can go wrong with articles."""

from teahouse.kit.errors import Conflict, Forbidden, NotFound, Text


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
