"""What other features know of an account."""

from typing import Literal

import msgspec

from teahouse.kit.crypto import Vault
from teahouse.protocol.powers import AccountKind

AccountType = Literal["service", "subscription"]
Holder = Literal["organization", "person"]
Ending = Literal["", "idle", "rules", "moved"]
Mode = Literal["plain", "compatible", "safe"]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An official account. Its token and AES key are opened only where they are needed."""

    appid: str
    original_id: str
    """gh_..., the account's name in pushes and replies."""
    wechat_id: str
    name: str
    type: AccountType
    verified: bool
    """Has the rights of a certified account."""
    named: bool
    """Its name is certified too."""
    holder: Holder
    ended_for: Ending
    """Why it ended; empty while it lives."""
    introduction: str
    avatar: str | None
    """Key of a stored file."""
    server_url: str
    mode: Mode
    server_enabled: bool
    """Developer mode: pushes go to the server."""
    autoreply_enabled: bool
    """Edit mode: the platform answers by itself. Never together with a server."""
    sealed_token: str
    sealed_aes_key: str
    created_at: int

    @property
    def kind(self) -> AccountKind:
        """Type and certification together, as the matrix of powers has it."""
        return AccountKind.of(self.type, verified=self.verified)

    @property
    def badge(self) -> bool:
        """Whether people see the check mark."""
        return self.verified and self.named

    def server_token(self, vault: Vault) -> str:
        """The token that signs pushes."""
        return vault.decrypt(self.sealed_token)

    def aes_key(self, vault: Vault) -> str:
        """The EncodingAESKey: 43 characters."""
        return vault.decrypt(self.sealed_aes_key)


class ServerConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how pushes are to go."""

    url: str
    token: str
    aes_key: str
    mode: Mode


class Faults(msgspec.Struct, frozen=True, kw_only=True):
    """Faults of an account that are on; `until` in Unix seconds, None for no end."""

    timeout: bool = False
    """Answers to pushes come too late; API calls take five seconds and then say "system error"."""
    status: int | None = None
    """Answers to pushes, and to API calls, have this HTTP status."""
    double_push: bool = False
    """Each push is delivered twice."""
    expire_token: bool = False
    """Tokens issued before it was switched on have expired."""
    drop: bool = False
    """Pushes are lost on their way."""
    out_of_order: bool = False
    """A push waits until the one behind it has been delivered, at most two seconds."""
    quota: bool = False
    """Calls that have a daily quota say that it is used up."""
    wrong_media: bool = False
    """No media_id stands for anything."""
    until: int | None = None


NO_FAULTS = Faults()
