"""/api/mp: an account is registered; a reviewer closes one."""

from typing import Annotated

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post, put
from teahouse.kit.logins import Login
from teahouse.kit.uploads import check_picture
from teahouse.platform.registration import ending, repository, rules, service
from teahouse.platform.registration.errors import NothingBegun
from teahouse.platform.registration.models import RegistrationRow
from teahouse.platform.registration.rules import Identity
from teahouse.platform.registration.schemas import (
    Closing,
    IdentityForm,
    Registered,
    RegistrationOut,
    RegistrationState,
    RegistrationWish,
)
from teahouse.platform.review import check_reviewer, checked_reason

_MAX_AVATAR = 2 * 1024 * 1024
_TRIES, _TRIES_SECONDS = 20, 3600
Upload = Annotated[dict[str, UploadFile], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/api/mp/registration")
def read_registration(reader: Session, operator: Login) -> RegistrationState:
    """What is going on."""
    try:
        return RegistrationState(_out(service.need(reader, operator.subject_id)))
    except NothingBegun:
        return RegistrationState(None)


@put("/api/mp/registration")
def save_registration(session: Session, operator: Login, data: RegistrationWish) -> RegistrationOut:
    """Begin, or change what was begun."""
    wish = service.Wish(data.type, data.holder, data.name, data.introduction)
    return _out(service.save(session, operator.subject_id, wish))


@put("/api/mp/registration/avatar")
def set_registration_avatar(session: Session, house: House, operator: Login, data: Upload) -> RegistrationOut:
    """The picture of the account that is to be: multipart `file`."""
    service.need(session, operator.subject_id)
    upload = data.get("file")
    picture = check_picture(upload.file.read() if isinstance(upload, UploadFile) else b"", max_bytes=_MAX_AVATAR)
    key = house.files.put(picture.data, picture.content_type)
    return _out(service.set_avatar(session, operator.subject_id, key))


@delete("/api/mp/registration", status_code=204)
def drop_registration(session: Session, operator: Login) -> None:
    """Give up."""
    repository.drop(session, operator.subject_id)


@post("/api/mp/registration/finish")
def finish_registration(session: Session, house: House, operator: Login, data: IdentityForm) -> Registered:
    """Who answers for it; then there is the account."""
    house.limits.hit(f"register:{operator.subject_id}", _TRIES, _TRIES_SECONDS)
    identity = Identity(data.holder_name, data.id_number, data.phone)
    account, secret = service.finish(session, house, operator.subject_id, identity)
    return Registered(account.appid, account.name, secret)


@post("/api/mp/review/accounts/{appid:str}/close", status_code=204)
def close_account(session: Session, house: House, operator: Login, appid: str, data: Closing) -> None:
    """A reviewer closes an account for breaking the rules."""
    check_reviewer(session, house, operator.subject_id)
    ending.close(session, house, appid, checked_reason(data.reason), operator.subject_id)


def _out(row: RegistrationRow) -> RegistrationOut:
    return RegistrationOut(
        type=row.type,  # type: ignore[arg-type]  # one of the two
        holder=row.holder,  # type: ignore[arg-type]  # one of the two
        name=row.name,
        introduction=row.introduction,
        avatar_url=f"/files/{row.avatar}" if row.avatar else "",
        lapses_at=int(rules.lapses_at(row.begun_at).timestamp()),
    )


ROUTES = (
    read_registration,
    save_registration,
    set_registration_avatar,
    drop_registration,
    finish_registration,
    close_account,
)
