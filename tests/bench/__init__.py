"""Measurements: each against a limit or against a baseline of the same run."""
