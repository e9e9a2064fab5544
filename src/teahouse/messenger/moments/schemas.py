"""Moments over HTTP."""

from typing import Annotated

from msgspec import Meta, Struct

_Url = Annotated[str, Meta(min_length=1, max_length=2048, pattern="^https?://")]


class MomentWish(Struct):
    """A page to be shared, with words of one's own."""

    title: Annotated[str, Meta(min_length=1, max_length=200)]
    url: _Url
    image_url: _Url | None = None
    text: Annotated[str, Meta(max_length=2000)] = ""


class Moment(Struct):
    """A shared page. `created_at` in Unix seconds."""

    id: str
    text: str
    title: str
    url: str
    image_url: str | None
    created_at: int


class Moments(Struct):
    """Shared pages, the newest first."""

    items: list[Moment]
    next: str | None
