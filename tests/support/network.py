"""Tests speak to this machine only: other addresses are refused, names but localhost do not resolve."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

_REAL_CONNECT = socket.socket.connect
_REAL_CONNECT_EX = socket.socket.connect_ex
_REAL_GETADDRINFO = socket.getaddrinfo


class OutsideAddressError(OSError):
    """A test tried to reach another machine."""


def is_here(host: object) -> bool:
    """Whether a host as given to the socket module is this machine. Empty and None mean any local address."""
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _check(connection: socket.socket, address: Any) -> None:  # noqa: ANN401 - as the socket module types it
    if connection.family in {socket.AF_INET, socket.AF_INET6} and not is_here(address[0]):
        raise OutsideAddressError(f"a test may only connect to loopback, not to {address[0]}")


def _connect(self: socket.socket, address: Any) -> None:  # noqa: ANN401
    _check(self, address)
    _REAL_CONNECT(self, address)


def _connect_ex(self: socket.socket, address: Any) -> int:  # noqa: ANN401
    _check(self, address)
    return _REAL_CONNECT_EX(self, address)


def _getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
    if not is_here(host):
        try:
            ipaddress.ip_address(host)
        except ValueError:
            raise socket.gaierror(socket.EAI_NONAME, f"{host} does not resolve in tests") from None
    return _REAL_GETADDRINFO(host, *args, **kwargs)


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """Guards the whole session, in every worker."""
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _connect)
    patch.setattr(socket.socket, "connect_ex", _connect_ex)
    patch.setattr(socket, "getaddrinfo", _getaddrinfo)
    yield
    patch.undo()
