"""What other features get to see of a tag."""

from msgspec import Struct


class Tag(Struct, frozen=True):
    """A tag or a group, and how many people carry it or are in it."""

    id: int
    name: str
    count: int = 0
