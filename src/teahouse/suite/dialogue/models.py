"""Rules of the robot, and how it hands over."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class Rule(Base):
    """When a follower does this, they are answered so."""

    __tablename__ = "dialogue_rule"
    __table_args__ = (Index(None, "brand_id", "version"),)

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[str]
    """Empty: on every account of the brand."""
    name: Mapped[str]
    trigger: Mapped[str]
    """follow, keyword or menu."""
    match: Mapped[str]
    """Of keywords: equals or contains."""
    keywords: Mapped[list[Any]]
    """Words, or keys of menu buttons."""
    priority: Mapped[int]
    """The higher wins."""
    enabled: Mapped[bool]
    deleted: Mapped[bool] = mapped_column(default=False)
    """Kept for one version, so that running matchers hear of it."""
    answers: Mapped[list[Any]]
    version: Mapped[int]
    """The brand's rules_version at which it last changed."""
    hits: Mapped[int] = mapped_column(default=0)
    """Those counted already; the latest wait in RuleHits."""
    updated_at: Mapped[datetime]


class RuleHits(Base):
    """How often rules answered in one batch of pushes; soon added to the rules.

    A batch meets as many rules as pushes, so that counting there at once would change as many pages again.
    """

    __tablename__ = "dialogue_hits"

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    counts: Mapped[dict[str, Any]]
    """By rule."""


class DialogueSettings(Base):
    """How a brand's robot speaks when no rule fits."""

    __tablename__ = "dialogue_settings"

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    rules_version: Mapped[int] = mapped_column(default=0)
    """Counts up with every change of rules or settings; matchers compare it in every batch."""
    handover_on_no_match: Mapped[bool] = mapped_column(default=True)
    handover_message: Mapped[str]
    away_message: Mapped[str]
    away_from: Mapped[str] = mapped_column(default="")
    """HH:MM in China time; empty: never away."""
    away_to: Mapped[str] = mapped_column(default="")
    default_message: Mapped[str] = mapped_column(default="")


class Article(Base):
    """The page of an article answer that has no link of its own; fans read it at /h5/a/<id>."""

    __tablename__ = "dialogue_article"
    __table_args__ = (Index(None, "id", unique=True), Index(None, "brand_id", "rule_id"))

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    rule_id: Mapped[Id]
    title: Mapped[str]
    image: Mapped[str]
    body: Mapped[str]
    """Clean HTML."""
    views: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime]
