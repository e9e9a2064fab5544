from pathlib import Path

import pytest

from scripts import web


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one page; npm is a program that says what it was asked for."""
    static = tmp_path / "src" / "teahouse" / "static"
    for name, value in {
        "ROOT": tmp_path,
        "_STATIC": static,
        "_BUILT": static / ".stamp",
        "_MODULES": tmp_path / "node_modules",
        "_INSTALLED": tmp_path / "node_modules" / ".stamp",
        "SURFACES": ("phone",),
    }.items():
        monkeypatch.setattr(web, name, value)
    for path in ("package.json", "package-lock.json", "web/phone/package.json", "web/phone/src/main.ts"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}")
    return tmp_path


@pytest.fixture
def node(checkout: Path) -> Path:
    """A folder with an npm that writes its arguments to `asked` and builds an empty page."""
    folder = checkout / "bin"
    folder.mkdir()
    npm = folder / "npm"
    npm.write_text(
        '#!/bin/sh\necho "$@" >> asked\nmkdir -p node_modules src/teahouse/static/phone\n'
        "touch src/teahouse/static/phone/index.html\n"
    )
    npm.chmod(0o755)
    return folder


def asked(checkout: Path) -> list[str]:
    file = checkout / "asked"
    return file.read_text().splitlines() if file.exists() else []


class TestStamp:
    def test_changes_with_every_source_and_with_the_lock(self, checkout: Path) -> None:
        seen = {web.stamp()}
        for path in ("web/phone/src/main.ts", "package-lock.json", "package.json", "web/phone/new.css"):
            (checkout / path).write_text("changed")
            seen.add(web.stamp())
        assert len(seen) == 5

    def test_does_not_change_with_what_is_installed_or_built(self, checkout: Path) -> None:
        before = web.stamp()
        for path in ("web/phone/node_modules/vue/index.js", "src/teahouse/static/phone/index.html"):
            (checkout / path).parent.mkdir(parents=True, exist_ok=True)
            (checkout / path).write_text("x")
        assert web.stamp() == before


class TestBuild:
    def test_builds_once(self, checkout: Path, node: Path) -> None:
        web.build(node)
        web.build(node)
        assert asked(checkout) == ["run build -w web/phone"]

    def test_builds_again_after_a_change(self, checkout: Path, node: Path) -> None:
        web.build(node)
        (checkout / "web/phone/src/main.ts").write_text("changed")
        web.build(node)
        assert asked(checkout) == ["run build -w web/phone"] * 2

    def test_builds_again_when_a_page_is_gone(self, checkout: Path, node: Path) -> None:
        web.build(node)
        (checkout / "src/teahouse/static/phone/index.html").unlink()
        web.build(node)
        assert asked(checkout) == ["run build -w web/phone"] * 2


class TestInstall:
    def test_installs_once_and_again_with_another_lock(self, checkout: Path, node: Path) -> None:
        web.install(node)
        web.install(node)
        (checkout / "package-lock.json").write_text("changed")
        web.install(node)
        assert asked(checkout) == ["ci", "ci"]


class TestFindNode:
    def test_an_old_one_will_not_do(self, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        old = checkout / "old"
        old.mkdir()
        for name, says in (("node", "v18.19.0"), ("npm", "9.0.0")):
            (old / name).write_text(f"#!/bin/sh\necho {says}\n")
            (old / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(old))
        assert web.find_node() is None
        (old / "node").write_text("#!/bin/sh\necho v20.20.2\n")
        assert web.find_node() == old
