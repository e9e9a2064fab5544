"""How a sample is given to a rule."""

from collections.abc import Callable, Iterator
from textwrap import dedent

from checks.source import Finding, Source

Rule = Callable[[Source], Iterator[Finding]]


def found(rule: Rule, path: str, text: str) -> list[tuple[int, str]]:
    """Line and message of each finding in a sample that stands at `src/teahouse/<path>`."""
    findings = rule(Source(f"teahouse/{path}", dedent(text)))
    return sorted((finding.line, finding.message) for finding in findings)
