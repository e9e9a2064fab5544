"""Templates over our own HTTP."""

from msgspec import Struct


class TemplateItem(Struct):
    """A template of the account. `first_class` and `second_class` are empty for one of a category."""

    template_id: str
    short_id: str
    title: str
    first_class: str
    second_class: str
    content: str
    example: str
    delivered: int
    blocked: int
    failed: int
    created_at: int


class LibraryItem(Struct):
    """A template that can be added. With `choose`, of one to five of its keywords; `fits` by the industries chosen."""

    short_id: str
    title: str
    first_class: str
    second_class: str
    keywords: list[str]
    example: str
    choose: bool
    fits: bool


class IndustryItem(Struct):
    """An industry."""

    id: int
    first_class: str
    second_class: str


class TemplatesPage(Struct):
    """All of the page. `failing` is the sandbox's; null outside of it."""

    items: list[TemplateItem]
    library: list[LibraryItem]
    industries: list[IndustryItem]
    chosen: tuple[int, int]
    may_choose: bool
    failing: bool | None


class TemplateWish(Struct):
    """A template to add."""

    short_id: str
    keywords: list[str] = []


class IndustryWish(Struct):
    """Two industries."""

    first: int
    second: int


class FailingWish(Struct):
    """Whether messages are to fail."""

    failing: bool


class TemplateNotices(Struct):
    """Whether the person gets an account's template messages."""

    on: bool
