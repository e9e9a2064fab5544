"""The server of bench.chat: a network as it is, people in pairs of friends, and the peer's plain handler."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from teahouse import network
from teahouse.cli.serve import server
from teahouse.kit import clock, logins, logs, migrations
from teahouse.kit.app import build
from teahouse.kit.db import Base, Session, hint
from teahouse.kit.house import Feature, House
from teahouse.kit.http import post
from teahouse.kit.ids import new_number
from teahouse.kit.logins import Login
from teahouse.kit.settings import Settings
from teahouse.messenger import people
from teahouse.messenger.contacts import Chats
from teahouse.messenger.contacts.service import accept, ask
from teahouse.messenger.conversations import person_conversation


class PeerConversation(Base):
    """The peer's counter."""

    __tablename__ = "peer_conversation"

    id: Mapped[str] = mapped_column(primary_key=True)
    last_seq: Mapped[int]


class PeerMessage(Base):
    """The peer's message."""

    __tablename__ = "peer_message"

    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    msg_id: Mapped[int]
    type: Mapped[str]
    sender_id: Mapped[str] = mapped_column(index=True)
    client_id: Mapped[str] = mapped_column(unique=True)
    content: Mapped[dict[str, Any]]
    sent_at: Mapped[datetime]


class PeerSending(msgspec.Struct):
    """The same body."""

    conversation_id: str
    client_id: str
    type: str
    content: dict[str, Any]


@post("/peer/send")
def peer_send(session: Session, me: Login, data: PeerSending) -> dict[str, Any]:
    """The same work the plain way: the framework's handler, the ORM, a transaction a message."""
    known = session.scalar(select(PeerMessage).where(PeerMessage.client_id == data.client_id))
    conversation = session.get(PeerConversation, data.conversation_id)
    if conversation is None:
        conversation = PeerConversation(id=data.conversation_id, last_seq=0)
        session.add(conversation)
    conversation.last_seq += 1
    row = known or PeerMessage(
        conversation_id=data.conversation_id,
        seq=conversation.last_seq,
        msg_id=new_number(),
        type=data.type,
        sender_id=me.subject_id,
        client_id=data.client_id,
        content=data.content,
        sent_at=clock.now(),
    )
    session.add(row)
    session.flush()
    message = {
        "conversation_id": row.conversation_id,
        "seq": row.seq,
        "msg_id": str(row.msg_id),
        "type": row.type,
        "from": {"kind": "person", "id": row.sender_id},
        "content": row.content,
        "client_id": row.client_id,
        "sent_at": int(row.sent_at.timestamp()),
        "recalled": False,
    }
    for person_id in data.conversation_id.split(":")[1:]:
        hint(session, f"person:{person_id}", {"type": "message", "message": message, "last_seq": row.seq})
    return message


def main(folder: str, port: str, pairs: str) -> None:
    """Make the people, write their logins to people.json, serve."""
    logs.configure("warning", "text")
    house = House.open("network", Settings(data=Path(folder), port=int(port)))
    migrations.upgrade(house.db, "network")
    Base.metadata.create_all(house.db.engine)
    app = build(house, (*network.FEATURES, Feature(name="peer", routes=[peer_send])))
    known = [one for _ in range(int(pairs)) for one in _pair(house)]
    (Path(folder) / "people.json").write_text(json.dumps(known))
    server(house, app).run()


def _pair(house: House) -> list[dict[str, str]]:
    with house.db.transaction() as session:
        ids = [people.create_person(session, nickname="茶客").id for _ in range(2)]
        chats = house.get(Chats)  # type: ignore[type-abstract]  # a port
        request = ask(session, chats, ids[0], ids[1], ("", "id"))
        accept(session, chats, ids[1], request.id, None)
        found = []
        for one in ids:
            login, token = logins.sign_in(session, "phone", one, "bench")
            found.append({"id": one, "token": token, "csrf": login.csrf, "conversation": person_conversation(*ids)})
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
