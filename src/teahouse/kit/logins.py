"""Who is signed in: a random cookie, its hash in the database, and a token against forged requests.

Each surface has its own kind of login ("phone", "mp", "console"), so that one browser can hold one of each.
"""

import hashlib
import hmac
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Index, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit import clock
from teahouse.kit.db import Base, Database, Id, Session, hint
from teahouse.kit.ids import new_id, secret_token

TOPIC = "logins"
"""Hinted when logins end, with their `subject`; without one, anybody's may have ended."""
LIFETIME = timedelta(days=30)
_CACHE_SECONDS = 30.0
_CACHED = 20_000


class LoginRow(Base):
    """One device that is signed in."""

    __tablename__ = "login"
    __table_args__ = (Index(None, "kind", "subject_id"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    subject_id: Mapped[str]
    csrf: Mapped[str]
    device: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Login(NamedTuple):
    """Who it is: `subject_id` is a person, an operator or a member of staff, by the kind."""

    id: str
    kind: str
    subject_id: str
    csrf: str

    def knows(self, csrf: str) -> bool:
        """Whether a request carries this login's token against forgery."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode())


class Device(NamedTuple):
    """A signed-in device, as its owner sees it."""

    id: str
    name: str
    seen_at: datetime


def sign_in(session: Session, kind: str, subject_id: str, device: str) -> tuple[Login, str]:
    """A new login, and the token for the cookie, which is not kept."""
    token, now = secret_token(), clock.now()
    row = LoginRow(
        id=new_id(),
        token_hash=_hash(token),
        kind=kind,
        subject_id=subject_id,
        csrf=secret_token(16),
        device=device[:200],
        created_at=now,
        seen_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(row)
    return Login(row.id, kind, subject_id, row.csrf), token


def sign_out(session: Session, kind: str, subject_id: str, login_id: str) -> None:
    """End one login of a subject; somebody else's stays."""
    session.execute(
        delete(LoginRow).where(LoginRow.id == login_id, LoginRow.kind == kind, LoginRow.subject_id == subject_id)
    )
    hint(session, TOPIC, {"subject": subject_id})


def sign_out_everywhere(session: Session, kind: str, subject_id: str, *, but: str = "") -> None:
    """End all logins of a subject but one."""
    session.execute(
        delete(LoginRow).where(LoginRow.kind == kind, LoginRow.subject_id == subject_id, LoginRow.id != but)
    )
    hint(session, TOPIC, {"subject": subject_id})


def devices(session: Session, kind: str, subject_id: str) -> list[Device]:
    """All devices of a subject, the latest first."""
    rows = session.scalars(
        select(LoginRow)
        .where(LoginRow.kind == kind, LoginRow.subject_id == subject_id, LoginRow.expires_at > clock.now())
        .order_by(LoginRow.seen_at.desc())
    )
    return [Device(row.id, row.device, row.seen_at) for row in rows]


def last_seen(session: Session, kind: str, subject_ids: Iterable[str]) -> dict[str, datetime]:
    """When each of these subjects last used a login that is not ended; those without one are left out."""
    rows = session.execute(
        select(LoginRow.subject_id, func.max(LoginRow.seen_at))
        .where(LoginRow.kind == kind, LoginRow.subject_id.in_(set(subject_ids)))
        .group_by(LoginRow.subject_id)
    )
    return {row[0]: row[1] for row in rows}


class Logins:
    """Finds the login of a cookie; remembers it for half a minute, or until somebody signs out."""

    def __init__(self, db: Database) -> None:
        """`db` of the part."""
        self._db = db
        self._cache: dict[str, tuple[float, Login | None]] = {}
        self._forgotten = 0

    def find(self, kind: str, token: str) -> Login | None:
        """The login of a cookie's token, or None. May read the database: call it in a thread."""
        digest = _hash(token)
        cached = self._cache.get(digest)
        if cached is not None and cached[0] > time.monotonic():
            login = cached[1]
        else:
            forgotten = self._forgotten
            login = self._read(digest)
            if forgotten == self._forgotten:  # else somebody signed out in the meantime, perhaps this one
                self._remember(digest, login)
        return login if login is not None and login.kind == kind else None

    def cached(self, kind: str, token: str) -> Login | None:
        """The login if it is remembered; never reads. For the hot paths."""
        cached = self._cache.get(_hash(token))
        if cached is None or cached[0] <= time.monotonic():
            return None
        login = cached[1]
        return login if login is not None and login.kind == kind else None

    def holds(self, login: Login) -> bool:
        """Whether it has not ended. Reads the database: call it in a thread."""
        with self._db.reading() as session:
            row = session.get(LoginRow, login.id)
            return row is not None and row.expires_at > clock.now()

    def forget(self) -> None:
        """Somebody signed out somewhere."""
        self._forgotten += 1
        self._cache.clear()

    def _remember(self, digest: str, login: Login | None) -> None:
        if len(self._cache) >= _CACHED:
            self._cache.clear()
        self._cache[digest] = (time.monotonic() + _CACHE_SECONDS, login)

    def _read(self, digest: str) -> Login | None:
        now = clock.now()
        with self._db.reading() as session:
            row = session.scalar(select(LoginRow).where(LoginRow.token_hash == digest, LoginRow.expires_at > now))
        if row is None:
            return None
        if now - row.seen_at > timedelta(minutes=5):
            with self._db.transaction() as session:
                session.execute(
                    update(LoginRow).where(LoginRow.id == row.id).values(seen_at=now, expires_at=now + LIFETIME)
                )
        return Login(row.id, row.kind, row.subject_id, row.csrf)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
