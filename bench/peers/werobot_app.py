"""WeRoBot as its documentation deploys it: behind Flask and gunicorn, answering every text with the same words.

TOKEN is the account's; SESSION=1 leaves the session storage on, as shipped (SQLite, in the working directory).
"""

import os

import werobot  # type: ignore[import-not-found]
from flask import Flask  # type: ignore[import-not-found]
from werobot.contrib.flask import make_view  # type: ignore[import-not-found]

robot = werobot.WeRoBot(token=os.environ["TOKEN"], enable_session=os.environ.get("SESSION") == "1")


@robot.text  # type: ignore[untyped-decorator]
def answer(_message: object) -> str:
    return "空调保修三年，请拨打 400-000-0000"


app = Flask(__name__)
app.add_url_rule("/wx/robot", endpoint="werobot", view_func=make_view(robot), methods=["GET", "POST"])
