"""The first start: built-in studio or my gateway."""
