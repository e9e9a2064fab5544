"""What other rooms get to see of subscription notifications."""

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

Said = Literal["accept", "reject"]
"""A person's answer for one template, as events carry it."""
Kept = Literal["", "accept", "reject"]
"""An answer that stands; empty while the person is asked each time."""


class NoticeTemplate(Struct, frozen=True, kw_only=True):
    """A template of an account; the counts are of answers and of messages sent."""

    appid: str
    template_id: str
    tid: int
    kids: str
    title: str
    type: int
    content: str
    example: str
    choices: dict[str, Any]
    scene: str
    accepted: int
    refused: int
    sent: int
    created_at: datetime


class Consent(Struct, frozen=True):
    """What a person said about a template: see models.NoticeConsentRow."""

    template_id: str
    credit: int
    allowed: bool
    kept: Kept
