"""The numbers of groups and tags (reference, 11.2 and 11.3)."""

__all__ = ["BLACKLIST", "FIRST_TAG", "STAR", "UNGROUPED"]

UNGROUPED, BLACKLIST, STAR = 0, 1, 2
"""The platform's own, which no account can change."""
FIRST_TAG = 100
"""Where the numbers of an account's own tags begin."""
