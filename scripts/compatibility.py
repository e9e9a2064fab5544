"""Writes docs/compatibility.md from the table of endpoints and the handlers behind it.

Usage: python -m scripts.compatibility [--check]
"""

import sys
from itertools import groupby
from pathlib import Path

from teahouse.network import APIS
from teahouse.platform import identity
from teahouse.platform.api.basic import API
from teahouse.protocol.endpoints import ENDPOINTS, Endpoint

PAGE = Path(__file__).parent.parent / "docs" / "compatibility.md"
_HEAD = """\
# Compatibility with the WeChat Official Accounts API

This page is written by `python -m scripts.compatibility` from the table in `src/teahouse/protocol/endpoints.py`; a test
holds it to what the network really answers.

**yes** answers as the real one: fields, limits, errors, rights. **48001** stands in the table and answers
`api unauthorized` until it is built. Calls go to the address of the network, in plain HTTP, without any other change.

## Clients that were run

| client | version | how | test |
|---|---|---|---|
| WeRoBot | 1.13.1 | unmodified, as the server: verification, plain and safe mode | `tests/compat/test_werobot.py` |
| wechatpy | 1.8.18 | unmodified, its session led to the network: token, menu, users, tags, groups, blacklist, \
media, messages, codes, template messages, service staff | `tests/compat/test_wechatpy.py`, `test_wechatpy_desk.py` |
| WeRoBot and wechatpy with Flask | 1.13.1, 1.8.18 | as their documentation shows, in the tests of a bot | \
`tests/pytest_teahouse` |
| wechatpy with literal URLs | 1.8.18 | over TLS and through `teahouse sandbox proxy` | `tests/pytest_teahouse` |
| weixin-js-sdk | 1.6.5 | unmodified in Chromium, in a page of another site | `tests/e2e/test_web_identity.py` |

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
- `datacube`: losses stand under `user_source` 0; figures of a week or month appear once it is over; articles that
  were only published count too, and nobody keeps favourites.
- Subscription notifications: the library is our own; acceptances of a one-time template add up; whoever accepted need
  not follow. The page of a one-time subscription leads back to domains registered for OAuth or the JS-SDK only.
- JS-SDK: voices are what the browser records (WebM, Ogg, MP4), also for `media/get/jssdk`; `translateVoice` fails.
  `wxLogin.js` stands at `/connect/wxLogin.js` and takes no style sheet (`href`).
- Pauses of two and five seconds stand between the three tries of a push that was refused; none after a time-out.
"""


def page() -> str:
    """The whole page."""
    answered = set(API).union(identity.PAGES, *APIS)
    lines = [_HEAD, f"\n## Calls\n\n{len(answered)} of {len(ENDPOINTS)} paths answer.\n"]
    for group, rows in groupby(ENDPOINTS, key=lambda endpoint: endpoint.group):
        lines.append(f"\n### {group}\n\n| method | path | right | a day | answers |\n|---|---|---|---|---|\n")
        lines += [_row(endpoint, yes=endpoint.path in answered) for endpoint in rows]
    return "".join(lines)


def _row(endpoint: Endpoint, *, yes: bool) -> str:
    right = endpoint.power.name.lower() if endpoint.power else ""
    quota = f"{endpoint.daily_quota:,}" if endpoint.daily_quota else ""
    methods, answer = "+".join(endpoint.methods), "yes" if yes else "48001"
    return f"| {methods} | `{endpoint.path}` | {right} | {quota} | {answer} |\n"


def main() -> int:
    """Write the page, or with --check say whether it is what it should be."""
    if "--check" in sys.argv:
        return 0 if PAGE.read_text(encoding="utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
