"""Codes on mp, and the phone that scans them."""

import io

import segno
from litestar import Response

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import Http, delete, get, post
from teahouse.kit.logins import Login
from teahouse.platform.accounts import codes, repository
from teahouse.platform.accounts.schemas import CodeAnswer, CodeOut, CodeStatus, ScannedCode

_CODES, _CODES_SECONDS = 60, 600


@post("/api/mp/sign-in/codes")
def begin_sign_in(session: Session, house: House, request: Http) -> CodeOut:
    """A code that signs in whose phone confirms it."""
    client = request.client.host if request.client else ""
    house.limits.hit(f"mp-codes:{client}", _CODES, _CODES_SECONDS)
    return _out(house, codes.begin(session))


@post("/api/mp/me/phone-codes")
def begin_binding(session: Session, house: House, operator: Login) -> CodeOut:
    """A code that binds a phone to the operator who is signed in."""
    house.limits.hit(f"mp-binding:{operator.subject_id}", _CODES, _CODES_SECONDS)
    return _out(house, codes.begin(session, binds=operator.subject_id))


@delete("/api/mp/me/phone", status_code=204)
def unbind_phone(session: Session, operator: Login) -> None:
    """The phone signs in no longer."""
    repository.change_operator(session, operator.subject_id, person_id=None)


@get("/api/mp/sign-in/codes/status")
def code_status(reader: Session, watch: str = "") -> Response[CodeStatus]:
    """How far a code is; asked by the page that shows it."""
    return Response(CodeStatus(codes.status_of(reader, watch)), headers={"Cache-Control": "no-store"})


@get("/api/mp/sign-in/codes/{uuid:str}/qr.png", include_in_schema=False)
def code_picture(house: House, uuid: str) -> Response[bytes]:
    """The code as a picture."""
    out = io.BytesIO()
    segno.make(_url(house, uuid[:64]), error="m").save(out, kind="png", scale=8, border=2)
    return Response(out.getvalue(), media_type="image/png", headers={"Cache-Control": "no-store"})


@post("/api/phone/mp-codes/{uuid:str}/scan", status_code=200)
def scan_code(session: Session, me: Login, uuid: str) -> ScannedCode:
    """A phone has read a code of mp."""
    purpose, name = codes.scanned(session, uuid, me.subject_id)
    return ScannedCode(purpose, name)  # type: ignore[arg-type]  # one of the two


@post("/api/phone/mp-codes/{uuid:str}/answer", status_code=204)
def answer_code(session: Session, me: Login, uuid: str, data: CodeAnswer) -> None:
    """What the person said."""
    codes.answer(session, uuid, me.subject_id, allow=data.allow)


def _url(house: House, uuid: str) -> str:
    return f"{house.settings.base_url}/q/m/{uuid}"


def _out(house: House, waiting: codes.Waiting) -> CodeOut:
    return CodeOut(
        watch=waiting.watch,
        url=_url(house, waiting.uuid),
        picture_url=f"/api/mp/sign-in/codes/{waiting.uuid}/qr.png",
        expires_at=waiting.expires_at,
    )


ROUTES = (begin_sign_in, begin_binding, unbind_phone, code_status, code_picture, scan_code, answer_code)
