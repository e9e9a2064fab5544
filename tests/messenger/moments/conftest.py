"""The world of the platform's tests does for moments too."""

from tests.platform.conftest import served_world, world

__all__ = ["served_world", "world"]
