"""/api/mp/review: the queue, for reviewers only."""

from typing import Any, Literal

from litestar import Response

from teahouse.kit.db import Session
from teahouse.kit.errors import NotFound
from teahouse.kit.files import content_type_of
from teahouse.kit.house import House
from teahouse.kit.http import get, post
from teahouse.kit.logins import Login
from teahouse.platform.accounts import accounts, operator_names
from teahouse.platform.review import service
from teahouse.platform.review.models import CaseRow
from teahouse.platform.review.schemas import CaseBrief, CaseOut, Cases, Piece, Refusal


@get("/api/mp/review/cases")
def read_cases(
    reader: Session, house: House, operator: Login, box: Literal["waiting", "decided"] = "waiting", cursor: str = ""
) -> Cases:
    """The queue, or what was decided."""
    service.check_reviewer(reader, house, operator.subject_id)
    rows, following = service.page(reader, waiting=box == "waiting", cursor=cursor)
    return Cases([CaseBrief(**brief) for brief in _briefs(reader, rows)], following)


@get("/api/mp/review/cases/{case_id:str}")
def read_case(reader: Session, house: House, operator: Login, case_id: str) -> CaseOut:
    """One case with its text."""
    service.check_reviewer(reader, house, operator.subject_id)
    return _out(reader, house, operator, case_id)


@get("/api/mp/review/cases/{case_id:str}/picture", include_in_schema=False)
def read_picture(reader: Session, house: House, operator: Login, case_id: str) -> Response[bytes]:
    """The picture of a case: a licence is for reviewers' eyes only."""
    service.check_reviewer(reader, house, operator.subject_id)
    row = service.need(reader, case_id)
    if row.picture is None:
        raise NotFound
    headers = {"Cache-Control": "private, no-store"}
    return Response(house.files.get(row.picture), media_type=content_type_of(row.picture), headers=headers)


@post("/api/mp/review/cases/{case_id:str}/pass", status_code=200)
def pass_case(session: Session, house: House, operator: Login, case_id: str) -> CaseOut:
    """Let it pass."""
    service.check_reviewer(session, house, operator.subject_id)
    service.decide(session, house, case_id, operator.subject_id, passed=True)
    return _out(session, house, operator, case_id)


@post("/api/mp/review/cases/{case_id:str}/refuse", status_code=200)
def refuse_case(session: Session, house: House, operator: Login, case_id: str, data: Refusal) -> CaseOut:
    """Refuse it, and say why."""
    service.check_reviewer(session, house, operator.subject_id)
    service.decide(session, house, case_id, operator.subject_id, passed=False, reason=data.reason)
    return _out(session, house, operator, case_id)


def _out(session: Session, house: House, operator: Login, case_id: str) -> CaseOut:
    row = service.need(session, case_id)
    return CaseOut(
        **_briefs(session, [row])[0],
        pieces=[Piece(*piece) for piece in service.pieces(row)],
        picture_url=f"/api/mp/review/cases/{row.id}/picture" if row.picture else None,
        may_decide=service.may_decide(session, house, row, operator.subject_id),
    )


def _briefs(session: Session, rows: list[CaseRow]) -> list[dict[str, Any]]:
    known = accounts(session, [row.appid for row in rows])
    names = operator_names(session, [row.decided_by for row in rows if row.decided_by])
    return [
        {
            "id": row.id,
            "kind": row.kind,
            "appid": row.appid,
            "account": known[row.appid].name if row.appid in known else "",
            "title": row.title,
            "words": row.words,
            "state": row.state,
            "reason": row.reason,
            "decided_by": names.get(row.decided_by, ""),
            "created_at": int(row.created_at.timestamp()),
            "decided_at": None if row.decided_at is None else int(row.decided_at.timestamp()),
        }
        for row in rows
    ]


ROUTES = (read_cases, read_case, read_picture, pass_case, refuse_case)
