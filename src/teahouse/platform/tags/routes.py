"""Tags over our own HTTP, for operators."""

from teahouse.kit.db import Session
from teahouse.kit.http import delete, get, patch, post
from teahouse.kit.logins import Login
from teahouse.platform.accounts import check_operator
from teahouse.platform.followers import count_followers, follower_items, group_counts
from teahouse.platform.tags import marking, service
from teahouse.platform.tags.marking import Marks
from teahouse.platform.tags.records import Tag
from teahouse.platform.tags.schemas import Marked, MarkWish, TagList, TagName
from teahouse.protocol import BLACKLIST, FIRST_TAG, STAR, UNGROUPED

_MP = "/api/mp/accounts/{appid:str}"


@get(f"{_MP}/tags")
def read_tags(reader: Session, operator: Login, appid: str) -> TagList:
    """All tags, with how many people carry each."""
    check_operator(reader, operator.subject_id, appid)
    tags = service.tags(reader, appid)
    groups = group_counts(reader, appid)
    return TagList(
        items=[tag for tag in tags if tag.id >= FIRST_TAG],
        starred=next(tag.count for tag in tags if tag.id == STAR),
        blacklisted=groups[BLACKLIST],
        untagged=groups[UNGROUPED],
        total=count_followers(reader, appid),
    )


@post(f"{_MP}/tags")
def create_tag(session: Session, operator: Login, appid: str, data: TagName) -> Tag:
    """Make a tag."""
    check_operator(session, operator.subject_id, appid)
    return marking.create(session, appid, data.name)


@patch(f"{_MP}/tags/{{tag_id:int}}", status_code=204)
def rename_tag(session: Session, operator: Login, appid: str, tag_id: int, data: TagName) -> None:
    """Rename a tag."""
    check_operator(session, operator.subject_id, appid)
    marking.rename(session, appid, tag_id, data.name)


@delete(f"{_MP}/tags/{{tag_id:int}}")
def delete_tag(session: Session, operator: Login, appid: str, tag_id: int) -> None:
    """Delete a tag; nobody carries it any more."""
    check_operator(session, operator.subject_id, appid)
    marking.delete(session, appid, tag_id)


@post(f"{_MP}/followers/marks", status_code=200)
def mark_followers(session: Session, operator: Login, appid: str, data: MarkWish) -> Marked:
    """Tag people, star them, put them on the blacklist; or undo that."""
    check_operator(session, operator.subject_id, appid)
    found = marking.mark(session, appid, data.openids, Marks(data.add, data.remove))
    return Marked(follower_items(session, found))


ROUTES = (read_tags, create_tag, rename_tag, delete_tag, mark_followers)
