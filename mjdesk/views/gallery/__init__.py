"""The middle, where tasks come to life."""
