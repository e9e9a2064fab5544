from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.protocol import (
    BUTTON_TYPES,
    ApiError,
    Button,
    MenuFault,
    check_menu,
    menu_body,
    parse_buttons,
    parse_menu,
    parse_selfmenu,
    selfmenu_body,
)

TODAY = Button(type="click", name="Today", key="TODAY")
VIEW = Button(type="view", name="Catalogue", url="https://brand.example.test/c")
SHOP = Button(name="Shop", sub_button=(VIEW, Button(type="scancode_waitmsg", name="Scan", key="SCAN_W")))
STORES = Button(type="location_select", name="Stores", key="STORES")
MENU = (TODAY, SHOP, STORES)


class TestShapes:
    def test_the_body_of_create(self) -> None:
        body = {
            "button": [
                {"type": "click", "name": "Today", "key": "TODAY"},
                {
                    "name": "Shop",
                    "sub_button": [
                        {"type": "view", "name": "Catalogue", "url": "https://brand.example.test/c"},
                        {"type": "scancode_waitmsg", "name": "Scan", "key": "SCAN_W", "sub_button": []},
                    ],
                },
                {"type": "location_select", "name": "Stores", "key": "STORES"},
            ]
        }

        assert parse_buttons(body) == MENU
        assert check_menu(MENU) is None

    def test_null_numbers_and_unknown_fields_are_taken_as_they_come(self) -> None:
        body = {
            "button": [{"type": "click", "name": "a", "key": 5, "url": None, "sub_button": None, "new": [1]}],
            "x": 1,
        }

        assert parse_buttons(body) == (Button(type="click", name="a", key="5"),)

    @pytest.mark.parametrize(
        ("body", "errcode"),
        [
            (None, 47001),
            ([], 47001),
            ({}, 40016),
            ({"button": {}}, 40016),
            ({"button": ["x"]}, 47001),
            ({"button": [{"name": ["x"]}]}, 47001),
            ({"button": [{"name": True}]}, 47001),
            ({"button": [{"name": "x", "sub_button": {"list": []}}]}, 47001),
        ],
    )
    def test_other_shapes_are_refused(self, body: object, errcode: int) -> None:
        with pytest.raises(ApiError) as caught:
            parse_buttons(body)

        assert caught.value.errcode == errcode

    def test_the_answer_of_get(self) -> None:
        body = menu_body((TODAY, Button(name="Shop", sub_button=(VIEW,))))

        assert body == {
            "menu": {
                "button": [
                    {"type": "click", "name": "Today", "key": "TODAY", "sub_button": []},
                    {
                        "name": "Shop",
                        "sub_button": [
                            {
                                "type": "view",
                                "name": "Catalogue",
                                "url": "https://brand.example.test/c",
                                "sub_button": [],
                            }
                        ],
                    },
                ]
            }
        }

    def test_the_answer_of_get_current_selfmenu_info(self) -> None:
        body = selfmenu_body((Button(name="Shop", sub_button=(VIEW,)), TODAY))

        assert body == {
            "is_menu_open": 1,
            "selfmenu_info": {
                "button": [
                    {
                        "name": "Shop",
                        "sub_button": {
                            "list": [{"type": "view", "name": "Catalogue", "url": "https://brand.example.test/c"}]
                        },
                    },
                    {"type": "click", "name": "Today", "key": "TODAY"},
                ]
            },
        }
        assert selfmenu_body((), is_open=False) == {"is_menu_open": 0, "selfmenu_info": {"button": []}}

    def test_both_answers_read_back(self) -> None:
        news = Button(type="news", name="Post", value="MEDIA", news_info={"list": [{"title": "T", "show_cover": 1}]})
        made_on_the_page = (
            *MENU[:2],
            Button(name="More", sub_button=(news, Button(type="text", name="Hi", value="x"))),
        )

        assert parse_menu(menu_body(MENU)) == MENU
        assert parse_selfmenu(selfmenu_body(made_on_the_page)) == made_on_the_page

    @pytest.mark.parametrize("body", [{}, {"menu": []}, {"menu": {"button": 3}}, {"selfmenu_info": 1}])
    def test_answers_of_another_shape_are_refused(self, body: dict[str, object]) -> None:
        for parse in (parse_menu, parse_selfmenu):
            with pytest.raises(ApiError) as caught:
                parse(body)
            assert caught.value.errcode == 47001


def click(name: str = "a", key: str = "k") -> Button:
    return Button(type="click", name=name, key=key)


def view(url: str) -> Button:
    return Button(type="view", name="a", url=url)


def parent(*buttons: Button, name: str = "a") -> Button:
    return Button(name=name, sub_button=buttons)


