"""Secrets at rest and passwords."""

import hashlib
import hmac
import os
import tempfile
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import argon2
from cryptography.fernet import Fernet, InvalidToken

from teahouse.kit.settings import SettingsError

_KEY_FILE = "secret.key"
_REMEMBERED = 256
"""Secrets that were opened last: hot paths open the same few again and again."""


class Vault:
    """Encrypts secrets before they are stored. The key is a file beside the data, made at first start."""

    def __init__(self, key: bytes) -> None:
        """`key` as made by Fernet.generate_key()."""
        self._fernet = Fernet(key)
        self._opened = lru_cache(maxsize=_REMEMBERED)(self._open)
        self._digest_key = hashlib.sha256(b"digest:" + key).digest()

    @classmethod
    def open(cls, folder: Path) -> "Vault":
        """The vault of a data folder; `TEAHOUSE_SECRET_KEY` wins over the file, for several servers.

        Raises SettingsError when the key is none.
        """
        given = os.environ.get("TEAHOUSE_SECRET_KEY")
        try:
            return cls(given.encode() if given else _key_of(folder / _KEY_FILE))
        except ValueError:
            where = "TEAHOUSE_SECRET_KEY" if given else str(folder / _KEY_FILE)
            raise SettingsError([f"{where} is wrong: a key is 32 bytes in URL-safe base64"]) from None

    def encrypt(self, secret: str) -> str:
        """The secret as an opaque text that `decrypt` reads."""
        return self._fernet.encrypt(secret.encode()).decode()

    def digest(self, text: str) -> str:
        """The same text has the same digest, and nobody without the key finds the text by trying: for looking up."""
        return hmac.new(self._digest_key, text.encode(), hashlib.sha256).hexdigest()

    def decrypt(self, token: str) -> str:
        """The secret again. Raises ValueError when it was encrypted with another key."""
        return self._opened(token)

    def _open(self, token: str) -> str:
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken as error:
            message = f"a stored secret cannot be read with this key; was {_KEY_FILE} replaced?"
            raise ValueError(message) from error


def _key_of(path: Path) -> bytes:
    if not path.exists():
        _make_key(path)
    return path.read_bytes().strip()


def _make_key(path: Path) -> None:
    """The file appears whole or not at all; of two processes that start together one makes it, both read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f"{_KEY_FILE}.", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()


class Cost(NamedTuple):
    """What a password costs whoever tries it."""

    passes: int
    kibibytes: int


cost = Cost(passes=2, kibibytes=19_456)
"""OWASP's least for Argon2id."""


@cache
def _hasher() -> argon2.PasswordHasher:
    return argon2.PasswordHasher(time_cost=cost.passes, memory_cost=cost.kibibytes, parallelism=1)


def hash_password(password: str) -> str:
    """Argon2id."""
    return _hasher().hash(password)


def verify_password(stored: str | None, password: str) -> bool:
    """Whether it is the password; without a stored one it takes as long and is False."""
    try:
        _hasher().verify(stored or _nobody(), password)
    except argon2.exceptions.VerificationError:
        return False
    return stored is not None


@cache
def _nobody() -> str:
    return hash_password("nobody has this password")
