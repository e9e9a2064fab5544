"""The hint "typing" ends by itself."""

from typing import Any

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.messenger.conversations import account_conversation, show_typing
from teahouse.platform.followers import is_typing


def end_typing(house: House, session: Session, payload: dict[str, Any]) -> None:
    """Hide the hint, unless it was shown anew since."""
    appid, person_id = payload["appid"], payload["person_id"]
    if not is_typing(session, appid, payload["openid"]):
        show_typing(house.bus, person_id, account_conversation(appid, person_id), on=False)
