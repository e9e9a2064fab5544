"""Accounts: made, read, changed."""

import secrets
from collections.abc import Iterable, Sequence

from teahouse.kit import clock
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Cursor, Session, from_micros, hint
from teahouse.platform.accounts import repository, rules
from teahouse.platform.accounts.account import NO_FAULTS, Account, AccountType, Ending, Faults, Holder, ServerConfig
from teahouse.platform.accounts.errors import AccountEnded, AccountNotFound
from teahouse.platform.accounts.models import AccountFaultsRow, AccountRow

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_TOKEN_LENGTH = 24
_AES_KEY_LENGTH = 43
_MICROS = 1_000_000


def get_account(to: Session | Cursor, appid: str) -> Account:
    """The account. Raises AccountNotFound."""
    for account in repository.find_accounts(to, "appid", [appid]):
        return account
    raise AccountNotFound


def account_by_original_id(to: Session | Cursor, original_id: str) -> Account:
    """The account of a gh_ id. Raises AccountNotFound."""
    for account in repository.find_accounts(to, "original_id", [original_id]):
        return account
    raise AccountNotFound


def accounts(to: Session | Cursor, appids: Iterable[str]) -> dict[str, Account]:
    """Those of these accounts that exist, by appid."""
    return {account.appid: account for account in repository.find_accounts(to, "appid", appids)}


def operates(session: Session, operator_id: str, appid: str) -> bool:
    """Whether an operator runs an account, also one that has ended."""
    return repository.runs(session, operator_id, appid)


def check_operator(session: Session, operator_id: str, appid: str) -> Account:
    """The account, if this operator runs it. Raises AccountEnded, or AccountNotFound so that nobody learns more."""
    if not repository.runs(session, operator_id, appid):
        raise AccountNotFound
    account = get_account(session, appid)
    if account.ended_for:
        raise AccountEnded
    return account


def create_account(
    session: Session,
    vault: Vault,
    *,
    name: str,
    type: AccountType,  # noqa: A002 - the field's name everywhere
    verified: bool,
    owner_id: str | None = None,
) -> tuple[Account, str]:
    """A new account run by `owner_id`, and its AppSecret. Raises BadName."""
    secret = secrets.token_hex(16)
    row = AccountRow(
        appid=f"wx{secrets.token_hex(8)}",
        original_id=f"gh_{_letters(12, _ALPHABET)}",
        wechat_id=f"th_{_letters(9, _ALPHABET)}",
        name=rules.checked_name(name),
        type=type,
        verified=verified,
        named=verified,
        introduction="",
        avatar=None,
        sealed_secret=vault.encrypt(secret),
        server_url="",
        mode="plain",
        server_enabled=False,
        autoreply_enabled=False,
        sealed_token=vault.encrypt(_letters(_TOKEN_LENGTH, rules.LETTERS)),
        sealed_aes_key=vault.encrypt(_letters(_AES_KEY_LENGTH, rules.LETTERS)),
        created_at=clock.now(),
    )
    repository.add_account(session, row, owner_id)
    return get_account(session, row.appid), secret


def _letters(count: int, alphabet: str) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(count))


def is_secret(to: Session | Cursor, vault: Vault, appid: str, secret: str) -> bool | None:
    """Whether this is the account's AppSecret; None when there is no such account, or no longer."""
    return are_secrets(to, vault, [(appid, secret)])[0]


def are_secrets(to: Session | Cursor, vault: Vault, claims: Sequence[tuple[str, str]]) -> list[bool | None]:
    """As `is_secret`, for many (appid, secret)."""
    sealed = repository.live_secrets(to, [appid for appid, _ in claims])
    right = {appid: vault.decrypt(secret).encode() for appid, secret in sealed.items()}
    return [
        secrets.compare_digest(right[appid], secret.encode("utf-8", "surrogatepass")) if appid in right else None
        for appid, secret in claims
    ]


def secret_of(session: Session, vault: Vault, appid: str) -> str:
    """The AppSecret. Raises AccountNotFound."""
    sealed = repository.sealed_secret(session, appid)
    if sealed is None:
        raise AccountNotFound
    return vault.decrypt(sealed)


