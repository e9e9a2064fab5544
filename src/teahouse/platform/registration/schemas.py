"""Registration as mp shows it."""

import msgspec

from teahouse.platform.accounts import AccountType, Holder


class RegistrationWish(msgspec.Struct):
    """The account that is to be. Names may repeat."""

    type: AccountType
    holder: Holder
    name: str
    introduction: str = ""


class RegistrationOut(RegistrationWish):
    """A registration that is going on; `avatar_url` is empty when none was set."""

    avatar_url: str = ""
    lapses_at: int = 0


class RegistrationState(msgspec.Struct):
    """What is going on, or null."""

    registration: RegistrationOut | None


class IdentityForm(msgspec.Struct):
    """Who answers for the account."""

    holder_name: str
    id_number: str
    phone: str


class Registered(msgspec.Struct):
    """The new account; its AppSecret is shown this once."""

    appid: str
    name: str
    secret: str


class Closing(msgspec.Struct):
    """Why an account is closed; its operators read it."""

    reason: str
