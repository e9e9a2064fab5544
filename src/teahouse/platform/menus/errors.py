"""What can go wrong with a click on a menu."""

from teahouse.kit.errors import Invalid, NotFound, Text


class NoSuchButton(NotFound):
    """The menu has changed, or there is none."""

    code = "menus.no_such_button"
    text = Text("菜单已更新，请重新打开", "The menu has changed, please open it again")


class ResultMissing(Invalid):
    """The button wants something from the person first."""

    code = "menus.result_missing"
    text = Text("请先完成菜单要求的操作", "Please finish what the menu asks for")
