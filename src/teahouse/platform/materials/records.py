"""What other features get to see of media."""

from datetime import datetime
from typing import NamedTuple

from teahouse.kit.files import content_type_of


class Media(NamedTuple):
    """A stored picture, voice, video or thumb; sizes in pixels, 0 where they say nothing."""

    media_id: str
    type: str
    file: str
    width: int
    height: int
    seconds: int

    @property
    def content_type(self) -> str:
        """The type of the stored file."""
        return content_type_of(self.file)

    @property
    def filename(self) -> str:
        """The name under which it is downloaded."""
        return f"{self.media_id}.{self.file.rpartition('.')[2]}"


class Material(NamedTuple):
    """A file in an account's library; `introduction` is that of a video, whose title is its `name`."""

    media: Media
    name: str
    introduction: str
    created_at: datetime

    @property
    def media_id(self) -> str:
        """Under which the API knows it."""
        return self.media.media_id


class MaterialPage(NamedTuple):
    """Some of the library, and how much of that type there is."""

    items: list[Material]
    total: int
