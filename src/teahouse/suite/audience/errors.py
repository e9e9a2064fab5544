"""What may be wrong with followers."""

from teahouse.kit.errors import NotFound, Text


class NoSuchFollower(NotFound):
    """Not a follower of this brand."""

    code = "followers.not_found"
    text = Text("没有找到这位粉丝", "There is no such follower")


class NoSuchNote(NotFound):
    """Not a note of this brand."""

    code = "notes.not_found"
    text = Text("没有找到这条备注", "There is no such note")
