"""/api/mp: an account's certification."""

from typing import Annotated

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import get, post, put
from teahouse.kit.logins import Login
from teahouse.kit.uploads import check_picture
from teahouse.platform.accounts import Account, SandboxOnly, check_operator
from teahouse.platform.certification import repository, service
from teahouse.platform.certification.rules import Application
from teahouse.platform.certification.schemas import ApplicationForm, CertificationOut, Licence

_MAX_LICENCE = 5 * 1024 * 1024
_PATH = "/api/mp/accounts/{appid:str}/certification"
Upload = Annotated[dict[str, UploadFile], Body(media_type=RequestEncodingType.MULTI_PART)]


@get(_PATH)
def read_certification(reader: Session, house: House, operator: Login, appid: str) -> CertificationOut:
    """How it stands."""
    return _out(reader, house, check_operator(reader, operator.subject_id, appid))


@put(f"{_PATH}/licence")
def upload_licence(house: House, operator: Login, appid: str, data: Upload) -> Licence:
    """A picture of the licence: multipart `file`. Nobody sees it but reviewers."""
    with house.db.reading() as reader:
        check_operator(reader, operator.subject_id, appid)
    upload = data.get("file")
    picture = check_picture(upload.file.read() if isinstance(upload, UploadFile) else b"", max_bytes=_MAX_LICENCE)
    return Licence(service.sealed_licence(house.vault, appid, house.files.put(picture.data, picture.content_type)))


@post(_PATH)
def apply(session: Session, house: House, operator: Login, appid: str, data: ApplicationForm) -> CertificationOut:
    """Apply."""
    account = check_operator(session, operator.subject_id, appid)
    asked = Application(data.organization, data.licence_number, data.contact, data.phone)
    service.apply(session, house.vault, account, asked, data.licence)
    return _out(session, house, account)


@post(f"{_PATH}/one-click", status_code=200)
def certify_at_once(session: Session, house: House, operator: Login, appid: str) -> CertificationOut:
    """Certified without a reviewer; in the sandbox."""
    account = check_operator(session, operator.subject_id, appid)
    if not house.settings.sandbox:
        raise SandboxOnly
    service.Decisions(house).certify_at_once(session, account)
    return _out(session, house, check_operator(session, operator.subject_id, appid))


def _out(session: Session, house: House, account: Account) -> CertificationOut:
    row = repository.of_account(session, account.appid)
    may_apply = service.is_open(session, account)
    return CertificationOut(
        state=service.state_of(account, row),
        verified=account.verified,
        badge=account.badge,
        holder=account.holder,
        organization=row.organization if row else "",
        licence_number=row.licence_number if row else "",
        contact=row.contact if row else "",
        phone=row.phone if row else "",
        reason=row.reason if row else "",
        applied_at=int(row.applied_at.timestamp()) if row else None,
        expires_at=int(row.expires_at.timestamp()) if row and row.expires_at else None,
        may_apply=may_apply,
        one_click=house.settings.sandbox and may_apply,
    )


ROUTES = (read_certification, upload_licence, apply, certify_at_once)
