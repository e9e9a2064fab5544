"""Whose calls those of a batch are."""

from teahouse.kit.db import Cursor
from teahouse.platform.accounts import Account, AccountNotFound, Faults, faults_of, get_account
from teahouse.platform.api import tokens
from teahouse.platform.api.request import Request
from teahouse.protocol.errcodes import ApiError


class Callers:
    """Looks up each token and account of a batch once."""

    def __init__(self, cursor: Cursor) -> None:
        """`cursor` of the batch."""
        self._cursor = cursor
        self._owners: dict[str, tuple[Account | None, int]] = {}
        self._claimed: dict[str, Account | None] = {}
        self._faults: dict[str, Faults] = {}

    def identify(self, request: Request) -> None:
        """Set the request's account and faults. Raises ApiError for a token that is not good."""
        code = 0
        if request.endpoint.auth == "access_token":
            request.account, code = self._owner(request.query.get("access_token", ""))
        else:
            request.account = self._of_appid(request.claimed_appid())
        if request.account is not None:  # the inspector shows calls with a dead token too
            request.faults = self._faults_of(request.account.appid)
        if code:
            raise ApiError(code)

    def _owner(self, token: str) -> tuple[Account | None, int]:
        if token not in self._owners:
            self._owners[token] = tokens.owner(self._cursor, token)
        return self._owners[token]

    def _of_appid(self, appid: str) -> Account | None:
        if appid not in self._claimed:
            self._claimed[appid] = _claimed(self._cursor, appid)
        return self._claimed[appid]

    def _faults_of(self, appid: str) -> Faults:
        if appid not in self._faults:
            self._faults[appid] = faults_of(self._cursor, appid)
        return self._faults[appid]


def _claimed(reader: Cursor, appid: str) -> Account | None:
    try:
        return get_account(reader, appid) if appid else None
    except AccountNotFound:
        return None
