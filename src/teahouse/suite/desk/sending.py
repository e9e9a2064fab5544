"""Messages to followers through the customer-service API, one job each."""

from teahouse.kit import jobs
from teahouse.kit.db import Cursor, Session

SEND = "desk.send"


def send_later(to: Session | Cursor, brand_id: str, follower_id: str, seq: int) -> None:
    """Send the message that is this act; its state says how far it is."""
    payload = {"brand_id": brand_id, "follower_id": follower_id, "seq": seq}
    jobs.enqueue(to, SEND, payload, key=f"{follower_id}:{seq}", lane=brand_id)
