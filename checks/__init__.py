"""Checks of the house's own rules that no general linter knows. Run them with `python -m checks`.

A rule is a function from one source file to its findings. None of them has an escape comment.
"""
