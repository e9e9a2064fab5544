"""People: what they do with an account, and what they read."""

import base64
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teahouse.testing.sandbox import Sandbox

if TYPE_CHECKING:
    from teahouse.testing.accounts import Account

WAIT = 5.0
"""Seconds an act waits for the first reply, as long as WeChat itself."""
Media = bytes | str | PathLike[str]


@dataclass(frozen=True)
class Message:
    """A message of a conversation; `sender` is person, account or system, `content` a text or an object."""

    seq: int
    msg_id: str
    type: str
    sender: str
    content: str | dict[str, Any]
    time: int

    @property
    def text(self) -> str:
        """The words of a text, the titles of a news message; of other types its type in brackets."""
        if isinstance(self.content, str):
            return self.content
        titles = [str(article.get("title", "")) for article in self.content.get("articles", ())]
        return "\n".join(titles) or str(self.content.get("code") or f"[{self.type}]")

    def __str__(self) -> str:
        """Its words."""
        return self.text

    def __eq__(self, other: object) -> bool:
        """Equal to its words, so that `follower.send("a") == ["b"]` reads as it is meant."""
        if isinstance(other, str):
            return self.type == "text" and self.content == other
        if isinstance(other, Message):
            return (self.seq, self.msg_id) == (other.seq, other.msg_id)
        return NotImplemented

    def __hash__(self) -> int:
        """As of its words, as it is equal to them."""
        return hash(self.content if isinstance(self.content, str) else self.msg_id)


def read_message(item: dict[str, Any]) -> Message:
    """A message as the sandbox has it."""
    known = ("seq", "msg_id", "type", "content", "time")
    return Message(sender=item["from"], **{name: item[name] for name in known})


class Person:
    """A person with a phone."""

    def __init__(self, sandbox: Sandbox, made: dict[str, Any], nickname: str) -> None:
        """As the sandbox made them."""
        self._sandbox = sandbox
        self.id: str = made["person_id"]
        self.sign_in_url: str = made["sign_in_url"]
        """Opens the phone in a browser as this person, once."""
        self.nickname = nickname

    def follow(self, account: "Account", scene: str | int | None = None) -> "Follower":
        """Follow an account, through the code of a scene when one is given."""
        path = f"people/{self.id}/follow"
        openid = self._sandbox.post(path, appid=account.appid, scene=scene)["openid"]
        return Follower(self._sandbox, self, account, openid)

    def authorize(self, url: str) -> str:
        """Open an address of OAuth and allow what it asks; the address to come back to, with the code."""
        return str(self._sandbox.post(f"people/{self.id}/authorize", url=url)["redirect_url"])

    def scan(self, account: "Account", scene: str | int) -> bool:
        """Scan the code of a scene, without following; whether the account heard of it."""
        path = f"people/{self.id}/scan"
        return bool(self._sandbox.post(path, appid=account.appid, scene=scene)["scanned"])


class Follower:
    """A person in the chat with an account. Every act answers with what came back within `wait` seconds."""

    def __init__(self, sandbox: Sandbox, person: Person, account: "Account", openid: str) -> None:
        """The person follows the account, or did."""
        self._sandbox = sandbox
        self.person = person
        self.account = account
        self.openid = openid

    def send(self, text: str, *, wait: float = WAIT) -> list[Message]:
        """Send a text."""
        return self._send(wait, type="text", content=text)

    def send_image(self, image: Media | None = None, *, wait: float = WAIT) -> list[Message]:
        """Send a picture: its bytes, or the path of a file; a small one is made when there is none."""
        return self._send(wait, type="image", media=_encoded(image))

    def send_voice(
        self, voice: Media | None = None, *, recognition: str | None = None, wait: float = WAIT
    ) -> list[Message]:
        """Say something; `recognition` is what the platform understood."""
        return self._send(wait, type="voice", media=_encoded(voice), recognition=recognition)

    def send_video(self, video: Media | None = None, *, short: bool = False, wait: float = WAIT) -> list[Message]:
        """Send a video, or a short one as filmed inside the chat."""
        return self._send(wait, type="shortvideo" if short else "video", media=_encoded(video))

    def send_location(
        self, latitude: float, longitude: float, label: str = "", *, scale: int = 16, wait: float = WAIT
    ) -> list[Message]:
        """Send a place; degrees."""
        place = {"latitude": latitude, "longitude": longitude, "label": label, "scale": scale}
        return self._send(wait, type="location", location=place)

    def enter(
        self,
        latitude: float | None = None,
        longitude: float | None = None,
        *,
        precision: float = 30,
        allow: bool | None = None,
    ) -> bool:
        """Open the chat, at a place in degrees and metres; whether the account learns it. `allow=False` refuses."""
        place = {"latitude": latitude, "longitude": longitude, "precision": precision, "allow": allow}
        return bool(self._act("enter", **place)["reported"])

    def send_link(self, url: str, title: str = "", description: str = "", *, wait: float = WAIT) -> list[Message]:
        """Share a page."""
        return self._send(wait, type="link", link={"url": url, "title": title, "description": description})

    def click(self, key: str, *, scan_text: str | None = None, wait: float = WAIT) -> list[Message]:
        """Click a button of the menu by its key; `scan_text` is what a scanning button finds."""
        return self._replies(self._act("click", key=key, scan_text=scan_text, wait=wait))

    def open(self, url: str) -> str | None:
        """Click a button that opens a page, by its URL; the URL that the phone opens."""
        opened: str | None = self._act("click", key=url)["open_url"]
        return opened

    def scan(self, scene: str | int, *, wait: float = WAIT) -> list[Message]:
        """Scan the code of a scene."""
        return self._replies(self._act("scan", scene=scene, wait=wait))

    def subscribe(self, *templates: str, accept: bool = True) -> dict[str, str]:
        """Answer a question about subscription notifications; accept or reject for each template."""
        accepted = list(templates) if accept else []
        said: dict[str, str] = self._act("subscribe", templates=list(templates), accept=accepted)["said"]
        return said

    def unfollow(self) -> None:
        """Leave."""
        self._act("unfollow")

    def inbox(self, *, after: int = 0) -> list[Message]:
        """The conversation as the phone has it, own messages included, from behind a `seq`."""
        found: list[Message] = []
        mark: int | None = after
        while mark is not None:
            page = self._sandbox.get(f"people/{self.person.id}/inbox", appid=self.account.appid, after=mark)
            found += map(read_message, page["items"])
            mark = page["next"]
        return found

    def replies(self, *, after: int = 0) -> list[Message]:
        """What the account said."""
        return [message for message in self.inbox(after=after) if message.sender == "account"]

    def _send(self, wait: float, **message: object) -> list[Message]:
        return self._replies(self._act("send", wait=wait, **message))

    def _act(self, verb: str, **details: object) -> Any:  # noqa: ANN401 - JSON
        return self._sandbox.post(f"people/{self.person.id}/{verb}", appid=self.account.appid, **details)

    @staticmethod
    def _replies(answer: dict[str, Any]) -> list[Message]:
        return [read_message(item) for item in answer["replies"]]


def _encoded(media: Media | None) -> str | None:
    if media is None:
        return None
    data = media if isinstance(media, bytes) else Path(media).read_bytes()
    return base64.b64encode(data).decode()
