"""What the platform tells the operators of an account: decisions of its reviewers, what is to run out."""

from teahouse.kit.house import Feature
from teahouse.platform.noticeboard.routes import ROUTES
from teahouse.platform.noticeboard.service import tell

__all__ = ["FEATURE", "tell"]

FEATURE = Feature(name="noticeboard", routes=ROUTES)
