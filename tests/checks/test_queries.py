import pytest

from checks.queries import queries
from tests.checks.support import found


@pytest.mark.parametrize("name", ["select", "insert", "update", "delete", "text"])
def test_a_service_builds_no_statement(name: str) -> None:
    assert found(queries, "suite/desk/service.py", f"from sqlalchemy import func, {name}\n") == [
        (1, f"{name} builds a query: it belongs in repository.py")
    ]


def test_nor_by_a_dialect_or_through_the_module() -> None:
    sample = """
        import sqlalchemy as sa
        from sqlalchemy.dialects.postgresql import insert
        rows = sa.select(1)
    """
    assert [line for line, _ in found(queries, "suite/desk/send.py", sample)] == [3, 4]


@pytest.mark.parametrize(
    "call",
    [
        "session.execute(x)",
        "session.scalar(x)",
        "reader.scalars(x)",
        "session.get(Person, 1)",
        "self._session.get(Person, 1)",
        "session.query(x)",
        "cursor.execute(x)",
        "cursor.rows(x)",
        "cursor.row(x)",
        "cursor.many(x, [])",
    ],
)
def test_a_route_runs_none(call: str) -> None:
    [(line, message)] = found(queries, "messenger/people/routes.py", f"a = {call}\n")
    assert line == 1
    assert message.endswith("runs a query: it belongs in repository.py")


def test_the_repository_does_both() -> None:
    sample = "from sqlalchemy import select\nsession.scalars(select(1))\n"
    assert found(queries, "suite/desk/repository.py", sample) == []
    assert found(queries, "suite/desk/repository/people.py", sample) == []
    assert found(queries, "kit/jobs.py", sample) == []
    assert found(queries, "migrations/network/0001_start.py", sample) == []


def test_a_cursor_may_be_handed_on() -> None:
    assert found(queries, "suite/desk/service.py", "append(cursor_of(session), drafts)\n") == []
    assert len(found(queries, "suite/desk/service.py", "cursor_of(session).rows(x)\n")) == 1


def test_a_dictionary_may_be_asked() -> None:
    assert found(queries, "suite/desk/service.py", "headers.get('a')\nhouse.get(Port)\ntable.update(a=1)\n") == []


def test_a_partial_index_needs_text() -> None:
    assert found(queries, "suite/desk/models.py", "from sqlalchemy import Index, text\n") == []
    assert len(found(queries, "suite/desk/models.py", "from sqlalchemy import select\n")) == 1
