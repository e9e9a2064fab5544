"""All settings, typed, in one place: defaults, then a TOML file, then the environment.

A value comes from `TEAHOUSE_<NAME>` (upper case), else from `<data>/teahouse.toml`, else from the default here.
Every wrong value is named at start, all of them at once.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

Part = Literal["network", "suite"]

_LAST_PORT = 65_535


class SettingsError(Exception):
    """One line a wrong setting: its name, its value, what would be right."""

    def __init__(self, problems: list[str]) -> None:
        """`problems` are whole sentences."""
        self.problems = problems
        super().__init__("\n".join(problems))


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an operator of Teahouse can set. Empty strings mean "the embedded one"."""

    data: Path = Path(".teahouse")
    """Folder of databases, files and keys."""
    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = 8000
    """Port to listen on."""
    public_url: str = ""
    """Where others reach this part, e.g. https://wx.example.com; empty: http://<host>:<port>."""
    hosts: tuple[str, ...] = ()
    """Further host names this part answers to; loopback, IP addresses and public_url always are."""
    database_url: str = ""
    """postgresql://...; empty: a SQLite file in `data`."""
    redis_url: str = ""
    """redis://... for wake-ups between processes; empty: inside the process."""
    files_url: str = ""
    """s3://bucket/prefix for files; empty: a folder in `data`."""
    worker: bool = True
    """Run jobs in this process; false where `teahouse worker` does."""
    network_url: str = "http://127.0.0.1:8000"
    """Suite only: our own network, offered when an account is to be connected."""
    sandbox: bool = False
    """Network only: the sandbox API, one-click accounts, servers on loopback."""
    reviewers: tuple[str, ...] = ()
    """Network only: e-mail addresses of the platform's reviewers. They register on mp first. With the sandbox on and
    nobody named, it is the operator who registered first. Who is named decides no case of an account they operate."""
    sandbox_key: str = ""
    """Key for the sandbox API from elsewhere than loopback (header X-Sandbox-Key)."""
    tls: bool = False
    """Network only: serve the WeChat host names over TLS too, with a throw-away CA in <data>/tls."""
    tls_port: int = 8443
    """Port of that door."""
    durability: Literal["full", "normal"] = "full"
    """SQLite's synchronous mode; normal may lose the last commits at a power failure."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"

    @property
    def base_url(self) -> str:
        """`public_url`, or the address this part listens on; no slash at the end."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - compared, not bound
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def database(self, part: Part) -> str:
        """SQLAlchemy's URL of the part's database."""
        if not self.database_url:
            return f"sqlite:///{(self.data / f'{part}.db').absolute()}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)


def load(
    environment: Mapping[str, str] = os.environ,
    overrides: Mapping[str, object] | None = None,
    defaults: Mapping[str, object] | None = None,
) -> Settings:
    """Settings from file and environment; `overrides` (the command line) win. Raises SettingsError.

    `defaults` take the place of those of Settings where nobody says anything.
    """
    values: dict[str, Any] = dict(defaults or {})
    given = dict(overrides or {})
    folder = Path(str(given.get("data") or environment.get("TEAHOUSE_DATA") or Settings().data))
    values.update(_from_file(folder / "teahouse.toml"))
    values.update(_from_environment(environment))
    values.update({name: value for name, value in given.items() if value is not None})
    return _checked(values)


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path} is not a TOML file: {error}"]) from error
    except OSError as error:
        raise SettingsError([f"{path} cannot be read: {error.strerror}"]) from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        raw = environment.get(f"TEAHOUSE_{field.name.upper()}")
        if raw is not None:
            values[field.name] = _names(raw) if field.name in {"hosts", "reviewers"} else raw
    return values


def _names(raw: str) -> list[str]:
    return [name.strip() for name in raw.split(",") if name.strip()]


def _to_path(kind: type, value: object) -> object:
    """For msgspec, which does not know paths."""
    if kind is not Path:
        raise NotImplementedError(kind)
    if not isinstance(value, str | Path):
        raise TypeError(f"Expected `str`, got `{type(value).__name__}`")
    return Path(value)


def _checked(values: Mapping[str, Any]) -> Settings:
    known = {field.name: field for field in msgspec.structs.fields(Settings)}
    problems = [f"{name} is not a setting; known are: {', '.join(known)}" for name in values if name not in known]
    clean: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            continue
        try:
            clean[name] = msgspec.convert(value, known[name].type, strict=False, dec_hook=_to_path)
        except msgspec.ValidationError as error:
            problems.append(f"{name} = {value!r} is wrong: {error}")
    problems += _range_problems(clean)
    if problems:
        raise SettingsError(problems)
    return Settings(**clean)


def _range_problems(values: Mapping[str, Any]) -> list[str]:
    problems = []
    for name in ("port", "tls_port"):
        port = values.get(name, 0)
        if not 0 <= port <= _LAST_PORT:
            problems.append(f"{name} = {port} is wrong: a port is between 0 and 65535")
    for name, starts in (
        ("public_url", ("http://", "https://")),
        ("database_url", ("postgresql://",)),
        ("redis_url", ("redis://", "rediss://", "unix://")),
        ("files_url", ("s3://",)),
    ):
        value = values.get(name, "")
        if value and not value.startswith(starts):
            problems.append(f"{name} = {value!r} is wrong: it starts with {' or '.join(starts)}")
    return problems
