"""Hints for a reviewer, by explained rules: what can be checked, and what looks wrong in a translation."""
