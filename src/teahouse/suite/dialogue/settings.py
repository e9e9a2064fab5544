"""The manner of a robot that nobody has taught yet."""

from teahouse.suite.dialogue.rules import Manner

DEFAULT_MANNER = Manner(
    handover_on_no_match=True,
    handover_message="正在为您转接人工客服，请稍候。您可以继续留言，客服会看到全部内容。",
    away_message="您好，现在是非工作时间，您的留言我们已经收到，客服上班后会第一时间回复您。",
    away_from="",
    away_to="",
    default_message="",
)
