"""`python -m checks`: print what breaks the house's rules, and fail if anything does."""

import sys
from pathlib import Path

from checks.clocks import clocks
from checks.imports import faces, imports_in_functions, routes
from checks.purity import rules
from checks.queries import queries
from checks.rooms import rooms
from checks.source import read_sources
from checks.tenancy import brands
from checks.transactions import commits

RULES = (commits, queries, imports_in_functions, faces, routes, clocks, rules, brands, rooms)


def run(root: Path) -> int:
    """Check the package below `root`; 1 when a rule is broken, else 0."""
    sources = read_sources(root)
    findings = sorted(
        {finding for source in sources for rule in RULES for finding in rule(source)},
        key=lambda finding: (finding.path, finding.line, finding.message),
    )
    for finding in findings:
        print(finding)
    errors = sum(not finding.warning for finding in findings)
    print(f"{len(sources)} files checked, {errors} findings, {len(findings) - errors} warnings")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(run(Path(__file__).parent.parent / "src"))
