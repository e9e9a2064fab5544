"""Who may reach whom."""

from typing import Literal

from teahouse.kit.errors import Invalid, Text

GREETING_LENGTH = 50
REMARK_LENGTH = 32

Standing = Literal["friends", "not_friend", "blocked"]
Relation = Literal["self", "friend", "pending_out", "pending_in", "none", "blocked"]


def standing(*, sender_holds: bool, receiver_holds: bool, receiver_blocks: bool) -> Standing:
    """Whether messages arrive: both hold each other, and the receiver has not blocked the sender."""
    if not (sender_holds and receiver_holds):
        return "not_friend"
    return "blocked" if receiver_blocks else "friends"


def relation(*, friend: bool, blocked: bool, asked: bool, was_asked: bool) -> Relation:
    """How the viewer stands to another: from the viewer's own side only, so that nothing of the other's shows."""
    if blocked:
        return "blocked"
    if friend:
        return "friend"
    if was_asked:
        return "pending_in"
    return "pending_out" if asked else "none"


def clean_greeting(text: str) -> str:
    """At most 50 characters. Raises Invalid."""
    greeting = text.strip()
    if len(greeting) > GREETING_LENGTH:
        raise Invalid(
            field="greeting",
            text=Text("打招呼内容最多 {n} 个字", "A greeting has at most {n} characters"),
            n=GREETING_LENGTH,
        )
    return greeting


def clean_remark(text: str) -> str | None:
    """At most 32 characters; an empty one removes it. Raises Invalid."""
    remark = text.strip()
    if len(remark) > REMARK_LENGTH:
        raise Invalid(
            field="remark",
            text=Text("备注最多 {n} 个字", "A remark has at most {n} characters"),
            n=REMARK_LENGTH,
        )
    return remark or None
