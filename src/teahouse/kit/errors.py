"""Errors a person may read: a status, a stable code, and words in both languages.

AppError
├── Invalid        422  what was sent is wrong; `field` names the place in the form
├── Unauthorized   401  nobody is signed in
├── Forbidden      403  signed in, but not allowed
├── NotFound       404  it is not there, or not yours
├── Conflict       409  the state does not allow it
├── TooMany        429  slow down; `retry_after` seconds
└── Unavailable    503  something we lean on does not answer

Subclasses stand beside the code that raises them. Programs switch on `code`, never on the words.
"""

from typing import ClassVar, Literal, NamedTuple

Language = Literal["zh-CN", "en"]


class Text(NamedTuple):
    """One sentence in both languages of the interface; `{name}` is filled from the error's values."""

    zh: str
    en: str

    def render(self, language: Language, **values: object) -> str:
        """The sentence in the reader's language."""
        return (self.zh if language == "zh-CN" else self.en).format(**values)


class AppError(Exception):
    """Base of every error that reaches a reader."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    text: Text = Text("出了点问题，请稍后再试", "Something went wrong, please try again later")

    def __init__(self, *, text: Text | None = None, field: str | None = None, **values: object) -> None:
        """`values` fill the placeholders of the text."""
        self.text = text or type(self).text
        self.field = field
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """The words for the reader."""
        return self.text.render(language, **self.values)


class Invalid(AppError):
    """What was sent is wrong."""

    status = 422
    code = "invalid"
    text = Text("填写的内容有误", "What you entered is not valid")


class Unauthorized(AppError):
    """Nobody is signed in."""

    status = 401
    code = "unauthorized"
    text = Text("请先登录", "Please sign in first")


class Forbidden(AppError):
    """Signed in, but not allowed."""

    status = 403
    code = "forbidden"
    text = Text("没有权限", "You may not do this")


class NotFound(AppError):
    """It is not there, or it is somebody else's."""

    status = 404
    code = "not_found"
    text = Text("没有找到", "Not found")


class Conflict(AppError):
    """The state of things does not allow it."""

    status = 409
    code = "conflict"
    text = Text("现在不能这样做", "This cannot be done now")


class TooMany(AppError):
    """Too often; try again after `retry_after` seconds."""

    status = 429
    code = "too_many"
    text = Text("操作太频繁，请 {retry_after} 秒后再试", "Too many tries, please wait {retry_after} seconds")

    def __init__(self, retry_after: int) -> None:
        """`retry_after` in seconds."""
        self.retry_after = retry_after
        super().__init__(retry_after=retry_after)


class Unavailable(AppError):
    """Something we lean on does not answer."""

    status = 503
    code = "unavailable"
    text = Text("服务暂时不可用", "The service is not available at the moment")
