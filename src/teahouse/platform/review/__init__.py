"""The platform's reviewers: what accounts send is held when it has a forbidden word, and a person decides.

`submit` asks before something leaves; whoever asked hears the decision by what it registered with `on_decision`.
"""

from teahouse.kit.house import Feature, House
from teahouse.platform.review.ports import Decided, Deciders, on_decision
from teahouse.platform.review.routes import ROUTES
from teahouse.platform.review.rules import checked_reason
from teahouse.platform.review.service import Submission, check_reviewer, queue, submit, withdraw

__all__ = [
    "FEATURE",
    "Decided",
    "Submission",
    "check_reviewer",
    "checked_reason",
    "on_decision",
    "queue",
    "submit",
    "withdraw",
]


def _bind(house: House) -> None:
    house.bind(Deciders, Deciders())


FEATURE = Feature(name="review", routes=ROUTES, bind=_bind)
