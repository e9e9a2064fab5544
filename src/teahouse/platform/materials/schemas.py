"""The library over our own HTTP."""

from typing import Literal

from msgspec import Struct

LibraryKind = Literal["image", "voice", "video"]


class MaterialItem(Struct):
    """A file of the library; sizes in pixels, 0 where they say nothing."""

    media_id: str
    type: str
    name: str
    introduction: str
    url: str
    width: int
    height: int
    seconds: int
    created_at: int


class MaterialItems(Struct):
    """A part of the library, the newest first; `total` counts all of the type."""

    items: list[MaterialItem]
    total: int
