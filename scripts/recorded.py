"""Where an answer of ours differs from a recorded one, and why; printed into docs/compatibility.md."""

from typing import NamedTuple


class Deviation(NamedTuple):
    """Places in the answers of a path; one that ends with * stands for all that begin so.

    `how` is "only here", "only recorded", or the recorded types and ours.
    """

    path: str
    how: str
    places: tuple[str, ...]
    why: str

    def covering(self, path: str, place: str, how: str) -> set[str]:
        """Which of its places explain that difference."""
        if (self.path, self.how) != (path, how):
            return set()
        return {one for one in self.places if place == one or (one[-1] == "*" and place.startswith(one[:-1]))}


_NEWER = "the record is older than that"
_ARTICLE = ("article_type", "thumb_url")
_TIMES = ("create_time", "update_time")

DEVIATIONS: tuple[Deviation, ...] = (
    Deviation(
        "/cgi-bin/draft/batchget",
        "only here",
        tuple(f"item[].content.{name}" for name in (*_TIMES, *(f"news_item[].{name}" for name in _ARTICLE))),
        _NEWER,
    ),
    Deviation("/cgi-bin/draft/get", "only here", (*_TIMES, *(f"news_item[].{name}" for name in _ARTICLE)), _NEWER),
    Deviation(
        "/cgi-bin/freepublish/getarticle",
        "only here",
        (*_TIMES, *(f"news_item[].{name}" for name in _ARTICLE)),
        _NEWER,
    ),
    Deviation("/cgi-bin/freepublish/submit", "only here", ("msg_data_id",), _NEWER),
    Deviation(
        "/cgi-bin/get_current_selfmenu_info",
        "only recorded",
        ("selfmenu_info.button[].sub_button.list[].news_info",),
        "no button leads to articles here",
    ),
    Deviation(
        "/cgi-bin/material/batchget_material",
        "only here",
        tuple(
            f"item[].content.news_item[].{name}" for name in (*_ARTICLE, "need_open_comment", "only_fans_can_comment")
        ),
        _NEWER,
    ),
    Deviation(
        "/cgi-bin/user/info",
        "only here",
        ("groupid", "qr_scene", "qr_scene_str", "remark", "subscribe_scene", "tagid_list"),
        _NEWER,
    ),
    Deviation(
        "/customservice/kfsession/getsession",
        "only here",
        ("errcode", "errmsg"),
        "real answers have them, though documents do not",
    ),
    Deviation(
        "/customservice/msgrecord/getmsglist",
        "only here",
        ("msgid", "number"),
        "the record is in the form of the older getrecord",
    ),
    Deviation(
        "/datacube/getarticletotal",
        "only here",
        ("list[].details[].int_page_from_*", "list[].details[].feed_share_from_*"),
        _NEWER,
    ),
    *(
        Deviation("/datacube/getinterfacesummaryhour", how, (f"list[].{name}",), "a slip in that document")
        for name, how in (("max_time_cost", "only here"), ("max_time_count", "only recorded"))
    ),
    Deviation("/sns/oauth2/access_token", "only here", ("unionid",), "only of accounts with a website application"),
    Deviation("/sns/userinfo", "only here", ("language",), "real answers have it, empty, though documents do not"),
    Deviation("/sns/userinfo", "only recorded", ("privilege[]",), "nobody here has a privilege: the list is empty"),
)
