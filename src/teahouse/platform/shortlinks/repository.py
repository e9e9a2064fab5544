"""Every query about short links."""

from teahouse.kit.db import Session
from teahouse.platform.shortlinks.models import ShortLinkRow


def add(session: Session, row: ShortLinkRow) -> None:
    """Store a new one."""
    session.add(row)
    session.flush()


def find(session: Session, key: str) -> ShortLinkRow | None:
    """What stands behind a key."""
    return session.get(ShortLinkRow, key)
