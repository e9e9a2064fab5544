import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from teahouse.kit.crypto import Vault, hash_password, verify_password
from teahouse.kit.settings import SettingsError

_OPENS = "import sys; from pathlib import Path; from teahouse.kit.crypto import Vault; Vault.open(Path(sys.argv[1]))"


@pytest.fixture(autouse=True)
def no_given_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEAHOUSE_SECRET_KEY", raising=False)


class TestVault:
    def test_what_it_hides_it_reads_again(self, tmp_path: Path) -> None:
        hidden = Vault.open(tmp_path).encrypt("茶 secret")
        assert "secret" not in hidden
        assert Vault.open(tmp_path).decrypt(hidden) == "茶 secret"

    def test_the_same_secret_looks_different_each_time(self, tmp_path: Path) -> None:
        vault = Vault.open(tmp_path)
        assert vault.encrypt("x") != vault.encrypt("x")

    def test_another_key_reads_nothing_and_says_why(self, tmp_path: Path) -> None:
        hidden = Vault.open(tmp_path / "a").encrypt("x")
        with pytest.raises(ValueError, match=r"was secret\.key replaced"):
            Vault.open(tmp_path / "b").decrypt(hidden)

    @pytest.mark.parametrize("token", ["", "x", "不是"])
    def test_what_it_did_not_hide_it_refuses(self, tmp_path: Path, token: str) -> None:
        with pytest.raises(ValueError, match="cannot be read"):
            Vault.open(tmp_path).decrypt(token)


class TestKeyFile:
    def test_is_made_once_for_its_owner_alone(self, tmp_path: Path) -> None:
        Vault.open(tmp_path / "new")
        path = tmp_path / "new" / "secret.key"
        made = path.read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600
        Vault.open(tmp_path / "new")
        assert path.read_bytes() == made
        assert [file.name for file in path.parent.iterdir()] == ["secret.key"]

    def test_of_two_processes_that_race_both_read_one_key(self, tmp_path: Path) -> None:
        racers = [subprocess.Popen([sys.executable, "-c", _OPENS, str(tmp_path)]) for _ in range(3)]
        assert [racer.wait(60) for racer in racers] == [0, 0, 0]
        assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]

    def test_a_racer_that_comes_second_keeps_the_first_key(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hidden = Vault.open(tmp_path).encrypt("first")
        monkeypatch.setattr(Path, "exists", lambda _self: False)  # it looked before the first one wrote
        assert Vault.open(tmp_path).decrypt(hidden) == "first"

    def test_a_key_that_is_none_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "secret.key").write_bytes(b"")
        with pytest.raises(SettingsError) as refused:
            Vault.open(tmp_path)
        assert refused.value.problems == [f"{tmp_path}/secret.key is wrong: a key is 32 bytes in URL-safe base64"]

    def test_a_given_key_wins_and_leaves_no_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        key = Fernet.generate_key()
        monkeypatch.setenv("TEAHOUSE_SECRET_KEY", key.decode())
        assert Vault(key).decrypt(Vault.open(tmp_path).encrypt("x")) == "x"
        assert list(tmp_path.iterdir()) == []

    def test_a_given_key_that_is_none_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TEAHOUSE_SECRET_KEY", "short")
        with pytest.raises(SettingsError, match="TEAHOUSE_SECRET_KEY is wrong"):
            Vault.open(tmp_path)


class TestPasswords:
    def test_they_cost_what_guessing_them_should(self) -> None:
        """In a process of its own: the other tests make them cheap, see tests/conftest.py."""
        program = "from teahouse.kit.crypto import hash_password; print(hash_password('x'))"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout.startswith("$argon2id$v=19$m=19456,t=2,p=1$")

    def test_only_the_password_fits(self) -> None:
        stored = hash_password("tieguanyin")
        assert "tieguanyin" not in stored
        assert verify_password(stored, "tieguanyin") is True
        assert verify_password(stored, "Tieguanyin") is False

    def test_two_of_the_same_are_stored_differently(self) -> None:
        assert hash_password("x") != hash_password("x")

    def test_nobody_has_any_password(self) -> None:
        assert verify_password(None, "x") is False
        assert verify_password(None, "nobody has this password") is False
