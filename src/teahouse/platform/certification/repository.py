"""Every query about certifications."""

from datetime import datetime

from sqlalchemy import case, select, update

from teahouse.kit.db import Session, cursor_of, to_micros
from teahouse.platform.certification.models import CertificationRow
from teahouse.platform.certification.rules import Application


def of_account(session: Session, appid: str) -> CertificationRow | None:
    """An account's."""
    return session.scalar(
        select(CertificationRow).where(CertificationRow.appid == appid).execution_options(populate_existing=True)
    )


def of_application(session: Session, application: str) -> CertificationRow | None:
    """The one a reviewer decides on."""
    wanted = select(CertificationRow).where(CertificationRow.application == application)
    return session.scalar(wanted.execution_options(populate_existing=True))


def apply(session: Session, appid: str, application: str, asked: Application, picture: str, now: datetime) -> bool:
    """A new application; False while another one is reviewed. The end of what the account has stays."""
    return bool(
        cursor_of(session).execute(
            "INSERT INTO account_certification (appid, application, organization, licence_number, contact, phone,"
            " picture, state, reason, applied_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'qualifying', '', ?, NULL)"
            " ON CONFLICT (appid) DO UPDATE SET application = excluded.application,"
            " organization = excluded.organization, licence_number = excluded.licence_number,"
            " contact = excluded.contact, phone = excluded.phone, picture = excluded.picture,"
            " state = excluded.state, reason = '', applied_at = excluded.applied_at"
            " WHERE account_certification.state NOT IN ('qualifying', 'naming')",
            (appid, application, *asked, picture, to_micros(now)),
        )
    )


def move(session: Session, application: str, before: str, **values: object) -> bool:
    """Change an application that stands so; False when it stands otherwise."""
    statement = (
        update(CertificationRow)
        .where(CertificationRow.application == application, CertificationRow.state == before)
        .values(**values)
        .returning(CertificationRow.appid)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(statement) is not None


def expire(session: Session, appid: str, end: datetime) -> bool:
    """The certification that ends then has ended; False when it was renewed. What is reviewed goes on."""
    state = case((CertificationRow.state == "qualifying", "qualifying"), else_="expired")
    statement = (
        update(CertificationRow)
        .where(CertificationRow.appid == appid, CertificationRow.expires_at == end)
        .values(expires_at=None, state=state)
        .returning(CertificationRow.appid)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(statement) is not None
