"""What can go wrong at the reviewers' desk."""

from teahouse.kit.errors import Conflict, Forbidden, Invalid, NotFound, Text


class ReviewersOnly(Forbidden):
    """The operator is no reviewer of the platform."""

    code = "review.reviewers_only"
    text = Text("只有平台审核员可以查看", "Only the platform's reviewers may see this")


class NoSuchCase(NotFound):
    """No case of that id."""

    code = "review.not_found"
    text = Text("没有这条审核", "There is no such case")


class AlreadyDecided(Conflict):
    """Somebody was faster."""

    code = "review.decided"
    text = Text("这条审核已有结果", "This case has been decided")


class BadReason(Invalid):
    """A refusal says why, in at most 200 characters."""

    code = "review.bad_reason"
    text = Text("请填写 1 到 200 个字的原因", "Say why, in 1 to 200 characters")


class OwnCase(Forbidden):
    """Nobody decides about an account that they run themselves."""

    code = "review.own_case"
    text = Text("这个公众号由你运营，请由其他审核员处理", "You operate this account: another reviewer has to decide")
