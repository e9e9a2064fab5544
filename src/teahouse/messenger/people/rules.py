"""What people may call themselves and how they prove who they are."""

import re

from teahouse.kit.errors import Invalid, Text

NICKNAME_LENGTH = 32
SIGNATURE_LENGTH = 30
CODE_MINUTES = 5
CODE_TRIES = 5

_PHONE = re.compile(r"1[3-9][0-9]{9}")
_WECHAT_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{5,19}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_PASSWORD_LENGTHS = range(8, 65)


def clean_phone(text: str) -> str:
    """A mobile number of mainland China as eleven digits, however it was spaced. Raises Invalid."""
    digits = re.sub(r"[\s-]", "", text).removeprefix("+86")
    if not _PHONE.fullmatch(digits):
        raise Invalid(field="phone", text=Text("请输入正确的手机号", "Please enter a mobile number of eleven digits"))
    return digits


def clean_nickname(text: str) -> str:
    """A nickname on one line, 1 to 32 characters. Raises Invalid."""
    name = _CONTROL.sub("", text).strip()
    if not 1 <= len(name) <= NICKNAME_LENGTH:
        raise Invalid(
            field="nickname",
            text=Text("昵称为 1 到 {n} 个字符", "A nickname has 1 to {n} characters"),
            n=NICKNAME_LENGTH,
        )
    return name


def clean_signature(text: str) -> str:
    """A signature, at most 30 characters. Raises Invalid."""
    signature = _CONTROL.sub(" ", text).strip()
    if len(signature) > SIGNATURE_LENGTH:
        raise Invalid(
            field="signature",
            text=Text("个性签名最多 {n} 个字", "A signature has at most {n} characters"),
            n=SIGNATURE_LENGTH,
        )
    return signature


def check_wechat_id(text: str) -> None:
    """6 to 20 letters, digits, underscores or hyphens, a letter first. Raises Invalid."""
    if not _WECHAT_ID.fullmatch(text):
        raise Invalid(
            field="wechat_id",
            text=Text(
                "微信号为 6 到 20 个字母、数字、下划线或减号，以字母开头",
                "A WeChat ID has 6 to 20 letters, digits, underscores or hyphens and starts with a letter",
            ),
        )


def check_password(text: str) -> None:
    """8 to 64 characters, not digits alone. Raises Invalid."""
    if len(text) not in _PASSWORD_LENGTHS or text.isdigit():
        raise Invalid(
            field="new",
            text=Text("密码为 8 到 64 位，不能全是数字", "A password has 8 to 64 characters and not only digits"),
        )


def check_gender(gender: int) -> None:
    """0 unknown, 1 man, 2 woman, as WeChat counts. Raises Invalid."""
    if gender not in {0, 1, 2}:
        raise Invalid(field="gender")


def first_nickname(phone: str) -> str:
    """What somebody is called who gave no name at sign-up."""
    return f"用户{phone[-4:]}"
