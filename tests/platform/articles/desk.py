"""An author's desk for tests: covers, articles, drafts, publishing."""

from typing import Any

import msgspec

from teahouse.platform.articles import publishing
from tests.platform.materials.samples import picture
from tests.platform.world import Api, World

OK = {"errcode": 0, "errmsg": "ok"}
ADD, GET, DELETE, UPDATE, COUNT, SOME, SWITCH = (
    f"/cgi-bin/draft/{name}" for name in ("add", "get", "delete", "update", "count", "batchget", "switch")
)
SUBMIT, STATE, REMOVE, PUBLISHED, LIST = (
    f"/cgi-bin/freepublish/{name}" for name in ("submit", "get", "delete", "getarticle", "batchget")
)


def cover(api: Api) -> str:
    """The media_id of a permanent picture."""
    media_id: str = api.upload("/cgi-bin/material/add_material", picture(), "cover.jpg", type="image")["media_id"]
    return media_id


def article(api: Api, **fields: object) -> dict[str, Any]:
    """An article that can be published."""
    base = {"title": "春茶上新", "content": "<p>新茶<b>到店</b></p>", "thumb_media_id": cover(api)}
    return base | fields


def draft(api: Api, *articles: dict[str, Any], **fields: object) -> str:
    """The media_id of a new draft."""
    media_id: str = api.post(ADD, {"articles": list(articles) or [article(api, **fields)]})["media_id"]
    return media_id


def finish(world: World) -> None:
    """Perform the jobs that wait, as the runner would."""
    for job in world.rows("job"):
        if job["kind"] == publishing.PUBLISH:
            payload = msgspec.json.decode(job["payload"])
            with world.house.db.transaction() as session:
                publishing.finish(session, world.house, payload["appid"], payload["media_id"])


def publish(world: World, api: Api, media_id: str) -> dict[str, Any]:
    """Publish a draft; what freepublish/get answers, with the msg_data_id."""
    answer = api.post(SUBMIT, {"media_id": media_id})
    assert answer["errcode"] == 0, answer
    finish(world)
    return api.post(STATE, {"publish_id": answer["publish_id"]}) | {"msg_data_id": answer["msg_data_id"]}
