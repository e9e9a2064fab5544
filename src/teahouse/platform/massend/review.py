"""What a reviewer decides about a message that waits for it."""

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.jobs import enqueue
from teahouse.platform.massend.ending import end
from teahouse.platform.massend.repository import sends
from teahouse.platform.massend.rules import status_of
from teahouse.platform.massend.submit import set_off

REFUSE = "massend.refuse"


def decided(session: Session, subject_id: str, *, passed: bool, reason: str) -> None:
    """A message may leave, or is refused; for one that waits no longer, nothing.

    `reason` is kept for the operators; a code in it (such as 20002), or one of the reference's words, becomes the
    status of the event.
    """
    send = sends.by_id(session, subject_id, hold=True)
    if send is None:
        return
    new = "waiting" if passed else "failed"
    if not sends.change_state(session, send.id, ["reviewing"], new, reason=reason[:500].replace("\0", "")):
        return
    if passed:
        set_off(session, send)
    else:
        enqueue(session, REFUSE, {"send": send.id}, key=send.id)


def refuse(session: Session, house: House, send_id: str) -> None:
    """Tell the account of a refusal, once."""
    send = sends.by_id(session, send_id, hold=True)
    if send is not None and send.state == "failed":
        end(session, house, send, status_of(send.reason))
