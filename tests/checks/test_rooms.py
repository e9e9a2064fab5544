from checks.rooms import rooms
from checks.source import Source
from tests.checks.support import found


def test_a_room_under_another_name_is_a_warning() -> None:
    [finding] = rooms(Source("teahouse/suite/desk/views.py", ""))
    assert finding.warning
    assert str(finding) == "src/teahouse/suite/desk/views.py:1: warning: views.py is called routes here"


def test_one_file_a_verb_is_fine() -> None:
    assert found(rooms, "suite/desk/send.py", "") == []
    assert found(rooms, "suite/desk/repository.py", "") == []
    assert found(rooms, "kit/utils.py", "") == []
