"""What other rooms get to see of templates."""

from datetime import datetime

from msgspec import Struct

from teahouse.platform.templates.library import CATEGORY, INDUSTRIES


class Template(Struct, frozen=True, kw_only=True):
    """A template of an account, with how its messages ended."""

    appid: str
    template_id: str
    short_id: str
    title: str
    industry: int
    content: str
    example: str
    delivered: int
    blocked: int
    failed: int
    created_at: datetime

    @property
    def classes(self) -> tuple[str, str]:
        """Both classes of its industry; empty for one of a category."""
        return ("", "") if self.industry == CATEGORY else INDUSTRIES[self.industry]


class Choice(Struct, frozen=True):
    """The two industries of an account, and whether the sandbox lets its messages fail."""

    industry1: int
    industry2: int
    changed_month: str
    failing: bool
