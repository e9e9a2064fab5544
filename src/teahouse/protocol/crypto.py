"""Encryption of pushes and replies: AES-256-CBC under the account's EncodingAESKey (reference, 1.3 and 1.4)."""

from __future__ import annotations

import base64
import binascii
import re
from enum import IntEnum
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from teahouse.protocol.errors import ProtocolError
from teahouse.protocol.signature import msg_signature, same
from teahouse.protocol.wire import read_text
from teahouse.protocol.xml import MAX_XML, Plain, Tree, XmlError, build_xml, parse_xml

__all__ = [
    "RANDOM_BYTES",
    "CryptoError",
    "CryptoFault",
    "Envelope",
    "MessageCrypto",
    "build_push_envelope",
    "build_reply_envelope",
    "decode_aes_key",
    "decrypt",
    "encrypt",
    "parse_envelope",
    "with_encrypt",
]

# Each encryption needs this many fresh random bytes.
RANDOM_BYTES = 16
# Padding goes to multiples of 32, though AES has blocks of 16.
_PAD = 32
_BLOCK = 16
_LENGTH = 4
# Some keys in the wild use the whole Base64 alphabet, though the console offers letters and digits.
_KEY = re.compile(r"[A-Za-z0-9+/]{43}", re.ASCII)
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}", re.ASCII)


class CryptoFault(IntEnum):
    """The numbers of Tencent's sample code."""

    SIGNATURE = -40001
    XML = -40002
    SHA = -40003
    AES_KEY = -40004
    APP_ID = -40005
    ENCRYPT = -40006
    DECRYPT = -40007
    BUFFER = -40008
    BASE64_ENCODE = -40009
    BASE64_DECODE = -40010
    XML_BUILD = -40011


class CryptoError(ProtocolError):
    """An envelope that cannot be opened or made; `fault` says why, `reason` is its name in lower case."""

    def __init__(self, fault: CryptoFault, detail: str = "") -> None:
        super().__init__(fault.name.lower(), detail)
        self.fault = fault


class Envelope(NamedTuple):
    """What stands around an encrypted document; a push has no signature of its own, it comes in the query."""

    encrypt: str
    to_user_name: str = ""
    msg_signature: str = ""
    timestamp: str = ""
    nonce: str = ""


def decode_aes_key(encoding_aes_key: str) -> bytes:
    """The 32 bytes of an EncodingAESKey of 43 characters. The last may carry bits that count for nothing."""
    if _KEY.fullmatch(encoding_aes_key) is None:
        raise CryptoError(CryptoFault.AES_KEY, "43 letters and digits expected")
    return base64.b64decode(encoding_aes_key + "=")


def encrypt(message: bytes, key: bytes, app_id: str, random: bytes) -> str:
    """The Base64 of the encrypted message; `random` are 16 fresh random bytes."""
    if len(random) != RANDOM_BYTES:
        raise CryptoError(CryptoFault.ENCRYPT, f"{RANDOM_BYTES} random bytes expected")
    plain = random + len(message).to_bytes(_LENGTH, "big") + message + app_id.encode()
    pad = _PAD - len(plain) % _PAD
    encryptor = _cipher(key).encryptor()
    sealed = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
    return base64.b64encode(sealed).decode()


def decrypt(encrypted: str, key: bytes, app_id: str) -> bytes:
    """The message in an Encrypt. Raises CryptoError, also when it was meant for another app."""
    plain = _unpadded(_decrypted(_from_base64(encrypted), key))
    start = RANDOM_BYTES + _LENGTH
    end = start + int.from_bytes(plain[RANDOM_BYTES:start], "big")
    if len(plain) < start or end > len(plain):
        raise CryptoError(CryptoFault.BUFFER, "shorter than it says")
    if plain[end:] != app_id.encode():
        raise CryptoError(CryptoFault.APP_ID, plain[end:][:40].decode(errors="replace"))
    return plain[start:end]


def _cipher(key: bytes) -> Cipher[modes.CBC]:
    if len(key) != _PAD:
        raise CryptoError(CryptoFault.AES_KEY, "32 bytes expected")
    return Cipher(algorithms.AES(key), modes.CBC(key[:_BLOCK]))


def _from_base64(text: str) -> bytes:
    compact = "".join(text.split())
    try:
        if _BASE64.fullmatch(compact) is None:
            raise CryptoError(CryptoFault.BASE64_DECODE)
        return base64.b64decode(compact)
    except binascii.Error:
        raise CryptoError(CryptoFault.BASE64_DECODE) from None


