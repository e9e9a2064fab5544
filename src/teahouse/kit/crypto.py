"""Secrets at rest and passwords."""

import os
from functools import cache
from pathlib import Path

import argon2
from cryptography.fernet import Fernet, InvalidToken

_KEY_FILE = "secret.key"


class Vault:
    """Encrypts secrets before they are stored. The key is a file beside the data, made at first start."""

    def __init__(self, key: bytes) -> None:
        """`key` as made by Fernet.generate_key()."""
        self._fernet = Fernet(key)

    @classmethod
    def open(cls, folder: Path) -> "Vault":
        """The vault of a data folder; `TEAHOUSE_SECRET_KEY` wins over the file, for several servers."""
        given = os.environ.get("TEAHOUSE_SECRET_KEY")
        return cls(given.encode() if given else _key_of(folder / _KEY_FILE))

    def encrypt(self, secret: str) -> str:
        """The secret as an opaque text that `decrypt` reads."""
        return self._fernet.encrypt(secret.encode()).decode()

    def decrypt(self, token: str) -> str:
        """The secret again. Raises ValueError when it was encrypted with another key."""
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken as error:
            message = f"a stored secret cannot be read with this key; was {_KEY_FILE} replaced?"
            raise ValueError(message) from error


def _key_of(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes().strip()
    with os.fdopen(descriptor, "wb") as file:
        key = Fernet.generate_key()
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key


@cache
def _hasher() -> argon2.PasswordHasher:
    return argon2.PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    """Argon2id, with OWASP's least parameters (19 MiB, two passes)."""
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
