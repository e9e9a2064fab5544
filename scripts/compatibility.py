"""Writes docs/compatibility.md from the table of endpoints, the handlers behind it, and what real clients could do.

Usage: python -m scripts.compatibility [--check]
"""

import json
import sys
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from scripts.recorded import DEVIATIONS, Deviation
from teahouse.network import APIS
from teahouse.platform import identity
from teahouse.platform.api.basic import API
from teahouse.protocol.endpoints import ENDPOINTS, Endpoint

_ROOT = Path(__file__).parent.parent
PAGE = _ROOT / "docs" / "compatibility.md"
RESULTS = _ROOT / "tests" / "compat" / "results.json"
_HEAD = """\
# Compatibility with the WeChat Official Accounts API

This page is written by `python -m scripts.compatibility` from the table in `src/teahouse/protocol/endpoints.py`; a test
holds it to what the network really answers.

**yes** answers as the real one: fields, limits, errors, rights. **48001** stands in the table and answers
`api unauthorized` until it is built. Calls go to the address of the network in plain HTTP, or to WeChat’s own host
names through its proxy, without any other change.

## Clients that were run

| client | version | how | test |
|---|---|---|---|
| wechatpy | 1.8.18, 2.0.0a26 | through `teahouse sandbox proxy`, every method, below | \
`tests/compat/test_wechatpy.py` |
| co-wechat-api, wechat-api | 3.11.0, 1.35.1 | Node, led by the file of `NODE_OPTIONS`, every method, below | \
`tests/compat/test_node.py` |
| WeRoBot, wechat, co-wechat, node-easywechat | 1.13.1, 2.1.0, 2.4.0, 3.6.2 | as the account’s server: verification, \
text, location, menu, silence, plain and safe mode | `tests/compat/test_servers.py` |
| WeRoBot, wechatpy with Flask, node-easywechat with OAuth | 1.13.1, 1.8.18, 3.6.2 | the programs of the \
[guide](guide/programmers.md) as they stand there | `tests/compat/test_firsts.py` |
| Node’s https, fetch, axios, node-easywechat | 20 and newer | literal URLs through `teahouse sandbox proxy` | \
`tests/compat/test_literal.py` |
| WeRoBot and wechatpy with Flask | 1.13.1, 1.8.18 | as their documentation shows, in the tests of a bot | \
`tests/pytest_teahouse` |
| weixin-js-sdk | 1.6.5 | in Chromium, in a page of another site | `tests/e2e/test_web_identity.py` |

All are as the registries have them; nothing in them is changed. What they send and expect beside the letter of the
documentation is a table in `tests/compat/test_quirks.py`.
"""
_METHODS = """\
Every public method of a client is called by a tour (`tests/compat/programs`) with arguments that the real platform
takes, or is left out by name. A test fails when these figures are not what it found. Under 48001 stand those whose
path is not built yet, under refused those whose request the documentation rules out, with the return code.
"""
_TAIL = """\
## Deviations

- Links that the real platform puts on its own hosts (`mmbiz.qpic.cn`, `weixin.qq.com/q/…`) are on the network's.
- `wxcard` takes any card id. Of a menu's `media_id` and `view_limited`, drafts count as permanent news.
- Conditional menus: a rule with sex, region or language is refused with 65320; at most 100 menus.
- Registered domains match host and port exactly: on loopback different ports are different sites. No proof file is
  asked for. An unknown appid shows 10013.
- A draft is gone from the moment it is submitted. A full library answers 45001, an unknown `publish_id` 40035, an
  incomplete draft 53503.
- An account that has chosen no industry stands in 1 and 41, so that TM00015 can be added at once.
- Moving a person with a `groups` call makes that their only tag.
- An account that moves takes its followers, their remarks and tags and its blacklist along; nobody is asked, and no
  event is pushed. `changeopenid` knows those who followed, or were on the blacklist, when it moved.
- `datacube`: losses stand under `user_source` 0; figures of a week or month appear once it is over; articles that
  were only published count too, pages opened by address count as elsewhere, and nobody keeps favourites, gives hearts
  or tips. How long and how far somebody read is not measured: 0 in the calls of 2025, with no jump positions. Who
  follows out of an article counts for the one they read last.
- Mass sends: the greatest speed is the default. `TotalCount` has people on the blacklist, who are then filtered, and
  openids of a list that nobody has. A whole text of 300 characters or more that another account published first is
  judged a reprint. Several pictures, or one with comments, are sent as an article. One that is deleted on its way
  ends with `send fail`. `clientmsgid` answers 45066 from the twentieth retry within a minute on.
- Subscription notifications: the library is our own; acceptances of a one-time template add up; whoever accepted need
  not follow. The page of a one-time subscription leads back to domains registered for OAuth or the JS-SDK only.
- JS-SDK: voices are what the browser records (WebM, Ogg, MP4), also for `media/get/jssdk`; `translateVoice` fails.
  `wxLogin.js` stands at `/connect/wxLogin.js` and takes no style sheet (`href`).
- Pauses of two and five seconds stand between the three tries of a push that was refused; none after a time-out.
"""


_RECORDED = """
## Deviations from recorded answers

A test compares our answers with those in the test suites of public clients, key by key and type by type. They differ
here only:

| path | what | where | why |
|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    answered = set(API).union(identity.PAGES, *APIS)
    lines = [_HEAD, *_clients(json.loads(RESULTS.read_text("utf-8"))), _TAIL]
    lines += [_RECORDED, *map(_deviation, DEVIATIONS)]
    lines += [f"\n## Calls\n\n{len(answered)} of {len(ENDPOINTS)} paths answer.\n"]
    for group, rows in groupby(ENDPOINTS, key=lambda endpoint: endpoint.group):
        lines.append(f"\n### {group}\n\n| method | path | right | a day | answers |\n|---|---|---|---|---|\n")
        lines += [_row(endpoint, yes=endpoint.path in answered) for endpoint in rows]
    return "".join(lines)


def _clients(results: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What `tests/compat` has written down: each method of each client was called, or is left out for a reason."""
    lines = [
        "\n## Methods of their clients\n\n",
        _METHODS,
        "\n| client | called | passed | 48001 | refused |\n|---|---|---|---|---|\n",
    ]
    for client, ran in results.items():
        missing = ", ".join(f"`{name}`" for name in ran["not_built"]) or "none"
        refused = ", ".join(f"`{name}` {code}" for name, code in ran["refused"].items()) or "none"
        lines.append(f"| {client} | {ran['exercised']} | {ran['passed']} | {missing} | {refused} |\n")
    lines.append("\nLeft out:\n\n")
    for client, ran in results.items():
        reasons = ", ".join(f"{reason} ({count})" for reason, count in ran["left_out"].items()) or "none"
        lines.append(f"- {client}: {reasons}\n")
    return [*lines, "\n"]


def _row(endpoint: Endpoint, *, yes: bool) -> str:
    right = endpoint.power.name.lower() if endpoint.power else ""
    quota = f"{endpoint.daily_quota:,}" if endpoint.daily_quota else ""
    methods, answer = "+".join(endpoint.methods), "yes" if yes else "48001"
    return f"| {methods} | `{endpoint.path}` | {right} | {quota} | {answer} |\n"


def _deviation(one: Deviation) -> str:
    places = ", ".join(f"`{place}`" for place in one.places)
    return f"| `{one.path}` | {one.how} | {places} | {one.why} |\n"


def main() -> int:
    """Write the page, or with --check say whether it is what it should be."""
    if "--check" in sys.argv:
        return 0 if PAGE.read_text(encoding="utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
