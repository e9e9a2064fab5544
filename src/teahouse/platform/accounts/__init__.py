"""Official accounts and the operators who run them on mp."""

from teahouse.kit import web
from teahouse.kit.house import Feature, House
from teahouse.kit.http import Http, identify
from teahouse.kit.logins import Login
from teahouse.platform.accounts import code_routes, crew_routes, routes
from teahouse.platform.accounts.account import (
    NO_FAULTS,
    Account,
    AccountType,
    Ending,
    Faults,
    Holder,
    Mode,
    ServerConfig,
)
from teahouse.platform.accounts.errors import AccountEnded, AccountNotFound, SandboxOnly
from teahouse.platform.accounts.figures import count, figures_of
from teahouse.platform.accounts.operators import KIND as OPERATOR
from teahouse.platform.accounts.operators import (
    free_email,
    is_reviewer,
    operators_seen,
    register_operator,
    sign_in_link_operator,
)
from teahouse.platform.accounts.repository import (
    accounts_of,
    all_accounts,
    ended,
    occupied,
    operator_names,
    operators_of,
    owns,
    search_accounts,
    token_fault_since,
    without_account,
)
from teahouse.platform.accounts.rules import checked_introduction, checked_name, day_of, day_starts, month_of
from teahouse.platform.accounts.service import (
    account_by_original_id,
    accounts,
    are_secrets,
    change_profile,
    check_operator,
    create_account,
    disable_autoreply,
    disable_server,
    enable_autoreply,
    end_account,
    faults_by_account,
    faults_of,
    get_account,
    is_secret,
    operates,
    own_addresses,
    reset_secret,
    secret_of,
    set_certification,
    set_faults,
    set_holder,
    set_server,
)
from teahouse.platform.accounts.sockets import operators_socket

__all__ = [
    "FEATURE",
    "NO_FAULTS",
    "OPERATOR",
    "Account",
    "AccountEnded",
    "AccountNotFound",
    "AccountType",
    "Ending",
    "Faults",
    "Holder",
    "Mode",
    "SandboxOnly",
    "ServerConfig",
    "account_by_original_id",
    "accounts",
    "accounts_of",
    "all_accounts",
    "are_secrets",
    "change_profile",
    "check_operator",
    "checked_introduction",
    "checked_name",
    "count",
    "create_account",
    "day_of",
    "day_starts",
    "disable_autoreply",
    "disable_server",
    "enable_autoreply",
    "end_account",
    "ended",
    "faults_by_account",
    "faults_of",
    "figures_of",
    "free_email",
    "get_account",
    "is_reviewer",
    "is_secret",
    "month_of",
    "occupied",
    "operates",
    "operator_names",
    "operators_of",
    "operators_seen",
    "operators_socket",
    "own_addresses",
    "owns",
    "register_operator",
    "reset_secret",
    "search_accounts",
    "secret_of",
    "set_certification",
    "set_faults",
    "set_holder",
    "set_server",
    "sign_in_link_operator",
    "token_fault_since",
    "without_account",
]


async def operator(request: Http, house: House) -> Login:
    """Who is signed in on mp; for handlers of this and later features."""
    return await identify(request, house, OPERATOR)


FEATURE = Feature(
    name="accounts",
    routes=(
        routes.register,
        routes.sign_in,
        routes.sign_in_by_link,
        routes.sign_in_by_code,
        *code_routes.ROUTES,
        *crew_routes.ROUTES,
        routes.sign_out,
        routes.me,
        routes.create,
        routes.settings,
        routes.change,
        routes.set_avatar,
        routes.new_secret,
        routes.qr_picture,
        web.front("/mp/#/start"),
    ),
    raw=web.surface("mp"),
    providers={"operator": operator},
)
