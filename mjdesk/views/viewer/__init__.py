"""One picture, large, with what it offers."""
