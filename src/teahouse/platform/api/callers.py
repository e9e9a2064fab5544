"""Whose calls those of a batch are."""

from collections.abc import Sequence
from datetime import datetime

from teahouse.kit import clock
from teahouse.kit.db import Cursor
from teahouse.platform.accounts import NO_FAULTS, accounts, faults_by_account, token_fault_since
from teahouse.platform.api import rules, tokens
from teahouse.platform.api.repository import TokenState
from teahouse.platform.api.request import Request


def identify(cursor: Cursor, requests: Sequence[Request]) -> list[int]:
    """Set the requests' accounts and faults. For each 0, or why its token is not good: 41001, 40001, 42001, 40013."""
    states = tokens.states(cursor, {request.access_token for request in requests if request.access_token})
    claims = [_claim(request, states) for request in requests]
    known = accounts(cursor, filter(None, claims))
    faults = faults_by_account(cursor, known)
    expired = {appid: token_fault_since(cursor, appid) for appid, found in faults.items() if found.expire_token}
    now = clock.now()
    for request, appid in zip(requests, claims, strict=True):  # the inspector shows calls with a dead token too
        request.account, request.faults = known.get(appid), faults.get(appid, NO_FAULTS)
    return [_fault(request, states.get(request.access_token), expired, now) for request in requests]


def _claim(request: Request, states: dict[str, TokenState]) -> str:
    """The appid; it proves nothing where there is no token, the handler checks."""
    if not request.needs_token:
        return request.claimed_appid()
    state = states.get(request.access_token)
    return state.appid if state else ""


def _fault(request: Request, state: TokenState | None, expired: dict[str, datetime | None], now: datetime) -> int:
    if not request.needs_token:
        return 0
    if not request.access_token:
        return 41001
    if state is None or request.account is None:
        return 40001
    if request.account.ended_for:
        return 40013
    return rules.token_fault(
        now,
        issued_at=state.issued_at,
        expires_at=state.expires_at,
        replaced_at=state.replaced_at,
        expired_by_fault_at=expired.get(state.appid),
    )
