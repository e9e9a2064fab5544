"""What every test may rely on: no network but loopback, and a column of the architecture to run in."""

pytest_plugins = ["tests.support.network", "tests.support.columns", "tests.support.browser"]