LONG_URL = "https://a.test/" + "x" * (1024 - 15)


class TestLimits:
    @pytest.mark.parametrize(
        "menu",
        [
            (click(),),
            (click(), click(), click()),
            (parent(*[click()] * 5),),
            (click(name="四个汉字"), click(name="x" * 16)),
            (parent(click(name="汉" * 20)),),
            (click(key="k" * 128),),
            (view(LONG_URL),),
            (Button(type="miniprogram", name="a", url="http://a.test", appid="wx1", pagepath="p"),),
            (Button(type="media_id", name="a", media_id="m"),),
            (Button(type="view_limited", name="a", media_id="m"),),
            (Button(type="article_id", name="a", article_id="m"),),
            (Button(type="article_view_limited", name="a", article_id="m"),),
            (parent(view("http://a.test"), name="a"), Button(type="click", name="b", key="k", url="ignored")),
        ],
    )
    def test_what_fits_is_taken(self, menu: tuple[Button, ...]) -> None:
        assert check_menu(menu) is None

    @pytest.mark.parametrize(
        ("menu", "errcode", "field"),
        [
            ((), 40016, "buttons"),
            ((click(),) * 4, 40016, "buttons"),
            ((click(), Button(name="a")), 40017, "buttons.1.type"),
            ((Button(name="a", type="CLICK"),), 40017, "buttons.0.type"),
            ((Button(name="a", type="text", value="x"),), 40017, "buttons.0.type"),
            ((click(name=""),), 40018, "buttons.0.name"),
            ((click(name="  "),), 40018, "buttons.0.name"),
            ((click(name="x" * 17),), 40018, "buttons.0.name"),
            ((click(name="六个汉字长的"),), 40018, "buttons.0.name"),
            ((parent(click(), name="x" * 17),), 40018, "buttons.0.name"),
            ((click(key=""),), 40019, "buttons.0.key"),
            ((click(key="k" * 129),), 40019, "buttons.0.key"),
            ((view(""),), 40020, "buttons.0.url"),
            ((view(LONG_URL + "x"),), 40020, "buttons.0.url"),
            ((parent(parent(click())),), 40022, "buttons.0.sub_button.0.sub_button"),
            ((parent(*[click()] * 6),), 40023, "buttons.0.sub_button"),
            ((parent(click(), Button(name="a")),), 40024, "buttons.0.sub_button.1.type"),
            ((parent(click(name="汉" * 20 + "x")),), 40025, "buttons.0.sub_button.0.name"),
            ((parent(click(key="")),), 40026, "buttons.0.sub_button.0.key"),
            ((parent(view("")),), 40027, "buttons.0.sub_button.0.url"),
            ((click(name="\\u4eca\\u65e5\\u7279"),), 40033, "buttons.0.name"),
            ((click(name="\\u4eca"),), 40033, "buttons.0.name"),
            ((parent(click(name="\\u4ECA\\u65e5")),), 40033, "buttons.0.sub_button.0.name"),
            ((parent(view("javascript:alert(1)")),), 40054, "buttons.0.sub_button.0.url"),
            ((view("www.qq.com"),), 40055, "buttons.0.url"),
            ((view("https://[::1"),), 40055, "buttons.0.url"),
            ((Button(type="miniprogram", name="a", appid="wx1", pagepath="p"),), 40020, "buttons.0.url"),
            ((Button(type="miniprogram", name="a", url="http://a.test", pagepath="p"),), 40013, "buttons.0.appid"),
            ((Button(type="miniprogram", name="a", url="http://a.test", appid="wx1"),), 41011, "buttons.0.pagepath"),
            ((Button(type="view_limited", name="a"),), 40007, "buttons.0.media_id"),
            ((Button(type="article_id", name="a"),), 53600, "buttons.0.article_id"),
        ],
    )
    def test_the_first_thing_wrong_is_named(self, menu: tuple[Button, ...], errcode: int, field: str) -> None:
        fault = check_menu(menu)

        assert fault == MenuFault(errcode, field)
        assert fault.error().errcode == errcode

    def test_every_type_of_the_reference_may_be_made(self) -> None:
        assert len(BUTTON_TYPES) == 13


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["button", "name", "type", "key", "sub_button", "x"]), inner, max_size=4)
        ),
    )
)
def test_any_json_raises_our_error_or_is_checked(body: object) -> None:
    for given_body in (body, {"button": body}, {"button": [body]}):
        try:
            check_menu(parse_buttons(given_body))
        except ApiError as error:
            assert error.errcode in {40016, 47001}  # noqa: PT017 - which code is the point
