from pathlib import Path

import pytest

from teahouse.kit.settings import Settings, SettingsError, load


def problems(environment: dict[str, str] | None = None, **overrides: object) -> list[str]:
    """What is wrong with these settings."""
    with pytest.raises(SettingsError) as refused:
        load(environment or {}, overrides)
    return refused.value.problems


class TestLoad:
    def test_without_a_word_the_defaults_hold(self) -> None:
        assert load({}) == Settings()

    def test_the_file_of_the_data_folder_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "teahouse.toml").write_text('port = 9000\nsandbox = true\nhosts = ["tea.example"]\n')
        loaded = load({"TEAHOUSE_DATA": str(tmp_path)})
        assert (loaded.data, loaded.port, loaded.sandbox, loaded.hosts) == (tmp_path, 9000, True, ("tea.example",))

    def test_the_environment_wins_over_the_file_and_the_command_line_over_both(self, tmp_path: Path) -> None:
        (tmp_path / "teahouse.toml").write_text('port = 9000\nhost = "127.0.0.2"\nlog_level = "debug"\n')
        environment = {"TEAHOUSE_PORT": "9001", "TEAHOUSE_HOST": "127.0.0.3"}
        loaded = load(environment, {"data": tmp_path, "port": 9002, "host": None})
        assert (loaded.port, loaded.host, loaded.log_level) == (9002, "127.0.0.3", "debug")

    def test_a_default_of_the_caller_gives_way_to_everybody(self, tmp_path: Path) -> None:
        assert load({}, {"data": tmp_path}, defaults={"port": 8100}).port == 8100
        assert load({"TEAHOUSE_PORT": "8000"}, {"data": tmp_path}, defaults={"port": 8100}).port == 8000

    @pytest.mark.parametrize(("raw", "value"), [("true", True), ("1", True), ("false", False), ("0", False)])
    def test_a_switch_is_set_in_words(self, raw: str, value: bool) -> None:  # noqa: FBT001
        assert load({"TEAHOUSE_WORKER": raw}).worker is value

    def test_hosts_are_separated_by_commas(self) -> None:
        assert load({"TEAHOUSE_HOSTS": "a.example, b.example,"}).hosts == ("a.example", "b.example")
        assert load({"TEAHOUSE_HOSTS": ""}).hosts == ()


class TestProblems:
    @pytest.mark.parametrize(
        ("name", "value", "message"),
        [
            ("PORT", "tea", "port = 'tea' is wrong: Expected `int`, got `str`"),
            ("PORT", "70000", "port = 70000 is wrong: a port is between 0 and 65535"),
            ("SANDBOX", "maybe", "sandbox = 'maybe' is wrong: Expected `bool`, got `str`"),
            ("DURABILITY", "none", "durability = 'none' is wrong: Invalid enum value 'none'"),
            ("LOG_LEVEL", "loud", "log_level = 'loud' is wrong: Invalid enum value 'loud'"),
            ("PUBLIC_URL", "wx.com", "public_url = 'wx.com' is wrong: it starts with http:// or https://"),
            ("DATABASE_URL", "mysql://x", "database_url = 'mysql://x' is wrong: it starts with postgresql://"),
            ("REDIS_URL", "x:1", "redis_url = 'x:1' is wrong: it starts with redis:// or rediss:// or unix://"),
            ("FILES_URL", "gs://x", "files_url = 'gs://x' is wrong: it starts with s3://"),
        ],
    )
    def test_a_wrong_value_is_named_with_what_would_be_right(self, name: str, value: str, message: str) -> None:
        assert problems({f"TEAHOUSE_{name}": value}) == [message]

    def test_all_are_named_at_once(self, tmp_path: Path) -> None:
        (tmp_path / "teahouse.toml").write_text('prot = 80\nlog_format = "xml"\n')
        named = problems({"TEAHOUSE_PORT": "-1", "TEAHOUSE_DATA": str(tmp_path)})
        assert [line.split()[0] for line in named] == ["prot", "log_format", "port"]
        assert named[0].startswith("prot is not a setting; known are: data, host, port,")

    def test_a_file_that_is_no_toml_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "teahouse.toml"
        path.write_text("port: 80")
        assert problems(data=tmp_path)[0].startswith(f"{path} is not a TOML file: ")
        path.write_bytes(b"\xff\xfe")
        assert problems(data=tmp_path)[0].startswith(f"{path} is not a TOML file: ")

    def test_a_folder_is_named_in_words(self) -> None:
        assert problems(data=3) == ["data = 3 is wrong: Expected `str`, got `int`"]


class TestAddresses:
    @pytest.mark.parametrize(
        ("settings", "url"),
        [
            (Settings(), "http://127.0.0.1:8000"),
            (Settings(host="0.0.0.0", port=81), "http://127.0.0.1:81"),  # noqa: S104
            (Settings(host="::", port=81), "http://127.0.0.1:81"),
            (Settings(host="::1", port=81), "http://[::1]:81"),
            (Settings(public_url="https://wx.example/"), "https://wx.example"),
        ],
    )
    def test_the_base_url_is_where_others_reach_it(self, settings: Settings, url: str) -> None:
        assert settings.base_url == url

    def test_each_part_has_a_database_in_the_folder(self, tmp_path: Path) -> None:
        assert Settings(data=tmp_path).database("suite") == f"sqlite:///{tmp_path}/suite.db"

    def test_postgresql_is_reached_with_our_driver(self) -> None:
        given = Settings(database_url="postgresql://u@h/d")
        assert given.database("network") == "postgresql+psycopg://u@h/d"
