"""Tags: what an account calls groups of its followers, and the groups of old on the same tables."""

from teahouse.kit.house import Feature
from teahouse.platform.tags import routes
from teahouse.platform.tags.calls import API
from teahouse.platform.tags.records import Tag
from teahouse.platform.tags.service import adopt, create, has_tag, held, tags

__all__ = ["API", "FEATURE", "Tag", "adopt", "create", "has_tag", "held", "tags"]

FEATURE = Feature(name="tags", routes=routes.ROUTES)
