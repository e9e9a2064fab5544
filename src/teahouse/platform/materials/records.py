"""What other features get to see of media."""

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
