"""What may be wrong with rules and articles."""

from teahouse.kit.errors import Invalid, NotFound, Text


class NoSuchRule(NotFound):
    """Not a rule of this brand."""

    code = "rules.not_found"
    text = Text("没有找到这条规则", "There is no such rule")


class NoSuchArticle(NotFound):
    """No article page of this id."""

    code = "articles.not_found"
    text = Text("文章不存在或已删除", "The article does not exist or has been removed")


class WrongAnswer(Invalid):
    """One of a rule's answers cannot be sent; `number` counts from 1."""

    text = Text("第 {number} 条回复：{reason_zh}", "Answer {number}: {reason_en}")

    def __init__(self, number: int, reason: Text) -> None:
        super().__init__(field="answers", number=number, reason_zh=reason.zh, reason_en=reason.en)
