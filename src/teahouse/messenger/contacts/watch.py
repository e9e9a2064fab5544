"""Friends hear of a changed profile, a little later: some people have thousands."""

from teahouse.kit import jobs
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.messenger.contacts import repository
from teahouse.messenger.contacts.ports import Chats

JOB = "contacts.tell_friends"


class FriendsWatch:
    """Fills people's port ProfileWatcher."""

    def __init__(self, house: House) -> None:
        """Chats are looked up when they are needed: conversations bind them later."""
        self._house = house

    def profile_changed(self, session: Session, person_id: str) -> None:
        """The person's own devices now, the friends by a job."""
        chats = self._house.get(Chats)  # type: ignore[type-abstract]  # a port
        session.flush()
        jobs.enqueue(session, JOB, {"person_id": person_id})
        chats.tell(session, person_id, "profile_changed", {})


def tell_friends(chats: Chats, session: Session, person_id: str) -> None:
    """Everybody who holds the person reads the profile anew."""
    for owner_id in repository.holder_ids(session, person_id):
        chats.tell(session, owner_id, "contact_changed", {"person_id": person_id})
