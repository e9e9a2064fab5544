"""However tags are given, taken, moved and lost, the counts agree with a simple model."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.platform.world import Api, World

_PEOPLE, _TAGS = 3, 3
_act = st.one_of(
    st.tuples(st.sampled_from(["tag", "untag", "move"]), st.integers(0, _PEOPLE - 1), st.integers(0, _TAGS - 1)),
    st.tuples(st.sampled_from(["leave", "follow", "block", "unblock"]), st.integers(0, _PEOPLE - 1), st.just(0)),
    st.tuples(st.just("delete"), st.just(0), st.integers(0, _TAGS - 1)),
)


class _Model:
    """Who follows, who is blocked, and the tags of each in order."""

    def __init__(self) -> None:
        self.following = [True] * _PEOPLE
        self.blocked = [False] * _PEOPLE
        self.tags: list[list[int]] = [[] for _ in range(_PEOPLE)]
        self.gone: set[int] = set()

    def act(self, verb: str, who: int, tag: int) -> None:
        follows, exists, tags = self.following[who], tag not in self.gone, self.tags[who]
        if verb == "tag" and follows and exists and tag not in tags:
            tags.append(tag)
        elif verb == "untag" and tag in tags:
            tags.remove(tag)
        elif verb == "move" and follows and exists:
            tags[:] = [tag]
            self.blocked[who] = False
        elif verb in {"leave", "follow"}:
            self.following[who] = verb == "follow"
            if verb == "leave":
                tags.clear()
        elif verb in {"block", "unblock"}:
            self.blocked[who] = verb == "block"
        elif verb == "delete":
            self.gone.add(tag)
            for each in self.tags:
                each[:] = [one for one in each if one != tag]

    def group(self, who: int) -> int:
        """-2 the blacklist, -1 none, else the first tag."""
        if self.blocked[who]:
            return -2
        return self.tags[who][0] if self.tags[who] else -1


def _perform(world: World, api: Api, who: tuple[str, str], verb: str, number: int) -> None:
    person, openid = who
    members: dict[str, Any] = {"openid_list": [openid]}
    if verb == "tag":
        api.post("/cgi-bin/tags/members/batchtagging", {**members, "tagid": number})
    elif verb == "untag":
        api.post("/cgi-bin/tags/members/batchuntagging", {**members, "tagid": number})
    elif verb == "move":
        api.post("/cgi-bin/groups/members/batchupdate", {**members, "to_groupid": number})
    elif verb == "leave":
        world.unfollow(api, openid)
    elif verb == "follow":
        world.follow(api, person)
    elif verb == "block":
        api.post("/cgi-bin/tags/members/batchblacklist", members)
    elif verb == "unblock":
        api.post("/cgi-bin/tags/members/batchunblacklist", members)
    else:
        api.post("/cgi-bin/tags/delete", {"tag": {"id": number}})


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(_act, max_size=12))
def test_counts_agree(world: World, acts: list[tuple[str, int, int]]) -> None:
    api, model = world.account(), _Model()
    people = [world.person()[0] for _ in range(_PEOPLE)]
    who = [(person, world.follow(api, person)) for person in people]
    numbers = [api.post("/cgi-bin/tags/create", {"tag": {"name": name}})["tag"]["id"] for name in "甲乙丙"]
    for verb, person, tag in acts:
        _perform(world, api, who[person], verb, numbers[tag])
        model.act(verb, person, tag)
    tags = {one["id"]: one["count"] for one in api.get("/cgi-bin/tags/get")["tags"]}
    kept = [tag for tag in range(_TAGS) if tag not in model.gone]
    assert tags == {2: 0} | {numbers[tag]: sum(tag in each for each in model.tags) for tag in kept}
    groups = {one["id"]: one["count"] for one in api.get("/cgi-bin/groups/get")["groups"]}
    mine = [model.group(person) for person in range(_PEOPLE)]
    ungrouped = sum(model.following[person] and mine[person] == -1 for person in range(_PEOPLE))
    assert groups == {0: ungrouped, 1: mine.count(-2), 2: 0} | {numbers[tag]: mine.count(tag) for tag in kept}
    for person, (_, openid) in enumerate(who):
        found = api.post("/cgi-bin/tags/getidlist", {"openid": openid})["tagid_list"]
        assert found == [numbers[tag] for tag in model.tags[person]]
    assert api.post("/cgi-bin/tags/members/getblacklist", {})["total"] == sum(model.blocked)
