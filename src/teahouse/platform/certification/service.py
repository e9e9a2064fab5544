"""Certification: applied for, decided, ended. Each step tells the account's server (reference, 3.5)."""

from datetime import datetime

from teahouse.kit import clock
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Session, to_micros
from teahouse.kit.house import House
from teahouse.kit.ids import new_id
from teahouse.kit.jobs import enqueue
from teahouse.platform.accounts import Account, get_account, set_certification
from teahouse.platform.articles import system_openid
from teahouse.platform.certification import repository, rules
from teahouse.platform.certification.errors import AlreadyApplied, BadLicence, OrganizationsOnly
from teahouse.platform.certification.models import CertificationRow
from teahouse.platform.certification.rules import Application, State
from teahouse.platform.followers import Pusher
from teahouse.platform.noticeboard import tell
from teahouse.platform.review import Submission, queue
from teahouse.protocol import (
    NamingVerifyFailEvent,
    NamingVerifySuccessEvent,
    QualificationVerifyFailEvent,
    QualificationVerifySuccessEvent,
    RenewEvent,
    VerifyExpiredEvent,
    VerifyFailEvent,
)

EXPIRE = "certification.expire"
REMIND = "certification.remind"


def state_of(account: Account, row: CertificationRow | None) -> State:
    """How it stands. An account that was certified when it was made has no application."""
    if row is None:
        return "certified" if account.verified else "none"
    return row.state  # type: ignore[return-value]  # one of them


def is_open(session: Session, account: Account) -> bool:
    """Whether the account may apply now."""
    row = repository.of_account(session, account.appid)
    expires_at = row.expires_at if row else None
    state = state_of(account, row)
    return account.holder == "organization" and rules.may_apply(
        state, verified=account.verified, expires_at=expires_at, now=clock.now()
    )


def sealed_licence(vault: Vault, appid: str, key: str) -> str:
    """What an application names an uploaded picture by: good for this account only."""
    return vault.encrypt(f"{appid}:{key}")


def apply(session: Session, vault: Vault, account: Account, asked: Application, licence: str) -> None:
    """Apply, and wait for a reviewer. Raises OrganizationsOnly, Invalid with the field, AlreadyApplied."""
    if account.holder != "organization":
        raise OrganizationsOnly
    asked = rules.checked_application(asked)
    picture = _picture(vault, account.appid, licence)
    application = _begin(session, account, asked, picture)
    words = f"{asked.organization}\n{asked.licence_number}\n{asked.contact} {asked.phone}"
    queue(session, "certification", Submission(application, account.appid, asked.organization, words, picture))


def _begin(session: Session, account: Account, asked: Application, picture: str) -> str:
    application = new_id()
    if not is_open(session, account) or not repository.apply(
        session, account.appid, application, asked, picture, clock.now()
    ):
        raise AlreadyApplied
    return application


def _picture(vault: Vault, appid: str, licence: str) -> str:
    try:
        owner, _, key = vault.decrypt(licence).partition(":")
    except ValueError:
        owner, key = "", ""
    if owner != appid:
        raise BadLicence(field="licence")
    return key


class Decisions:
    """Hears what reviewers decided."""

    def __init__(self, house: House) -> None:
        """`house` leads to the account's server."""
        self._house = house

    def certify_at_once(self, session: Session, account: Account) -> None:
        """Both steps without a reviewer; for the sandbox. Raises AlreadyApplied."""
        application = _begin(session, account, Application(account.name, "", "", ""), "")
        self._qualify(session, account, application)
        self._name(session, application)

    def qualification(self, session: Session, subject_id: str, *, passed: bool, reason: str) -> None:
        """The first step: the rights start. The name is the second step."""
        row = repository.of_application(session, subject_id)
        if row is None:
            return
        account = get_account(session, row.appid)
        if not passed:
            repository.move(session, subject_id, "qualifying", state="refused", reason=reason)
            self._failed(session, account, QualificationVerifyFailEvent, reason)
            return
        organization = row.organization
        self._qualify(session, account, subject_id)
        queue(session, "naming", Submission(subject_id, account.appid, account.name, f"{account.name}\n{organization}"))

    def _qualify(self, session: Session, account: Account, application: str) -> None:
        row = repository.of_application(session, application)
        end = rules.end_of(clock.now(), row.expires_at if row else None)
        repository.move(session, application, "qualifying", state="naming", expires_at=end)
        set_certification(session, account.appid, verified=True, named=account.badge)
        payload = {"appid": account.appid, "end": to_micros(end)}
        for kind, due in ((REMIND, end - rules.REMINDER), (EXPIRE, end)):
            enqueue(session, kind, payload, key=f"{account.appid}:{to_micros(end)}", due=due)
        self._push(session, account, QualificationVerifySuccessEvent, end)

    def name(self, session: Session, subject_id: str, *, passed: bool, reason: str) -> None:
        """The second step: the check mark is shown from now on, or the rights stay without it."""
        row = repository.of_application(session, subject_id)
        if row is None:
            return
        if passed:
            self._name(session, subject_id)
        elif repository.move(session, subject_id, "naming", state="unnamed", reason=reason):
            set_certification(session, row.appid, verified=True, named=False)
            self._failed(session, get_account(session, row.appid), NamingVerifyFailEvent, reason)

    def _name(self, session: Session, application: str) -> None:
        row = repository.of_application(session, application)
        if row is None or not repository.move(session, application, "naming", state="certified", reason=""):
            return
        set_certification(session, row.appid, verified=True, named=True)
        self._push(session, get_account(session, row.appid), NamingVerifySuccessEvent, row.expires_at or clock.now())

    def remind(self, session: Session, appid: str, end: datetime) -> None:
        """It ends soon; nothing happens when it was renewed."""
        row = repository.of_account(session, appid)
        if row is None or row.expires_at != end:
            return
        tell(session, appid, "certification.renew", due_at=end)
        self._push(session, get_account(session, appid), RenewEvent, end)

    def expire(self, session: Session, appid: str, end: datetime) -> None:
        """It has ended, and with it the rights; nothing happens when it was renewed."""
        if not repository.expire(session, appid, end):
            return
        set_certification(session, appid, verified=False, named=False)
        tell(session, appid, "certification.expired", due_at=end)
        self._push(session, get_account(session, appid), VerifyExpiredEvent, end)

    def _push(self, session: Session, account: Account, kind: type[RenewEvent], end: datetime) -> None:
        event = kind(
            to_user_name=account.original_id,
            from_user_name=system_openid(account.appid),
            create_time=clock.timestamp(),
            expired_time=int(end.timestamp()),
        )
        self._house.get(Pusher).push_event(session, account.appid, "", event)  # type: ignore[type-abstract]  # a port

    def _failed(self, session: Session, account: Account, kind: type[VerifyFailEvent], reason: str) -> None:
        event = kind(
            to_user_name=account.original_id,
            from_user_name=system_openid(account.appid),
            create_time=clock.timestamp(),
            fail_time=clock.timestamp(),
            fail_reason=reason,
        )
        self._house.get(Pusher).push_event(session, account.appid, "", event)  # type: ignore[type-abstract]  # a port
