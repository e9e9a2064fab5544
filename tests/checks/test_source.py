from pathlib import Path

import pytest

from checks.source import Finding, Source, feature_of, read_sources


class TestPlace:
    @pytest.mark.parametrize(
        ("path", "module", "part", "feature", "room"),
        [
            ("teahouse/__init__.py", "teahouse", "", None, None),
            ("teahouse/network.py", "teahouse.network", "network", None, None),
            ("teahouse/kit/db.py", "teahouse.kit.db", "kit", None, None),
            ("teahouse/suite/__init__.py", "teahouse.suite", "suite", None, None),
            ("teahouse/suite/words.py", "teahouse.suite.words", "suite", None, None),
            ("teahouse/suite/desk/__init__.py", "teahouse.suite.desk", "suite", "teahouse.suite.desk", None),
            (
                "teahouse/suite/desk/routes.py",
                "teahouse.suite.desk.routes",
                "suite",
                "teahouse.suite.desk",
                "routes",
            ),
            (
                "teahouse/platform/api/routes/menu.py",
                "teahouse.platform.api.routes.menu",
                "platform",
                "teahouse.platform.api",
                "routes",
            ),
        ],
    )
    def test_a_file_knows_where_it_stands(
        self, path: str, module: str, part: str, feature: str | None, room: str | None
    ) -> None:
        source = Source(path, "")
        assert (source.module, source.part, source.feature, source.room) == (module, part, feature, room)

    def test_only_the_three_parts_have_features(self) -> None:
        assert feature_of("teahouse.kit.db.Base") is None
        assert feature_of("teahouse.messenger") is None
        assert feature_of("teahouse.messenger.people.Person") == "teahouse.messenger.people"


class TestNames:
    def test_relative_imports_are_resolved(self) -> None:
        source = Source(
            "teahouse/suite/desk/service.py",
            "from . import models\nfrom .rules import may\nfrom ..site import x",
        )
        assert [found.target for found in source.imports] == [
            "teahouse.suite.desk.models",
            "teahouse.suite.desk.rules.may",
            "teahouse.suite.site.x",
        ]

    def test_relative_imports_of_a_package_start_in_it(self) -> None:
        source = Source("teahouse/suite/desk/__init__.py", "from .routes import handlers")
        assert [found.target for found in source.imports] == ["teahouse.suite.desk.routes.handlers"]

    def test_aliases_are_followed(self) -> None:
        source = Source("teahouse/x.py", "import time as t\nfrom datetime import datetime as d\nt.time()\nd.now")
        names = {name for _, name in source.references()}
        assert {"time.time", "datetime.datetime.now"} <= names


class TestReading:
    def test_reads_every_file_of_the_package(self, tmp_path: Path) -> None:
        feature = tmp_path / "teahouse" / "suite" / "desk"
        feature.mkdir(parents=True)
        (feature / "send.py").write_text("", encoding="utf-8")
        (tmp_path / "other.py").write_text("", encoding="utf-8")
        [source] = read_sources(tmp_path)
        assert source.path == "teahouse/suite/desk/send.py"
        assert source.rooms == {"send"}

    def test_a_finding_reads_like_a_compiler_message(self) -> None:
        assert str(Finding("src/a.py", 3, "wrong")) == "src/a.py:3: wrong"
        assert str(Finding("src/a.py", 3, "odd", warning=True)) == "src/a.py:3: warning: odd"
