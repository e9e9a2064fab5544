from checks.transactions import commits
from tests.checks.support import found

ENDS = """
    def save(session):
        session.commit()
        connection.rollback()
"""


def test_a_service_ends_no_transaction() -> None:
    assert found(commits, "suite/desk/service.py", ENDS) == [
        (3, ".commit() belongs to the edge in kit: return, or raise"),
        (4, ".rollback() belongs to the edge in kit: return, or raise"),
    ]


def test_the_edge_in_kit_does() -> None:
    assert found(commits, "kit/db.py", ENDS) == []


def test_other_calls_are_fine() -> None:
    assert found(commits, "suite/desk/service.py", "session.flush()\ncommit()\n") == []
