"""What the reviewers' desk needs of features that stand above it."""

from typing import Literal, Protocol

from teahouse.kit.db import Session
from teahouse.kit.house import House

Kind = Literal["mass_send", "certification", "naming", "migration"]


class Decided(Protocol):
    """Hears the decision on one kind of case, once, in the transaction that makes it."""

    def __call__(self, session: Session, subject_id: str, *, passed: bool, reason: str) -> None:
        """`reason` is empty when it passed. What it raises undoes the decision."""


class Deciders:
    """Who hears the decisions, by kind."""

    def __init__(self) -> None:
        """Nobody yet."""
        self._by_kind: dict[str, Decided] = {}

    def register(self, kind: Kind, decided: Decided) -> None:
        """One for each kind; the latest is it."""
        self._by_kind[kind] = decided

    def tell(self, session: Session, kind: str, subject_id: str, *, passed: bool, reason: str) -> None:
        """Tell whoever asked for this kind."""
        decided = self._by_kind.get(kind)
        if decided is not None:
            decided(session, subject_id, passed=passed, reason=reason)


def on_decision(house: House, kind: Kind, decided: Decided) -> None:
    """Register who hears the decisions on a kind; in the `bind` of a feature listed behind this one."""
    house.get(Deciders).register(kind, decided)
