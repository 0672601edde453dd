"""Tests of the generic pieces."""
