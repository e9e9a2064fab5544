"""The pictures of the README, taken from a demo that runs: `python scripts/pictures.py [NETWORK_URL]`.

The demo should be a fresh one: `teahouse demo --fresh --no-open --data /tmp/pictures`. Walks the story once, then
writes docs/pictures.
"""

import argparse
import io
import os
import shutil
from pathlib import Path
from typing import Any

import httpx
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
_PHONE = {"width": 390, "height": 844}
_DESK = {"width": 1440, "height": 900}
_GROUND = (231, 236, 232)
_WIDTH = 1600
_COLOURS = 256


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", nargs="?", default="http://127.0.0.1:8000", help="address of the demo's network")
    network = parser.parse_args().network
    town: dict[str, Any] = httpx.get(f"{network}/api/sandbox/start").raise_for_status().json()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        inspector = _inspector(browser, town)
        phone, console = _story(browser, town)
        keep(beside(picture(phone), picture(console)), "story")
        keep(menu(phone), "phone-menu")
        inspector.get_by_role("row").filter(has_text="空调").first.click()
        inspector.get_by_text("第 1 次推送").wait_for()
        settle(inspector)
        keep(picture(inspector), "inspector")
        browser.close()


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return os.environ.get("TEAHOUSE_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def _open(browser: Browser, size: dict[str, int], address: str) -> Page:
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        device_scale_factor=2 if size == _PHONE else 1,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    return page


def _sign_in(page: Page, who: dict[str, str]) -> None:
    page.get_by_label("邮箱").fill(who["email"])
    page.get_by_label("密码", exact=True).fill(who["password"])
    page.get_by_role("button", name="登录").click()


def _inspector(browser: Browser, town: dict[str, Any]) -> Page:
    page = _open(browser, _DESK, f"{town['network']}/mp/#/a/{town['account']['appid']}/inspector")
    _sign_in(page, town["mp"])
    page.get_by_text("实时", exact=True).wait_for()
    return page


def _story(browser: Browser, town: dict[str, Any]) -> tuple[Page, Page]:
    """林小雨 follows, asks, and is answered by 王芳."""
    fan = town["phone"][0]
    made = httpx.post(f"{town['network']}/sandbox/people", json={"nickname": fan["name"]}).json()
    appid, person = town["account"]["appid"], made["person_id"]
    follow = {"appid": appid, "scene": town["codes"][0]["scene"]}
    httpx.post(f"{town['network']}/sandbox/people/{person}/follow", json=follow).raise_for_status()
    phone = _open(browser, _PHONE, made["sign_in_url"])
    phone.get_by_role("navigation", name="主导航").wait_for()
    phone.goto(f"{town['network']}/phone/#/chat/a:{appid}:{person}")
    _bubble(phone, "欢迎关注")
    phone.get_by_role("button", name="切换到键盘").click()
    _say(phone, "空调")
    _bubble(phone, "清河空调有三种")
    question = "旧机器能折价换新吗？"
    _say(phone, question)
    _bubble(phone, "转接人工")
    console = _open(browser, _DESK, f"{town['suite']}/console/#/desk")
    _sign_in(console, next(who for who in town["console"] if who["role"] == "agent"))
    console.get_by_role("link").filter(has_text=question).click()
    console.get_by_role("button", name="接入").first.click()
    console.get_by_role("textbox", name="回复 粉丝").fill("可以的，旧机最高抵 300 元，师傅上门一起收走。")
    console.get_by_role("button", name="发送", exact=True).click()
    _bubble(phone, "旧机最高抵")
    settle(phone)
    settle(console)
    return phone, console


def _say(phone: Page, words: str) -> None:
    phone.get_by_label("输入消息").fill(words)
    phone.get_by_role("button", name="发送", exact=True).click()


def _bubble(phone: Page, words: str) -> None:
    phone.locator(".bubble", has_text=words).last.wait_for()


def menu(phone: Page) -> Image.Image:
    """The account's menu, risen."""
    phone.get_by_role("button", name="显示菜单").click()
    phone.get_by_role("menuitem", name="选空调").click()
    phone.get_by_role("menuitem", name="柜机").wait_for()
    settle(phone)
    return framed(picture(phone), 780)


def settle(page: Page) -> None:
    """Until nothing moves."""
    page.wait_for_function(
        "() => document.getAnimations().every((each) => each.effect.getComputedTiming().endTime === Infinity)"
    )


def picture(page: Page) -> Image.Image:
    """What the page shows."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def framed(shown: Image.Image, height: int, radius: int = 28) -> Image.Image:
    """At that height, with round corners, a thin edge and a shadow."""
    width = round(shown.width * height / shown.height)
    shown = shown.resize((width, height), Image.Resampling.LANCZOS)
    mask = Image.new("L", (width * 2, height * 2), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width * 2 - 1, height * 2 - 1), radius * 2, fill=255)
    mask = mask.resize((width, height), Image.Resampling.LANCZOS)
    margin = 24
    canvas = Image.new("RGB", (width + 2 * margin, height + 2 * margin), _GROUND)
    shadow = Image.new("L", canvas.size, 0)
    shadow.paste(mask.point(lambda value: value // 4), (margin, margin + 6))
    canvas.paste(tuple(each // 3 for each in _GROUND), mask=shadow.filter(ImageFilter.GaussianBlur(10)))
    canvas.paste(shown, (margin, margin), mask)
    return canvas


def beside(phone: Image.Image, console: Image.Image) -> Image.Image:
    """The phone left, the console right, as wide as the README shows."""
    left, right = framed(phone, 760), framed(console, 760, radius=12)
    canvas = Image.new("RGB", (left.width + right.width, max(left.height, right.height)), _GROUND)
    canvas.paste(left, (0, 0))
    canvas.paste(right, (left.width, 0))
    return canvas.resize((_WIDTH, round(canvas.height * _WIDTH / canvas.width)), Image.Resampling.LANCZOS)


def keep(shown: Image.Image, name: str) -> None:
    """Write it small."""
    few = shown.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
