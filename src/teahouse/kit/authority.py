"""A throw-away authority for host names that are not ours, and the one certificate it ever signs.

Whoever trusts it must not be at risk: its key is forgotten as soon as the certificate is signed, and both are good for
the given names only. When the certificate nears its end, or the names change, there is a new authority.
"""

import ipaddress
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from teahouse.kit import clock

_LIFETIME = timedelta(days=397)
_RENEWED_BEFORE = timedelta(days=30)
_SLACK = timedelta(hours=1)
"""Clocks of other programs may be behind ours."""
_LOOPBACK = (x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1")))


class Papers(NamedTuple):
    """Files in PEM: what clients are to trust, and what the server shows."""

    authority: Path
    certificate: Path
    key: Path


def papers(folder: Path, hosts: Sequence[str]) -> Papers:
    """The papers for these hosts and loopback, kept in a folder; made new when they are missing or near their end."""
    found = Papers(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    now = datetime.fromtimestamp(clock.wall_milliseconds() / 1000, UTC)  # the sandbox may not bend it
    if not _are_good(found, hosts, now):
        folder.mkdir(parents=True, exist_ok=True)
        _make(found, hosts, now)
    return found


def _are_good(found: Papers, hosts: Sequence[str], now: datetime) -> bool:
    try:
        authority = x509.load_pem_x509_certificate(found.authority.read_bytes())
        certificate = x509.load_pem_x509_certificate(found.certificate.read_bytes())
        key = load_pem_private_key(found.key.read_bytes(), None)
        certificate.verify_directly_issued_by(authority)
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except Exception:  # noqa: BLE001 - whatever is wrong with them, new ones mend it
        return False
    return (
        certificate.not_valid_after_utc - now > _RENEWED_BEFORE
        and key.public_key() == certificate.public_key()
        and list(names) == _names(hosts)
    )


def _names(hosts: Sequence[str]) -> list[x509.GeneralName]:
    return [*map(x509.DNSName, hosts), *_LOOPBACK]


def _make(wanted: Papers, hosts: Sequence[str], now: datetime) -> None:
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _authority(authority_key, hosts, now)
    certificate = _certificate(key, authority, authority_key, hosts, now)
    _write(wanted.key, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _write(wanted.certificate, certificate.public_bytes(Encoding.PEM))
    _write(wanted.authority, authority.public_bytes(Encoding.PEM))


def _authority(key: ec.EllipticCurvePrivateKey, hosts: Sequence[str], now: datetime) -> x509.Certificate:
    name = _named("Teahouse throw-away CA")
    constraints = x509.NameConstraints(
        [
            *map(x509.DNSName, hosts),
            x509.DNSName("localhost"),
            x509.IPAddress(ipaddress.ip_network("127.0.0.0/8")),
        ],
        None,
    )
    return (
        _begun(name, name, key, now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(constraints, critical=True)
        .sign(key, hashes.SHA256())
    )


def _certificate(
    key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    hosts: Sequence[str],
    now: datetime,
) -> x509.Certificate:
    return (
        _begun(_named("Teahouse"), authority.subject, key, now)
        .add_extension(x509.SubjectAlternativeName(_names(hosts)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLACK)
        .not_valid_after(now + _LIFETIME)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and for the owner's eyes only."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tls-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
