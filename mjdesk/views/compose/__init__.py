"""The left panel, where a wish is written."""
