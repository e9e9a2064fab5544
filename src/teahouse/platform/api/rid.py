"""Request ids as the platform writes them (reference, 0.2)."""

import secrets

from teahouse.kit import clock


def new_rid() -> str:
    """Three groups of eight hex digits: the time, then chance."""
    chance = secrets.token_hex(8)
    return f"{clock.timestamp() & 0xFFFFFFFF:08x}-{chance[:8]}-{chance[8:]}"
