"""Sees to it that tests have a Chromium and a Chinese font: those of the machine, else out of packages.

Found ones are used; where apt may install (root, or sudo that asks nothing), it does; else Playwright fetches its own
browser. What could not be had is said, with the way to mend it; the tests that need it then fail.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_CHINESE_FONTS = ("*CJK*", "wqy-*", "*Noto*SC*", "*SourceHan*", "DroidSansFallback*", "uming*", "simsun*", "msyh*")


def main() -> int:
    """Always 0: a machine without a browser can still run the other tests."""
    wanted = []
    if not has_browser():
        wanted.append("chromium")
    if not has_chinese_font():
        wanted.append("fonts-noto-cjk")
    if wanted:
        print(f"Installing for the browser tests: {', '.join(wanted)} ...", flush=True)
        _apt_install(wanted)
    if not has_browser():
        print("Fetching Playwright's Chromium ...", flush=True)
        _run([sys.executable, "-m", "playwright", "install", "chromium"])
    if not has_browser():
        print("No Chromium: install one, or name it in TEAHOUSE_CHROMIUM. The browser tests will fail.")
    if not has_chinese_font():
        print("No Chinese font: install fonts-noto-cjk, or pictures in test-results show boxes.")
    return 0


def has_browser() -> bool:
    """Whether a Chromium of the machine, or Playwright's own, starts."""
    named = [os.environ.get("TEAHOUSE_CHROMIUM"), *map(shutil.which, _BROWSERS)]
    return any(_starts(path) for path in named if path) or _starts(_playwright_browser())


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font for Chinese, or one lies where fonts lie."""
    if sys.platform != "linux":
        return True
    lister = shutil.which("fc-list")
    if lister:
        found = subprocess.run([lister, ":lang=zh-cn", "file"], capture_output=True, check=False).stdout
        return bool(found.strip())
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    return any(True for folder in folders for name in _CHINESE_FONTS for _ in folder.rglob(name))


def _playwright_browser() -> str:
    """Where Playwright's own Chromium is, or would be."""
    asks = "import playwright.sync_api as p; print(p.sync_playwright().start().chromium.executable_path)"
    return subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=False).stdout.strip()


def _starts(path: str) -> bool:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and "Chrom" in said.stdout


def _apt_install(packages: list[str]) -> None:
    if shutil.which("apt-get") is None:
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and (shutil.which("sudo") is None or not _run([*sudo, "true"])):
        return
    if _run([*sudo, "apt-get", "update", "-qq"]):
        command = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
        _run([*sudo, "env", "DEBIAN_FRONTEND=noninteractive", *command])


def _run(command: list[str]) -> bool:
    output = None if os.environ.get("VERBOSE") else subprocess.DEVNULL
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=output, stderr=output).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
