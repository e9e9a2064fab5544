"""Every query about conversations: appending (the hot path), members, reading, events."""
