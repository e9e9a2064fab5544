"""Which account may move into which."""

from typing import Literal, Protocol

from teahouse.platform.migration.errors import PersonsTarget, SameAccount, UncertifiedTarget, WrongName

State = Literal["applied", "moving", "done", "refused", "withdrawn"]
MAX_OPENIDS = 100
"""In one call of changeopenid (reference, 5.7)."""


class Party(Protocol):
    """An account, as far as it matters here."""

    @property
    def appid(self) -> str:
        """Its AppID."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def holder(self) -> Literal["organization", "person"]:
        """Who stands behind it."""

    @property
    def verified(self) -> bool:
        """Whether it is certified."""


def check_pair(source: Party, target: Party) -> None:
    """Raises SameAccount; PersonsTarget: an organization's account moves to organizations only; UncertifiedTarget."""
    if source.appid == target.appid:
        raise SameAccount(field="from_appid")
    if lacks_certificate(target):
        raise UncertifiedTarget
    if source.holder == "organization" and target.holder == "person":
        raise PersonsTarget


def lacks_certificate(target: Party) -> bool:
    """Whether it takes others in only once it is certified."""
    return target.holder == "organization" and not target.verified


def check_name(source: Party, typed: str) -> None:
    """Whoever moves an account types its name, because it does not come back. Raises WrongName."""
    if typed.strip() != source.name:
        raise WrongName(field="name")