def reset_secret(session: Session, vault: Vault, appid: str) -> str:
    """A new AppSecret; the old one stops working."""
    secret = secrets.token_hex(16)
    repository.change_account(session, appid, sealed_secret=vault.encrypt(secret))
    return secret


def change_profile(
    session: Session, appid: str, *, name: str | None = None, introduction: str | None = None, avatar: str | None = None
) -> Account:
    """Change what people see of an account; None leaves it. Raises BadName, Invalid."""
    values: dict[str, object] = {}
    if name is not None:
        values["name"] = rules.checked_name(name)
    if introduction is not None:
        values["introduction"] = rules.checked_introduction(introduction)
    if avatar is not None:
        values["avatar"] = avatar
    if values:
        repository.change_account(session, appid, **values)
        tell_changed(session, appid)
    return get_account(session, appid)


def set_certification(session: Session, appid: str, *, verified: bool, named: bool) -> None:
    """Give or take the rights, and the check mark."""
    repository.change_account(session, appid, verified=verified, named=named)
    tell_changed(session, appid)


def set_holder(session: Session, appid: str, holder: Holder) -> None:
    """Whether an organization or a person stands behind the account."""
    repository.change_account(session, appid, holder=holder)


def end_account(session: Session, appid: str, ending: Ending) -> bool:
    """It serves nobody from now on; False when it had ended already."""
    ended = repository.end_account(session, appid, ending, clock.now())
    if ended:
        tell_changed(session, appid)
    return ended


def set_server(session: Session, vault: Vault, appid: str, server: ServerConfig) -> None:
    """Push to this server from now on; the caller has checked it. The platform answers by itself no longer."""
    repository.change_account(
        session,
        appid,
        server_url=server.url,
        mode=server.mode,
        server_enabled=True,
        autoreply_enabled=False,
        sealed_token=vault.encrypt(server.token),
        sealed_aes_key=vault.encrypt(server.aes_key),
    )
    tell_changed(session, appid)


def disable_server(session: Session, appid: str) -> None:
    """Push no more; URL, token and key are kept."""
    repository.change_account(session, appid, server_enabled=False)
    tell_changed(session, appid)


def enable_autoreply(session: Session, appid: str) -> None:
    """Let the platform answer by itself from now on; the server hears nothing any more, its settings are kept."""
    repository.change_account(session, appid, autoreply_enabled=True, server_enabled=False)
    tell_changed(session, appid)


def disable_autoreply(session: Session, appid: str) -> None:
    """Let the platform answer by itself no longer."""
    repository.change_account(session, appid, autoreply_enabled=False)
    tell_changed(session, appid)


def tell_changed(session: Session, appid: str) -> None:
    """Tell whoever remembers accounts."""
    hint(session, "accounts", {"appid": appid})


def own_addresses(host: str) -> list[str]:
    """The addresses from which this network calls and where it is called."""
    return ["127.0.0.1"] if host in {"", "localhost", "0.0.0.0", "::"} else [host]  # noqa: S104 - compared, not bound


def faults_of(to: Session | Cursor, appid: str) -> Faults:
    """The faults that are on."""
    return faults_by_account(to, [appid]).get(appid, NO_FAULTS)


def faults_by_account(to: Session | Cursor, appids: Iterable[str]) -> dict[str, Faults]:
    """The faults that are on, of those accounts that have any."""
    return {
        row.appid: Faults(
            timeout=row.timeout,
            status=row.status,
            double_push=row.double_push,
            expire_token=row.expire_token,
            drop=row.drop,
            out_of_order=row.out_of_order,
            quota=row.quota,
            wrong_media=row.wrong_media,
            until=None if row.until is None else int(row.until.timestamp()),
        )
        for row in repository.read_faults(to, appids)
    }


def set_faults(session: Session, appid: str, faults: Faults) -> None:
    """Replace the faults of an account."""
    repository.write_faults(
        session,
        AccountFaultsRow(
            appid=appid,
            timeout=faults.timeout,
            status=faults.status,
            double_push=faults.double_push,
            expire_token=faults.expire_token,
            drop=faults.drop,
            out_of_order=faults.out_of_order,
            quota=faults.quota,
            wrong_media=faults.wrong_media,
            until=None if faults.until is None else from_micros(faults.until * _MICROS),
            changed_at=clock.now(),
        ),
    )
    hint(session, "accounts", {"appid": appid})
