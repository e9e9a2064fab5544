"""Node programs with literal URLs, led by `teahouse sandbox proxy` as it is typed."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.compat.clients import HERE, command
from tests.compat.conftest import Elsewhere
from tests.support.servers import free_port


def test_every_way_that_node_has(elsewhere: Elsewhere, tmp_path: Path) -> None:
    program, variables = command("node", HERE / "programs" / "literal.cjs")
    account, door = elsewhere.network.account(), elsewhere.served.tls
    proxy = [sys.executable, "-m", "teahouse.cli", "sandbox", "proxy", "--port", str(free_port())]
    proxy += ["--to", f"{door.host}:{door.port}", "--ca", str(door.authority)]
    # Nothing of the shell's own must be what leads it.
    clean = {name: value for name, value in variables.items() if "proxy" not in name.lower() and name != "NODE_OPTIONS"}
    done = subprocess.run(
        [*proxy, "--", *program, account.appid, account.secret],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
        env=clean | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    told, addresses = printed["told"], {"ip_list": ["127.0.0.1"]}
    for way in ("https", "agent", "http", "fetch", "axios", "http agent", "http fetch", "http axios", "http net"):
        assert told[way]["expires_in"] == 7200, way
    for client in ("co-wechat-api", "wechat-api", "node-easywechat"):
        assert told[client] == addresses, client
    assert (printed["elsewhere"], printed["fetched"]) == ("ENOTFOUND", "ENOTFOUND")
