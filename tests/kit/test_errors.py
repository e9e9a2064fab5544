import pytest

from teahouse.kit.errors import (
    AppError,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Text,
    TooMany,
    Unauthorized,
    Unavailable,
)


class Full(Conflict):
    code = "test.full"
    text = Text("最多 {limit} 人", "At most {limit} people")


class TestText:
    def test_speaks_both_languages_with_its_values(self) -> None:
        text = Text("{name}，您好", "Hello {name}")
        assert text.render("zh-CN", name="小明") == "小明，您好"
        assert text.render("en", name="Ming") == "Hello Ming"

    def test_a_value_with_braces_stays_as_it_is(self) -> None:
        assert Text("{name}", "{name}").render("en", name="{0} {x}") == "{0} {x}"


class TestAppError:
    @pytest.mark.parametrize(
        ("kind", "status", "code"),
        [
            (AppError, 500, "internal"),
            (Invalid, 422, "invalid"),
            (Unauthorized, 401, "unauthorized"),
            (Forbidden, 403, "forbidden"),
            (NotFound, 404, "not_found"),
            (Conflict, 409, "conflict"),
            (Unavailable, 503, "unavailable"),
        ],
    )
    def test_each_kind_has_its_status_and_code(self, kind: type[AppError], status: int, code: str) -> None:
        error = kind()
        assert (error.status, error.code, error.field) == (status, code, None)
        assert error.message("zh-CN") != error.message("en")

    def test_a_subclass_keeps_the_status_and_fills_its_text(self) -> None:
        error = Full(limit=3, field="members")
        assert (error.status, error.code, error.field) == (409, "test.full", "members")
        assert error.message("zh-CN") == "最多 3 人"
        assert str(error) == "At most 3 people"

    def test_the_raiser_may_bring_other_words(self) -> None:
        error = Invalid(text=Text("太长", "Too long"), field="nickname")
        assert (error.message("en"), error.code) == ("Too long", "invalid")
        assert Invalid().message("en") == "What you entered is not valid"

    def test_too_many_says_how_long_to_wait(self) -> None:
        error = TooMany(7)
        assert (error.status, error.retry_after) == (429, 7)
        assert error.message("zh-CN") == "操作太频繁，请 7 秒后再试"
