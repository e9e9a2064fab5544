"""`python -m teahouse.cli`."""

import sys

from teahouse.cli import main

if __name__ == "__main__":  # where processes are not forked, the demo's parts load this file too
    sys.exit(main())
