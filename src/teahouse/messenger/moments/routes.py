"""/api/phone: what a person shared to Moments."""

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post
from teahouse.kit.ids import new_id
from teahouse.kit.logins import Login
from teahouse.messenger.moments import repository
from teahouse.messenger.moments.models import MomentRow
from teahouse.messenger.moments.schemas import Moment, Moments, MomentWish

_PAGE = 20


@post("/api/phone/moments")
def share(session: Session, house: House, me: Login, data: MomentWish) -> Moment:
    """Share a page."""
    house.limits.hit(f"moments:{me.subject_id}", 30, 60)
    row = MomentRow(
        person_id=me.subject_id,
        id=new_id(),
        text=data.text.strip(),
        title=data.title,
        url=data.url,
        image_url=data.image_url,
        created_at=clock.now(),
    )
    repository.add(session, row)
    return _moment(row)


@get("/api/phone/moments")
def read_moments(reader: Session, me: Login, cursor: str = "") -> Moments:
    """A page of one's own."""
    rows = repository.newest(reader, me.subject_id, cursor, _PAGE + 1)
    more = len(rows) > _PAGE
    return Moments([_moment(row) for row in rows[:_PAGE]], rows[_PAGE - 1].id if more else None)


@delete("/api/phone/moments/{moment_id:str}")
def remove(session: Session, me: Login, moment_id: str) -> None:
    """Take one back."""
    repository.drop(session, me.subject_id, moment_id)


def _moment(row: MomentRow) -> Moment:
    return Moment(row.id, row.text, row.title, row.url, row.image_url, int(row.created_at.timestamp()))


ROUTES = (share, read_moments, remove)
