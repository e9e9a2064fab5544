"""What mass sends need of a feature above them."""

from typing import Protocol

from teahouse.kit.db import Session


class Review(Protocol):
    """Looks at what is about to leave."""

    def submit(self, session: Session, *, subject_id: str, appid: str, title: str, text: str) -> bool:
        """True when it may leave at once; False when a person must look first, who then calls `decided`."""
