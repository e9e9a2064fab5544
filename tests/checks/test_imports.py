import pytest

from checks.imports import faces, imports_in_functions, routes
from tests.checks.support import found


class TestImportsInFunctions:
    def test_first_party_imports_stand_at_the_top(self) -> None:
        sample = """
            from teahouse.kit import clock
            def a():
                import json
                from teahouse.kit import ids
            class B:
                async def c(self):
                    import teahouse.kit.db
        """
        assert found(imports_in_functions, "suite/desk/service.py", sample) == [
            (5, "teahouse.kit is imported inside a function"),
            (8, "teahouse.kit.db is imported inside a function"),
        ]

    def test_a_relative_one_is_first_party_too(self) -> None:
        sample = "def a():\n    from . import models\n"
        assert found(imports_in_functions, "suite/desk/service.py", sample) == [
            (2, "teahouse.suite.desk is imported inside a function")
        ]

    def test_a_call_is_no_way_round(self) -> None:
        sample = "import importlib\nimportlib.import_module('teahouse.suite')\nimportlib.import_module('json')\n"
        assert found(imports_in_functions, "kit/house.py", sample) == [
            (2, "teahouse.suite is imported by a call: use an import statement")
        ]


class TestFaces:
    @pytest.mark.parametrize(
        "line",
        [
            "from teahouse.messenger.people import Person, find_person",
            "from teahouse.messenger import people",
            "from teahouse.platform.push import rules",
            "from teahouse.platform.push.models import Push",
            "from . import repository",
            "from teahouse.kit.db import Session",
        ],
    )
    def test_a_feature_may_use_faces_kit_and_its_own_rooms(self, line: str) -> None:
        assert found(faces, "platform/push/service.py", line) == []

    @pytest.mark.parametrize(
        ("line", "behind"),
        [
            (
                "from teahouse.messenger.people.models import Person",
                "teahouse.messenger.people.models.Person",
            ),
            ("from teahouse.messenger.people import models", "teahouse.messenger.people.models"),
            ("import teahouse.messenger.people.service", "teahouse.messenger.people.service"),
        ],
    )
    def test_nobody_walks_in_behind_a_face(self, line: str, behind: str) -> None:
        expected = [(1, f"{behind} is behind the face of teahouse.messenger.people")]
        assert found(faces, "platform/push/service.py", line) == expected
        assert found(faces, "cli/demo.py", line) == expected

    def test_a_room_does_not_look_at_its_own_face(self) -> None:
        line = "from teahouse.platform.push import FEATURE"
        assert found(faces, "platform/push/service.py", line) == [
            (1, "a room of teahouse.platform.push imports its own face")
        ]
        assert found(faces, "platform/push/__init__.py", "from teahouse.platform.push.routes import a") == []


class TestRoutes:
    LINE = "from teahouse.suite.desk.routes import handlers"

    def test_only_the_face_imports_routes(self) -> None:
        expected = [(1, "teahouse.suite.desk.routes is imported by another than its face")]
        assert found(routes, "suite/desk/__init__.py", self.LINE) == []
        assert found(routes, "suite/desk/routes/live.py", self.LINE) == []
        assert found(routes, "suite/desk/jobs.py", self.LINE) == expected
        assert found(routes, "suite_app.py", self.LINE) == expected
        assert found(routes, "suite_app.py", "from teahouse.suite.desk import routes") == expected
