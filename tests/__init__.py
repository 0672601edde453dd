"""Tests of MJ Desk, mirrored on the package."""
