"""`python -m teahouse.cli`."""

import sys

from teahouse.cli import main

sys.exit(main())