def _decrypted(sealed: bytes, key: bytes) -> bytes:
    if not sealed or len(sealed) % _BLOCK:
        raise CryptoError(CryptoFault.DECRYPT, f"{len(sealed)} bytes are no whole blocks")
    decryptor = _cipher(key).decryptor()
    return decryptor.update(sealed) + decryptor.finalize()


def _unpadded(plain: bytes) -> bytes:
    pad = plain[-1]
    return plain[:-pad] if 1 <= pad <= _PAD else plain


def build_push_envelope(to_user_name: str, encrypted: str) -> bytes:
    """The body of a push in safe mode."""
    return build_xml([("ToUserName", to_user_name), ("Encrypt", encrypted)])


def with_encrypt(plain: bytes, encrypted: str) -> bytes:
    """The body of a push in compatible mode: a plain document of build_xml with its encrypted form at the end."""
    element = build_xml([("Encrypt", encrypted)])
    return plain.removesuffix(b"</xml>") + element.removeprefix(b"<xml>")


def build_reply_envelope(envelope: Envelope) -> bytes:
    """The body of an encrypted reply."""
    return build_xml(
        [
            ("Encrypt", envelope.encrypt),
            ("MsgSignature", envelope.msg_signature),
            ("TimeStamp", Plain(envelope.timestamp)),
            ("Nonce", envelope.nonce),
        ]
    )


def parse_envelope(body: bytes, limit: int = MAX_XML) -> Envelope:
    """Read an encrypted push or reply. Raises XmlError for what is no document, CryptoError without an Encrypt."""
    tree = parse_xml(body, limit)
    envelope = Envelope(
        encrypt=_field(tree, "Encrypt"),
        to_user_name=_field(tree, "ToUserName"),
        msg_signature=_field(tree, "MsgSignature"),
        timestamp=_field(tree, "TimeStamp"),
        nonce=_field(tree, "Nonce"),
    )
    if not envelope.encrypt:
        raise CryptoError(CryptoFault.XML, "no Encrypt")
    return envelope


def _field(tree: Tree, name: str) -> str:
    try:
        return read_text(tree.get(name, "")).strip()
    except ValueError:
        return ""


class MessageCrypto:
    """One account's token, key and app id, ready to open and seal.

    Pushes and replies travel both ways through it: the platform seals pushes and opens replies, the account's
    server opens pushes and seals replies.
    """

    def __init__(self, token: str, encoding_aes_key: str, app_id: str) -> None:
        self._token = token
        self._key = decode_aes_key(encoding_aes_key)
        self._app_id = app_id

    def encrypt(self, message: bytes, random: bytes) -> str:
        """The Encrypt of a document; `random` are 16 fresh random bytes."""
        return encrypt(message, self._key, self._app_id, random)

    def sign(self, encrypted: str, timestamp: str | int, nonce: str) -> str:
        """The msg_signature of an Encrypt."""
        return msg_signature(self._token, timestamp, nonce, encrypted)

    def open_push(self, body: bytes, signature: str, timestamp: str, nonce: str) -> bytes:
        """The document in a push whose query says so. Raises CryptoError."""
        return self._open(_envelope(body), signature, timestamp, nonce)

    def seal_reply(self, message: bytes, timestamp: str | int, nonce: str, random: bytes) -> bytes:
        """The body of an encrypted reply; `random` are 16 fresh random bytes."""
        encrypted = self.encrypt(message, random)
        signature = self.sign(encrypted, timestamp, nonce)
        return build_reply_envelope(
            Envelope(encrypted, msg_signature=signature, timestamp=str(timestamp), nonce=nonce),
        )

    def open_reply(self, body: bytes) -> bytes:
        """The document in a reply, checked against the signature, time and nonce it carries. Raises CryptoError."""
        envelope = _envelope(body)
        return self._open(envelope, envelope.msg_signature, envelope.timestamp, envelope.nonce)

    def _open(self, envelope: Envelope, signature: str, timestamp: str, nonce: str) -> bytes:
        if not same(signature, self.sign(envelope.encrypt, timestamp, nonce)):
            raise CryptoError(CryptoFault.SIGNATURE)
        return decrypt(envelope.encrypt, self._key, self._app_id)


def _envelope(body: bytes) -> Envelope:
    try:
        return parse_envelope(body)
    except XmlError as error:
        raise CryptoError(CryptoFault.XML, str(error)) from None
