"""Writes docs/compatibility.md from the table of endpoints and the handlers behind it.

Usage: python -m scripts.compatibility [--check]
"""

import sys
from itertools import groupby
from pathlib import Path

from teahouse.platform import followers, identity, materials, menus, qrcodes, service, shortlinks
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
| wechatpy | 1.8.18 | unmodified, its session led to the network: token, menu, users, media, messages, codes | \
`tests/compat/test_wechatpy.py` |

## Deviations

- Links that the real platform puts on its own hosts (`mmbiz.qpic.cn`, `weixin.qq.com/q/…`) are on the network's.
- `article_id` and stored articles answer 53600 and 40007: there are none yet. `wxcard` takes any card id.
- Pauses of two and five seconds stand between the three tries of a push that was refused; none after a time-out.
"""


def page() -> str:
    """The whole page."""
    parts = (followers, identity, materials, menus, qrcodes, service, shortlinks)
    answered = set(API) | set(identity.PAGES) | {path for part in parts for path in part.API}
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
