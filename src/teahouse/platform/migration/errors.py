"""What can go wrong when an account is to move."""

from teahouse.kit.errors import Conflict, Forbidden, Invalid, NotFound, Text


class NotBothOwned(Forbidden):
    """Only who owns both accounts may move one into the other."""

    code = "migration.not_both_owned"
    text = Text("需要同时是两个公众号的管理员", "You need to be the owner of both accounts")


class SameAccount(Invalid):
    """An account cannot move into itself."""

    code = "migration.same_account"
    text = Text("不能迁移到同一个公众号", "An account cannot move into itself")


class UncertifiedTarget(Conflict):
    """An organization's account takes others in once it is certified."""

    code = "migration.uncertified"
    text = Text("请先完成微信认证，再接收其他公众号", "Certify this account first, then move others into it")


class PersonsTarget(Conflict):
    """Followers of an organization are not given to a person."""

    code = "migration.persons_target"
    text = Text("组织主体的公众号不能迁移到个人公众号", "An organization's account cannot move to an individual's")


class WrongName(Invalid):
    """The name that was typed is another."""

    code = "migration.wrong_name"
    text = Text("与要迁出的公众号名称不一致", "This is not the name of the account that is to move")


class AlreadyMoving(Conflict):
    """One of the two takes part in another move."""

    code = "migration.already_moving"
    text = Text("其中一个公众号正在迁移，请稍后再试", "One of the accounts is being moved already; try again later")


class NoSuchMigration(NotFound):
    """Nothing of that id moves to the account."""

    code = "migration.not_found"
    text = Text("没有这次迁移", "There is no such migration")


class NotWaiting(Conflict):
    """It was decided, or taken back."""

    code = "migration.not_waiting"
    text = Text("这次迁移已有结果，请刷新页面", "This migration has been decided; reload the page")
