"""Decisions of the door: does a token live, how are quotas shared out, what may be logged."""

import re
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode

TOKEN_LIFETIME = timedelta(seconds=7200)
OVERLAP = timedelta(minutes=5)
"""How long a token lives on after a newer one was issued."""
LOGGED_BYTES = 16 * 1024
_MASKED = {"access_token", "secret", "appsecret", "component_access_token", "refresh_token"}
_SECRETS = re.compile(r'("(?:access_token|secret|appsecret)"\s*:\s*")([^"]*)(")')
_SHOWN = 4


def token_fault(
    now: datetime,
    *,
    issued_at: datetime,
    expires_at: datetime,
    replaced_at: datetime | None,
    expired_by_fault_at: datetime | None,
) -> int:
    """0 for a token that lives, else 40001 when a newer one took its place, 42001 when it timed out."""
    if replaced_at is not None and now >= replaced_at + OVERLAP:
        return 40001
    if now >= expires_at or (expired_by_fault_at is not None and issued_at <= expired_by_fault_at):
        return 42001
    return 0


def block_size(limit: int) -> int:
    """How many calls a process takes from a quota at once: one where every call counts, else a hundredth."""
    return limit // 100 if limit >= 1000 else 1  # noqa: PLR2004


def masked_query(query: str) -> str:
    """The query string for the log: of secrets only the last signs."""
    if "%" not in query and "+" not in query:
        return "&".join([_masked_pair(pair) for pair in query.split("&")])
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, masked(value) if name in _MASKED else value) for name, value in pairs])


def _masked_pair(pair: str) -> str:
    name, equals, value = pair.partition("=")
    return f"{name}={masked(value)}" if equals and name in _MASKED else pair


def masked(secret: str) -> str:
    """Enough of a secret to recognise it."""
    return f"***{secret[-_SHOWN:]}" if len(secret) > 2 * _SHOWN else "***"


def logged_body(body: bytes) -> str:
    """A body for the log: text without secrets, cut; of anything else the size."""
    if not body:
        return ""
    try:
        text = body[:LOGGED_BYTES].decode("utf-8", "strict" if len(body) <= LOGGED_BYTES else "ignore")
    except UnicodeDecodeError:
        return f"({len(body)} bytes)"
    if "\0" in text or text.startswith("--") or "\r\n\r\n" in text[:2000]:
        return f"({len(body)} bytes)"
    if 'secret"' in text or 'token"' in text:
        text = _SECRETS.sub(lambda found: found[1] + masked(found[2]) + found[3], text)
    return text if len(body) <= LOGGED_BYTES else f"{text}… ({len(body)} bytes)"
