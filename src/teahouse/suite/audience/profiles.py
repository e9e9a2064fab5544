"""The job that brings a profile up to date after somebody came or left."""

from teahouse.kit import jobs
from teahouse.kit.db import Cursor, Session

REFRESH = "audience.refresh"
REMARK = "audience.remark"


def profile_later(to: Session | Cursor, brand_id: str, follower_id: str) -> None:
    """Ask the account who this is; once for however many reasons."""
    payload = {"brand_id": brand_id, "follower_id": follower_id}
    jobs.enqueue(to, REFRESH, payload, key=follower_id, lane=brand_id)


def remark_later(to: Session | Cursor, brand_id: str, follower_id: str) -> None:
    """Tell the account the remark."""
    payload = {"brand_id": brand_id, "follower_id": follower_id}
    jobs.enqueue(to, REMARK, payload, key=follower_id, lane=brand_id)
