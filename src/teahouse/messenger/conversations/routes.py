"""Conversations' own API; sending and the socket are in endpoint.py and socket.py."""

from typing import Annotated, Any

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, Parameter

from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, patch, post, put
from teahouse.kit.logins import Login
from teahouse.messenger.conversations import reading, service
from teahouse.messenger.conversations.errors import ConversationNotFound
from teahouse.messenger.conversations.ports import AccountDesk
from teahouse.messenger.conversations.schemas import (
    ConversationChange,
    ConversationOut,
    MessageOut,
    Page,
    SeqIn,
    StoredFile,
    SyncOut,
    conversation_out,
    message_out,
)
from teahouse.messenger.conversations.uploads import WrongKind, upload_of

_LARGEST_SEQ = 2**62
_HOUR = 3600

Seq = Annotated[int, Parameter(ge=0, le=_LARGEST_SEQ)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/api/phone/sync")
def sync(reader: Session, house: House, me: Login, token: str = "") -> SyncOut:
    """What changed since the token."""
    changes = reading.sync(reader, _desk(house), me.subject_id, token)
    return SyncOut(
        token=changes.token,
        resync=changes.resync,
        conversations=[conversation_out(view) for view in changes.views],
        events=changes.events,
        more=changes.more,
    )


@get("/api/phone/conversations/{conversation_id:str}")
def read_conversation(session: Session, house: House, me: Login, conversation_id: str) -> ConversationOut:
    """One conversation; an empty one is made when the other side may be written to."""
    with house.db.reading() as reader:  # hardly ever must be written: do not wait for the write lock
        try:
            return conversation_out(reading.view(reader, _desk(house), me.subject_id, conversation_id))
        except ConversationNotFound:
            pass
    service.begin(session, _desk(house), me.subject_id, conversation_id)
    return conversation_out(reading.view(session, _desk(house), me.subject_id, conversation_id))


@get("/api/phone/conversations/{conversation_id:str}/messages")
def read_messages(
    reader: Session,
    me: Login,
    conversation_id: str,
    after: Seq | None = None,
    before: Seq | None = None,
    limit: Limit = 50,
) -> Page:
    """A page of messages."""
    found, more = reading.page(reader, me.subject_id, conversation_id, after=after, before=before, limit=limit)
    return Page([message_out(one) for one in found], more)


@post("/api/phone/conversations/{conversation_id:str}/recall")
def recall(session: Session, me: Login, conversation_id: str, data: SeqIn) -> MessageOut:
    """Recall an own message."""
    return message_out(service.recall(session, me.subject_id, conversation_id, _bounded(data.seq)))


@delete("/api/phone/conversations/{conversation_id:str}/messages/{seq:int}")
def delete_message(session: Session, me: Login, conversation_id: str, seq: int) -> None:
    """Delete a message for oneself."""
    service.delete(session, me.subject_id, conversation_id, _bounded(seq))


@put("/api/phone/conversations/{conversation_id:str}/read", status_code=204)
def read_up_to(session: Session, me: Login, conversation_id: str, data: SeqIn) -> None:
    """Everything up to a message is read."""
    service.read(session, me.subject_id, conversation_id, _bounded(data.seq))


@patch("/api/phone/conversations/{conversation_id:str}")
def change_conversation(
    session: Session, house: House, me: Login, conversation_id: str, data: ConversationChange
) -> ConversationOut:
    """Mute, pin."""
    service.change(session, me.subject_id, conversation_id, muted=data.muted, pinned=data.pinned)
    return conversation_out(reading.view(session, _desk(house), me.subject_id, conversation_id))


@delete("/api/phone/conversations/{conversation_id:str}")
def clear_conversation(session: Session, me: Login, conversation_id: str) -> None:
    """Clear it, and take it from the list."""
    service.clear(session, me.subject_id, conversation_id)


@post("/api/phone/files")
def upload_file(session: Session, house: House, me: Login, data: Upload) -> StoredFile:
    """Upload a picture, a voice recording or a video to send it."""
    house.limits.hit(f"files:{me.subject_id}", 300, _HOUR)
    file, kind = data.get("file"), data.get("kind")
    if not isinstance(file, UploadFile):
        raise Invalid(field="file")
    if kind not in {"image", "voice", "video"}:
        raise WrongKind(field="kind")
    upload = upload_of(house.files, me.subject_id, kind, file.file.read())
    session.add(upload)
    return StoredFile(upload.key, f"/files/{upload.key}", upload.width, upload.height, upload.content_type)


def _bounded(seq: int) -> int:
    return max(0, min(seq, _LARGEST_SEQ))


def _desk(house: House) -> AccountDesk:
    return house.get(AccountDesk)  # type: ignore[type-abstract]  # a port
