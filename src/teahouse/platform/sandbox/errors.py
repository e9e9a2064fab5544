"""What can be wrong with a call of the sandbox."""

from teahouse.kit.errors import Forbidden, Invalid, NotFound, Text


class KeyMissing(Forbidden):
    """From elsewhere than loopback the sandbox wants its key."""

    code = "sandbox.key_missing"
    text = Text(
        "从其他机器访问沙箱需要请求头 X-Sandbox-Key（见设置 sandbox_key）",
        "From another machine the sandbox needs the header X-Sandbox-Key (setting sandbox_key)",
    )


class CrowdNotFound(NotFound):
    """No such job."""

    code = "sandbox.job_not_found"
    text = Text("任务不存在", "There is no such job")


class BadTime(Invalid):
    """Neither a span nor a moment."""

    code = "sandbox.bad_time"
    text = Text(
        "请写 advance（如 48h、30m、2d）、set（ISO 时间）或 reset 之一",
        "Say one of advance (48h, 30m, 2d), set (an ISO time) or reset",
    )


class BadMedia(Invalid):
    """Not base64, or of a type that cannot be sent so."""

    code = "sandbox.bad_media"
    text = Text("media 不是该类型的文件（base64）", "media is not a file of that type in base64")
