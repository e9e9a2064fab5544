"""What the commands say, in the reader's language."""

import os
from collections.abc import Mapping

from teahouse.kit.errors import Language, Text

NOBODY_THERE = Text(
    "{url} 没有网络应答；请用 teahouse network --sandbox 启动，或用 --url 指定地址",
    "No network answers at {url}: start one with `teahouse network --sandbox`, or say where it is with --url",
)
NO_SANDBOX = Text(
    "{url} 没有打开沙箱，或没有这个对象；沙箱用 teahouse network --sandbox 打开",
    "The sandbox of {url} is off, or there is no such thing; `teahouse network --sandbox` switches it on",
)
NO_ACCOUNT = Text(
    "请用 --account 或环境变量 TEAHOUSE_APPID 指定公众号",
    "Say which account: --account APPID, or the variable TEAHOUSE_APPID",
)
NO_PERSON = Text(
    "请用 --person 或环境变量 TEAHOUSE_PERSON 指定用户",
    "Say which person: --person ID, or the variable TEAHOUSE_PERSON",
)
BAD_PLACE = Text(
    "--location 请写成 纬度,经度，例如 39.98,116.31", "--location is LATITUDE,LONGITUDE, for example 39.98,116.31"
)
UNREADABLE = Text("无法读取 {path}：{why}", "{path} cannot be read: {why}")
NOT_TOML = Text("{path} 不是 TOML 文件：{why}", "{path} is not a TOML file: {why}")
SURE = Text("将清空 {url} 的全部数据，继续吗？[y/N] ", "This empties the network at {url}. Go on? [y/N] ")
KEPT = Text("未做任何改动", "Nothing was changed")
BAD_DOOR = Text("--to 请写成 主机:端口，例如 127.0.0.1:8443", "--to is HOST:PORT, for example 127.0.0.1:8443")
NO_CA = Text(
    "{path} 不存在；请先用 teahouse network --tls 启动网络，或用 --data、--ca 指定",
    "There is no {path}: start `teahouse network --tls` first, or say where it is with --data or --ca",
)
NO_DOOR = Text(
    "{to} 没有应答，程序的请求会得到 502。请用 teahouse network --tls 或 TEAHOUSE_TLS=1 make demo 打开网络的 TLS 入口；"
    "端口不是 8443 时用 --to 指定",
    "Nothing answers at {to}, and what programs ask will be answered 502. Open the network's TLS door with "
    "`teahouse network --tls` or `TEAHOUSE_TLS=1 make demo`, and say where it is with --to if its port is not 8443",
)
PORT_TAKEN = Text("无法监听 {host}:{port}：{why}", "Nobody can listen on {host}:{port}: {why}")
NO_PROGRAM = Text("无法运行 {program}：{why}", "{program} cannot be run: {why}")
LEADING = Text(
    "# 微信域名已指向 {to}，其他域名一律拒绝。在运行程序的终端里执行以下各行（Ctrl+C 停止）：",
    "# Leads the WeChat host names to {to}, and no others. Run these lines where your program runs (Ctrl+C stops):",
)
NODE = Text(
    "# Python 和 curl 经代理访问；任何版本的 Node 由 NODE_OPTIONS 预先加载的文件直接指向网络",
    "# Python and curl go through the proxy; Node of any version is led by the file that NODE_OPTIONS loads",
)


class Complaint(Exception):
    """What keeps a command from being run; its words are for the reader."""

    def __init__(self, text: Text, **values: object) -> None:
        """`values` fill the text."""
        self.text, self.values = text, values
        super().__init__(text.render("en", **values))


def language(environment: Mapping[str, str] = os.environ) -> Language:
    """The reader's, as the shell has it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh-CN" if environment[name].lower().startswith("zh") else "en"
    return "en"
