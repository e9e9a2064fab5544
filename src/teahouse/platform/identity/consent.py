"""Authorisation without a browser: a scripted person opens the address and allows what it asks."""

from urllib.parse import parse_qsl, urlsplit

from teahouse.kit.db import Session
from teahouse.platform.identity import grants
from teahouse.platform.identity.applications import account_application, is_complete
from teahouse.platform.identity.errors import NotAuthorized
from teahouse.platform.identity.rules import FAULTS, asked_in, with_answer

_PATH = "/connect/oauth2/authorize"


def authorize(session: Session, person_id: str, address: str) -> str:
    """Where the person comes back to, with code and state. Raises NotAuthorized where the page would show a fault."""
    parts = urlsplit(address)
    asked = asked_in(dict(parse_qsl(parts.query, keep_blank_values=True)))
    if parts.path != _PATH or not is_complete(asked):
        raise NotAuthorized(field="url")
    app = account_application(session, asked)
    if isinstance(app, int):
        raise NotAuthorized(field="url", text=FAULTS[app])
    return with_answer(asked.redirect_uri, grants.issue_code(session, asked.appid, person_id, asked.scope), asked.state)
