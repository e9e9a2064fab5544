"""Followers as staff see and annotate them."""

from msgspec import Struct

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import new_id
from teahouse.suite.audience import repository, rules
from teahouse.suite.audience.errors import NoSuchFollower, NoSuchNote
from teahouse.suite.audience.models import Follower, Note
from teahouse.suite.audience.profiles import remark_later


class Told(Struct):
    """What an account tells of a follower (reference, section 11.1); since 2021 the real one tells little."""

    subscribe: int = 0
    nickname: str = ""
    headimgurl: str = ""
    sex: int = 0
    province: str = ""
    city: str = ""
    qr_scene: int = 0
    qr_scene_str: str = ""


def one(session: Session, brand_id: str, follower_id: str) -> Follower:
    """A follower of the brand. Raises NoSuchFollower."""
    row = repository.follower(session, brand_id, follower_id)
    if row is None:
        raise NoSuchFollower
    return row


def set_remark(session: Session, brand_id: str, follower_id: str, remark: str) -> Follower:
    """Name a follower, here and on the account. Raises NoSuchFollower, Invalid."""
    row = one(session, brand_id, follower_id)
    row.remark = rules.clean_remark(remark)
    remark_later(session, brand_id, follower_id)
    return row


def add_note(session: Session, brand_id: str, follower_id: str, staff_id: str, text: str) -> Note:
    """Write something down. Raises NoSuchFollower, Invalid."""
    one(session, brand_id, follower_id)
    row = Note(
        brand_id=brand_id,
        id=new_id(),
        follower_id=follower_id,
        staff_id=staff_id,
        text=rules.clean_note(text),
        created_at=clock.now(),
    )
    repository.add_note(session, row)
    return row


def remove_note(session: Session, brand_id: str, follower_id: str, note_id: str) -> None:
    """Take a note away. Raises NoSuchNote."""
    row = repository.note(session, brand_id, note_id)
    if row is None or row.follower_id != follower_id:
        raise NoSuchNote
    repository.remove_note(session, row)


def take_profile(session: Session, row: Follower, told: Told) -> None:
    """Keep what the account tells of a follower; what is missing stays."""
    if not told.subscribe:
        forget(session, row)
        return
    row.subscribed = True
    row.nickname = told.nickname or row.nickname
    row.avatar_url = told.headimgurl or row.avatar_url
    row.gender = told.sex or row.gender
    row.province = told.province or row.province
    row.city = told.city or row.city
    row.source = row.source or told.qr_scene_str or (str(told.qr_scene) if told.qr_scene else "")


def forget(session: Session, row: Follower) -> None:
    """Somebody left: what we know of the person goes (reference, section 3.1); what they did stays, nameless."""
    row.subscribed = False
    row.nickname = row.avatar_url = row.province = row.city = row.remark = ""
    row.gender = 0
    repository.forget_notes(session, row.brand_id, row.id)
