"""What a person does with the own account, apart from the profile."""

from teahouse.kit.crypto import hash_password, verify_password
from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid, Text
from teahouse.kit.files import Files
from teahouse.kit.uploads import check_picture
from teahouse.messenger.people import repository, rules
from teahouse.messenger.people.errors import WrongPassword
from teahouse.messenger.people.profile import Profile, profile_of

_PANEL_PEOPLE = 50


class NoFile(Invalid):
    """The form came without its file."""

    code = "people.no_file"
    text = Text("请选择文件", "Please choose a file")


def store_avatar(files: Files, data: bytes) -> str:
    """The key of the picture, made anew. Raises NotAPicture, TooLarge."""
    picture = check_picture(data)
    return files.put(picture.data, picture.content_type)


def changed_password(known: str | None, old: str | None, new: str) -> str:
    """The hash of the new password. Raises WrongPassword unless `old` is the known one, Invalid for a weak one."""
    rules.check_password(new)
    if known is not None and not verify_password(known, old or ""):
        raise WrongPassword(field="old")
    return hash_password(new)


def panel_people(session: Session) -> list[Profile]:
    """Whom the sandbox panel offers."""
    return [profile_of(person) for person in repository.newest(session, _PANEL_PEOPLE)]
