"""Hints for a reviewer, by explained rules: what in a sentence can be checked, and what looks wrong in a translation."""
