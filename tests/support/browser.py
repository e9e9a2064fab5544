"""A real browser for tests in tests/e2e."""
