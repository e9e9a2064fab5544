"""Messages to followers through the customer-service API, one job each."""

from teahouse.kit import jobs
from teahouse.kit.db import Cursor, Session

SEND = "desk.send"
TYPING = "desk.typing"


def send_later(to: Session | Cursor, brand_id: str, follower_id: str, seq: int) -> None:
    """Send the message that is this act; its state says how far it is."""
    jobs.enqueue(to, SEND, {"brand_id": brand_id, "follower_id": follower_id, "seq": seq}, lane=brand_id)


def typing_later(to: Session | Cursor, brand_id: str, follower_id: str, at: int, *, on: bool) -> None:
    """Show the follower that somebody writes, or has stopped; `at` is now in Unix seconds."""
    payload = {"brand_id": brand_id, "follower_id": follower_id, "on": on, "at": at}
    jobs.enqueue(to, TYPING, payload, lane=f"typing:{brand_id}")
