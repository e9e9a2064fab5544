import pytest

from checks import tenancy
from checks.tenancy import brands
from tests.checks.support import found

KEY = "Mapped[str] = mapped_column(primary_key=True)"
PATH = "suite/desk/models.py"
LACKS = "table replies lacks brand_id in or right behind its primary key"


@pytest.mark.parametrize(
    "columns",
    [
        f"brand_id: {KEY}\n    id: {KEY}",
        f"id: {KEY}\n    brand_id: Mapped[str] = mapped_column()",
        f"id: {KEY}\n    brand_id: Mapped[str]\n    text: Mapped[str]",
    ],
)
def test_a_table_carries_its_brand_in_front(columns: str) -> None:
    assert found(brands, PATH, f"class Reply(Base):\n    __tablename__ = 'replies'\n    {columns}\n") == []


def test_a_table_without_brand_is_found() -> None:
    sample = f"class Reply(Base):\n    __tablename__ = 'replies'\n    id: {KEY}\n"
    assert found(brands, PATH, sample) == [(1, LACKS)]
    assert found(brands, "messenger/people/models.py", sample) == []


def test_a_brand_at_the_end_is_too_late() -> None:
    sample = """
        class Reply(Base):
            __tablename__ = "replies"
            id: Mapped[str] = mapped_column(primary_key=True)
            text: Mapped[str] = mapped_column()
            brand_id: Mapped[str] = mapped_column()
    """
    assert found(brands, PATH, sample) == [(2, LACKS)]


def test_a_mixin_of_the_same_file_counts() -> None:
    sample = """
        class Owned:
            brand_id: Mapped[str] = mapped_column(primary_key=True)
        class Reply(Owned, Base):
            __tablename__ = "replies"
            id: Mapped[str] = mapped_column(primary_key=True)
    """
    assert found(brands, PATH, sample) == []


def test_a_table_of_no_brand_needs_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tenancy, "GLOBAL_TABLES", {"replies": "shared by all"})
    assert found(brands, PATH, "class Reply(Base):\n    __tablename__ = 'replies'\n") == []


def test_every_reason_is_a_sentence() -> None:
    assert all(len(reason) > 10 for reason in tenancy.GLOBAL_TABLES.values())
