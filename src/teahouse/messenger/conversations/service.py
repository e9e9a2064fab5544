"""What a member does with conversations, apart from sending."""

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.messenger.conversations.repository import members


def renew_epoch(session: Session) -> None:
    """After a restore: every phone reads everything anew, since what it knows may be gone."""
    members.renew_epoch(session)


def begin_epoch(house: House) -> None:
    """At the first start of a database."""
    with house.db.transaction() as session:
        members.begin_epoch(session)
