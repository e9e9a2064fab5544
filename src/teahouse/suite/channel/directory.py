"""Connected accounts by push key, kept in memory until one changes."""

from teahouse.kit.crypto import Vault
from teahouse.kit.db import Database
from teahouse.protocol.crypto import MessageCrypto
from teahouse.suite.channel import repository
from teahouse.suite.channel.inbound import Connected
from teahouse.suite.channel.models import ChannelAccount

TOPIC = "channel"
"""Hinted whenever a connected account changes."""


class Directory:
    """Finds the account of a push. Unknown keys are not remembered, so they cannot fill the memory."""

    def __init__(self, db: Database, vault: Vault) -> None:
        self._db = db
        self._vault = vault
        self._known: dict[str, Connected] = {}
        self._forgotten = 0

    def cached(self, push_key: str) -> Connected | None:
        """The account if it is in memory."""
        return self._known.get(push_key)

    def find(self, push_key: str) -> Connected | None:
        """The account, read from the database when it is not in memory."""
        forgotten = self._forgotten
        with self._db.reading() as session:
            row = repository.account_by_key(session, push_key)
        if row is None:
            return None
        found = connected(row, self._vault)
        if forgotten == self._forgotten:  # else an account has changed in the meantime, perhaps this one
            self._known[push_key] = found
        return found

    def forget(self) -> None:
        """Some account has changed."""
        self._forgotten += 1
        self._known.clear()


def connected(row: ChannelAccount, vault: Vault) -> Connected:
    """The account with its secrets readable, ready to open pushes."""
    crypto = MessageCrypto(row.token, vault.decrypt(row.aes_key), row.appid)
    return Connected(row.brand_id, row.id, row.appid, row.mode, row.token, crypto)  # type: ignore[arg-type]  # a Mode
