"""The page on compatibility says what the network answers."""

from scripts.compatibility import PAGE, page


def test_the_page_is_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m scripts.compatibility"
